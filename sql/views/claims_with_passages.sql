-- What is claimed, by how many sources, and in which words?
-- One row per claim that a main story prints; of passages that lie within one another, the longest is shown.
select
    claims.text as claim,
    claims.independent_source_count,
    claims.source_count,
    claims.unknown_source_count,
    claims.article_count,
    list(distinct claim_passages.outlet order by claim_passages.outlet) as sources,
    claims.first_published_from,
    list(
        struct_pack(
            outlet := claim_passages.outlet,
            date := claim_passages.published_from,
            text := claim_passages.passage
        )
        order by
            claim_passages.published_from nulls last,
            claim_passages.document_id,
            claim_passages.start_char
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
inner join claim_passages using (claim_id)
left join entities on claims.subject_entity_id = entities.entity_id
where not claim_passages.is_within_another
group by all
