-- What is denied, by whom, and does anyone claim the contrary?
-- One row per passage that denies something: first what others claim, then what someone is said to deny, last
-- what an article itself tells as not so.
with contrary as (
    select
        claim_id_a as claim_id,
        claim_b as claim
    from related_claims
    where relation = 'conflicts'
    union
    select
        claim_id_b as claim_id,
        claim_a as claim
    from related_claims
    where relation = 'conflicts'
),

contraries as (
    select
        claim_id,
        list(claim order by claim) as contrary_claims
    from contrary
    group by claim_id
)

select
    claim_passages.passage as denial,
    claim_passages.according_to as denied_by,
    claim_passages.cue,
    contraries.contrary_claims,
    claim_passages.outlet,
    claim_passages.published_from,
    claim_passages.title,
    claim_passages.modality,
    claim_passages.confidence,
    claim_passages.path,
    claim_passages.start_char,
    claim_passages.end_char,
    claim_passages.claim_id,
    claim_passages.claim_mention_id,
    claim_passages.article_id,
    claim_passages.document_id
from claim_passages
left join contraries using (claim_id)
where claim_passages.polarity = 'denied'
order by
    coalesce(len(contraries.contrary_claims), 0) desc,
    claim_passages.is_attributed desc,
    claim_passages.according_to is null,
    claim_passages.confidence desc,
    claim_passages.claim_mention_id
