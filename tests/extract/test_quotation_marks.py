"""Pairing of quotation marks."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.extract.quotation_marks import MAX_DEPTH, find_quotations

CASES = [
    ('"So," he said. "Yes."', ['"So,"', '"Yes."']),
    ("‘its commitment to “one China”,’ denouncing", ["‘its commitment to “one China”,’", "“one China”"]),
    ("the leaders’ 7000-word statement", []),
    ("‘China’s industrial policy’", ["‘China’s industrial policy’"]),
    ("''makes me smart,'' he said", ["''makes me smart,''"]),
    ("It's the '90s, y'all", []),
    ("\"He said 'no' to me,\" she said", ["\"He said 'no' to me,\"", "'no'"]),
    ("«Oui», dit-il", ["«Oui»"]),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_marks_pair(text: str, expected: list[str]) -> None:
    assert [text[q.start : q.end] for q in find_quotations(text)] == expected


def test_a_lost_closing_mark_leaves_the_quotation_open() -> None:
    (quotation,) = find_quotations("“We go on")
    assert (quotation.is_closed, quotation.end) == (False, 9)


def test_a_lost_opening_mark_starts_with_the_paragraph() -> None:
    (quotation,) = find_quotations('That is no purpose," he said')
    assert (quotation.is_opened, quotation.start, quotation.end) == (False, 0, 20)


@given(st.text(alphabet="ab ,.“”‘’\"'«»`\n", max_size=80))
def test_quotations_nest_or_stand_apart(text: str) -> None:
    closed = [q for q in find_quotations(text) if q.is_closed and q.is_opened]
    for i, one in enumerate(closed):
        assert 0 <= one.start < one.end <= len(text)
        assert one.depth < MAX_DEPTH
        for other in closed[i + 1 :]:
            assert other.start >= one.end or other.end <= one.end


@pytest.mark.parametrize("unit", ["“", "\"'", "‘", "’ s’ a", "“a” ", "''"])
def test_ten_times_the_marks_take_about_ten_times_as_long(unit: str) -> None:
    def once(times: int) -> float:
        start = time.process_time()
        find_quotations(unit * times)
        return time.process_time() - start

    def seconds(times: int) -> float:
        return min(once(times) for _ in range(3))

    assert seconds(20_000) < 40 * max(seconds(2_000), 0.005)
