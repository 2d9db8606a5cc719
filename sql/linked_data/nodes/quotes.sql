-- Who said what? schema.org Quotation, its place as a selector of Web Annotation
-- One node per quote; one that a page repeats points to the first.
select
    json_object(
        '@id', '#' || quotes.quote_id,
        '@type', 'Quotation',
        'additionalType', quotes.kind,
        'text', quotes.text,
        'creator', coalesce(
            node(quotes.speaker_entity_id),
            case
                when
                    quotes.speaker_text is not null
                    then json_object('@type', 'Thing', 'name', quotes.speaker_text)
            end
        ),
        'isPartOf', node(coalesce(quotes.parent_quote_id, quotes.article_id)),
        'sameAs', node(quotes.repeats_quote_id),
        'isBasedOn', text_position(quotes.document_id, quotes.start_char, quotes.end_char)
    ) as node
from quotes
order by quotes.quote_id
