"""What a reason says of periods and dates is true."""

from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl
import pytest
from planted import DAY, Corpus, corroborate

STORY = "council opened dredging tender after spring flood wrecked eastern quay and grain silos"
COUNT = "auditors found irregular harbour contracts"


def reasons(
    first: dict[str, Any], second: dict[str, Any], periods: tuple[dict[str, Any], ...] = ({}, {})
) -> pl.DataFrame:
    """What is told of two articles that count contracts otherwise, given dates and periods of each."""
    corpus = Corpus()
    values = zip(("one", "two"), (14, 19), (first, second), periods, strict=True)
    for at, (name, value, article, period) in enumerate(values):
        corpus.article(name, corpus.source(name), range(at * 500, at * 500 + 100), **article)
        corpus.says(name, STORY, "Port Council", "Karin Harbour")
        corpus.says(name, COUNT, "Audit Office", predicate="find", value=value, unit="contract")
        corpus.rows["numeric_claims"][-1].update(subject="contracts", **period)
    return corroborate(corpus.inputs()).claim_relations


def period(basis: str) -> dict[str, Any]:
    return {"period_start": date(2024, 1, 1), "period_end": date(2024, 12, 31), "period_basis": basis}


@pytest.mark.parametrize(
    ("bases", "expected"),
    [
        (("stated", "publication_date"), False),
        (("sentence", "article"), "No period is stated."),
        (("stated", "sentence"), "Only one period is stated."),
    ],
)
def test_a_period_that_is_taken_from_elsewhere_is_not_stated(
    bases: tuple[str, str], expected: str | bool
) -> None:
    told = reasons({}, {}, (period(bases[0]), period(bases[1]))).item(0, "reason")
    assert (expected in told) if isinstance(expected, str) else "period" not in told


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (DAY, "Both articles are of the same day."),
        (date(2024, 5, 18), "The articles are one day apart."),
        (date(2024, 5, 27), "The articles are 10 days apart."),
    ],
)
def test_dates_are_told_as_a_reader_counts(day: date, expected: str) -> None:
    told = reasons({}, {"published_from": day, "published_to": day})
    assert told.item(0, "reason").endswith(expected)


def test_dates_that_are_not_known_are_not_told() -> None:
    unknown = {"published_from": None, "published_to": None}
    told = reasons({}, unknown).item(0, "reason")
    assert told.endswith("The date of one article is unknown.")
    both = reasons(unknown, unknown).item(0, "reason")
    assert both.endswith("The dates of both articles are unknown.")


def test_figures_between_articles_with_little_in_common_are_only_a_possible_conflict() -> None:
    corpus = Corpus()
    for at, (name, value) in enumerate((("one", 14), ("two", 19))):
        corpus.article(name, corpus.source(name), range(at * 500, at * 500 + 100), title="Audit Office")
        corpus.says(name, COUNT, "Audit Office", predicate="find", value=value, unit="contract")
    told = corroborate(corpus.inputs())
    assert told.claim_relations.is_empty()
    (reason,) = told.possible_conflicts.get_column("reason")
    assert "so that they may be of two happenings" in reason
