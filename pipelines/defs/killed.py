"""Runs whose process was killed: Dagster believes that they still work, and its queue would wait."""

from __future__ import annotations

import os
import socket

import dagster as dg

PROCESS_TAG = "sayso/process"
"""Host and process id of the run's worker."""


def sign_in(instance: dg.DagsterInstance, run_id: str) -> None:
    """Note which process works on a run."""
    instance.add_run_tags(run_id, {PROCESS_TAG: f"{socket.gethostname()}:{os.getpid()}"})


def close_killed(instance: dg.DagsterInstance) -> list[str]:
    """Mark as failed the runs whose process is gone from this machine; return their ids."""
    working = dg.RunsFilter(statuses=[dg.DagsterRunStatus.STARTED, dg.DagsterRunStatus.CANCELING])
    killed = [run for run in instance.get_runs(working) if _is_gone(run.tags.get(PROCESS_TAG))]
    for run in killed:
        instance.report_run_failed(
            run, "The process of this run was killed. The published warehouse is untouched."
        )
    return [run.run_id for run in killed]


def _is_gone(process: str | None) -> bool:
    host, _, process_id = (process or "").rpartition(":")
    return host == socket.gethostname() and is_gone(int(process_id))


def is_gone(process_id: int | None) -> bool:
    """Whether no process of that id is alive on this machine; unknown counts as alive."""
    if process_id is None:
        return False
    try:
        os.kill(process_id, 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False
