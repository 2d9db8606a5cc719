-- claim_sources, critical: Of sources counted as one for a claim, all but one say why.
with publishers as (
    select
        claim_id,
        independence_group,
        coalesce(source_id, article_id) as publisher_id,
        bool_or(merged_because is not null) as says_why
    from claim_sources
    group by claim_id, independence_group, publisher_id
)

select
    claim_id || ' ' || independence_group as key,
    string_agg(publisher_id, ', ' order by publisher_id) as seen
from publishers
where not says_why
group by claim_id, independence_group
having count(*) > 1
