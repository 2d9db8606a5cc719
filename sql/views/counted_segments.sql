-- Which passages count, and where and when were they printed?
-- One row per segment of a main story; repeats, teasers and what belongs to the page are left out.
select
    article_outlets.outlet,
    article_outlets.published_from,
    article_outlets.published_to,
    article_outlets.title,
    segments.kind,
    article_outlets.path,
    article_outlets.publisher_id,
    segments.segment_id,
    segments.article_id,
    segments.document_id
from segments
inner join article_outlets using (article_id)
where
    article_outlets.kind = 'main'
    and segments.repeats_segment_id is null
    and segments.kind != 'duplicate'
