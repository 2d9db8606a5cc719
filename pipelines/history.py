"""The history of attempts: a small folder outside the warehouse, so that failed nights are in it too.

One JSON file per run, replaced in one step; Parquet beside it for what a run checked and changed.
A run that was killed is found unfinished by the next one and marked as interrupted.
"""

from __future__ import annotations

import json
import os
import uuid
from dataclasses import asdict, dataclass, field, fields, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import polars as pl

from pipelines.contracts import table
from pipelines.contracts.frames import conform, empty
from pipelines.store import write_parquet


@dataclass(frozen=True, slots=True)
class Run:
    """One attempt to build; the fields are the columns of `ops.runs`."""

    run_id: str
    trigger: str
    started_at: datetime
    finished_at: datetime | None = None
    status: str = "running"
    failure: str | None = None
    as_of: date | None = None
    code_version: str | None = None
    model: str | None = None
    settings_hash: str | None = None
    document_count: int | None = None
    added_count: int | None = None
    changed_count: int | None = None
    deleted_count: int | None = None
    quarantined_count: int | None = None
    process_id: int | None = field(default_factory=os.getpid)
    """Not a column: tells a run that is alive from one that was killed."""


def _from_json(text: str) -> Run:
    raw: dict[str, Any] = json.loads(text)
    for name in ("started_at", "finished_at"):
        raw[name] = datetime.fromisoformat(raw[name]) if raw[name] else None
    raw["as_of"] = date.fromisoformat(raw["as_of"]) if raw["as_of"] else None
    known = {each.name for each in fields(Run)}
    return Run(**{name: value for name, value in raw.items() if name in known})


@dataclass(frozen=True, slots=True)
class History:
    """The folder; its names are run ids."""

    folder: Path

    def _path(self, run_id: str, kind: str) -> Path:
        return self.folder / f"{run_id}.{kind}"

    def save(self, run: Run) -> None:
        """Write or replace a run."""
        self.folder.mkdir(parents=True, exist_ok=True)
        path = self._path(run.run_id, "json")
        temporary = path.with_name(f".{path.name}.{uuid.uuid4().hex}")
        temporary.write_text(json.dumps(asdict(run), default=str, indent=1), encoding="utf-8")
        temporary.replace(path)

    def runs(self) -> list[Run]:
        """All runs, oldest first."""
        if not self.folder.exists():
            return []
        found = [_from_json(path.read_text(encoding="utf-8")) for path in self.folder.glob("*.json")]
        return sorted(found, key=lambda run: (run.started_at, run.run_id))

    def last(self) -> Run | None:
        """The latest attempt, or None before the first."""
        runs = self.runs()
        return runs[-1] if runs else None

    def get(self, run_id: str) -> Run | None:
        """The run of that id, or None."""
        path = self._path(run_id, "json")
        return _from_json(path.read_text(encoding="utf-8")) if path.exists() else None

    def close_interrupted(self, now: datetime) -> list[Run]:
        """Mark runs that never ended, and return them. Call it only while holding the build lock."""
        killed = [
            replace(run, status="interrupted", finished_at=now, failure="The process was stopped.")
            for run in self.runs()
            if run.status == "running"
        ]
        for run in killed:
            self.save(run)
        return killed

    def attach(self, run_id: str, kind: str, frame: pl.DataFrame) -> None:
        """Keep rows of `ops.<kind>` with a run."""
        write_parquet(conform(frame, table(kind)), self._path(run_id, f"{kind}.parquet"))

    def attached(self, run_id: str, kind: str) -> pl.DataFrame:
        """The rows of `ops.<kind>` kept with a run; none where nothing was kept.

        Columns that the contract gained since then are NULL.
        """
        path = self._path(run_id, f"{kind}.parquet")
        kept = pl.read_parquet(path) if path.exists() else empty(table(kind))
        gained = [column for column in table(kind).columns if column.name not in kept.columns]
        return kept.with_columns(pl.lit(None, column.type.polars).alias(column.name) for column in gained)

    def forget_but(self, count: int) -> None:
        """Drop all but the latest runs."""
        for run in self.runs()[:-count]:
            for path in self.folder.glob(f"{run.run_id}.*"):
                path.unlink()


def ops_tables(history: History, run: Run, quarantine: pl.DataFrame) -> dict[str, pl.DataFrame]:
    """The four `ops` tables as a build publishes them: all runs kept, and this run as it ends.

    What was changed and checked is kept per run; quarantine is what this build left out.
    """
    runs = [kept for kept in history.runs() if kept.run_id != run.run_id] + [run]
    names = table("runs").column_names
    rows = [[getattr(each, name) for name in names] for each in runs]
    schema = {name: table("runs").column(name).type.polars for name in names}
    frames = {"runs": pl.DataFrame(rows, schema=schema, orient="row"), "quarantine": quarantine}
    for kind in ("changes", "check_results"):
        frames[kind] = pl.concat([history.attached(each.run_id, kind) for each in runs])
    return {name: conform(frame, table(name)) for name, frame in frames.items()}
