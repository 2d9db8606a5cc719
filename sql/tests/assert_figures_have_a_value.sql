-- numeric_claims, warning: A figure has a value, an end of a range, or what it changed from or to.
select
    numeric_claim_id as key,
    text as seen
from numeric_claims
where value is null and low is null and high is null and from_value is null and to_value is null
