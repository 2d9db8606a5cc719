"""Period expressions as the text says them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.extract.period_expressions import period_mentions


@pytest.mark.parametrize(
    ("text", "expressions"),
    [
        ("in 2023", ["2023"]),
        ("in May 2023", ["2023-05"]),
        ("on May 16, 2023", ["2023-05-16"]),
        ("on 16 May 2023", ["2023-05-16"]),
        ("2023-05-16", ["2023-05-16"]),
        ("a May 11 report", ["md=05-11"]),
        ("as of March", ["month=03"]),
        ("in March last year", ["year-1.03"]),
        ("last year", ["year-1"]),
        ("this month", ["month0"]),
        ("two weeks ago", ["week-2"]),
        ("in the first quarter of 2022", ["2022-Q1"]),
        ("in the third quarter", ["Q=3"]),
        ("in the last three months", ["last3month"]),
        ("between 2021 and 2022", ["2021/2022"]),
        ("in the 1960s", ["1960/1969"]),
        ("they may march", []),
        ("2023-13-40", []),
        ("for $2023", []),
        ("1,2023 things", []),
    ],
)
def test_expressions(text: str, expressions: list[str]) -> None:
    assert [mention.expression for mention in period_mentions(text)] == expressions


@pytest.mark.parametrize(
    ("text", "role"),
    [("since 2022", "since"), ("until May 2023", "until"), ("than last year", "base"), ("in 2022", "at")],
)
def test_roles(text: str, role: str) -> None:
    assert [mention.role for mention in period_mentions(text)] == [role]


@given(st.text(max_size=200))
def test_any_text_is_read(text: str) -> None:
    for mention in period_mentions(text):
        assert 0 <= mention.start < mention.end <= len(text)
