-- entities, critical: article_count is the number of articles that mention an entity, repeats and teasers
-- left out.
with counted as (
    select
        mentions.entity_id,
        count(distinct mentions.article_id) as article_count
    from mentions
    inner join articles on mentions.article_id = articles.article_id
    inner join segments on mentions.segment_id = segments.segment_id
    where articles.kind = 'main' and segments.repeats_segment_id is null
    group by mentions.entity_id
)

select
    entities.entity_id as key,
    entities.article_count || ', not ' || coalesce(counted.article_count, 0) as seen
from entities
left join counted on entities.entity_id = counted.entity_id
where entities.article_count <> coalesce(counted.article_count, 0)
