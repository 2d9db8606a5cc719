-- What is hedged in one outlet and stated flatly in another?
-- One row per claim; an outlet that hedges, be it once, does not state it flatly.
with passages as (
    select
        claim_passages.*,
        claim_passages.modality = 'possible' as is_hedged,
        bool_or(claim_passages.modality = 'possible') over (
            partition by claim_passages.claim_id, claim_passages.publisher_id
        ) as has_hedge
    from claim_passages
    inner join claims using (claim_id)
    where claims.source_count >= 2 and claim_passages.modality in ('asserted', 'possible')
)

select
    claims.text as claim,
    list(
        struct_pack(outlet := passages.outlet, date := passages.published_from, text := passages.passage)
        order by passages.published_from nulls last, passages.document_id, passages.start_char
    ) filter (where passages.is_hedged) as hedged_by,
    list(
        struct_pack(outlet := passages.outlet, date := passages.published_from, text := passages.passage)
        order by passages.published_from nulls last, passages.document_id, passages.start_char
    ) filter (where not passages.has_hedge and not passages.is_within_another) as stated_by,
    claims.independent_source_count,
    claims.source_count,
    claims.claim_id
from passages
inner join claims using (claim_id)
group by claims.text, claims.independent_source_count, claims.source_count, claims.claim_id
having bool_or(passages.is_hedged) and not bool_and(passages.has_hedge)
order by claims.independent_source_count desc, claims.source_count desc, claims.claim_id
