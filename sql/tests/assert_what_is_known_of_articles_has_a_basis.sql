-- articles, critical: Outlet, origin, date and event of an article stand with what they rest on, or not at
-- all.
select
    article_id as key,
    concat_ws(
        ', ',
        case when (source_id is null) <> (source_basis is null) then 'source' end,
        case when (origin_source_id is null) <> (origin_basis is null) then 'origin' end,
        case when (published_from is null) <> (published_basis is null) then 'published' end,
        case when (published_from is null) <> (published_to is null) then 'published interval' end,
        case when (event_id is null) <> (event_confidence is null) then 'event' end
    ) as seen
from articles
where
    (source_id is null) <> (source_basis is null)
    or (origin_source_id is null) <> (origin_basis is null)
    or (published_from is null) <> (published_basis is null)
    or (published_from is null) <> (published_to is null)
    or (event_id is null) <> (event_confidence is null)
