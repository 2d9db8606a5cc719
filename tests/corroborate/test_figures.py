from __future__ import annotations

from typing import Any

import polars as pl
import pytest

from pipelines import contracts
from pipelines.contracts import frames
from pipelines.corroborate.figures import compare


def figures(*given: dict[str, Any]) -> pl.DataFrame:
    shared = {
        "kind": "count",
        "modifier": "exact",
        "change": "none",
        "unit": "person",
        "text": "",
        "confidence": 1.0,
    }
    rows = [
        {"numeric_claim_id": f"n{row}", "document_id": "", "article_id": "", "segment_id": "",
         "start_char": 0, "end_char": 1, **shared, **each}
        for row, each in enumerate(given)
    ]  # fmt: skip
    frame = frames.from_records(rows, contracts.table("numeric_claims"))
    return frame.with_row_index("row")


def verdict(a: dict[str, Any], b: dict[str, Any]) -> str:
    return verdict_of([a], [b])


def verdict_of(a: list[dict[str, Any]], b: list[dict[str, Any]]) -> str:
    pairs = pl.DataFrame({"a": [0], "b": [1]}, schema={"a": pl.UInt32, "b": pl.UInt32})
    rows = pl.Series("row", [0] * len(a) + [1] * len(b), dtype=pl.UInt32)
    found = compare(pairs, figures(*a, *b).with_columns(rows))
    if found.is_empty() or not found["agreeing"][0] + found["differing"][0]:
        return "apart"
    return "agree" if found["agreeing"][0] else "differ"


PERCENT = {"kind": "percentage", "unit": "%", "unit_base": "1"}
HALF = {"kind": "fraction", "unit": None, "value": 0.5}
DOUBLED = {"kind": "multiple", "unit": "{times}", "value": 2, "change": "up"}
MILES = {"kind": "amount", "unit": "[mi_i]", "unit_base": "m"}
KILOMETRES = {"kind": "amount", "unit": "km", "unit_base": "m"}
EUROS = {"kind": "money", "unit": "EUR"}


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ({"value": 43_000}, {"value": 43_350}, "agree"),
        ({"value": 6}, {"value": 7}, "differ"),
        ({"value": 6, "modifier": "approximate"}, {"value": 10}, "differ"),
        ({"value": 240e9}, {"value": 241.2e9}, "agree"),
        ({"value": 100, "modifier": "more_than"}, {"value": 107}, "agree"),
        ({"value": 100, "modifier": "more_than"}, {"value": 500}, "differ"),
        ({"low": 40, "high": 60}, {"value": 50}, "agree"),
        ({"low": 31, "high": 68, "kind": "score"}, {"low": 31, "high": 68, "kind": "score"}, "agree"),
        ({"low": 31, "high": 68, "kind": "score"}, {"low": 40, "high": 59, "kind": "score"}, "differ"),
        ({"value": 7_000, "unit": "word"}, {"value": 12_000, "unit": "character"}, "apart"),
        ({"value": 7, "kind": "percentage"}, {"value": 7, "kind": "money"}, "apart"),
        ({"value": 3.2}, {"value": 3.25}, "agree"),
        ({"value": 3.2}, {"value": 3.4}, "differ"),
        ({"value": 30, "modifier": "more_than"}, {"value": 31}, "agree"),
        ({"value": 30, "modifier": "more_than"}, {"value": 40}, "agree"),
        ({"value": 30, "modifier": "more_than"}, {"value": 46}, "differ"),
        ({"value": 30, "modifier": "more_than"}, {"value": 29}, "differ"),
        ({"value": 93, "modifier": "more_than"}, {"value": 97}, "agree"),
        ({"value": 93, "modifier": "more_than"}, {"value": 120}, "differ"),
        ({"value": 1_700, "modifier": "more_than"}, {"value": 1_700}, "agree"),
        ({"value": 1_700, "modifier": "more_than"}, {"value": 1_640}, "differ"),
        ({"value": 30, "modifier": "at_least"}, {"value": 44}, "agree"),
        ({"value": 30, "modifier": "at_least"}, {"value": 29}, "differ"),
        ({"value": 50, "modifier": "at_most"}, {"value": 40}, "agree"),
        ({"value": 50, "modifier": "at_most"}, {"value": 51}, "differ"),
        ({"value": 40, "modifier": "less_than"}, {"value": 34}, "agree"),
        ({"value": 40, "modifier": "less_than"}, {"value": 12}, "differ"),
        ({"low": 12, "high": 120}, {"value": 31}, "agree"),
        ({"low": 12, "high": 120}, {"value": 310}, "differ"),
        ({"value": 12}, {"value": 12, "unit": "worker"}, "agree"),
        (
            {**PERCENT, "value": 8, "value_base": 0.08},
            {**PERCENT, "value": 7.8, "value_base": 0.078},
            "agree",
        ),
        ({**PERCENT, "value": 8, "value_base": 0.08}, {**PERCENT, "value": 9, "value_base": 0.09}, "differ"),
        ({**PERCENT, "value": 50, "value_base": 0.5}, HALF, "agree"),
        ({**PERCENT, "value": 60, "value_base": 0.6}, HALF, "differ"),
        ({**PERCENT, "value": 20, "value_base": 0.2}, {"value": 0.2, "kind": "fraction"}, "agree"),
        ({**PERCENT, "value": 100, "value_base": 1.0, "change": "up"}, DOUBLED, "agree"),
        ({**PERCENT, "value": 40, "value_base": 0.4, "change": "up"}, DOUBLED, "differ"),
        ({**DOUBLED, "change": "none"}, DOUBLED, "agree"),
        ({**DOUBLED, "value": 3}, DOUBLED, "differ"),
        (
            {**MILES, "value": 5, "value_base": 8046.72},
            {**KILOMETRES, "value": 8, "value_base": 8e3},
            "agree",
        ),
        (
            {**MILES, "value": 5, "value_base": 8046.72},
            {**KILOMETRES, "value": 9, "value_base": 9e3},
            "differ",
        ),
        ({**EUROS, "value": 1.8e6}, {**EUROS, "value": 1.845e6}, "agree"),
        ({**EUROS, "value": 1.8e6}, {**EUROS, "value": 2.1e6}, "differ"),
        ({**EUROS, "value": 10}, {**EUROS, "value": 10, "unit": "USD"}, "agree"),
        ({**EUROS, "value": 10}, {**EUROS, "value": 11, "unit": "USD"}, "apart"),
    ],
)
def test_figures_agree_within_the_rounding_that_each_prints(
    a: dict[str, Any], b: dict[str, Any], expected: str
) -> None:
    assert verdict(a, b) == expected
    assert verdict(b, a) == expected


