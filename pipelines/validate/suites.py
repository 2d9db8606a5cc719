"""Expectation suites as files: one JSON per table, in the form that Great Expectations reads.

Belongs here: reading and describing them, so that whoever lists checks need not import the
library. Not here: running them (`expectations`).

Beside `type` and `kwargs`, each expectation says in its `meta`: `name` (unique within the table),
`rule` (a sentence), `severity`, `scope` (`row`: a row that breaks it is parted off before
`normalise`, where its table is made per document; `table`: about the table as a whole) and `notes`
(why that bound).
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipelines import contracts
from pipelines.contracts import Table
from pipelines.contracts.vocabulary import SEVERITIES

SCOPES = ("row", "table")
_META = {"name", "rule", "severity", "scope", "notes"}
_COLUMN_KEYS = ("column", "column_A", "column_B")


@dataclass(frozen=True, slots=True, eq=False)
class Expectation:
    """One expectation of a suite."""

    name: str
    table: str
    type: str
    kwargs: Mapping[str, Any]
    rule: str
    severity: str
    scope: str
    notes: str
    columns: tuple[str, ...]
    """The columns that it looks at, none where it is about the table alone."""

    @property
    def configuration(self) -> dict[str, Any]:
        """As Great Expectations reads it."""
        return {"type": self.type, "kwargs": dict(self.kwargs), "meta": {"name": self.name}}


@dataclass(frozen=True, slots=True)
class Suite:
    """The expectations of one table."""

    table: str
    expectations: tuple[Expectation, ...]


def load(directory: Path) -> dict[str, Suite]:
    """The suites of every warehouse table, by table, in the order of the flow.

    Raises `ValueError` where a table has no suite, a file no table, or a suite is not as said above.
    """
    tables = {each.name: each for each in contracts.WAREHOUSE_TABLES}
    files = {path.stem: path for path in directory.glob("*.json")}
    if files.keys() != tables.keys():
        raise ValueError(f"{directory}: one suite per table; odd: {sorted(files.keys() ^ tables.keys())}")
    return {name: _suite(files[name], table) for name, table in tables.items()}


def _suite(path: Path, table: Table) -> Suite:
    written = json.loads(path.read_text(encoding="utf-8"))
    expectations = tuple(_expectation(each, table) for each in written["expectations"])
    names = [each.name for each in expectations]
    if written["name"] != table.name or len(set(names)) != len(names):
        raise ValueError(f"{path.name}: the suite is named after its table, and no two expectations alike")
    return Suite(table.name, expectations)


def _expectation(written: Mapping[str, Any], table: Table) -> Expectation:
    meta = written["meta"]
    if meta.keys() != _META or meta["severity"] not in SEVERITIES or meta["scope"] not in SCOPES:
        raise ValueError(f"{table.name}: {meta} must give {', '.join(sorted(_META))}")
    kwargs = written["kwargs"]
    return Expectation(
        table=table.name, type=written["type"], kwargs=kwargs, columns=_columns(kwargs, table), **meta
    )


def _columns(kwargs: Mapping[str, Any], table: Table) -> tuple[str, ...]:
    """The columns that an expectation names; KeyError where the contract has none of that name."""
    named = [kwargs[key] for key in _COLUMN_KEYS if key in kwargs]
    condition = re.findall(r"[a-z_]+", kwargs.get("row_condition", ""))
    found = [*named, *(word for word in condition if word in table.column_names)]
    return tuple(table.column(name).name for name in dict.fromkeys(found))
