-- Which quotes have a speaker that nobody could tell?
-- One row per quote; those most surely quotes come first.
select
    said,
    speaker_as_printed,
    kind,
    cue,
    outlet,
    published_from,
    title,
    confidence,
    path,
    start_char,
    end_char,
    quote_id,
    article_id,
    document_id
from who_said_what
where speaker_entity_id is null
order by confidence desc, document_id, start_char, quote_id
