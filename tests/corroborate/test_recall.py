"""Scores of events that were seen before are taken as they were, and the rows are the same."""

from __future__ import annotations

from dataclasses import fields, replace

import polars as pl
import pytest
from planted import encode_frame, planted_inputs

from pipelines.corroborate import Corroborated, Inputs, corroborate
from pipelines.corroborate.records import columns

TABLES = tuple(field.name for field in fields(Corroborated))


class Kept:
    """Scores in memory, and the keys that were new at the last look."""

    def __init__(self) -> None:
        self.scores: dict[str, pl.DataFrame] = {}
        self.new: list[str] = []

    def known(self, keys: pl.Series) -> tuple[pl.Series, pl.DataFrame]:
        self.new += [key for key in keys if key not in self.scores]
        known = [key for key in keys if key in self.scores]
        rows = pl.concat([EMPTY, *(self.scores[key] for key in known)])
        return pl.Series(known, dtype=pl.String), rows

    def keep(self, keys: pl.Series, scores: pl.DataFrame) -> None:
        for key in keys:
            self.scores[key] = scores.filter(pl.col("event_key") == key)

    def look_again(self) -> list[str]:
        new, self.new = self.new, []
        return new


EMPTY = pl.DataFrame(
    schema={
        "event_key": pl.String,
        "first": pl.Int32,
        "second": pl.Int32,
        "score": pl.Float64,
        "is_specific": pl.Boolean,
    }
)


@pytest.fixture
def planted() -> Inputs:
    return planted_inputs()


def without(inputs: Inputs, article: str) -> Inputs:
    statements = columns(inputs.statements, pl.all()).filter(pl.col("article_id") != article)
    return replace(
        inputs, articles=inputs.articles.filter(pl.col("article_id") != article), statements=statements
    )


def assert_same(left: Corroborated, right: Corroborated) -> None:
    for name in TABLES:
        assert getattr(left, name).equals(getattr(right, name)), name


def test_what_is_recalled_gives_the_same_rows(planted: Inputs) -> None:
    kept = Kept()
    expected = corroborate(planted, encode_frame)
    assert_same(corroborate(planted, encode_frame, kept), expected)
    assert kept.look_again()
    assert_same(corroborate(planted, encode_frame, kept), expected)
    assert kept.look_again() == []


def test_only_the_event_that_an_article_joins_is_scored_anew(planted: Inputs) -> None:
    kept = Kept()
    corroborate(without(planted, "elsewhere"), encode_frame, kept)
    before = set(kept.look_again())
    assert_same(corroborate(planted, encode_frame, kept), corroborate(planted, encode_frame))
    assert not before & set(kept.look_again())
    corroborate(without(planted, "rewrite"), encode_frame, kept)
    assert kept.look_again()


def test_words_that_changed_are_scored_anew(planted: Inputs) -> None:
    kept = Kept()
    corroborate(planted, encode_frame, kept)
    kept.look_again()
    moved = pl.when(pl.col("article_id") == "copy").then(pl.col("end_char") - 1).otherwise("end_char")
    statements = columns(planted.statements, pl.all()).with_columns(moved.alias("end_char"))
    changed = replace(planted, statements=statements)
    assert_same(corroborate(changed, encode_frame, kept), corroborate(changed, encode_frame))
    assert kept.look_again()
