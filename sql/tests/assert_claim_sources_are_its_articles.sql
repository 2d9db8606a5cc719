-- claim_sources, critical: A claim's working lists exactly the articles that assert it, repeats and
-- teasers left out, each with its outlet.
with asserting as (
    select distinct
        claim_mentions.claim_id,
        claim_mentions.article_id,
        articles.source_id
    from claim_mentions
    inner join articles on claim_mentions.article_id = articles.article_id
    inner join segments on claim_mentions.segment_id = segments.segment_id
    left join quotes on claim_mentions.quote_id = quotes.quote_id
    where
        articles.kind = 'main'
        and segments.repeats_segment_id is null
        and quotes.repeats_quote_id is null
)

select
    coalesce(listed.claim_id, asserting.claim_id) || '|' || coalesce(listed.article_id, asserting.article_id)
        as key,
    case
        when listed.claim_id is null then 'not listed'
        when asserting.claim_id is null then 'no passage'
        else 'source_id ' || coalesce(listed.source_id, 'NULL')
    end as seen
from claim_sources as listed
full join asserting
    on listed.claim_id = asserting.claim_id and listed.article_id = asserting.article_id
where
    listed.claim_id is null
    or asserting.claim_id is null
    or listed.source_id is distinct from asserting.source_id
