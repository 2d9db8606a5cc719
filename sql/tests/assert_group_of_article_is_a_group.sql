-- articles, critical: An article names the group of copies that it is a member of, and no other.
select
    coalesce(articles.article_id, syndication_groups.article_id) as key,
    concat_ws(
        ' ', coalesce(articles.syndication_group_id, 'none'), 'and', syndication_groups.syndication_group_id
    ) as seen
from articles
full join syndication_groups on articles.article_id = syndication_groups.article_id
where articles.syndication_group_id is distinct from syndication_groups.syndication_group_id
