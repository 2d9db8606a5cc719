-- numeric_claims, critical: The attribution that a figure stands in is one of its own document.
select
    numeric_claims.numeric_claim_id as key,
    'quote_id ' || numeric_claims.quote_id as seen
from numeric_claims
inner join quotes on numeric_claims.quote_id = quotes.quote_id
where numeric_claims.document_id <> quotes.document_id
