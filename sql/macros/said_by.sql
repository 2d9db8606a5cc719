-- What did this person or organization say, in which words? `from said_by('putin')`
-- One row per quote, as in who_said_what; any of its speakers may be the one asked for.
create macro said_by(called) as table
    select *
    from who_said_what
    where
        speaker_entity_id in (select entity_id from entities_called(called))
        or quote_id in (
            select quote_speakers.quote_id
            from quote_speakers
            inner join entities_called(called) using (entity_id)
            where quote_speakers.role = 'speaker'
        )
        or (speaker_entity_id is null and has_words(speaker, called))
    order by published_from desc nulls last, document_id, start_char
