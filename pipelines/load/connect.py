"""Reading a warehouse: connections, one-off queries, SQL checks, the shell.

Nothing here writes to a file.
"""

from __future__ import annotations

import sysconfig
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import duckdb
import polars as pl

from pipelines.contracts.outcomes import Check, CheckOutcome, Offender, outcome
from pipelines.errors import SaysoError

KEPT_OFFENDERS = 20
"""How many of the rows that break a check are kept with its outcome."""


def connect_read_only(target: Path) -> duckdb.DuckDBPyConnection:
    """A read-only connection to a warehouse; the caller closes it.

    Raises `SaysoError` where there is none yet, or a read-write shell holds it.
    """
    if not target.exists():
        raise SaysoError(f"There is no warehouse at {target} yet: `sayso build` makes one.")
    try:
        return duckdb.connect(target, read_only=True)
    except duckdb.IOException as error:
        raise SaysoError(
            f"{target} cannot be read now, perhaps because a shell has it open for writing: {error}"
        ) from error


def run_query(target: Path, sql: str) -> pl.DataFrame:
    """The result of one query on a warehouse. Raises `SaysoError` where the query is wrong."""
    with connect_read_only(target) as connection:
        try:
            relation = connection.sql(sql)
            return pl.DataFrame() if relation is None else relation.pl()
        except duckdb.Error as error:
            raise SaysoError(str(error)) from error


def ask(
    target: Path, shared: str, questions: Mapping[str, str], shown: int
) -> dict[str, tuple[list[dict[str, Any]], int]]:
    """The first `shown` rows of each question, and how many it has, all of one build.

    `shared` are SQL statements that make what several questions build on. Raises `SaysoError` where
    there is no warehouse, or one of another version that cannot answer.
    """
    with connect_read_only(target) as connection:
        try:
            connection.execute(shared)
            found = {name: connection.sql(sql) for name, sql in questions.items()}
            return {name: (each.limit(shown).pl().to_dicts(), len(each)) for name, each in found.items()}
        except duckdb.CatalogException as error:
            raise SaysoError(
                f"{target} was built by another version: `sayso build` renews it. {error}"
            ) from error


def run_checks(path: Path, checks: Iterable[Check]) -> list[CheckOutcome]:
    """How each check goes on the warehouse file at `path`; its query gives `key` and `seen`.

    A check whose SQL is wrong raises `duckdb.Error`.
    """
    with connect_read_only(path) as connection:
        return [_run_check(connection, check) for check in checks]


def shell_command(target: Path) -> list[str]:
    """The command that opens the DuckDB shell of this environment on a warehouse, read-only."""
    shell = Path(sysconfig.get_path("scripts")) / "duckdb"
    return [str(shell), "-readonly", str(target)]


def _run_check(connection: duckdb.DuckDBPyConnection, check: Check) -> CheckOutcome:
    failing = connection.sql(
        f"with failing as (\n{check.sql.strip().rstrip(';')}\n)\n"
        "select key::varchar, seen::varchar, count(*) over () from failing "
        f"order by key, seen limit {KEPT_OFFENDERS}"
    ).fetchall()
    unexpected_count = failing[0][2] if failing else 0
    return outcome(check, unexpected_count, [Offender(key, seen) for key, seen, _ in failing])
