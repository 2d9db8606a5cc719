-- Who publishes? schema.org Organization
-- One node per source.
select
    json_object(
        '@id', '#' || source_id,
        '@type', case kind when 'institution' then 'Organization' else 'NewsMediaOrganization' end,
        'name', name,
        'url', 'https://' || domain,
        'parentOrganization', owner,
        'additionalType', kind
    ) as node
from sources
order by source_id
