-- Which claims cannot both be true?
-- One row per pair of claims.
select * exclude (relation)
from related_claims
where relation = 'conflicts'
order by confidence desc, days_apart nulls last, claim_id_a, claim_id_b
