-- claims, critical: first_published_from is the earliest day of any article that asserts a claim.
with firsts as (
    select
        claim_sources.claim_id,
        min(articles.published_from) as published_from
    from claim_sources
    inner join articles on claim_sources.article_id = articles.article_id
    group by claim_sources.claim_id
)

select
    claims.claim_id as key,
    coalesce(claims.first_published_from::varchar, 'NULL')
    || ', not '
    || coalesce(firsts.published_from::varchar, 'NULL') as seen
from claims
left join firsts on claims.claim_id = firsts.claim_id
where claims.first_published_from is distinct from firsts.published_from
