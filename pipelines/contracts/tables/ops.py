"""Contracts of what builds tell of themselves: runs, changes, quarantine, check results."""

from pipelines.contracts import vocabulary as v
from pipelines.contracts.model import Table, Type, col, opt

RUNS = Table(
    "runs",
    "One row per attempt to build, failed ones too.",
    (
        col("run_id", Type.TEXT, "Key."),
        col("trigger", Type.TEXT, "Who started it: `command`, `ui`, `schedule`, `sensor`."),
        col("started_at", Type.TIMESTAMPTZ, "Start."),
        opt("finished_at", Type.TIMESTAMPTZ, "End; NULL while it runs or where it was killed."),
        col("status", Type.TEXT, "How it ended.", vocabulary=v.RUN_STATUSES),
        opt("failure", Type.TEXT, "What failed, in words."),
        opt("as_of", Type.DATE, "Date beyond which nothing can have been published."),
        opt("code_version", Type.TEXT, "Digest of the code that ran."),
        opt("model", Type.TEXT, "Language model and version."),
        opt("settings_hash", Type.TEXT, "Digest of the settings that shape rows."),
        opt("document_count", Type.INTEGER, "Documents in the build."),
        opt("added_count", Type.INTEGER, "Documents new since the last build."),
        opt("changed_count", Type.INTEGER, "Documents whose content changed."),
        opt("deleted_count", Type.INTEGER, "Documents gone since the last build."),
        opt("quarantined_count", Type.INTEGER, "Rows in quarantine."),
    ),
    key=("run_id",),
    schema="ops",
)

CHANGES = Table(
    "changes",
    "One row per row that a published build added, changed or removed.",
    (
        col("run_id", Type.TEXT, "The build.", references="runs"),
        col("table_name", Type.TEXT, "The table."),
        col("key", Type.TEXT, "Key of the row; parts of a composite key joined by `|`."),
        col("change", Type.TEXT, "What happened to it.", vocabulary=v.CHANGE_KINDS),
        col("cause", Type.TEXT, "What brought it about.", vocabulary=v.CHANGE_CAUSES),
        opt(
            "became",
            Type.TEXTS,
            "Keys that now hold what a claim, entity or event held: it merged into one, or split.",
        ),
    ),
    key=("run_id", "table_name", "key"),
    schema="ops",
)

QUARANTINE = Table(
    "quarantine",
    "One row per file or row left out of the build, and why.",
    (
        col("path", Type.TEXT, "The file."),
        opt("table_name", Type.TEXT, "The table a row was meant for; NULL for a whole file."),
        opt("row_id", Type.TEXT, "Key of the row; NULL for a whole file."),
        col("stage", Type.TEXT, "Where it was stopped.", vocabulary=v.STAGES),
        col("reason", Type.TEXT, "Why, in words."),
        opt("detail", Type.TEXT, "What was seen."),
        col("run_id", Type.TEXT, "The build that left it out.", references="runs"),
        col("quarantined_at", Type.TIMESTAMPTZ, "When."),
    ),
    key=("path", "table_name", "row_id", "stage", "reason"),
    schema="ops",
)

CHECK_RESULTS = Table(
    "check_results",
    "One row per check that a build ran.",
    (
        col("run_id", Type.TEXT, "The build.", references="runs"),
        col("table_name", Type.TEXT, "The table checked."),
        col("check_name", Type.TEXT, "The check."),
        col("severity", Type.TEXT, "Whether it blocks publishing.", vocabulary=v.SEVERITIES),
        col("success", Type.BOOLEAN, "Whether it held."),
        opt("observed", Type.TEXT, "What was observed, with the first offending keys."),
        opt("unexpected_count", Type.BIGINT, "Rows that break it."),
    ),
    key=("run_id", "table_name", "check_name"),
    schema="ops",
)

BUILD_INFO = Table(
    "build_info",
    "One row: what to cite this build by.",
    (
        col("run_id", Type.TEXT, "The run that built it.", references="runs"),
        col("built_at", Type.TIMESTAMPTZ, "When."),
        col("as_of", Type.DATE, "Date beyond which nothing can have been published."),
        col("code_version", Type.TEXT, "Digest of the code that ran."),
        col("model", Type.TEXT, "Language model and version."),
        col("settings_hash", Type.TEXT, "Digest of the settings that shape rows."),
        col("corpus_hash", Type.TEXT, "Digest of the corpus, names and contents."),
    ),
    key=("run_id",),
    schema="ops",
)
"""Written by `load` itself, not from a frame of the flow."""

OPS_TABLES = (RUNS, CHANGES, QUARANTINE, CHECK_RESULTS)
