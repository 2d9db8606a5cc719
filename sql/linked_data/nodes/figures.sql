-- Which figures are printed? schema.org Observation
-- One node per numeric claim.
select
    json_object(
        '@id', '#' || numeric_claim_id,
        '@type', 'Observation',
        'name', subject,
        'observationAbout', node(subject_entity_id),
        'description', text,
        'value', value,
        'minValue', low,
        'maxValue', high,
        'unitText', unit,
        'measurementQualifier', modifier,
        'observationPeriod', case
            when coalesce(period_start, period_end) is not null
                then
                    concat_ws('/', coalesce(period_start::varchar, '..'), coalesce(period_end::varchar, '..'))
        end,
        'creator', node(attributed_entity_id),
        'citation', node(quote_id),
        'isPartOf', node(article_id),
        'sameAs', node(same_as),
        'isBasedOn', text_position(document_id, start_char, end_char)
    ) as node
from numeric_claims
order by numeric_claim_id
