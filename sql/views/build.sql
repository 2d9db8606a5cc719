-- Which build is this, to cite it by?
-- One row.
select
    build_info.built_at,
    (select count(*) from documents) as document_count,
    build_info.as_of,
    build_info.code_version,
    build_info.model,
    build_info.settings_hash,
    build_info.corpus_hash,
    build_info.run_id
from ops.build_info
