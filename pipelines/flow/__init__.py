"""The steps of a build, without an orchestrator: each reads its tables from the store, calls the pure
rooms, and writes its own tables back.

Belongs here: which step reads and writes what. Not here: what any of them thinks (the rooms), who
starts them and shows them (`defs`, `cli`).
"""

from pipelines.flow.context import Context, Progress, StepResult, no_progress
from pipelines.flow.extract import run_language_pass
from pipelines.flow.judge import check_staged, check_tables, part_off_failing_rows
from pipelines.flow.news import Inputs, inputs, nothing_new
from pipelines.flow.publish import publish, stage_warehouse
from pipelines.flow.read import parse_documents, take_inventory
from pipelines.flow.resolve import corroborate, normalise

__all__ = [
    "Context",
    "Inputs",
    "Progress",
    "StepResult",
    "check_staged",
    "check_tables",
    "corroborate",
    "inputs",
    "no_progress",
    "normalise",
    "nothing_new",
    "parse_documents",
    "part_off_failing_rows",
    "publish",
    "run_language_pass",
    "stage_warehouse",
    "take_inventory",
]
