-- What is claimed about this topic, and by how many? `from claims_about('gazprom')`
-- One row per claim that involves an entity of that name, or uses the words.
create macro claims_about(topic) as table
    select *
    from claims_with_passages
    where
        claim_id in (
            select claim_entities.claim_id
            from claim_entities
            inner join entities_called(topic) using (entity_id)
        )
        or has_words(claim, topic)
    order by independent_source_count desc, source_count desc, article_count desc, claim_id
