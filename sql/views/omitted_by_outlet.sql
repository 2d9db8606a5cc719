-- What does an outlet leave out of a story that at least two others carry?
-- One row per claim and outlet that covers the claim's event without it; the most widely carried come first.
-- `is_news_since`: nobody had printed it when the outlet last wrote of the event; such come last.
with covering as (
    select
        articles.event_id,
        article_outlets.outlet,
        article_outlets.publisher_id,
        max(article_outlets.published_to) as last_published_to
    from articles
    inner join article_outlets using (article_id)
    where articles.event_id is not null and articles.kind = 'main'
    group by articles.event_id, article_outlets.outlet, article_outlets.publisher_id
),

carried as (
    select
        claim_sources.claim_id,
        list(distinct article_outlets.outlet order by article_outlets.outlet) as carried_by,
        list(distinct article_outlets.publisher_id) as publisher_ids
    from claim_sources
    inner join article_outlets using (article_id)
    group by claim_sources.claim_id
    having count(distinct article_outlets.publisher_id) >= 2
)

select
    covering.outlet,
    claims.text as omitted,
    carried.carried_by,
    events.label as event,
    coalesce(covering.last_published_to < claims.first_published_from, false) as is_news_since,
    claims.independent_source_count,
    claims.source_count,
    claims.first_published_from,
    claims.event_id,
    claims.claim_id
from carried
inner join claims using (claim_id)
inner join covering using (event_id)
inner join events using (event_id)
where not list_contains(carried.publisher_ids, covering.publisher_id)
order by
    is_news_since,
    claims.independent_source_count desc,
    claims.source_count desc,
    claims.claim_id,
    covering.outlet
