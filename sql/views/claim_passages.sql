-- Where does each claim stand, in which words, and on whose word?
-- One row per passage of a main story. `is_within_another`: a longer passage of the same claim holds it.
select
    claim_mentions.text as passage,
    coalesce(entities.name, quotes.speaker_text) as according_to,
    place.outlet,
    place.published_from,
    place.published_to,
    place.title,
    claim_mentions.polarity,
    claim_mentions.modality,
    coalesce(claim_mentions.attributed_entity_id, claim_mentions.quote_id) is not null as is_attributed,
    coalesce(
        max(claim_mentions.end_char) over before >= claim_mentions.end_char,
        false
    ) as is_within_another,
    quotes.cue_text as cue,
    claim_mentions.period_start,
    claim_mentions.period_end,
    claim_mentions.period_basis,
    claim_mentions.confidence,
    place.path,
    claim_mentions.start_char,
    claim_mentions.end_char,
    claim_mentions.quote_id,
    claim_mentions.attributed_entity_id,
    claim_mentions.event_id,
    place.publisher_id,
    claim_mentions.claim_id,
    claim_mentions.claim_mention_id,
    claim_mentions.segment_id,
    claim_mentions.article_id,
    claim_mentions.document_id
from claim_mentions
inner join counted_segments as place using (segment_id)
left join quotes using (quote_id)
left join entities on claim_mentions.attributed_entity_id = entities.entity_id
window before as (
    partition by claim_mentions.claim_id, claim_mentions.document_id
    order by claim_mentions.start_char, claim_mentions.end_char desc, claim_mentions.claim_mention_id
    rows between unbounded preceding and 1 preceding
)
