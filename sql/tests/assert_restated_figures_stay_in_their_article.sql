-- numeric_claims, critical: A figure restates another one of its own article.
select
    restated.numeric_claim_id as key,
    'same_as ' || restated.same_as as seen
from numeric_claims as restated
inner join numeric_claims as originals on restated.same_as = originals.numeric_claim_id
where
    restated.numeric_claim_id = originals.numeric_claim_id
    or restated.article_id <> originals.article_id
