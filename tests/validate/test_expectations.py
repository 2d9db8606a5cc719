"""Every expectation holds on a good warehouse and fails on what is seeded."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from good_warehouse import drafts, warehouse
from seeds import EXPECTATION_SEEDS

from pipelines import contracts
from pipelines.contracts.frames import empty, schema
from pipelines.validate import suites
from pipelines.validate.expectations import ExpectationError, check_rows, check_tables

SUITES = suites.load(Path(__file__).parents[2] / "expectations")
EXPECTATIONS = [each for suite in SUITES.values() for each in suite.expectations]


def only(expectation: suites.Expectation) -> dict[str, suites.Suite]:
    """A suite of that one expectation."""
    return {expectation.table: suites.Suite(expectation.table, (expectation,))}


def test_a_good_warehouse_breaks_nothing() -> None:
    outcomes = check_tables(warehouse(), SUITES)
    assert len(outcomes) == len(EXPECTATIONS)
    assert [each.message for each in outcomes if not each.success] == []


def test_good_drafts_break_nothing() -> None:
    assert check_rows(drafts(), SUITES).is_empty()


def test_every_expectation_has_a_seed() -> None:
    assert {name: set(seeds) for name, seeds in EXPECTATION_SEEDS.items()} == {
        name: {each.name for each in suite.expectations} for name, suite in SUITES.items()
    }


@pytest.mark.parametrize("expectation", EXPECTATIONS, ids=lambda each: f"{each.table}.{each.name}")
def test_what_is_seeded_breaks_it(expectation: suites.Expectation) -> None:
    frame = EXPECTATION_SEEDS[expectation.table][expectation.name](warehouse()[expectation.table])
    (outcome,) = check_tables({expectation.table: frame}, only(expectation))
    assert not outcome.success
    assert (outcome.table, outcome.name) == (expectation.table, expectation.name)
    assert outcome.blocks == (expectation.severity == "critical")
    if outcome.unexpected_count is None:
        assert outcome.observed is not None
    else:
        assert outcome.offenders
        assert expectation.rule in outcome.message
        assert outcome.offenders[0].key in outcome.message


@pytest.mark.parametrize(
    "expectation",
    [each for each in EXPECTATIONS if each.scope == "row"],
    ids=lambda each: f"{each.table}.{each.name}",
)
def test_a_draft_row_that_breaks_it_gets_a_verdict(expectation: suites.Expectation) -> None:
    name = contracts.stages.DRAFT_OF.get(expectation.table, expectation.table)
    frame = drafts()[name]
    if not set(expectation.columns) <= set(frame.columns):
        pytest.skip("known only when the table is final, and checked there")
    seeded = EXPECTATION_SEEDS[expectation.table][expectation.name](frame)
    verdicts = check_rows({name: seeded}, only(expectation))
    assert verdicts.schema == schema(contracts.table("verdicts"))
    (verdict,) = verdicts.to_dicts()
    assert verdict["document_id"] in warehouse()["documents"]["document_id"]
    assert verdict["row_id"].startswith(verdict["document_id"])
    assert (verdict["table_name"], verdict["check_name"]) == (expectation.table, expectation.name)
    assert (verdict["severity"], verdict["reason"]) == (expectation.severity, expectation.rule)
    assert verdict["detail"]


def test_what_is_expected_of_columns_holds_without_rows() -> None:
    outcomes = check_tables({each.name: empty(each) for each in contracts.WAREHOUSE_TABLES}, SUITES)
    failed = {f"{each.table}.{each.name}" for each in outcomes if not each.success}
    assert failed == {
        "documents.documents_exist", "articles.articles_exist", "segments.segments_exist",
        "entities.entities_exist", "mentions.mentions_exist", "claims.claims_exist",
    }  # fmt: skip


def test_an_expectation_that_cannot_be_run_is_an_error() -> None:
    wrong = replace(
        EXPECTATIONS[0],
        type="expect_column_values_to_be_between",
        kwargs={"column": "format", "min_value": 1},
    )
    with pytest.raises(ExpectationError, match=r"documents\.format_is_a_name"):
        check_tables(warehouse(), only(wrong))
