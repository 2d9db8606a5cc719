-- claims, critical: independent_source_count is the number of distinct independence groups of a claim.
with counted as (
    select
        claim_id,
        count(distinct independence_group) as independent_source_count
    from claim_sources
    group by claim_id
)

select
    claims.claim_id as key,
    claims.independent_source_count || ', not ' || coalesce(counted.independent_source_count, 0) as seen
from claims
left join counted on claims.claim_id = counted.claim_id
where claims.independent_source_count <> coalesce(counted.independent_source_count, 0)
