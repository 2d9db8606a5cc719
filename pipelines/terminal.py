"""What a build shows on a terminal: bars while it works, a summary at the end."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

from pipelines import flow
from pipelines.load.connect import run_query
from pipelines.settings import Settings

_COUNTS = """
select
    (select count(*) from documents) as documents,
    (select count(*) from articles where kind = 'main') as articles,
    (select count(*) from articles where kind = 'teaser') as teasers,
    (
        select count(*) from articles where kind = 'main' and extraction_status = 'language_unsupported'
    ) as unsupported,
    (select count(*) from quotes) as quotes,
    (select count(*) from numeric_claims) as figures,
    (select count(*) from claims) as claims,
    (select count(*) from claims where source_count >= 2) as shared_claims,
    (select count(*) from claims where independent_source_count >= 2) as independent_claims,
    (select count(*) from entities) as entities,
    (select count(*) from ops.quarantine where stage <> 'skip') as quarantined
"""


@contextmanager
def progress_bars() -> Iterator[flow.Progress]:
    """A bar for the steps and one per long step on a terminal; elsewhere silence.

    Dagster keeps what a step prints, so that the bars need a way to the terminal of their own.
    """
    if not sys.stderr.isatty():
        yield flow.no_progress
        return
    with os.fdopen(os.dup(sys.stderr.fileno()), "w", encoding="utf-8") as out:
        yield from _bars(Console(file=out))


def _bars(console: Console) -> Iterator[flow.Progress]:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console) as bars:
        tasks: dict[str, TaskID] = {}

        def show(step: str, done: int, total: int) -> None:
            if step not in tasks:
                tasks[step] = bars.add_task(step, total=total)
            bars.update(tasks[step], completed=done, total=total)

        yield show


def summary(settings: Settings) -> str:
    """What the published warehouse holds, for a newcomer, and what to do next."""
    count = run_query(settings.warehouse, _COUNTS).row(0, named=True)
    teasers = f" and {count['teasers']:,} teasers" if count["teasers"] else ""
    foreign = (
        f"\n  {count['unsupported']:>7,}  of them in languages without a model: read, not extracted from"
        if count["unsupported"]
        else ""
    )
    left_out = (
        f'{count["quarantined"]:,} files or rows were left out; why: sayso sql "from ops.quarantine"'
        if count["quarantined"]
        else "Nothing was left out."
    )
    return f"""
Published {settings.warehouse}

  {count["documents"]:>7,}  documents, with {count["articles"]:,} articles{teasers}{foreign}
  {count["quotes"]:>7,}  quotes and attributions
  {count["figures"]:>7,}  figures
  {count["entities"]:>7,}  people, organizations, places …
  {count["claims"]:>7,}  claims, {count["shared_claims"]:,} of them in several sources, \
{count["independent_claims"]:,} in independent ones

{left_out}

Next:
  sayso sql --lines "from claims_in_several_sources"   who else says so
  sayso sql --lines "from said_by('putin')"            the exact words
  sayso sql                                            the shell; all views: show all tables
  sayso report                                         a page to look at, and to hand on
  sayso ui                                             how it was made, step by step"""
