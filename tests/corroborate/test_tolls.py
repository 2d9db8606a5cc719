"""What two articles of one event say of its dead and hurt."""

from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl
import pytest
from planted import DAY, Corpus, corroborate

STORY = "morning explosion tore roof stalls off crowded covered vegetable market while traders fled smoke"
PLACE = ("Millbrook", "Harrow Street")
WORDINGS = {"one": "ambulances carried patients", "two": "clinic director announced tally"}
"""Passages so unlike that only the counts tell that they are of the same people."""


def told(
    first: list[dict[str, Any]], second: list[dict[str, Any]], day: date = DAY, story: str = STORY
) -> list[tuple[str, str]]:
    """The figures' relations where one article gives the first counts and another, of `day`, the second."""
    corpus = Corpus()
    corpus.article("one", corpus.source("Gazette"), title="Blast at Millbrook market")
    corpus.article("two", corpus.source("Herald"), range(500, 600), published_from=day, published_to=day)
    for name, counts in (("one", first), ("two", second)):
        corpus.says(name, story, *PLACE)
        for each in counts:
            fate = each.pop("fate")
            corpus.says(name, WORDINGS[name], **each)
            corpus.rows["numeric_claims"][-1]["subject"] = fate
    rules = corroborate(corpus.inputs()).claim_relations.filter(
        pl.col("rule").is_in(["figures_apart", "later_count"])
    )
    return list(rules.select("relation", "rule").iter_rows())


def count(value: float, words: str = "injured", unit: str = "person") -> dict[str, Any]:
    return {"value": value, "unit": unit, "fate": words}


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ([count(15)], [count(19)], [("conflicts", "figures_apart")]),
        ([count(15)], [count(15)], []),
        ([count(15), count(19)], [count(19)], []),
        ([count(3), count(15)], [count(19)], []),
        ([count(15, unit="child")], [count(19)], []),
        ([count(15, unit="other person")], [count(19)], []),
        ([count(10)], [count(1, "killed"), count(9)], []),
    ],
    ids=["apart", "equal", "both printed", "first is a part", "children", "others", "dead among the hurt"],
)
def test_first_counts_of_one_day_that_do_not_meet_conflict(
    first: list[dict[str, Any]], second: list[dict[str, Any]], expected: list[tuple[str, str]]
) -> None:
    assert told(first, second) == expected


def test_more_dead_on_the_next_day_are_an_update() -> None:
    next_day = date(DAY.year, DAY.month, DAY.day + 1)
    assert told([count(4, "killed")], [count(6, "killed")], next_day) == [("updates", "later_count")]
    assert told([count(6, "killed")], [count(4, "killed")], next_day) == [("conflicts", "figures_apart")]


def test_articles_with_little_in_common_may_tell_of_two_happenings() -> None:
    assert told([count(15)], [count(19)], story="morning explosion tore market") == []
