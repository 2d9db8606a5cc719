-- What is hedged in one outlet and stated flatly in another?
-- One row per claim.
with passages as (
    select
        claim_mentions.claim_id,
        claim_mentions.claim_mention_id,
        claim_mentions.text,
        claim_mentions.modality,
        place.outlet,
        place.published_from,
        place.publisher_id
    from claim_mentions
    inner join claims using (claim_id)
    inner join counted_segments as place using (segment_id)
    where claims.source_count >= 2 and claim_mentions.modality in ('asserted', 'possible')
)

select
    claims.text as claim,
    list(
        struct_pack(outlet := passages.outlet, date := passages.published_from, text := passages.text)
        order by passages.published_from nulls last, passages.claim_mention_id
    ) filter (where passages.modality = 'possible') as hedged_by,
    list(
        struct_pack(outlet := passages.outlet, date := passages.published_from, text := passages.text)
        order by passages.published_from nulls last, passages.claim_mention_id
    ) filter (where passages.modality = 'asserted') as stated_by,
    claims.independent_source_count,
    claims.source_count,
    claims.claim_id
from passages
inner join claims using (claim_id)
group by claims.text, claims.independent_source_count, claims.source_count, claims.claim_id
having
    count(*) filter (where passages.modality = 'possible') > 0
    and count(*) filter (where passages.modality = 'asserted') > 0
    and count(distinct passages.publisher_id) >= 2
order by claims.independent_source_count desc, claims.source_count desc, claims.claim_id
