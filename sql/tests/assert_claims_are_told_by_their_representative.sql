-- claims, critical: A claim's text is that of its representative passage, which is one of its own.
select
    claims.claim_id as key,
    'representative_claim_mention_id ' || claims.representative_claim_mention_id as seen
from claims
inner join claim_mentions on claims.representative_claim_mention_id = claim_mentions.claim_mention_id
where claim_mentions.claim_id <> claims.claim_id or claim_mentions.text <> claims.text
