"""The data dictionary: every published table, column, view and macro, in words.

    python -m pipelines.contracts.dictionary            writes docs/data_dictionary.md
    python -m pipelines.contracts.dictionary --check    fails where it is out of date

Generated from the contracts and from the first comments under `sql/`; nothing is said here twice.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from pathlib import Path

from pipelines.contracts import BUILD_INFO, OPS_TABLES, WAREHOUSE_TABLES
from pipelines.contracts.ddl import described
from pipelines.contracts.model import Column, Table
from pipelines.contracts.questions import Question, read_questions

PROJECT = Path(__file__).parents[2]
DICTIONARY = PROJECT / "docs" / "data_dictionary.md"
SQL = PROJECT / "sql"

_OPENING = """\
# Data dictionary

Generated from the table contracts (`pipelines/contracts`) and from `sql/` by
`python -m pipelines.contracts.dictionary`; edit those, not this. The same words stand in the
warehouse as comments: `select * from duckdb_columns()`, `select * from duckdb_views()`.

Spans are 0-based and half-open, in Unicode code points of `documents.text`. NULL means unknown, never
zero or none. In *italics*: columns that may be NULL. In **bold**: the key.
"""


def dictionary(questions: Iterable[Question]) -> str:
    """The whole dictionary as Markdown."""
    listed = sorted(questions, key=lambda question: question.name)
    parts = [
        _OPENING,
        "## Tables\n",
        *map(_table, WAREHOUSE_TABLES),
        "## What builds tell of themselves\n",
        *map(_table, (*OPS_TABLES, BUILD_INFO)),
        "## Views\n\nThe strongest row comes first. Repeats and teasers are left out unless a view says so."
        "\n",
        _list("view", (question for question in listed if question.is_view)),
        "## Macros\n\nNames and words are matched whatever their case and accents.\n",
        _list("macro", (question for question in listed if not question.is_view)),
    ]
    return "\n".join(parts)


def main(arguments: list[str] | None = None) -> None:
    """Write the dictionary, or with `--check` exit with a message where the written one is stale."""
    parser = argparse.ArgumentParser(description="Write docs/data_dictionary.md from the contracts.")
    parser.add_argument("--check", action="store_true", help="only fail where it is out of date")
    text = dictionary(read_questions(SQL))
    if not parser.parse_args(arguments).check:
        DICTIONARY.parent.mkdir(exist_ok=True)
        DICTIONARY.write_text(text, encoding="utf-8")
    elif not DICTIONARY.exists() or DICTIONARY.read_text(encoding="utf-8") != text:
        raise SystemExit(f"{DICTIONARY.name} is out of date: run python -m pipelines.contracts.dictionary")


def _table(table: Table) -> str:
    rows = [
        f"| {_name(column, table)} | {column.type.duckdb} | {_cell(described(column))} |"
        for column in table.columns
    ]
    lines = [
        f"### {table.qualified_name}\n",
        f"{table.grain}\n",
        "| column | type | meaning |",
        "| --- | --- | --- |",
    ]
    return "\n".join([*lines, *rows]) + "\n"


def _name(column: Column, table: Table) -> str:
    name = f"`{column.name}`"
    if column.name in table.key:
        name = f"**{name}**"
    return f"*{name}*" if column.nullable else name


def _list(heading: str, questions: Iterable[Question]) -> str:
    rows = [f"| `{question.signature}` | {_cell(question.comment)} |" for question in questions]
    return "\n".join([f"| {heading} | question and grain |", "| --- | --- |", *rows]) + "\n"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


if __name__ == "__main__":
    main()
