-- Which happenings are reported? schema.org Event
-- One node per event.
select
    json_object(
        '@id', '#' || event_id,
        '@type', 'Event',
        'name', label,
        'startDate', date_from,
        'endDate', date_to,
        'location', node(place_entity_id)
    ) as node
from events
order by event_id
