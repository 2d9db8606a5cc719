-- Which claims may conflict, but not surely enough to be told?
-- One row per pair of claims.
select * exclude (relation)
from related_claims
where relation = 'may_conflict'
order by confidence desc, days_apart nulls last, claim_id_a, claim_id_b
