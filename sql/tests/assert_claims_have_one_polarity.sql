-- claim_mentions, critical: Every passage of a claim has the polarity of the claim.
select
    claim_mentions.claim_mention_id as key,
    claim_mentions.polarity || ', and its claim ' || claims.polarity as seen
from claim_mentions
inner join claims on claim_mentions.claim_id = claims.claim_id
where claim_mentions.polarity <> claims.polarity
