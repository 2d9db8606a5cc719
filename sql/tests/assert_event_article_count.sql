-- events, critical: article_count is the number of main articles about an event.
with counted as (
    select
        event_id,
        count(*) as article_count
    from articles
    where kind = 'main'
    group by event_id
)

select
    events.event_id as key,
    events.article_count || ', not ' || coalesce(counted.article_count, 0) as seen
from events
left join counted on events.event_id = counted.event_id
where events.article_count <> coalesce(counted.article_count, 0)
