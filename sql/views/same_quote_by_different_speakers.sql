-- Which utterances are put into different mouths?
-- One row per utterance that is attributed to at least two known speakers.
select
    list(distinct speaker order by speaker) as speakers,
    list(
        struct_pack(speaker := speaker, outlet := outlet, date := published_from, text := said)
        order by published_from nulls last, quote_id
    ) as attributions,
    count(distinct speaker_entity_id) as speaker_count,
    count(distinct article_id) as article_count,
    quote_cluster_id
from who_said_what
where speaker_entity_id is not null
group by quote_cluster_id
having count(distinct speaker_entity_id) >= 2
order by article_count desc, speaker_count desc, quote_cluster_id
