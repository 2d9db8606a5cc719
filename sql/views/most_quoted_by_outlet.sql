-- Who is quoted most, by outlet?
-- One row per outlet and speaker.
select
    outlet,
    speaker,
    count(*) as quote_count,
    count(*) filter (where kind in ('direct', 'mixed')) as verbatim_count,
    count(distinct article_id) as article_count,
    count(*) / sum(count(*)) over (partition by outlet) as share_of_quotes,
    min(published_from) as first_published_from,
    max(published_from) as last_published_from,
    speaker_entity_id
from who_said_what
where speaker is not null
group by outlet, speaker, speaker_entity_id
order by quote_count desc, verbatim_count desc, outlet, speaker
