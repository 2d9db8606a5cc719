-- Which checks does this build not pass?
-- One row per check; critical ones, which only a past run can show, come first.
select
    check_results.table_name,
    check_results.check_name,
    check_results.severity,
    check_results.unexpected_count,
    check_results.observed,
    check_results.run_id
from ops.check_results
where not check_results.success
order by check_results.severity, check_results.unexpected_count desc nulls last, check_results.check_name
