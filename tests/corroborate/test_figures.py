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
    pairs = pl.DataFrame({"a": [0], "b": [1]}, schema={"a": pl.UInt32, "b": pl.UInt32})
    found = compare(pairs, figures(a, b))
    if found.is_empty() or not found["agreeing"][0] + found["differing"][0]:
        return "apart"
    return "agree" if found["agreeing"][0] else "differ"


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
        ({"value": 7_000, "unit": "word"}, {"value": 12_000, "unit": "character"}, "apart"),
        ({"value": 7, "kind": "percentage"}, {"value": 7, "kind": "money"}, "apart"),
        ({"value": 3.2}, {"value": 3.25}, "agree"),
        ({"value": 3.2}, {"value": 3.4}, "differ"),
    ],
)
def test_figures_agree_within_the_rounding_that_each_prints(
    a: dict[str, Any], b: dict[str, Any], expected: str
) -> None:
    assert verdict(a, b) == expected
    assert verdict(b, a) == expected
