-- Which articles are republished or overlap with others, and how much of each is its own?
-- One row per article in a group of copies; the largest groups come first, the most copied of each first.
with members as (
    select
        syndication_groups.*,
        list(article_outlets.outlet order by article_outlets.outlet) over one_group as outlets
    from syndication_groups
    inner join article_outlets using (article_id)
    window one_group as (
        partition by syndication_groups.syndication_group_id
        rows between unbounded preceding and unbounded following
    )
)

select
    article_outlets.title,
    article_outlets.outlet,
    article_outlets.published_from,
    sources.name as written_by,
    members.evidence,
    members.overlap,
    round(1 - members.overlap, 4) as own_share,
    members.outlets as outlets_of_group,
    article_outlets.path,
    members.origin_source_id,
    members.syndication_group_id,
    members.article_id,
    article_outlets.document_id
from members
inner join article_outlets using (article_id)
left join sources on members.origin_source_id = sources.source_id
order by
    len(members.outlets) desc,
    members.syndication_group_id,
    members.overlap desc nulls last,
    members.article_id
