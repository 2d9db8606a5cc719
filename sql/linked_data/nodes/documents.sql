-- Which texts do all spans point into? schema.org DigitalDocument
-- One node per document; `text` is the text that spans count in, by code points.
select
    json_object(
        '@id', '#' || document_id,
        '@type', 'DigitalDocument',
        'identifier', path,
        'url', url,
        'sha256', sha256,
        'encodingFormat', format,
        'text', text
    ) as node
from documents
order by document_id
