-- Which figures tell of growth or decline, and do change, base and result reconcile?
-- One row per figure with a direction; `reconciles` goes by the digits printed, and is NULL where one is not.
with changes as (
    select
        *,
        case
            when kind = 'percentage' then 100 * abs(to_value - from_value) / nullif(abs(from_value), 0)
            when kind = 'multiple' then to_value / nullif(from_value, 0)
            else abs(to_value - from_value)
        end as derived_change,
        (half_step(to_value) + half_step(from_value) * abs(to_value / nullif(from_value, 0)))
        / nullif(abs(from_value), 0) as ratio_rounding
    from figures
    where change != 'none'
)

select
    subject,
    printed,
    change,
    value,
    unit,
    from_value,
    to_value,
    derived_change,
    reconciles(
        abs(value),
        derived_change,
        half_step(value) + case kind
            when 'percentage' then 100 * ratio_rounding
            when 'multiple' then ratio_rounding
            else half_step(to_value) + half_step(from_value)
        end
    ) as reconciles,
    period_start,
    period_end,
    base_period_start,
    base_period_end,
    according_to,
    outlet,
    published_from,
    title,
    about,
    comparand,
    kind,
    confidence,
    path,
    start_char,
    end_char,
    numeric_claim_id,
    article_id,
    document_id
from changes
order by reconciles nulls last, confidence desc, numeric_claim_id
