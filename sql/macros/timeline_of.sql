-- What happened with this topic, day by day? `from timeline_of('gazprom')`
-- One row per dated passage whose claim involves an entity of that name, or that uses the words.
create macro timeline_of(topic) as table
    select *
    from timeline
    where
        claim_id in (
            select claim_entities.claim_id
            from claim_entities
            inner join entities_called(topic) using (entity_id)
        )
        or has_words(said, topic)
    order by date_from, date_to, document_id, start_char
