-- How many articles are there by outlet and month, and how much is known and extracted of them?
-- One row per outlet and month of publication; NULL for articles without a date. Teasers are left out.
select
    article_outlets.outlet,
    date_trunc('month', articles.published_from)::date as month,
    count(*) as article_count,
    count(articles.source_id) as known_outlet_count,
    count(articles.published_from) as dated_count,
    count(*) filter (where articles.extraction_status = 'done') as extracted_count,
    count(*) filter (where articles.extraction_status = 'language_unsupported') as unsupported_language_count,
    sum(articles.word_count)::bigint as word_count,
    list(distinct articles.language order by articles.language) as languages,
    list(distinct articles.extraction_status order by articles.extraction_status) as extraction_statuses,
    min(articles.published_from) as first_published_from,
    max(articles.published_from) as last_published_from,
    articles.source_id
from articles
inner join article_outlets using (article_id)
where articles.kind = 'main'
group by article_outlets.outlet, articles.source_id, month
order by article_count desc, article_outlets.outlet, month desc nulls last
