-- How fresh is each source: when did it last publish something that is here?
-- One row per outlet; the freshest come first, outlets without any date last. Teasers are left out.
select
    outlet,
    max(published_from) as last_published_from,
    date_diff('day', max(published_from), (select build.as_of from build)) as days_since,
    min(published_from) as first_published_from,
    count(*) as article_count,
    count(*) - count(published_from) as undated_count,
    outlet_kind
from article_outlets
where kind = 'main'
group by outlet, outlet_kind
order by last_published_from desc nulls last, article_count desc, outlet
