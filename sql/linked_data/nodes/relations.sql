-- Which claims conflict, refine or update others, and why? Web Annotation
-- One node per relation; the body is the reason, the targets are the two claims, a before b.
select
    json_object(
        '@type', 'oa:Annotation',
        'name', relation,
        'oa:motivatedBy', json_object('@id', 'oa:linking'),
        'oa:bodyValue', reason,
        'oa:hasTarget', json_object('@list', [node(claim_id_a), node(claim_id_b)])
    ) as node
from claim_relations
order by claim_id_a, claim_id_b, relation
