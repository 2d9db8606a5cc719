from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from pathlib import Path

import polars as pl
import pytest

from pipelines.contracts import BUILD_INFO, PUBLISHED_TABLES, table
from pipelines.contracts.ddl import described
from pipelines.contracts.frames import from_records, schema
from pipelines.load.build import BuildInfo, stage, write_ops
from pipelines.load.connect import run_query

SQL = Path(__file__).parents[2] / "sql"
INFO = BuildInfo(
    "r1", datetime(2024, 5, 16, 3, 15, tzinfo=UTC), date(2024, 5, 16), "c0ffee", "model", "5e77", "c0de"
)


@pytest.fixture
def staged(tmp_path: Path, tables: Mapping[str, pl.DataFrame]) -> Path:
    path = tmp_path / "new" / "w.building"
    stage(tables, path, SQL, INFO)
    return path


def test_every_table_has_the_types_of_its_contract(staged: Path) -> None:
    for each in (*PUBLISHED_TABLES, BUILD_INFO):
        found = run_query(staged, f"from {each.qualified_name}").schema
        expected = schema(each)
        assert found.names() == expected.names()
        assert [str(kind).replace("Etc/UTC", "UTC") for kind in found.dtypes()] == [
            str(kind) for kind in expected.dtypes()
        ], each.name


def test_not_null_is_what_the_contract_says(staged: Path) -> None:
    found = run_query(
        staged,
        "select schema_name, table_name, column_name, is_nullable, data_type from duckdb_columns() "
        "where not internal",
    )
    nullable = {(row["table_name"], row["column_name"]): row["is_nullable"] for row in found.to_dicts()}
    for each in PUBLISHED_TABLES:
        for column in each.columns:
            assert nullable[each.name, column.name] == column.nullable


def test_meanings_and_units_land_in_the_database(staged: Path) -> None:
    comments = run_query(staged, "select table_name, column_name, comment from duckdb_columns()")
    found = {(row["table_name"], row["column_name"]): row["comment"] for row in comments.to_dicts()}
    for each in PUBLISHED_TABLES:
        for column in each.columns:
            assert found[each.name, column.name] == described(column)
    assert found["documents", "byte_count"] == "Size of the bytes read. Unit: bytes."
    grains = run_query(staged, "select table_name, comment from duckdb_tables() where not internal")
    assert dict(grains.iter_rows())["quotes"] == table("quotes").grain


def test_questions_land_in_the_database(staged: Path) -> None:
    views = run_query(staged, "select view_name, comment from duckdb_views() where not internal")
    assert set(views["view_name"]) == {path.stem for path in (SQL / "views").glob("*.sql")}
    assert views.filter(~pl.col("comment").str.contains(r"\?.* One row")).is_empty()
    macros = run_query(
        staged, "select distinct function_name, comment from duckdb_functions() where not internal"
    )
    assert set(macros["function_name"]) == {path.stem for path in (SQL / "macros").glob("*.sql")}
    assert macros["comment"].null_count() == 0


def test_rows_arrive_as_given(staged: Path, tables: Mapping[str, pl.DataFrame]) -> None:
    assert run_query(staged, "from documents order by document_id").equals(tables["documents"])


def test_a_build_can_be_cited(staged: Path) -> None:
    assert run_query(staged, "from build").to_dicts() == [
        {
            "built_at": INFO.built_at,
            "document_count": 3,
            "as_of": date(2024, 5, 16),
            "code_version": "c0ffee",
            "model": "model",
            "settings_hash": "5e77",
            "corpus_hash": "c0de",
            "run_id": "r1",
        }
    ]


def test_a_staged_file_stands_alone(staged: Path) -> None:
    assert [path.name for path in staged.parent.iterdir()] == ["w.building"]


def test_staging_never_writes_onto_a_file(staged: Path, tables: Mapping[str, pl.DataFrame]) -> None:
    with pytest.raises(FileExistsError):
        stage(tables, staged, SQL, INFO)


def test_a_missing_frame_is_loud(tmp_path: Path, tables: Mapping[str, pl.DataFrame]) -> None:
    incomplete = {name: frame for name, frame in tables.items() if name != "claims"}
    with pytest.raises(KeyError, match="claims"):
        stage(incomplete, tmp_path / "w.building", SQL, INFO)


def test_ops_rows_are_replaced_in_a_staged_file(tmp_path: Path, stage_build: Callable[..., Path]) -> None:
    staged = stage_build(tmp_path / "w.building")
    for succeeded in (False, True):
        result = {
            "table_name": "quotes",
            "check_name": "spans_round_trip",
            "severity": "critical",
            "success": succeeded,
        }
        results = from_records([result], table("check_results"), run_id="r1")
        write_ops(staged, {"check_results": results})
        assert run_query(staged, "select success from ops.check_results").to_series().to_list() == [succeeded]
    assert not staged.with_name("w.building.wal").exists()


def test_only_ops_tables_can_be_replaced(tmp_path: Path, stage_build: Callable[..., Path]) -> None:
    staged = stage_build(tmp_path / "w.building")
    with pytest.raises(KeyError, match="documents"):
        write_ops(staged, {"documents": pl.DataFrame()})
    assert run_query(staged, "from documents").height == 3
