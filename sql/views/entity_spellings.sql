-- In which spellings and by which names does each entity appear?
-- One row per entity and form as printed; pronouns and what is not counted are left out.
select
    entities.name as entity,
    mentions.text as spelling,
    count(*) as mention_count,
    count(distinct mentions.article_id) as article_count,
    list(distinct place.outlet order by place.outlet) as outlets,
    min(place.published_from) as first_published_from,
    mentions.form,
    entities.kind,
    entities.entity_id
from mentions
inner join counted_segments as place using (segment_id)
inner join entities using (entity_id)
where mentions.form != 'pronoun'
group by entities.name, mentions.text, mentions.form, entities.kind, entities.entity_id
order by
    sum(count(*)) over (partition by entities.entity_id) desc,
    entities.entity_id,
    mention_count desc,
    mentions.text,
    mentions.form
