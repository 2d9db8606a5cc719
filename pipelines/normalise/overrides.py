"""What users know of entities: `entities.csv` as a frame, and what is wrong with it.

Not here: applying it (`entities`).
"""

from __future__ import annotations

import csv
import io
import re

import polars as pl

from pipelines.contracts.corrections import Problem
from pipelines.contracts.vocabulary import ENTITY_KINDS

ENTITY_OVERRIDE_COLUMNS = ("name", "kind", "alias", "wikidata_id", "same_as", "not_same_as")
OVERRIDE_SCHEMA = pl.Schema({"line": pl.Int32, **dict.fromkeys(ENTITY_OVERRIDE_COLUMNS, pl.String)})
_BEYOND = "cells beyond the header"
_SAYS_SOMETHING = ("kind", "alias", "wikidata_id", "same_as", "not_same_as")


def read_entities(text: str) -> tuple[pl.DataFrame, tuple[Problem, ...]]:
    """The rows of an `entities.csv` (`OVERRIDE_SCHEMA`, empty cells NULL) and the problems found.

    Rows with a problem are left out; columns that the contract does not name are ignored.
    """
    reader = csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""), restkey=_BEYOND)
    rows: list[dict[str, object]] = []
    problems: list[Problem] = []
    line = 1
    try:
        reader.fieldnames = [name.strip().lower() for name in reader.fieldnames or ()]
        if "name" not in reader.fieldnames:
            return pl.DataFrame(schema=OVERRIDE_SCHEMA), (Problem(1, "the header has no column `name`"),)
        line = reader.line_num + 1
        for cells in reader:
            row = {name: (cells.get(name) or "").strip() or None for name in ENTITY_OVERRIDE_COLUMNS}
            reason = "the row has more cells than the header" if _BEYOND in cells else _fault(row)
            if reason is not None:
                problems.append(Problem(line, reason))
            elif any(row.values()):
                rows.append({"line": line, **row})
            line = reader.line_num + 1
    except csv.Error as error:
        problems.append(Problem(line, f"the rest of the file is no CSV: {error}"))
    return pl.DataFrame(rows, schema=OVERRIDE_SCHEMA), tuple(problems)


def _fault(row: dict[str, str | None]) -> str | None:
    """Why the row cannot be used; None where it can, or where it is empty."""
    if not any(row.values()):
        return None
    if row["name"] is None:
        return "the row names no entity"
    if row["kind"] is not None and row["kind"] not in ENTITY_KINDS:
        return f"kind {row['kind']!r} is none of {', '.join(ENTITY_KINDS)}"
    if row["wikidata_id"] is not None and not re.fullmatch(r"Q[1-9]\d*", row["wikidata_id"]):
        return f"wikidata_id {row['wikidata_id']!r} is not a Q and a number"
    if all(row[name] is None for name in _SAYS_SOMETHING):
        return "the row says nothing of the entity that it names"
    return None
