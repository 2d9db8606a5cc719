from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from pipelines.contracts.outcomes import Check, Offender
from pipelines.errors import SaysoError
from pipelines.load.connect import connect_read_only, run_checks, run_query, shell_command


def rule(name: str, sql: str) -> Check:
    return Check(name=name, table="documents", severity="critical", sql=sql, rule="It holds.")


@pytest.fixture
def warehouse(tmp_path: Path, stage_build: Callable[..., Path]) -> Path:
    return stage_build(tmp_path / "w.duckdb", document_count=30)


def test_a_check_counts_its_failing_rows_and_keeps_the_first(warehouse: Path) -> None:
    held, failed = run_checks(
        warehouse,
        [
            rule("holds", "select document_id as key, null as seen from documents where text is null;"),
            rule("fails", "-- why\nselect document_id as key, byte_count as seen from documents -- all"),
        ],
    )
    assert (held.success, held.unexpected_count, held.offenders) == (True, 0, ())
    assert (failed.name, failed.table, failed.severity) == ("fails", "documents", "critical")
    assert (failed.success, failed.unexpected_count, len(failed.offenders)) == (False, 30, 20)
    assert failed.offenders[:2] == (Offender(f"d{0:016x}", "7"), Offender(f"d{1:016x}", "7"))


def test_a_check_that_cannot_run_is_loud(warehouse: Path) -> None:
    with pytest.raises(duckdb.Error, match="nowhere"):
        run_checks(warehouse, [rule("wrong", "select key, seen from nowhere")])


def test_a_warehouse_that_is_not_there_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(SaysoError, match="sayso build"):
        connect_read_only(tmp_path / "none.duckdb")


def test_a_wrong_query_is_told_as_it_is(warehouse: Path) -> None:
    with pytest.raises(SaysoError, match="no_such_view"):
        run_query(warehouse, "from no_such_view")


def test_nobody_writes_through_a_reading_connection(warehouse: Path) -> None:
    with pytest.raises(SaysoError, match="read-only"):
        run_query(warehouse, "delete from documents")


def test_the_shell_of_this_environment_reads_the_warehouse(warehouse: Path) -> None:
    query = [*shell_command(warehouse), "-csv", "-noheader", "-c", "select count(*) from paths"]
    assert subprocess.run(query, capture_output=True, text=True, check=True).stdout == "30\n"
    delete = [*shell_command(warehouse), "-c", "delete from documents"]
    assert subprocess.run(delete, capture_output=True, text=True, check=False).returncode != 0
