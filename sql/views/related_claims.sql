-- Which claims conflict, may conflict, refine, update or only look like one another, and why?
-- One row per pair of claims and relation.
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

outlets_of_claims as (
    select
        claim_sources.claim_id,
        list(distinct article_outlets.outlet order by article_outlets.outlet) as outlets
    from claim_sources
    inner join article_outlets using (article_id)
    group by claim_sources.claim_id
)

select
    relations.relation,
    relations.reason,
    claim_a.text as claim_a,
    outlets_a.outlets as outlets_a,
    claim_a.first_published_from as published_a,
    claim_b.text as claim_b,
    outlets_b.outlets as outlets_b,
    claim_b.first_published_from as published_b,
    abs(date_diff('day', claim_a.first_published_from, claim_b.first_published_from)) as days_apart,
    relations.rule,
    relations.confidence,
    passage_a.text as passage_a,
    passage_b.text as passage_b,
    relations.claim_mention_id_a,
    relations.claim_mention_id_b,
    relations.claim_id_a,
    relations.claim_id_b
from relations
inner join claims as claim_a on relations.claim_id_a = claim_a.claim_id
inner join claims as claim_b on relations.claim_id_b = claim_b.claim_id
inner join claim_mentions as passage_a on relations.claim_mention_id_a = passage_a.claim_mention_id
inner join claim_mentions as passage_b on relations.claim_mention_id_b = passage_b.claim_mention_id
left join outlets_of_claims as outlets_a on relations.claim_id_a = outlets_a.claim_id
left join outlets_of_claims as outlets_b on relations.claim_id_b = outlets_b.claim_id
