"""The job, run in this process for the command line; it appears in the UI like any other run."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import dagster as dg

from pipelines.definitions import build_definitions
from pipelines.defs import failures
from pipelines.defs.workshop import JOB, TRIGGER_TAG, Workshop, terminal
from pipelines.flow import Progress
from pipelines.settings import Settings

_QUIET = {"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}}
"""The terminal shows progress and the end; the whole log is in the UI."""


def run_job(settings: Settings, flags: Mapping[str, Any], run_id: str, progress: Progress) -> str | None:
    """Run the whole job; return why it failed, or None where it published."""
    job = build_definitions(settings, Workshop.of(**flags)).resolve_job_def(JOB)
    shown = terminal.set(progress)
    try:
        with dg.DagsterInstance.get() as instance:
            result = job.execute_in_process(
                instance=instance,
                run_config=_QUIET,
                run_id=run_id,
                tags={TRIGGER_TAG: "command"},
                raise_on_error=False,
            )
            if result.success:
                return None
            return failures.of_run(instance, run_id) or "The run was stopped before it ended."
    finally:
        terminal.reset(shown)
