-- Who is quoted most, and with which words?
-- One row per speaker; `quotes` holds the longest of each article, direct ones first, at most five.
with ranked as (
    select
        *,
        row_number() over (
            partition by speaker_entity_id, article_id
            order by kind not in ('direct', 'mixed'), length(said) desc, start_char
        ) as place_in_article
    from who_said_what
    where speaker_entity_id is not null
)

select
    speaker,
    count(*) as quote_count,
    count(*) filter (where kind in ('direct', 'mixed')) as verbatim_count,
    count(distinct article_id) as article_count,
    list(
        struct_pack(
            said := said,
            kind := kind,
            cue := cue,
            told_to := told_to,
            outlet := outlet,
            published_from := published_from
        )
        order by place_in_article, kind not in ('direct', 'mixed'), length(said) desc, quote_id
    )[1:5] as quotes,
    speaker_entity_id
from ranked
group by speaker, speaker_entity_id
order by quote_count desc, verbatim_count desc, speaker, speaker_entity_id
