-- segments, critical: A segment stands in the document of its article.
select
    segments.segment_id as key,
    segments.document_id || ' and ' || articles.document_id as seen
from segments
inner join articles on segments.article_id = articles.article_id
where segments.document_id <> articles.document_id
