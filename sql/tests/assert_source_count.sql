-- claims, critical: source_count is the number of outlets that print a claim, each unknown one counted as
-- its own.
with counted as (
    select
        claim_id,
        count(distinct coalesce(source_id, article_id)) as source_count
    from claim_sources
    group by claim_id
)

select
    claims.claim_id as key,
    claims.source_count || ', not ' || coalesce(counted.source_count, 0) as seen
from claims
left join counted on claims.claim_id = counted.claim_id
where claims.source_count <> coalesce(counted.source_count, 0)
