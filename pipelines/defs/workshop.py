"""The workshop: settings, clock, the build lock and the history, for as long as a run works.

Whoever starts a run (the UI, the schedule, the sensor, the command line), it passes here: it waits
for its turn, saying so, and where it means to publish it enters the history with how it ends.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Self

import dagster as dg
from pydantic import Field, PrivateAttr

from pipelines import flow
from pipelines.defs import attempts, failures
from pipelines.defs.killed import close_killed, sign_in
from pipelines.errors import SaysoError
from pipelines.flow.context import no_pause, no_progress
from pipelines.settings import Settings

TRIGGER_TAG = "sayso/trigger"
"""Who started a run; runs from the UI bear no such tag."""

JOB = "build"
STAGED = "staged_warehouse"
WAREHOUSE = "warehouse"
LOGGED_SHARES = 10
"""A long step logs its progress this many times."""

terminal: ContextVar[flow.Progress] = ContextVar("terminal", default=no_progress)
"""Shows progress on a terminal, where a run has one."""
pause: ContextVar[Callable[[str], None]] = ContextVar("pause", default=no_pause)
"""Called at the named points of a build: for proofs of what a kill does."""


class Workshop(dg.ConfigurableResource["Workshop"]):
    """What every step needs. The fields can be set for one run in the UI's launchpad.

    Empty means: as the environment, `.env` or the default says.
    """

    corpus: str = Field(default="", description="Folder of articles.")
    warehouse: str = Field(default="", description="The published DuckDB file.")
    store: str = Field(default="", description="Incremental store.")
    as_of: str = Field(default="", description="Date beyond which nothing can have been published.")
    limit: int | None = Field(default=None, description="Read only the first N files, by path.")
    full: bool = Field(default=False, description="Recompute everything, whatever the store holds.")
    allow_shrink: bool = Field(default=False, description="Publish even where the build shrinks.")

    _started_at: datetime = PrivateAttr()
    _begun_count: int = PrivateAttr(default=0)

    @classmethod
    def of(cls, **flags: Any) -> Self:
        """The workshop of these flags; one that is None counts as not given."""
        given: dict[str, Any] = {
            name: str(value) if isinstance(value, (Path, date)) else value
            for name, value in flags.items()
            if value is not None
        }
        return cls(**given)

    def settings(self) -> Settings:
        """The fields that are set, on top of the environment."""
        return Settings.load(**{name: getattr(self, name) or None for name in type(self).model_fields})

    def context(self, context: dg.AssetExecutionContext | dg.AssetCheckExecutionContext) -> flow.Context:
        """What a step of this run gets; to be asked for once, when the step begins."""
        self._begun_count += 1
        terminal.get()("Steps", self._begun_count, len(context.job_def.nodes))
        return attempts.context(
            self.settings(), context.run.run_id, self._started_at, _progress(context.log.info), pause.get()
        )

    @contextmanager
    def yield_for_execution(self, context: dg.InitResourceContext) -> Iterator[Self]:
        """Hold the build lock for the whole run, and keep its entry in the history."""
        run, instance, log = context.run, context.instance, context.log
        if run is None or instance is None or log is None:
            raise dg.Failure("The workshop serves runs only.")
        settings = self.settings()
        sign_in(instance, run.run_id)
        try:
            with attempts.turn(settings, log.info):
                close_killed(instance)
                self._started_at = datetime.now(UTC)
                with _in_history(run, instance, settings, self._started_at):
                    yield self
        except SaysoError as error:
            raise dg.Failure(str(error), metadata={"exit_code": error.exit_code}) from error


def is_build(run: dg.DagsterRun) -> bool:
    """Whether a run means to publish: nothing was selected, or the warehouse was."""
    steps, assets = run.step_keys_to_execute, run.asset_selection
    return (not steps or WAREHOUSE in steps) and (not assets or dg.AssetKey(WAREHOUSE) in assets)


@contextmanager
def _in_history(
    run: dg.DagsterRun, instance: dg.DagsterInstance, settings: Settings, now: datetime
) -> Iterator[None]:
    """Enter a build when it starts; when it ends unpublished, say why."""
    if not is_build(run):
        yield
        return
    attempts.begin(settings, run.run_id, run.tags.get(TRIGGER_TAG, "ui"), now)
    try:
        yield
    finally:
        attempts.end(settings, run.run_id, failures.of_run(instance, run.run_id))


def _progress(log: Callable[[str], None]) -> flow.Progress:
    """Progress for the terminal, and now and then a line with counts for the log."""
    logged: dict[str, int] = {}
    show = terminal.get()

    def report(step: str, done: int, total: int) -> None:
        show(step, done, total)
        share = LOGGED_SHARES * done // total if total else LOGGED_SHARES
        if logged.get(step) != share:
            logged[step] = share
            log(f"{step}: {done:,} of {total:,}")

    return report
