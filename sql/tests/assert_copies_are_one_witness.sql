-- claim_sources, critical: Articles of one outlet, or of one group of copies, count once for a claim.
with working as (
    select
        claim_sources.claim_id,
        claim_sources.article_id,
        claim_sources.source_id,
        claim_sources.independence_group,
        articles.syndication_group_id
    from claim_sources
    inner join articles on claim_sources.article_id = articles.article_id
),

witnesses as (
    select
        claim_id,
        'source ' || source_id as witness,
        independence_group
    from working
    where source_id is not null
    union all
    select
        claim_id,
        'copies ' || syndication_group_id as witness,
        independence_group
    from working
    where syndication_group_id is not null
)

select
    claim_id as key,
    witness || ': ' || string_agg(distinct independence_group, ', ' order by independence_group) as seen
from witnesses
group by claim_id, witness
having count(distinct independence_group) > 1
