"""Nearness in meaning: exact, blind to order, within an event and across articles only."""

from __future__ import annotations

import polars as pl

from pipelines.corroborate.vectors import cosines, matrix, neighbours
from pipelines.extract.vectors import vectors

TEXTS = [
    "The senate overrode the veto.",
    "Lawmakers rejected the president's veto.",
    "Rain is expected in the north.",
]


def places(articles: list[str], scope: str = "e") -> pl.DataFrame:
    return pl.DataFrame(
        {"row": range(len(articles)), "scope": scope, "article_id": articles},
        schema_overrides={"row": pl.UInt32},
    )


def test_a_text_has_one_vector_whatever_else_is_in_the_batch() -> None:
    alone = [vectors([text])[0] for text in TEXTS]
    assert vectors([*TEXTS, *reversed(TEXTS)]) == [*alone, *reversed(alone)]


def test_a_text_without_a_word_has_none() -> None:
    assert vectors(["", " \n"]) == [None, None]


def test_what_means_the_same_is_nearer_than_what_does_not() -> None:
    rows = matrix(pl.Series(vectors(TEXTS)))
    pairs = pl.DataFrame({"a": [0, 0], "b": [1, 2]})
    same, other = cosines(rows, rows, pairs)
    assert same > other


def test_neighbours_stand_in_another_article_of_the_event() -> None:
    rows = matrix(pl.Series(vectors([TEXTS[0]] * 3)))
    assert neighbours(rows, places(["x", "x", "y"])).rows() == [(0, 2), (1, 2)]


def test_a_passage_without_a_vector_is_near_nothing() -> None:
    rows = matrix(pl.Series([vectors(TEXTS)[0], None], dtype=pl.Binary))
    assert neighbours(rows, places(["x", "y"])).is_empty()
