"""Whether files lie still: what the sensor remembers between two looks at the corpus folder."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Self

from pipelines.ids import digest
from pipelines.inventory import USER_FILES, walk


def look(corpus: Path) -> str | None:
    """Digest of names, sizes and times of the corpus's files; None where the folder is missing."""
    if not corpus.is_dir():
        return None
    return digest(*(_seen(corpus / name, name) for name in (*walk(corpus), *USER_FILES)))


def _seen(path: Path, name: str) -> str:
    try:
        found = path.stat()
    except OSError:
        return f"{name} -"
    return f"{name} {found.st_size} {found.st_mtime_ns}"


@dataclass(frozen=True, slots=True)
class Sight:
    """What was seen, since when it has looked so, and whether that was dealt with."""

    seen: str
    since: str
    """ISO 8601."""
    is_settled: bool = False

    @classmethod
    def from_json(cls, cursor: str | None) -> Self | None:
        """The sight that a cursor holds, if any."""
        return cls(**json.loads(cursor)) if cursor else None

    @classmethod
    def after(cls, before: Self | None, seen: str, now: datetime) -> Self:
        """The sight now: the one before where nothing moved, else a new one."""
        return before if before is not None and before.seen == seen else cls(seen, now.isoformat())

    def why_wait(self, now: datetime, quiet_minutes: float) -> str | None:
        """Why nothing is to be done yet; None where the files have lain still and are not dealt with."""
        if self.is_settled:
            return "No file has changed since the last look."
        left = datetime.fromisoformat(self.since) + timedelta(minutes=quiet_minutes) - now
        if left > timedelta(0):
            return (
                f"Files changed a moment ago: waiting until they have been quiet for {quiet_minutes:g} min."
            )
        return None

    def settled(self) -> Self:
        """This sight, dealt with."""
        return replace(self, is_settled=True)

    def to_json(self) -> str:
        """As a cursor."""
        return json.dumps(asdict(self))
