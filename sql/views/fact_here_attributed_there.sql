-- What does one outlet state as fact that another puts into someone's mouth?
-- One row per claim; an outlet that names who says so, be it once, does not state it as fact.
with passages as (
    select
        claim_passages.*,
        bool_or(claim_passages.is_attributed) over (
            partition by claim_passages.claim_id, claim_passages.publisher_id
        ) as has_attribution
    from claim_passages
    inner join claims using (claim_id)
    where claims.source_count >= 2 and claim_passages.modality = 'asserted'
)

select
    claims.text as claim,
    list(
        struct_pack(outlet := passages.outlet, date := passages.published_from, text := passages.passage)
        order by passages.published_from nulls last, passages.document_id, passages.start_char
    ) filter (where not passages.has_attribution and not passages.is_within_another) as stated_by,
    list(
        struct_pack(
            outlet := passages.outlet,
            date := passages.published_from,
            said_by := coalesce(passages.according_to, 'someone'),
            text := passages.passage
        )
        order by passages.published_from nulls last, passages.document_id, passages.start_char
    ) filter (where passages.is_attributed) as attributed_by,
    claims.independent_source_count,
    claims.source_count,
    claims.claim_id
from passages
inner join claims using (claim_id)
group by claims.text, claims.independent_source_count, claims.source_count, claims.claim_id
having bool_or(passages.is_attributed) and not bool_and(passages.has_attribution)
order by claims.independent_source_count desc, claims.source_count desc, claims.claim_id
