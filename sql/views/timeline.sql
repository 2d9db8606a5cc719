-- What happened when, and who says so?
-- One row per passage that is dated; the earliest come first. One that states no period stands at the day on
-- which its article was published, with `published` as `date_basis`.
with dated as (
    select
        *,
        coalesce(period_start, period_end) is null as is_by_publication,
        if(is_by_publication, published_from, coalesce(period_start, period_end)) as date_from,
        if(is_by_publication, published_to, coalesce(period_end, period_start)) as date_to
    from claim_passages
    where not is_within_another
)

select
    dated.date_from,
    dated.date_to,
    dated.passage as said,
    dated.according_to,
    dated.outlet,
    dated.published_from,
    dated.title,
    events.label as event,
    dated.modality,
    dated.polarity,
    if(dated.is_by_publication, 'published', dated.period_basis) as date_basis,
    dated.confidence,
    dated.path,
    dated.start_char,
    dated.end_char,
    dated.event_id,
    dated.claim_id,
    dated.claim_mention_id,
    dated.article_id,
    dated.document_id
from dated
left join events using (event_id)
where dated.date_from is not null
order by dated.date_from, dated.date_to, dated.document_id, dated.start_char
