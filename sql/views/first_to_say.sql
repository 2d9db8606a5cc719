-- Who said it first, and who repeated it how many days later?
-- One row per claim that at least two dated outlets print. `merged_because`: why one does not count by
-- itself; of one day such come last.
with printed as (
    select
        claim_sources.claim_id,
        article_outlets.outlet,
        min(article_outlets.published_from) as published_from,
        min(article_outlets.published_to) as published_to,
        min(claim_sources.merged_because) as merged_because
    from claim_sources
    inner join article_outlets using (article_id)
    where article_outlets.kind = 'main' and article_outlets.published_from is not null
    group by claim_sources.claim_id, article_outlets.outlet
),

placed as (
    select
        *,
        row_number() over first_to_last as place,
        first_value(published_from) over first_to_last as first_published_from
    from printed
    window first_to_last as (
        partition by claim_id order by published_from, published_to, merged_because is not null, outlet
    )
)

select
    claims.text as claim,
    max(placed.outlet) filter (where placed.place = 1) as first_outlet,
    placed.first_published_from,
    list(
        struct_pack(
            outlet := placed.outlet,
            date := placed.published_from,
            days_later := date_diff('day', placed.first_published_from, placed.published_from),
            merged_because := placed.merged_because
        )
        order by placed.place
    ) filter (where placed.place > 1) as repeated_by,
    count(*) - 1 as repeated_count,
    max(placed.published_to) filter (where placed.place = 1)
    < min(placed.published_from) filter (where placed.place > 1) as is_first_for_certain,
    claims.claim_id
from placed
inner join claims using (claim_id)
group by claims.text, claims.claim_id, placed.first_published_from
having count(*) >= 2
order by is_first_for_certain desc, repeated_count desc, placed.first_published_from, claims.claim_id
