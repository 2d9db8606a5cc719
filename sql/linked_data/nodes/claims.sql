-- What is claimed, where, and in how many independent sources? schema.org Claim
-- One node per claim; each appearance is the passage that makes it.
with appearances as (
    select
        claim_id,
        list(
            filled(json_object(
                '@id', '#' || claim_mention_id,
                '@type', 'CreativeWork',
                'text', text,
                'isPartOf', node(article_id),
                'creator', node(attributed_entity_id),
                'citation', node(quote_id),
                'mentions', node(numeric_claim_id),
                'creativeWorkStatus', modality,
                'isBasedOn', text_position(document_id, start_char, end_char)
            ))
            order by claim_mention_id
        ) as passages
    from claim_mentions
    group by claim_id
)

select
    json_object(
        '@id', '#' || claims.claim_id,
        '@type', 'Claim',
        'text', claims.text,
        'about', node(claims.subject_entity_id),
        'isPartOf', node(claims.event_id),
        'appearance', appearances.passages,
        'additionalProperty', [
            json_object('@type', 'PropertyValue', 'name', 'polarity', 'value', claims.polarity),
            json_object(
                '@type', 'PropertyValue',
                'name', 'independent_source_count',
                'value', claims.independent_source_count
            ),
            json_object('@type', 'PropertyValue', 'name', 'source_count', 'value', claims.source_count)
        ]
    ) as node
from claims
inner join appearances using (claim_id)
order by claims.claim_id
