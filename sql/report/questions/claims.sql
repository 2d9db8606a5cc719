-- Which claims stand in several independent sources, and in which words?
-- One row per claim; `passages` holds each passage in its surroundings, but for those within another.
with passages as (
    select
        claim_id,
        list(passage order by published_from nulls last, path, start_char) as passages
    from told_passages
    where not is_within_another
    group by claim_id
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
