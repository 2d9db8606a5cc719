-- Which claims cannot both be true?
-- One row per pair of claims, each side with one passage in its surroundings.
with sides as (
    select
        claim_mentions.claim_mention_id,
        struct_pack(
            outlet := place.outlet,
            published_from := place.published_from,
            published_to := place.published_to,
            title := place.title,
            according_to := entities.name,
            modality := claim_mentions.modality,
            place := surroundings(
                segments.text,
                claim_mentions.start_char - segments.start_char,
                claim_mentions.end_char - segments.start_char
            )
        ) as passage
    from claim_mentions
    inner join counted_segments as place using (segment_id)
    inner join segments using (segment_id)
    left join entities on claim_mentions.attributed_entity_id = entities.entity_id
)

select
    conflicting_claims.reason,
    [side_a.passage, side_b.passage] as passages,
    conflicting_claims.confidence,
    conflicting_claims.rule,
    conflicting_claims.claim_id_a,
    conflicting_claims.claim_id_b
from conflicting_claims
inner join sides as side_a on conflicting_claims.claim_mention_id_a = side_a.claim_mention_id
inner join sides as side_b on conflicting_claims.claim_mention_id_b = side_b.claim_mention_id
order by
    conflicting_claims.confidence desc,
    conflicting_claims.days_apart nulls last,
    conflicting_claims.claim_id_a,
    conflicting_claims.claim_id_b
