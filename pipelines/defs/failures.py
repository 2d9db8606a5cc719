"""How a run failed, in words for someone who did not write it: read from Dagster's event log."""

from __future__ import annotations

import dagster as dg
from dagster import DagsterEventType


def of_run(instance: dg.DagsterInstance, run_id: str) -> str | None:
    """The first failing step and why it failed; None where nothing did, or the run was only stopped."""
    kinds = {DagsterEventType.STEP_FAILURE, DagsterEventType.RUN_FAILURE}
    for entry in instance.all_logs(run_id, of_type=kinds):
        event = entry.dagster_event
        if event is None:
            continue
        if event.is_step_failure:
            if _is_stopped(event.step_failure_data.error):
                return None
            return f"Step {event.step_key}: {_of_step(event)}"
        if event.is_job_failure:
            return _innermost(event.job_failure_data.error) or event.message
    return None


def _of_step(event: dg.DagsterEvent) -> str:
    data = event.step_failure_data
    if data.user_failure_data is not None and data.user_failure_data.description:
        return data.user_failure_data.description
    return _innermost(data.error) or "No reason was given; see the log of the run."


def _is_stopped(error: dg.SerializableErrorInfo | None) -> bool:
    """Whether somebody stopped the run: Ctrl-C on a terminal, Terminate in the UI."""
    return error is not None and error.cls_name == "DagsterExecutionInterruptedError"


def _innermost(error: dg.SerializableErrorInfo | None) -> str | None:
    """The message of what went wrong first; the errors around it say only where."""
    while error is not None and error.cause is not None:
        error = error.cause
    return None if error is None else error.message.strip()
