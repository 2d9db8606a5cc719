-- What was left out of this build, and why?
-- One row per file or row in quarantine; whole files come first.
select
    path,
    reason,
    detail,
    stage,
    coalesce(table_name, 'whole file') as left_out,
    quarantined_at,
    row_id,
    run_id
from ops.quarantine
order by table_name is not null, path, stage, row_id, reason
