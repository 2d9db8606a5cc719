-- Who said what, to whom, in which words?
-- One row per quote of a main story, printed for the first time on its page.
with participants as (
    select
        quote_speakers.quote_id,
        string_agg(coalesce(entities.name, quote_speakers.text), ', ' order by quote_speakers.ordinal)
        filter (where quote_speakers.role = 'addressee') as told_to,
        string_agg(coalesce(entities.name, quote_speakers.text), ', ' order by quote_speakers.ordinal)
        filter (where quote_speakers.role = 'medium') as told_through,
        string_agg(coalesce(entities.name, quote_speakers.text), ', ' order by quote_speakers.ordinal)
        filter (where quote_speakers.role = 'speaker') as all_speakers
    from quote_speakers
    left join entities using (entity_id)
    group by quote_speakers.quote_id
)

select
    coalesce(entities.name, quotes.speaker_text) as speaker,
    quotes.text as said,
    quotes.kind,
    quotes.cue_text as cue,
    participants.told_to,
    place.outlet,
    place.published_from,
    place.title,
    participants.told_through,
    participants.all_speakers,
    quotes.speaker_text as speaker_as_printed,
    quotes.speaker_confidence,
    quotes.confidence,
    place.path,
    quotes.start_char,
    quotes.end_char,
    quotes.parent_quote_id,
    quotes.quote_cluster_id,
    quotes.speaker_entity_id,
    quotes.quote_id,
    quotes.article_id,
    quotes.document_id
from quotes
inner join counted_segments as place using (segment_id)
left join entities on quotes.speaker_entity_id = entities.entity_id
left join participants using (quote_id)
where quotes.repeats_quote_id is null
order by
    quotes.speaker_confidence desc nulls last,
    quotes.confidence desc,
    place.published_from desc nulls last,
    quotes.document_id,
    quotes.start_char,
    quotes.quote_id
