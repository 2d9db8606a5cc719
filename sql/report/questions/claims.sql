-- Which claims stand in several independent sources, and in which words?
-- One row per claim; `passages` holds each passage in its surroundings.
with passages as (
    select
        claim_mentions.claim_id,
        list(
            struct_pack(
                outlet := place.outlet,
                published_from := place.published_from,
                published_to := place.published_to,
                title := place.title,
                according_to := entities.name,
                modality := claim_mentions.modality,
                place := surroundings(
                    segments.text,
                    claim_mentions.start_char - segments.start_char,
                    claim_mentions.end_char - segments.start_char
                )
            )
            order by place.published_from nulls last, place.path, claim_mentions.start_char
        ) as passages
    from claim_mentions
    inner join counted_segments as place using (segment_id)
    inner join segments using (segment_id)
    left join entities on claim_mentions.attributed_entity_id = entities.entity_id
    group by claim_mentions.claim_id
)

select
    shared.claim,
    shared.independent_source_count,
    shared.source_count,
    shared.polarity,
    passages.passages,
    shared.claim_id
from claims_in_several_independent_sources as shared
inner join passages using (claim_id)
order by
    shared.independent_source_count desc,
    shared.source_count desc,
    shared.article_count desc,
    shared.claim_id
