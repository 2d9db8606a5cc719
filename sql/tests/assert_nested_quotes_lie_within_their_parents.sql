-- quotes, critical: A nested quotation lies within the one that it is nested in.
select
    inner_quotes.quote_id as key,
    'parent_quote_id ' || inner_quotes.parent_quote_id as seen
from quotes as inner_quotes
inner join quotes as outer_quotes on inner_quotes.parent_quote_id = outer_quotes.quote_id
where
    inner_quotes.quote_id = outer_quotes.quote_id
    or inner_quotes.document_id <> outer_quotes.document_id
    or inner_quotes.start_char < outer_quotes.start_char
    or inner_quotes.end_char > outer_quotes.end_char
