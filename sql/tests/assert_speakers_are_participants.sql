-- quotes, critical: The speaker of a quotation is among its participants, as a speaker.
select
    quotes.quote_id as key,
    'speaker_entity_id ' || quotes.speaker_entity_id as seen
from quotes
where
    quotes.speaker_entity_id is not null
    and not exists (
        select 1
        from quote_speakers
        where
            quote_speakers.quote_id = quotes.quote_id
            and quote_speakers.entity_id = quotes.speaker_entity_id
            and quote_speakers.role = 'speaker'
    )
