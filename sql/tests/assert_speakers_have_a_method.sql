-- quotes, critical: A speaker who is known stands with the method and the confidence.
select
    quote_id as key,
    'speaker_entity_id ' || speaker_entity_id as seen
from quotes
where speaker_entity_id is not null and (speaker_method is null or speaker_confidence is null)
