-- quotes, critical: A quotation repeats another one of its own document.
select
    repeats.quote_id as key,
    'repeats_quote_id ' || repeats.repeats_quote_id as seen
from quotes as repeats
inner join quotes as originals on repeats.repeats_quote_id = originals.quote_id
where
    repeats.quote_id = originals.quote_id
    or repeats.document_id <> originals.document_id
