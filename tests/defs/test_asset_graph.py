"""The asset graph, as text: what the UI draws, and every table and check in it."""

from __future__ import annotations

from pathlib import Path

from pipelines.contracts import PUBLISHED_TABLES, WAREHOUSE_TABLES
from pipelines.defs.assets import ALL, read_by_staging_only
from pipelines.defs.checks import checks, expectation_specs, staged_specs
from pipelines.settings import Settings

SNAPSHOT = Path(__file__).with_name("asset_graph.txt")


def drawn() -> str:
    """One line per asset, by layer: what it is made from."""
    lines: list[str] = []
    for asset in ALL:
        for spec in asset.specs:
            if f"# {spec.group_name}" not in lines:
                lines += ["", f"# {spec.group_name}"]
            sources = sorted(dep.asset_key.to_user_string() for dep in spec.deps)
            lines.append(f"{spec.key.to_user_string()} <- {', '.join(sources)}".rstrip(" <-"))
    return "\n".join(lines).strip() + "\n"


def test_the_graph_is_as_drawn():
    assert drawn() == SNAPSHOT.read_text(encoding="utf-8"), f"If that is meant, update {SNAPSHOT.name}"


def test_every_warehouse_table_is_an_asset():
    assets = {spec.key.to_user_string() for asset in ALL for spec in asset.specs}
    assert {table.name for table in WAREHOUSE_TABLES} <= assets


def test_every_asset_says_what_a_row_is_and_what_makes_it():
    for asset in ALL:
        for spec in asset.specs:
            assert spec.description
            assert spec.kinds
            assert spec.owners == []


def test_every_table_has_expectations_and_a_structural_check():
    settings = Settings(_env_file=None)
    expected = {spec.asset_key.to_user_string() for spec in expectation_specs(settings)}
    assert expected == {table.name for table in WAREHOUSE_TABLES}
    structural = {spec.name.removesuffix("__structure") for spec in staged_specs(settings)}
    assert expected <= structural


def test_staging_waits_for_the_expectations():
    """A blocking check on a table that only staging reads is what makes Dagster wait."""
    blocking = {spec.asset_key.to_user_string() for spec in expectation_specs(Settings()) if spec.blocking}
    assert blocking
    assert blocking <= read_by_staging_only()


def test_publishing_waits_for_the_structural_checks():
    assert all(spec.blocking for spec in staged_specs(Settings()) if spec.name.endswith("__structure"))


def test_checks_are_steps_of_their_own():
    assert [each.op.name for each in checks(Settings())] == ["check_tables", "check_staged"]


def test_only_the_ops_tables_that_a_build_writes_of_itself_are_no_assets():
    assets = {spec.key.to_user_string() for asset in ALL for spec in asset.specs}
    missing = {table.name for table in PUBLISHED_TABLES} - assets
    assert missing == {"runs", "changes", "check_results"}
