-- What was left out, and why?
-- One row per file or row in quarantine.
select
    path,
    reason,
    left_out,
    stage
from quarantined
where stage != 'skip'
order by left_out != 'whole file', path, stage, row_id, reason
