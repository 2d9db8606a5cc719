-- Who and what is spoken of? schema.org Person, Organization, Place …
-- One node per entity, with the other names it goes by.
with other_names as (
    select
        entity_aliases.entity_id,
        list(distinct entity_aliases.alias order by entity_aliases.alias) as names
    from entity_aliases
    inner join entities using (entity_id)
    where entity_aliases.kind in ('name', 'short_name', 'acronym') and entity_aliases.alias != entities.name
    group by entity_aliases.entity_id
)

select
    json_object(
        '@id', '#' || entities.entity_id,
        '@type', case entities.kind
            when 'person' then 'Person'
            when 'organization' then 'Organization'
            when 'group' then 'Organization'
            when 'place' then 'Place'
            when 'event' then 'Event'
            when 'work' then 'CreativeWork'
            else 'Thing'
        end,
        'name', entities.name,
        'alternateName', other_names.names,
        'sameAs', 'http://www.wikidata.org/entity/' || entities.wikidata_id
    ) as node
from entities
left join other_names using (entity_id)
order by entities.entity_id
