-- Which announcements and forecasts have come due by the day this build looks from?
-- One row per passage about the future whose period has ended; the latest due come first.
with newer as (
    select
        claim_id_b as claim_id,
        list(claim_a order by published_a nulls last, claim_a) as updated_by
    from related_claims
    where relation = 'updates'
    group by claim_id_b
)

select
    claim_mentions.text as forecast,
    coalesce(claim_mentions.period_end, claim_mentions.period_start) as due,
    coalesce(entities.name, quotes.speaker_text) as according_to,
    newer.updated_by,
    place.outlet,
    place.published_from,
    place.title,
    claim_mentions.polarity,
    claim_mentions.confidence,
    place.path,
    claim_mentions.start_char,
    claim_mentions.end_char,
    claim_mentions.claim_id,
    claim_mentions.claim_mention_id,
    claim_mentions.article_id,
    claim_mentions.document_id
from claim_mentions
inner join counted_segments as place using (segment_id)
left join quotes using (quote_id)
left join entities on claim_mentions.attributed_entity_id = entities.entity_id
left join newer using (claim_id)
where
    claim_mentions.modality = 'future'
    and coalesce(claim_mentions.period_end, claim_mentions.period_start) <= (select build.as_of from build)
order by due desc, claim_mentions.confidence desc, claim_mentions.claim_mention_id
