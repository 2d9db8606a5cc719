-- Who published each article, and when?
-- One row per article, teasers too. An unknown outlet is named after its file and is a publisher of its own.
select
    coalesce(sources.name, 'unknown outlet (' || documents.path || ')') as outlet,
    articles.published_from,
    articles.published_to,
    articles.title,
    articles.kind,
    sources.kind as outlet_kind,
    documents.path,
    coalesce(articles.source_id, articles.article_id) as publisher_id,
    articles.article_id,
    articles.document_id
from articles
inner join documents using (document_id)
left join sources using (source_id)
