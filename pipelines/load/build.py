"""A complete DuckDB file from frames: tables and their comments, rows, macros, views.

Writes beside, never onto, the published file; moving it into place is `publish`. Not here: any
row that is computed, nor SQL that answers a question (`sql/`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import duckdb
import polars as pl

from pipelines.contracts import BUILD_INFO, PUBLISHED_TABLES, Table
from pipelines.contracts.ddl import comments, create_table, literal, quoted
from pipelines.contracts.frames import conform, from_records
from pipelines.contracts.questions import read_questions
from pipelines.load.files import sync_file


@dataclass(frozen=True, slots=True)
class BuildInfo:
    """What one cites a build by: the row of the view `build`."""

    run_id: str
    built_at: datetime
    as_of: date
    code_version: str
    model: str
    settings_hash: str
    corpus_hash: str


def stage(tables: Mapping[str, pl.DataFrame], path: Path, sql_dir: Path, build_info: BuildInfo) -> None:
    """Write a warehouse at `path`: every published table, then the macros and views of `sql_dir`.

    `tables` holds a frame per published table, by name. The file is checkpointed, closed and
    flushed to disk. Raises `KeyError` where a frame is missing, `FileExistsError` where `path` exists.
    """
    if path.exists():
        raise FileExistsError(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    with duckdb.connect(path, config={"preserve_insertion_order": False}) as connection:
        create_tables(connection)
        for table in PUBLISHED_TABLES:
            _insert(connection, table, conform(tables[table.name], table))
        _insert(connection, BUILD_INFO, from_records([build_info], BUILD_INFO))
        create_questions(connection, sql_dir)
        connection.execute("checkpoint")
    sync_file(path)


def write_ops(path: Path, tables: Mapping[str, pl.DataFrame]) -> None:
    """Replace the rows of the named `ops` tables in a staged file, in one transaction.

    For what is known only after staging: how the checks went, how the run ends.
    """
    by_name = {table.name: table for table in PUBLISHED_TABLES if table.schema == "ops"}
    with duckdb.connect(path) as connection:
        connection.begin()
        for name, frame in tables.items():
            connection.execute(f"delete from {by_name[name].qualified_name}")  # noqa: S608
            _insert(connection, by_name[name], conform(frame, by_name[name]))
        connection.commit()
        connection.execute("checkpoint")
    sync_file(path)


def create_tables(connection: duckdb.DuckDBPyConnection) -> None:
    """Create every table that contracts publish, empty, with its comments."""
    connection.execute("create schema ops")
    for table in (*PUBLISHED_TABLES, BUILD_INFO):
        _execute(connection, [create_table(table), *comments(table)])


def create_questions(connection: duckdb.DuckDBPyConnection, sql_dir: Path) -> None:
    """Create the macros and views of `sql_dir`, each after those it builds on, with its question."""
    for question in read_questions(sql_dir):
        if question.is_view:
            create, kind = f"create view {quoted(question.name)} as\n{question.sql}", "view"
        else:
            create, kind = question.sql, "macro table" if question.is_table_macro else "macro"
        comment = f"comment on {kind} {quoted(question.name)} is {literal(question.comment)}"
        _execute(connection, [create, comment])


def _execute(connection: duckdb.DuckDBPyConnection, statements: Iterable[str]) -> None:
    for statement in statements:
        connection.execute(statement)


def _insert(connection: duckdb.DuckDBPyConnection, table: Table, frame: pl.DataFrame) -> None:
    if frame.is_empty():
        return
    columns = ", ".join(quoted(name) for name in table.column_names)
    connection.register("incoming", frame.to_arrow())
    connection.execute(f"insert into {table.qualified_name} ({columns}) select {columns} from incoming")  # noqa: S608
    connection.unregister("incoming")
