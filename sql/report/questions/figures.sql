-- Which figures are printed, of what, and on whose word?
-- One row per figure; money, shares and measures before mere counts, then as printed.
select
    figures.subject,
    figures.printed,
    figures.value,
    figures.low,
    figures.high,
    figures.period_start,
    figures.period_end,
    figures.according_to,
    figures.outlet,
    figures.published_from,
    figures.numeric_claim_id
from figures
where figures.subject is not null and figures.same_as is null
order by
    figures.kind in ('count', 'ordinal', 'age', 'duration'),
    figures.published_from desc nulls last,
    figures.path,
    figures.start_char,
    figures.numeric_claim_id
