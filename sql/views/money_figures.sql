-- Which sums of money are named, as printed and in figures?
-- One row per sum; currency by currency, the largest first. Of a range, `amount` is the lower end.
select
    subject,
    printed,
    coalesce(value, low, high) as amount,
    unit as currency,
    according_to,
    outlet,
    published_from,
    title,
    value,
    low,
    high,
    modifier,
    change,
    about,
    period_start,
    period_end,
    confidence,
    path,
    start_char,
    end_char,
    same_as,
    numeric_claim_id,
    article_id,
    document_id
from figures
where kind = 'money'
order by count(*) over (partition by unit) desc, unit nulls last, amount desc nulls last, numeric_claim_id
