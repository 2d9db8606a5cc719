"""The files by which users correct passages, `quotes.csv` and `claims.csv`: rows, and the words they name.

Belongs here: what both files have in common. Not here: what an action does (`normalise.corrected_quotes`,
`corroborate.overrides`).
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass

COLUMNS = ("path", "text", "action", "value")


@dataclass(frozen=True, slots=True)
class Problem:
    """A row that cannot be used, or matches nothing any more: its line, and why, in a user's words."""

    line: int
    reason: str


def read_rows(text: str) -> tuple[list[tuple[int, dict[str, str]]], list[Problem]]:
    """Each row with something in it as its line and stripped cells, and what cannot be read.

    Columns besides `COLUMNS` are ignored.
    """
    reader = csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""))
    rows: list[tuple[int, dict[str, str]]] = []
    reader.fieldnames = [name.strip().lower() for name in reader.fieldnames or ()]
    lacking = [name for name in COLUMNS if name not in reader.fieldnames]
    if lacking:
        return [], [Problem(1, f"the header has no column `{lacking[0]}`")]
    line = reader.line_num + 1
    try:
        for cells in reader:
            row = {name: (cells.get(name) or "").strip() for name in COLUMNS}
            if any(row.values()):
                rows.append((line, row))
            line = reader.line_num + 1
    except csv.Error as error:
        return rows, [Problem(line, f"the rest of the file is no CSV: {error}")]
    return rows, []


def unknown_action(action: str, actions: Iterable[str]) -> str:
    """Why a row with an action that its file does not know cannot be used."""
    return f"action {action!r} is none of {', '.join(actions)}"


def nearest(text: str, passages: Iterable[str]) -> list[int]:
    """The places of the passages that a text is, is in, or holds: those nearest to it in length.

    Any white space is one space.
    """
    plain = " ".join(text.split())
    near = [
        (abs(len(words) - len(plain)), place)
        for place, words in enumerate(" ".join(passage.split()) for passage in passages)
        if plain in words or words in plain
    ]
    least = min((distance for distance, _ in near), default=0)
    return [place for distance, place in near if distance == least]
