-- Which articles are copies or share text, so that they count once?
-- One row per article in a group of copies.
select
    title,
    outlet,
    published_from,
    written_by,
    evidence,
    overlap,
    outlets_of_group,
    syndication_group_id
from republished_articles
order by len(outlets_of_group) desc, syndication_group_id, overlap desc nulls last, article_id
