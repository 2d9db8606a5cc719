-- claims, critical: mention_count is the number of passages that assert a claim, repeats and teasers left
-- out.
with counted as (
    select
        claim_mentions.claim_id,
        count(*) as mention_count
    from claim_mentions
    inner join articles on claim_mentions.article_id = articles.article_id
    inner join segments on claim_mentions.segment_id = segments.segment_id
    left join quotes on claim_mentions.quote_id = quotes.quote_id
    where
        articles.kind = 'main'
        and segments.repeats_segment_id is null
        and quotes.repeats_quote_id is null
    group by claim_mentions.claim_id
)

select
    claims.claim_id as key,
    claims.mention_count || ', not ' || coalesce(counted.mention_count, 0) as seen
from claims
left join counted on claims.claim_id = counted.claim_id
where claims.mention_count <> coalesce(counted.mention_count, 0)
