-- claim_relations, critical: A relation is between two claims, and shows a passage of each.
with relations as (
    select
        claim_id_a,
        claim_id_b,
        relation,
        claim_mention_id_a,
        claim_mention_id_b
    from claim_relations
    union all
    select
        claim_id_a,
        claim_id_b,
        'may_conflict' as relation,
        claim_mention_id_a,
        claim_mention_id_b
    from possible_conflicts
)

select
    relations.claim_id_a || '|' || relations.claim_id_b || '|' || relations.relation as key,
    concat_ws(' ', relations.claim_mention_id_a, 'and', relations.claim_mention_id_b) as seen
from relations
left join claim_mentions as passages_a on relations.claim_mention_id_a = passages_a.claim_mention_id
left join claim_mentions as passages_b on relations.claim_mention_id_b = passages_b.claim_mention_id
where
    relations.claim_id_a = relations.claim_id_b
    or passages_a.claim_id is distinct from relations.claim_id_a
    or passages_b.claim_id is distinct from relations.claim_id_b
