"""Every structural check and SQL test holds on a good warehouse and fails on one seeded row."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
from good_warehouse import warehouse
from seeds import SQL_SEEDS, structural_seeds

from pipelines import contracts
from pipelines.contracts.checks import Check, sql_tests, structural_checks

SQL_DIR = Path(__file__).parents[2] / "sql" / "tests"
SQL_TESTS = sql_tests(SQL_DIR)
CHECKS = (*structural_checks(), *SQL_TESTS)
BY_NAME = {(check.table, check.name): check for check in CHECKS}

SEEDED = [
    *((table.name, *seed) for table in contracts.WAREHOUSE_TABLES for seed in structural_seeds(table)),
    *((check.table, check.name, SQL_SEEDS[check.name]) for check in SQL_TESTS),
]


@pytest.fixture(scope="module")
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as opened:
        for name, frame in warehouse().items():
            opened.register("rows", frame)
            opened.execute(f"create table {name} as from rows")
            opened.unregister("rows")
        yield opened


def failing(connection: duckdb.DuckDBPyConnection, check: Check) -> list[tuple[str, str]]:
    relation = connection.sql(check.sql)
    assert relation.columns == ["key", "seen"]
    return relation.fetchall()


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: f"{check.table}.{check.name}")
def test_a_good_warehouse_breaks_nothing(connection: duckdb.DuckDBPyConnection, check: Check) -> None:
    assert failing(connection, check) == []


@pytest.mark.parametrize(("table", "name", "statement"), SEEDED)
def test_a_seeded_row_breaks_it(
    connection: duckdb.DuckDBPyConnection, table: str, name: str, statement: str
) -> None:
    connection.begin()
    try:
        connection.execute(statement)
        found = failing(connection, BY_NAME[table, name])
    finally:
        connection.rollback()
    assert found
    assert all(key and seen for key, seen in found)


def test_every_check_has_a_seed_and_every_seed_a_check() -> None:
    assert SQL_SEEDS.keys() == {check.name for check in SQL_TESTS}
    assert {(table, name) for table, name, _ in SEEDED} == BY_NAME.keys()


def test_names_are_unique_within_a_table() -> None:
    assert len(BY_NAME) == len(CHECKS)


def test_the_span_rule_counts_code_points(connection: duckdb.DuckDBPyConnection) -> None:
    """A mark beyond the Basic Multilingual Plane, or a combining one, is a character of its own."""
    connection.begin()
    try:
        connection.execute("update documents set text = '😀é́ ' || text where document_id = 'd1'")
        connection.execute("update mentions set start_char = start_char + 4, end_char = end_char + 4")
        assert {key for key, _ in failing(connection, BY_NAME["mentions", "span__text"])} == {"d2-m0"}
    finally:
        connection.rollback()


def test_a_sql_test_must_say_what_it_is_about(tmp_path: Path) -> None:
    path = tmp_path / "assert_something.sql"
    path.write_text("select 1 as key, 2 as seen\n")
    with pytest.raises(ValueError, match="must start with"):
        sql_tests(tmp_path)
    path.write_text("-- claims, critical: Claims are\n-- claims.\nselect 1 as key, 2 as seen;\n")
    (check,) = sql_tests(tmp_path)
    assert (check.name, check.table, check.severity) == ("something", "claims", "critical")
    assert (check.rule, check.sql) == ("Claims are claims.", "select 1 as key, 2 as seen")
