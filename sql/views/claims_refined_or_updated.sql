-- Which claims refine or update an earlier or vaguer one?
-- One row per pair of claims and relation: a refines or updates b.
select *
from related_claims
where relation in ('refines', 'updates')
order by confidence desc, days_apart nulls last, claim_id_a, claim_id_b
