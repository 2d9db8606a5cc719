"""An attempt to build: its turn, its entry in the history. Knows no orchestrator.

The command line uses it before Dagster is imported, the workshop for every other run.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import UTC, datetime

from pipelines import flow
from pipelines.flow.context import no_pause, no_progress
from pipelines.history import History, Run
from pipelines.load.lock import build_lock
from pipelines.settings import Settings
from pipelines.versions import code_version, model_version


def turn(settings: Settings, on_wait: Callable[[str], None]) -> AbstractContextManager[None]:
    """Hold the build lock; see `pipelines.load.lock`."""
    return build_lock(settings.store_dir / "build.lock", settings.lock_wait_seconds, on_wait)


def history(settings: Settings) -> History:
    """The history of attempts with this store."""
    return History(settings.store_dir / "history")


def begin(settings: Settings, run_id: str, trigger: str, now: datetime) -> Run:
    """Enter an attempt as running, after closing those that were killed. Call it holding the lock."""
    kept = history(settings)
    kept.close_interrupted(now)
    run = Run(
        run_id=run_id,
        trigger=trigger,
        started_at=now,
        as_of=settings.as_of or now.date(),
        code_version=code_version(),
        model=model_version(settings.model),
        settings_hash=settings.rows_hash,
    )
    kept.save(run)
    return run


def end(settings: Settings, run_id: str, failure: str | None) -> None:
    """Close an attempt that has not closed itself by publishing; without a failure it was stopped."""
    kept = history(settings)
    run = kept.get(run_id)
    if run is not None and run.status == "running":
        status = "interrupted" if failure is None else "failed"
        told = failure or "The run was stopped before it ended."
        kept.save(replace(run, status=status, failure=told, finished_at=datetime.now(UTC)))
    kept.forget_but(settings.keep_runs)


def context(
    settings: Settings,
    run_id: str,
    now: datetime,
    progress: flow.Progress = no_progress,
    pause: Callable[[str], None] = no_pause,
) -> flow.Context:
    """What a step gets; where no date is set, nothing can have been published after the day of the start."""
    return flow.Context(settings, run_id, now, settings.as_of or now.date(), progress, pause)


def record(
    settings: Settings,
    run_id: str,
    now: datetime,
    status: str,
    failure: str | None = None,
    trigger: str = "command",
) -> None:
    """Enter an attempt that ended before any step ran. Call it holding the lock."""
    run = begin(settings, run_id, trigger, now)
    ended = replace(run, status=status, failure=failure, finished_at=datetime.now(UTC))
    history(settings).save(ended)
    history(settings).forget_but(settings.keep_runs)
