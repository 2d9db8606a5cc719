-- Which claims cannot both be true?
-- One row per pair of claims, each side with one passage in its surroundings.
select
    conflicting_claims.reason,
    [side_a.passage, side_b.passage] as passages,
    conflicting_claims.confidence,
    conflicting_claims.rule,
    conflicting_claims.claim_id_a,
    conflicting_claims.claim_id_b
from conflicting_claims
inner join told_passages as side_a on conflicting_claims.claim_mention_id_a = side_a.claim_mention_id
inner join told_passages as side_b on conflicting_claims.claim_mention_id_b = side_b.claim_mention_id
order by
    conflicting_claims.confidence desc,
    conflicting_claims.days_apart nulls last,
    conflicting_claims.claim_id_a,
    conflicting_claims.claim_id_b
