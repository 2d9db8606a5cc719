-- entities, critical: mention_count is the number of an entity's mentions, repeats and teasers left out.
with counted as (
    select
        mentions.entity_id,
        count(*) as mention_count
    from mentions
    inner join articles on mentions.article_id = articles.article_id
    inner join segments on mentions.segment_id = segments.segment_id
    where articles.kind = 'main' and segments.repeats_segment_id is null
    group by mentions.entity_id
)

select
    entities.entity_id as key,
    entities.mention_count || ', not ' || coalesce(counted.mention_count, 0) as seen
from entities
left join counted on entities.entity_id = counted.entity_id
where entities.mention_count <> coalesce(counted.mention_count, 0)
