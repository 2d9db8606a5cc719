-- What happened when, and who says so?
-- One row per passage that is dated; the earliest come first.
select
    claim_mentions.period_start,
    claim_mentions.period_end,
    claim_mentions.text as said,
    coalesce(entities.name, quotes.speaker_text) as according_to,
    place.outlet,
    place.published_from,
    place.title,
    events.label as event,
    claim_mentions.modality,
    claim_mentions.polarity,
    claim_mentions.period_basis,
    claim_mentions.confidence,
    place.path,
    claim_mentions.start_char,
    claim_mentions.end_char,
    claim_mentions.event_id,
    claim_mentions.claim_id,
    claim_mentions.claim_mention_id,
    claim_mentions.article_id,
    claim_mentions.document_id
from claim_mentions
inner join counted_segments as place using (segment_id)
left join quotes using (quote_id)
left join entities on claim_mentions.attributed_entity_id = entities.entity_id
left join events on claim_mentions.event_id = events.event_id
where claim_mentions.period_start is not null
order by
    claim_mentions.period_start,
    claim_mentions.period_end,
    claim_mentions.document_id,
    claim_mentions.start_char
