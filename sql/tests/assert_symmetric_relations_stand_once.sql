-- claim_relations, critical: A relation that goes both ways stands once, the smaller id first.
select
    claim_id_a || '|' || claim_id_b || '|' || relation as key,
    relation as seen
from claim_relations
where relation in ('conflicts', 'incomparable') and claim_id_a >= claim_id_b
