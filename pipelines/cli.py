"""The commands. Each is a few lines: settings, one call, words for whoever runs it.

What is slow to import (Dagster, the language model, Great Expectations) is imported by the command
that needs it, so that a build with nothing new costs only a look at the files.
"""

from __future__ import annotations

import functools
import os
import subprocess
import sys
import uuid
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from pipelines.contracts.vocabulary import EXPORT_FORMATS
from pipelines.errors import CheckFailedError, CorpusError, SaysoError
from pipelines.settings import PROJECT_ROOT, Settings

Command = Callable[..., None]


def _told(command: Command) -> Command:
    """What Sayso raises on purpose is printed as a sentence and ends with the code of its kind."""

    @functools.wraps(command)
    def run(*args: Any, **kwargs: Any) -> None:
        try:
            command(*args, **kwargs)
        except SaysoError as error:
            click.echo(str(error), err=True)
            sys.exit(error.exit_code)

    return run


@click.group()
@click.version_option(package_name="sayso")
def main() -> None:
    """On whose say-so? Raw news articles in, a warehouse of who said what out."""
    os.environ.setdefault("DAGSTER_HOME", str(PROJECT_ROOT / ".dagster"))


_CORPUS = click.option("--corpus", type=click.Path(path_type=Path), help="Folder of articles.")
_WAREHOUSE = click.option("--warehouse", type=click.Path(path_type=Path), help="The published DuckDB file.")


@main.command()
@_CORPUS
@_WAREHOUSE
@click.option("--full", is_flag=True, default=None, help="Recompute everything.")
@click.option(
    "--limit", type=click.IntRange(min=1), metavar="N", help="Read only the first N files, by path."
)
@click.option("--allow-shrink", is_flag=True, default=None, help="Publish even where the build shrinks.")
@_told
def build(**flags: Any) -> None:
    """Bring the warehouse up to date with the corpus."""
    from pipelines import flow
    from pipelines.defs import attempts

    settings = Settings.load(**flags)
    with attempts.turn(settings, _say):
        run_id, now = str(uuid.uuid4()), datetime.now(UTC)
        try:
            reason = flow.nothing_new(attempts.context(settings, run_id, now))
        except CorpusError as error:
            attempts.record(settings, run_id, now, "failed", str(error))
            raise
        if reason is not None:
            attempts.record(settings, run_id, now, "nothing_to_do")
            _say(reason)
            return
        _build(settings, flags, run_id)


def _build(settings: Settings, flags: dict[str, Any], run_id: str) -> None:
    from pipelines.defs.headless import run_job
    from pipelines.terminal import progress_bars, summary

    with progress_bars() as progress:
        failure = run_job(settings, flags, run_id, progress)
    if failure is not None:
        raise CheckFailedError(f"{failure}\n\nThe last good warehouse stays. To try again: sayso build")
    _say(summary(settings))


@main.command()
@_CORPUS
@_WAREHOUSE
@_told
def check(corpus: Path | None, warehouse: Path | None) -> None:
    """Tell what a build of the corpus would meet and cost; loads no model, publishes nothing."""
    from pipelines.outlook import outlook
    from pipelines.terminal import progress_bars

    with progress_bars() as progress:
        told = outlook(Settings.load(corpus=corpus, warehouse=warehouse), datetime.now(UTC), progress)
    _say(told)


@main.command()
@_WAREHOUSE
@_told
def status(warehouse: Path | None) -> None:
    """Tell how the last attempt ended, how old the published build is, and when the next one starts."""
    from pipelines.defs.standing import standing

    _say(standing(Settings.load(warehouse=warehouse), datetime.now(UTC)))


@main.command(context_settings={"ignore_unknown_options": True})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
@_told
def ui(arguments: tuple[str, ...]) -> None:
    """Open the Dagster UI with schedule and sensor; further arguments go to `dagster dev`."""
    dagster = Path(sys.executable).with_name("dagster")
    command = [str(dagster), "dev", "--workspace", str(PROJECT_ROOT / "workspace.yaml"), *arguments]
    sys.exit(subprocess.run(command, check=False).returncode)


@main.command()
@_WAREHOUSE
@click.option("--lines", is_flag=True, help="Each column on a line of its own, long texts in full.")
@click.argument("query", required=False)
@_told
def sql(warehouse: Path | None, lines: bool, query: str | None) -> None:
    """Open the DuckDB shell on the published warehouse, read-only; with QUERY, print its result."""
    from pipelines.load.connect import shell_command

    target = Settings.load(warehouse=warehouse).warehouse
    if not target.exists():
        raise SaysoError(f"There is no warehouse at {target} yet: sayso build makes one.")
    command = [*shell_command(target), *(["-line"] if lines else [])]
    if query is not None:
        command += ["-c", query]
    sys.exit(subprocess.run(command, check=False).returncode)


@main.command()
@_WAREHOUSE
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), help="Folder to write into.")
@_told
def report(warehouse: Path | None, out: Path | None) -> None:
    """Write an HTML page that needs nothing beside it: shared claims, conflicts, quotes and figures."""
    from pipelines.serve.report import write_report

    settings = Settings.load(warehouse=warehouse)
    folder = out or settings.warehouse.parent / "report"
    _say(f"Written: {write_report(settings.warehouse, folder, settings.sql_dir / 'report')}")


@main.command()
@_WAREHOUSE
@click.argument("kind", metavar="FORMAT", type=click.Choice(EXPORT_FORMATS))
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), help="Folder to write into.")
@_told
def export(warehouse: Path | None, kind: str, out: Path | None) -> None:
    """Write every table and view as Parquet or CSV with a description of their columns, or all as JSON-LD."""
    from pipelines.load.export import export as export_to

    settings = Settings.load(warehouse=warehouse)
    folder = out or settings.warehouse.parent / "export" / kind
    files = export_to(settings.warehouse, kind, folder, settings.sql_dir / "linked_data")
    _say(f"Written: {len(files)} file{'s' if len(files) > 1 else ''} in {folder}")


def _say(text: str) -> None:
    click.echo(text)
