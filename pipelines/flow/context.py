"""What every step gets, and what it tells of itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Protocol

import polars as pl

from pipelines.contracts import WAREHOUSE_TABLES
from pipelines.contracts.stages import ENCODE_PARTS, EXTRACT_PARTS, PARSE_PARTS, SCORE_PARTS, VERDICTS
from pipelines.history import History
from pipelines.ids import digest
from pipelines.load.publish import staging_path
from pipelines.parse import ReadLimits
from pipelines.settings import Settings
from pipelines.store import Parts, Store
from pipelines.versions import encoder_version, extract_version, parse_version, score_version

PREVIEW_ROWS = 5

STORED_AS = {"documents": "accepted_documents", "segments": "accepted_segments"}
"""Published tables whose working table bears another name."""


class Progress(Protocol):
    """Hears how far a long step has come."""

    def __call__(self, step: str, done: int, total: int) -> None:
        """`done` of `total` units of `step` are finished."""


def no_progress(step: str, done: int, total: int) -> None:
    """Hear nothing."""


def no_pause(point: str) -> None:
    """Go on."""


def _utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Context:
    """One run's settings, place and clock; nothing in a step reads a clock of its own."""

    settings: Settings
    run_id: str
    started_at: datetime
    as_of: date
    progress: Progress = no_progress
    pause: Callable[[str], None] = no_pause
    """Called at the named points of a build (`staged`, `checked`, `before_move`)."""
    clock: Callable[[], datetime] = _utc_now

    @property
    def store(self) -> Store:
        """The incremental store."""
        return Store(self.settings.store_dir)

    @property
    def history(self) -> History:
        """The history of attempts."""
        return History(self.settings.store_dir / "history")

    @property
    def staged_path(self) -> Path:
        """Where this run writes its warehouse before it is published."""
        return staging_path(self.settings.warehouse, self.run_id)

    @property
    def read_limits(self) -> ReadLimits:
        """What the settings say of reading."""
        settings = self.settings
        return ReadLimits(
            max_bytes=settings.max_file_bytes,
            max_line_chars=settings.max_line_chars,
            max_compression_ratio=settings.max_compression_ratio,
            max_members=settings.max_members,
            max_depth=settings.max_depth,
            fields=tuple(sorted(settings.record_fields.items())),
        )

    @property
    def parsed_parts(self) -> Parts:
        """What was read, keyed by file content."""
        bounds = (self.settings.reader_seconds, self.settings.reader_megabytes)
        version = f"{parse_version()}-{digest(repr((self.read_limits, bounds)))}"
        return self.store.parts("parse", version, PARSE_PARTS)

    @property
    def found_parts(self) -> Parts:
        """What was extracted, keyed by document content."""
        version = f"{parse_version()}-{extract_version(self.settings.model)}"
        return self.store.parts("extract", version, EXTRACT_PARTS)

    @property
    def encoded_parts(self) -> Parts:
        """Codes of sentences, keyed by the sentence."""
        return self.store.parts("encode", encoder_version(), ENCODE_PARTS)

    @property
    def scored_parts(self) -> Parts:
        """Scores of pairs, keyed by the passages of an event."""
        return self.store.parts("score", score_version(), SCORE_PARTS)

    def verdict_parts(self, version: str) -> Parts:
        """What row-level expectations said, keyed by document and what its drafts depend on."""
        return self.store.parts("validate", version, (VERDICTS,))


def finished_tables(ctx: Context) -> dict[str, pl.DataFrame]:
    """The tables of the warehouse as they would be published, by name."""
    return {each.name: ctx.store.read(STORED_AS.get(each.name, each.name)) for each in WAREHOUSE_TABLES}


@dataclass(frozen=True, slots=True)
class StepResult:
    """What a step did: rows per table, a preview of each, and notes for the reader."""

    rows: dict[str, int]
    preview: dict[str, pl.DataFrame] = field(default_factory=dict)
    notes: dict[str, Any] = field(default_factory=dict)


def write_tables(ctx: Context, frames: Mapping[str, pl.DataFrame], **notes: Any) -> StepResult:
    """Write the frames as working tables and tell of them."""
    for name, frame in frames.items():
        ctx.store.write(name, frame)
    return StepResult(
        rows={name: frame.height for name, frame in frames.items()},
        preview={name: frame.head(PREVIEW_ROWS) for name, frame in frames.items()},
        notes=notes,
    )
