-- Which figures are restated in another unit that they do not convert to?
-- One row per restatement; the widest apart come first. Sums in two currencies are never compared.
select
    restated.subject,
    restated.text as printed,
    restatement.text as restated_as,
    restated.value_base,
    restatement.value_base as restated_value_base,
    restatement.unit_base,
    abs(restated.value_base - restatement.value_base)
    / greatest(abs(restated.value_base), abs(restatement.value_base)) as difference,
    place.outlet,
    place.published_from,
    place.title,
    place.path,
    restatement.start_char,
    restatement.end_char,
    restated.numeric_claim_id,
    restatement.numeric_claim_id as restatement_numeric_claim_id,
    restatement.article_id,
    restatement.document_id
from numeric_claims as restatement
inner join numeric_claims as restated on restatement.same_as = restated.numeric_claim_id
inner join counted_segments as place on restatement.segment_id = place.segment_id
where
    restatement.unit_base = restated.unit_base
    and not reconciles(
        restated.value_base,
        restatement.value_base,
        half_step(restated.value) * abs(restated.value_base / nullif(restated.value, 0))
        + half_step(restatement.value) * abs(restatement.value_base / nullif(restatement.value, 0))
    )
order by difference desc, restatement_numeric_claim_id
