-- Which entities are named together?
-- One row per pair of entities that share a paragraph.
with named as (
    select distinct
        mentions.entity_id,
        mentions.segment_id,
        mentions.article_id,
        place.outlet
    from mentions
    inner join counted_segments as place using (segment_id)
    where mentions.entity_id is not null
)

select
    one.name as entity,
    other.name as other_entity,
    count(*) as paragraph_count,
    count(distinct named.article_id) as article_count,
    list(distinct named.outlet order by named.outlet) as outlets,
    one.kind,
    other.kind as other_kind,
    one.entity_id,
    other.entity_id as other_entity_id
from named
inner join named as named_too
    on named.segment_id = named_too.segment_id and named.entity_id < named_too.entity_id
inner join entities as one on named.entity_id = one.entity_id
inner join entities as other on named_too.entity_id = other.entity_id
group by one.name, other.name, one.kind, other.kind, one.entity_id, other.entity_id
order by article_count desc, paragraph_count desc, one.entity_id, other.entity_id
