-- Which figures are printed or entailed (unit_basis: inferred), of what, and on whose word?
-- One row per numeric claim of a main story; what a page repeats is left out.
select
    numeric_claims.subject,
    numeric_claims.text as printed,
    numeric_claims.value,
    numeric_claims.unit,
    numeric_claims.period_start,
    numeric_claims.period_end,
    coalesce(attributed.name, quotes.speaker_text) as according_to,
    place.outlet,
    place.published_from,
    place.title,
    numeric_claims.kind,
    numeric_claims.low,
    numeric_claims.high,
    numeric_claims.modifier,
    numeric_claims.change,
    numeric_claims.from_value,
    numeric_claims.to_value,
    numeric_claims.value_base,
    numeric_claims.unit_base,
    numeric_claims.dimension,
    numeric_claims.unit_basis,
    about.name as about,
    numeric_claims.comparand,
    numeric_claims.whole,
    numeric_claims.base_period_start,
    numeric_claims.base_period_end,
    numeric_claims.confidence,
    place.path,
    numeric_claims.start_char,
    numeric_claims.end_char,
    numeric_claims.same_as,
    numeric_claims.quote_id,
    numeric_claims.attributed_entity_id,
    numeric_claims.subject_entity_id,
    numeric_claims.numeric_claim_id,
    numeric_claims.article_id,
    numeric_claims.document_id
from numeric_claims
inner join counted_segments as place using (segment_id)
left join quotes on numeric_claims.quote_id = quotes.quote_id
left join entities as attributed on numeric_claims.attributed_entity_id = attributed.entity_id
left join entities as about on numeric_claims.subject_entity_id = about.entity_id
order by
    numeric_claims.confidence desc,
    place.published_from desc nulls last,
    numeric_claims.document_id,
    numeric_claims.start_char,
    numeric_claims.numeric_claim_id
