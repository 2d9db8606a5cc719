-- Which claims does one source alone print?
-- One row per claim; those that the source repeats most come first.
select *
from claims_with_passages
where source_count = 1
order by article_count desc, mention_count desc, first_published_from desc nulls last, claim_id
