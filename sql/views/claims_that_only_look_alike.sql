-- Which figures look at odds but measure different things?
-- One row per pair of claims.
select * exclude (relation)
from related_claims
where relation = 'incomparable'
order by confidence desc, days_apart nulls last, claim_id_a, claim_id_b
