-- What is claimed, by how many sources, and in which words?
-- One row per claim that a main story prints.
select
    claims.text as claim,
    claims.independent_source_count,
    claims.source_count,
    claims.unknown_source_count,
    claims.article_count,
    list(distinct place.outlet order by place.outlet) as sources,
    claims.first_published_from,
    list(
        struct_pack(outlet := place.outlet, date := place.published_from, text := claim_mentions.text)
        order by place.published_from nulls last, claim_mentions.claim_mention_id
    ) as passages,
    entities.name as about,
    claims.kind,
    claims.polarity,
    claims.period_start,
    claims.period_end,
    claims.mention_count,
    claims.first_published_to,
    claims.event_id,
    claims.subject_entity_id,
    claims.claim_id
from claims
inner join claim_mentions using (claim_id)
inner join counted_segments as place using (segment_id)
left join entities on claims.subject_entity_id = entities.entity_id
group by all
