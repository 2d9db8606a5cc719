-- mention_entities, critical: A mention with members stands for no single entity.
select
    mention_entities.mention_id || '|' || mention_entities.entity_id as key,
    'entity_id ' || mentions.entity_id as seen
from mention_entities
inner join mentions on mention_entities.mention_id = mentions.mention_id
where mentions.entity_id is not null
