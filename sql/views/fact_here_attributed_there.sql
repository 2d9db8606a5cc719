-- What does one outlet state as fact that another puts into someone's mouth?
-- One row per claim.
with passages as (
    select
        claim_mentions.claim_id,
        claim_mentions.claim_mention_id,
        claim_mentions.text,
        place.outlet,
        place.published_from,
        place.publisher_id,
        coalesce(entities.name, quotes.speaker_text, 'someone') as said_by,
        coalesce(claim_mentions.attributed_entity_id, claim_mentions.quote_id) is not null as is_attributed
    from claim_mentions
    inner join claims using (claim_id)
    inner join counted_segments as place using (segment_id)
    left join quotes using (quote_id)
    left join entities on claim_mentions.attributed_entity_id = entities.entity_id
    where claims.source_count >= 2 and claim_mentions.modality = 'asserted'
)

select
    claims.text as claim,
    list(
        struct_pack(outlet := passages.outlet, date := passages.published_from, text := passages.text)
        order by passages.published_from nulls last, passages.claim_mention_id
    ) filter (where not passages.is_attributed) as stated_by,
    list(
        struct_pack(
            outlet := passages.outlet,
            date := passages.published_from,
            said_by := passages.said_by,
            text := passages.text
        )
        order by passages.published_from nulls last, passages.claim_mention_id
    ) filter (where passages.is_attributed) as attributed_by,
    claims.independent_source_count,
    claims.source_count,
    claims.claim_id
from passages
inner join claims using (claim_id)
group by claims.text, claims.independent_source_count, claims.source_count, claims.claim_id
having
    count(*) filter (where passages.is_attributed) > 0
    and count(*) filter (where not passages.is_attributed) > 0
    and count(distinct passages.publisher_id) >= 2
order by claims.independent_source_count desc, claims.source_count desc, claims.claim_id
