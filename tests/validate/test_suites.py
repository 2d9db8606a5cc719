from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from pipelines import contracts
from pipelines.contracts.checks import sql_tests, structural_checks
from pipelines.validate import suites

ROOT = Path(__file__).parents[2]
SUITES = suites.load(ROOT / "expectations")
EXPECTATIONS = [each for suite in SUITES.values() for each in suite.expectations]


def test_every_table_has_a_suite_in_the_order_of_the_flow() -> None:
    assert list(SUITES) == [table.name for table in contracts.WAREHOUSE_TABLES]
    assert all(suite.expectations for suite in SUITES.values())


def test_names_are_unique_among_all_checks_of_a_table() -> None:
    checks = (*structural_checks(), *sql_tests(ROOT / "sql" / "tests"), *EXPECTATIONS)
    assert [
        name for name, count in Counter((each.table, each.name) for each in checks).items() if count > 1
    ] == []


def test_every_expectation_says_what_and_why_in_sentences() -> None:
    for each in EXPECTATIONS:
        assert each.rule.endswith("."), each.name
        assert each.notes.endswith("."), each.name


def test_rules_that_the_contract_owns_are_not_stated_again() -> None:
    """Closed vocabularies, keys and types have one owner; fill rates are about columns that may be NULL."""
    for each in EXPECTATIONS:
        table = contracts.table(each.table)
        assert each.type not in {"expect_column_values_to_be_of_type", "expect_compound_columns_to_be_unique"}
        if each.type == "expect_column_values_to_be_in_set":
            assert "mostly" in each.kwargs
        if "non_null" in each.type or "not_be_null" in each.type:
            assert table.column(each.kwargs["column"]).nullable


def test_columns_are_those_named_and_those_of_the_condition() -> None:
    by_name = {each.name: each for each in SUITES["numeric_claims"].expectations}
    assert by_name["currency_is_iso_4217"].columns == ("unit", "kind")
    assert by_name["range_in_order"].columns == ("high", "low")
    assert SUITES["documents"].expectations[-1].columns == ()


def test_listing_suites_does_not_import_great_expectations() -> None:
    code = (
        "import sys, pathlib, pipelines.validate.expectations, pipelines.validate.quarantine\n"
        "from pipelines.validate import suites\n"
        f"suites.load(pathlib.Path({str(ROOT / 'expectations')!r}))\n"
        "sys.exit('great_expectations' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False, cwd=ROOT).returncode == 0


def test_a_table_without_a_suite_is_told(tmp_path: Path) -> None:
    _copied(tmp_path)
    (tmp_path / "claims.json").unlink()
    with pytest.raises(ValueError, match=r"odd: \['claims'\]"):
        suites.load(tmp_path)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"severity": "fatal"}, "must give"),
        ({"scope": "cell"}, "must give"),
        ({"author": "me"}, "must give"),
        ({"name": "kind_known"}, "no two expectations alike"),
    ],
)
def test_a_suite_that_is_not_as_agreed_is_told(tmp_path: Path, change: dict[str, str], told: str) -> None:
    _copied(tmp_path)
    path = tmp_path / "segments.json"
    suite: dict[str, Any] = json.loads(path.read_text())
    suite["expectations"][0]["meta"] |= change
    path.write_text(json.dumps(suite))
    with pytest.raises(ValueError, match=told):
        suites.load(tmp_path)


def _copied(folder: Path) -> None:
    for path in (ROOT / "expectations").glob("*.json"):
        (folder / path.name).write_text(path.read_text())