SHIP = {"unit": "ship"}
BARE = {"kind": "amount", "unit": None}


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        (
            [{**SHIP, "value": 4}, {**BARE, "value": 90}],
            [{**SHIP, "value": 90}, {**BARE, "value": 4}],
            "agree",
        ),
        ([{**SHIP, "value": 4}], [{**SHIP, "value": 90}, {**BARE, "value": 5}], "differ"),
        ([{**SHIP, "value": 11}, {**SHIP, "value": 7}], [{**SHIP, "value": 18}], "apart"),
        ([{**SHIP, "value": 11}, {**SHIP, "value": 7}], [{**SHIP, "value": 19}], "differ"),
        (
            [{**EUROS, "value": 29}, {**EUROS, "value": 45, "unit": "USD"}],
            [{**EUROS, "value": 45, "unit": "USD"}],
            "agree",
        ),
    ],
)
def test_figures_that_differ_may_be_reconciled_by_others_beside_them(
    a: list[dict[str, Any]], b: list[dict[str, Any]], expected: str
) -> None:
    assert verdict_of(a, b) == expected
    assert verdict_of(b, a) == expected


JOBS, POSTS = {"unit": "job", "text": "1,800 jobs"}, {"unit": "position", "text": "2,000 positions"}
FILING = {"unit": "page", "text": "90-page"}


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ([{**JOBS, "value": 1_800}], [{**POSTS, "value": 2_000}], True),
        ([{**JOBS, "value": 2_000}], [{**POSTS, "value": 2_000}], False),
        ([{**JOBS, "value": 1_800}], [{**BARE, "value": 2_000}], True),
        ([{**JOBS, "value": 1_800}], [{**FILING, "value": 90}], False),
        ([{**JOBS, "value": 1_800}], [{**POSTS, "value": 2_000}, {**BARE, "value": 1_800}], False),
        ([{**JOBS, "value": 1_800, "whole": "2,000 jobs"}], [{**POSTS, "value": 2_000}], False),
        ([{**JOBS, "value": 1_800}], [{"unit": "count of fraud", "value": 6}], False),
        ([{**JOBS, "value": 1_800}, {**SHIP, "value": 200}], [{**POSTS, "value": 2_000}], False),
        (
            [{**JOBS, "value": 1_800}, {**EUROS, "value": 7e9}],
            [{**POSTS, "value": 2_000}, {**EUROS, "value": 7e9}],
            False,
        ),
    ],
    ids=[
        "apart",
        "equal",
        "of what is open",
        "tied to a noun",
        "printed as well",
        "part of a list",
        "charges",
        "added up",
        "one price",
    ],
)
def test_passages_of_which_no_figures_meet_are_told_apart_whatever_they_count(
    a: list[dict[str, Any]], b: list[dict[str, Any]], expected: bool
) -> None:
    pairs = pl.DataFrame({"a": [0], "b": [1]}, schema={"a": pl.UInt32, "b": pl.UInt32})
    for one, other in ((a, b), (b, a)):
        rows = pl.Series("row", [0] * len(one) + [1] * len(other), dtype=pl.UInt32)
        found = compare(pairs, figures(*one, *other).with_columns(rows))
        assert found["are_unmet"].to_list() == [expected]
