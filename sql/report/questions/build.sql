-- Which build is this, and what does it hold?
-- One row.
with read as (
    select
        count(*) as article_count,
        count(distinct publisher_id) filter (where publisher_id != article_id) as outlet_count,
        count(*) filter (where publisher_id = article_id) as unknown_outlet_count
    from article_outlets
    where kind = 'main'
),

left_out as (
    select count(*) as left_out_count
    from quarantined
    where stage != 'skip'
)

select
    build.*,
    read.*,
    left_out.*,
    (select count(*) from who_said_what) as quote_count,
    (select count(*) from figures) as figure_count,
    (select count(*) from claims_in_several_independent_sources) as shared_claim_count,
    (select count(*) from conflicting_claims) as conflict_count
from build
cross join read
cross join left_out
