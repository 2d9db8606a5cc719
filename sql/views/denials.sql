-- What is denied, by whom, and does anyone claim the contrary?
-- One row per passage that denies something; contradicted ones come first.
with contrary as (
    select
        claim_id_a as claim_id,
        claim_b as claim
    from related_claims
    where relation = 'conflicts'
    union
    select
        claim_id_b as claim_id,
        claim_a as claim
    from related_claims
    where relation = 'conflicts'
),

contraries as (
    select
        claim_id,
        list(claim order by claim) as contrary_claims
    from contrary
    group by claim_id
)

select
    claim_mentions.text as denial,
    coalesce(entities.name, quotes.speaker_text) as denied_by,
    contraries.contrary_claims,
    place.outlet,
    place.published_from,
    place.title,
    claim_mentions.modality,
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
left join contraries using (claim_id)
where claim_mentions.polarity = 'denied'
order by
    coalesce(len(contraries.contrary_claims), 0) desc,
    claim_mentions.confidence desc,
    claim_mentions.claim_mention_id
