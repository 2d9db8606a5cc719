-- claims, critical: article_count is the number of articles that assert a claim.
with counted as (
    select
        claim_id,
        count(distinct article_id) as article_count
    from claim_sources
    group by claim_id
)

select
    claims.claim_id as key,
    claims.article_count || ', not ' || coalesce(counted.article_count, 0) as seen
from claims
left join counted on claims.claim_id = counted.claim_id
where claims.article_count <> coalesce(counted.article_count, 0)
