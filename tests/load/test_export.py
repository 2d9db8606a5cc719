"""Files for other tools say what the warehouse says."""

from __future__ import annotations

import json
from pathlib import Path

import duckdb
import polars as pl
import pytest

from pipelines.errors import SaysoError
from pipelines.load.export import export

LINKED_DATA = Path(__file__).parents[2] / "sql" / "linked_data"


@pytest.fixture
def warehouse(tmp_path, stage_build) -> Path:
    return stage_build(tmp_path / "w.duckdb")


@pytest.mark.parametrize("kind", ["parquet", "csv"])
def test_every_table_and_view_is_a_file(warehouse, tmp_path, kind):
    files = export(warehouse, kind, tmp_path / "out", LINKED_DATA)
    assert all(path.is_file() for path in files)
    assert {
        tmp_path / "out" / name for name in (f"claims.{kind}", f"ops/runs.{kind}", f"views/paths.{kind}")
    } < {*files}
    assert not list(tmp_path.rglob("*.part"))


def test_parquet_holds_the_rows_and_their_types(warehouse, tmp_path):
    export(warehouse, "parquet", tmp_path, LINKED_DATA)
    with duckdb.connect(warehouse, read_only=True) as connection:
        expected = connection.sql("from documents order by document_id").pl()
    assert pl.read_parquet(tmp_path / "documents.parquet").equals(expected)


def test_what_is_nested_is_json_in_csv(warehouse, tmp_path):
    export(warehouse, "csv", tmp_path, LINKED_DATA)
    assert pl.read_csv(tmp_path / "documents.csv")["repairs"].to_list() == ["[]"] * 3


def test_the_descriptor_explains_columns_keys_and_references(warehouse, tmp_path):
    export(warehouse, "csv", tmp_path, LINKED_DATA)
    package = json.loads((tmp_path / "datapackage.json").read_text())
    resources = {each["name"]: each for each in package["resources"]}
    assert all((tmp_path / each["path"]).is_file() for each in resources.values())
    articles = resources["articles"]["schema"]
    assert articles["primaryKey"] == ["article_id"]
    assert {
        "fields": "document_id", "reference": {"resource": "documents", "fields": "document_id"}
    } in articles["foreignKeys"]  # fmt: skip
    assert all(field["description"] for field in articles["fields"])
    assert resources["paths"]["description"].startswith("Which files are there?")


def test_an_export_replaces_the_last_one(warehouse, tmp_path, stage_build):
    export(warehouse, "csv", tmp_path, LINKED_DATA)
    export(stage_build(tmp_path / "later.duckdb", document_count=1), "csv", tmp_path, LINKED_DATA)
    assert len(pl.read_csv(tmp_path / "documents.csv")) == 1


def test_linked_data_leaves_out_what_is_unknown(warehouse, tmp_path):
    [path] = export(warehouse, "jsonld", tmp_path, LINKED_DATA)
    linked = json.loads(path.read_text())
    assert [node["identifier"] for node in linked["@graph"]] == ["0.txt", "1.txt", "2.txt"]
    assert all("url" not in node for node in linked["@graph"])


def test_without_a_warehouse_it_says_how_to_make_one(tmp_path):
    with pytest.raises(SaysoError, match="sayso build"):
        export(tmp_path / "none.duckdb", "csv", tmp_path / "out", LINKED_DATA)
