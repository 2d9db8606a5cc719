"""Reading a warehouse: connections, one-off queries, SQL checks, the shell.

Nothing here writes to a file.
"""

from __future__ import annotations

import sysconfig
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import duckdb
import polars as pl

from pipelines.errors import SaysoError

SHOWN_OFFENDERS = 20


class Check(Protocol):
    """A rule as SQL: its query returns the rows that break it."""

    @property
    def name(self) -> str:
        """What the check is called."""

    @property
    def table(self) -> str:
        """The table it is about."""

    @property
    def severity(self) -> str:
        """`critical` blocks publishing, `warning` does not."""

    @property
    def sql(self) -> str:
        """The query that returns the failing rows."""


@dataclass(frozen=True, slots=True)
class CheckOutcome:
    """How one check went: how many rows break it, and the first of them."""

    name: str
    table: str
    severity: str
    failing_count: int
    offenders: tuple[dict[str, Any], ...]
    """At most twenty of the failing rows, in the order the check gives them."""

    @property
    def success(self) -> bool:
        """Whether no row breaks it."""
        return self.failing_count == 0


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


def run_checks(path: Path, checks: Iterable[Check]) -> list[CheckOutcome]:
    """Run each check on the warehouse file at `path`. A check whose SQL is wrong raises `duckdb.Error`."""
    with connect_read_only(path) as connection:
        return [_run_check(connection, check) for check in checks]


def shell_command(target: Path) -> list[str]:
    """The command that opens the DuckDB shell of this environment on a warehouse, read-only."""
    shell = Path(sysconfig.get_path("scripts")) / "duckdb"
    return [str(shell), "-readonly", str(target)]


def _run_check(connection: duckdb.DuckDBPyConnection, check: Check) -> CheckOutcome:
    failing = connection.sql(
        f"with failing as (\n{check.sql.strip().rstrip(';')}\n)\n"
        f"select *, count(*) over () as failing_count from failing limit {SHOWN_OFFENDERS}"
    ).pl()
    count = failing["failing_count"].item(0) if failing.height else 0
    offenders = failing.drop("failing_count").to_dicts()
    return CheckOutcome(check.name, check.table, check.severity, count, tuple(offenders))
