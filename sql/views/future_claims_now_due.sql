-- Which announcements and forecasts have come due by the day this build looks from?
-- One row per passage about the future whose period has ended; the latest due come first.
with newer as (
    select
        claim_id_b as claim_id,
        list(claim_a order by published_a nulls last, claim_a) as updated_by
    from related_claims
    where relation = 'updates'
    group by claim_id_b
)

select
    claim_passages.passage as forecast,
    coalesce(claim_passages.period_end, claim_passages.period_start) as due,
    claim_passages.according_to,
    newer.updated_by,
    claim_passages.outlet,
    claim_passages.published_from,
    claim_passages.title,
    claim_passages.polarity,
    claim_passages.confidence,
    claim_passages.path,
    claim_passages.start_char,
    claim_passages.end_char,
    claim_passages.claim_id,
    claim_passages.claim_mention_id,
    claim_passages.article_id,
    claim_passages.document_id
from claim_passages
left join newer using (claim_id)
where
    claim_passages.modality = 'future'
    and coalesce(claim_passages.period_end, claim_passages.period_start) <= (select build.as_of from build)
order by due desc, claim_passages.confidence desc, claim_passages.claim_mention_id
