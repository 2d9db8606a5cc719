-- numeric_claims, critical: A period that is known stands with what it rests on.
select
    numeric_claim_id as key,
    concat_ws(' to ', period_start, period_end) as seen
from numeric_claims
where (period_start is not null or period_end is not null) and period_basis is null
