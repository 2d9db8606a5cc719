-- claims, critical: A claim that is asserted anywhere is nowhere future or conditional.
select
    claim_id as key,
    string_agg(distinct modality, ', ' order by modality) as seen
from claim_mentions
group by claim_id
having bool_or(modality = 'asserted') and bool_or(modality in ('future', 'conditional'))
