-- Which figures does the reader get without a period or without a source?
-- One row per figure that lacks one of them; those that lack both come first.
select
    subject,
    printed,
    value,
    unit,
    period_start is null as is_without_period,
    according_to is null as is_without_attribution,
    outlet,
    published_from,
    title,
    kind,
    confidence,
    path,
    start_char,
    end_char,
    numeric_claim_id,
    article_id,
    document_id
from figures
where period_start is null or according_to is null
order by (period_start is null and according_to is null) desc, confidence desc, numeric_claim_id
