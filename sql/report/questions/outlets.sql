-- What was read, and how much is known of it?
-- One row per outlet.
select
    outlet,
    outlet_kind,
    article_count,
    undated_count,
    first_published_from,
    last_published_from
from source_freshness
order by article_count desc, outlet
