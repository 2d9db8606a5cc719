-- Which claims conflict, may conflict, refine, update or only look like one another, and why?
-- One row per pair of claims and relation, each side in the words that relate, with their date. Its outlets
-- are all that print the claim, that of these words first.
with relations as (
    select
        claim_id_a,
        claim_id_b,
        relation,
        claim_mention_id_a,
        claim_mention_id_b,
        reason,
        rule,
        confidence
    from claim_relations
    union all
    select
        claim_id_a,
        claim_id_b,
        'may_conflict' as relation,
        claim_mention_id_a,
        claim_mention_id_b,
        reason,
        rule,
        confidence
    from possible_conflicts
),

printed as (
    select distinct
        claim_sources.claim_id,
        article_outlets.outlet
    from claim_sources
    inner join article_outlets using (article_id)
),

sides as (
    select
        claim_mentions.claim_mention_id,
        claim_mentions.text,
        claims.text as representative,
        own.published_from,
        list(printed.outlet order by printed.outlet != own.outlet, printed.outlet) as outlets
    from claim_mentions
    inner join claims using (claim_id)
    inner join article_outlets as own using (article_id)
    left join printed on claim_mentions.claim_id = printed.claim_id
    where
        claim_mentions.claim_mention_id in (
            select relations.claim_mention_id_a from relations
            union all
            select relations.claim_mention_id_b from relations
        )
    group by claim_mentions.claim_mention_id, claim_mentions.text, claims.text, own.published_from
)

select
    relations.relation,
    relations.reason,
    side_a.text as claim_a,
    side_a.outlets as outlets_a,
    side_a.published_from as published_a,
    side_b.text as claim_b,
    side_b.outlets as outlets_b,
    side_b.published_from as published_b,
    abs(date_diff('day', side_a.published_from, side_b.published_from)) as days_apart,
    relations.rule,
    relations.confidence,
    side_a.representative as representative_a,
    side_b.representative as representative_b,
    relations.claim_mention_id_a,
    relations.claim_mention_id_b,
    relations.claim_id_a,
    relations.claim_id_b
from relations
inner join sides as side_a on relations.claim_mention_id_a = side_a.claim_mention_id
inner join sides as side_b on relations.claim_mention_id_b = side_b.claim_mention_id
