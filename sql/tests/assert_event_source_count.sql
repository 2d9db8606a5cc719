-- events, critical: source_count is the number of outlets with main articles about an event, each unknown
-- outlet counted as its own.
with counted as (
    select
        event_id,
        count(distinct coalesce(source_id, article_id)) as source_count
    from articles
    where kind = 'main'
    group by event_id
)

select
    events.event_id as key,
    events.source_count || ', not ' || coalesce(counted.source_count, 0) as seen
from events
left join counted on events.event_id = counted.event_id
where events.source_count <> coalesce(counted.source_count, 0)
