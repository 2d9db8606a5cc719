-- Which claims appear in several sources, and in which words?
-- One row per claim; an unknown outlet counts as a source of its own.
select *
from claims_with_passages
where source_count >= 2
order by independent_source_count desc, source_count desc, article_count desc, mention_count desc, claim_id
