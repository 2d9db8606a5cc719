-- claims, critical: unknown_source_count is the number of unknown outlets that print a claim.
with counted as (
    select
        claim_id,
        count(*) filter (where source_id is null) as unknown_source_count
    from claim_sources
    group by claim_id
)

select
    claims.claim_id as key,
    claims.unknown_source_count || ', not ' || coalesce(counted.unknown_source_count, 0) as seen
from claims
left join counted on claims.claim_id = counted.claim_id
where claims.unknown_source_count <> coalesce(counted.unknown_source_count, 0)
