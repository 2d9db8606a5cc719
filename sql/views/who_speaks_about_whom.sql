-- Who speaks about whom?
-- One row per speaker and entity that the speaker's quotes mention.
select
    who_said_what.speaker,
    entities.name as about,
    count(distinct who_said_what.quote_id) as quote_count,
    count(distinct who_said_what.article_id) as article_count,
    list(distinct who_said_what.outlet order by who_said_what.outlet) as outlets,
    max(who_said_what.published_from) as last_published_from,
    who_said_what.speaker_entity_id,
    entities.entity_id as about_entity_id
from who_said_what
inner join mentions
    on
        who_said_what.document_id = mentions.document_id
        and who_said_what.start_char <= mentions.start_char
        and who_said_what.end_char >= mentions.end_char
inner join entities on mentions.entity_id = entities.entity_id
where who_said_what.speaker_entity_id is not null and who_said_what.speaker_entity_id != mentions.entity_id
group by who_said_what.speaker, entities.name, who_said_what.speaker_entity_id, entities.entity_id
order by quote_count desc, article_count desc, who_said_what.speaker_entity_id, about_entity_id
