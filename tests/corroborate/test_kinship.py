"""When the likeness of two statements is believed, by what else their articles have in common."""

from __future__ import annotations

import polars as pl
from planted import Corpus

from pipelines.corroborate.events import find_events
from pipelines.corroborate.kinship import believed, is_specific
from pipelines.corroborate.passages import Passages, gather
from pipelines.corroborate.syndication import find_syndication


def articles(statements: int) -> Passages:
    corpus = Corpus()
    for name, words in (("one", "harbour"), ("two", "orchard")):
        corpus.article(name, corpus.source(name), range(ord(name[0]) * 100, ord(name[0]) * 100 + 50))
        for number in range(statements):
            corpus.says(name, f"{words} report number {number}")
    inputs = corpus.inputs()
    return gather(inputs, find_events(inputs, find_syndication(inputs.articles))[1])


def kept(passages: Passages, strong: int, weak: int) -> int:
    """How many weak pairs are believed beside strong ones, of the first and the last article's statements."""
    rows = passages.rows.sort("article_id", "row").get_column("row").to_list()
    first, second = rows[: len(rows) // 2], rows[len(rows) // 2 :]
    pairs = pl.DataFrame(
        [
            (min(a, b), max(a, b), 0.9 if index < strong else 0.3, index < strong)
            for index, (a, b) in enumerate(zip(first, second, strict=True))
        ][: strong + weak],
        schema={"a": pl.UInt32, "b": pl.UInt32, "score": pl.Float64, "is_specific": pl.Boolean},
        orient="row",
    )
    return believed(pairs, passages).filter(pl.col("score") < 0.5).height


def test_long_articles_that_share_no_statement_need_more_than_likeness() -> None:
    assert kept(articles(30), strong=0, weak=4) == 0


def test_articles_that_restate_each_other_are_believed() -> None:
    assert kept(articles(30), strong=3, weak=4) == 4


def test_one_strong_pair_speaks_for_the_others_of_short_articles() -> None:
    assert kept(articles(6), strong=1, weak=2) == 2
    assert kept(articles(6), strong=0, weak=2) == 0


def test_in_a_brief_the_pair_itself_must_be_likelier() -> None:
    assert kept(articles(3), strong=1, weak=2) == 0


def test_a_pair_that_proves_itself_is_believed_anywhere() -> None:
    passages = articles(40)
    rows = passages.rows.group_by("article_id").agg(pl.col("row").first()).get_column("row").sort()
    pair = pl.DataFrame(
        {"a": [rows[0]], "b": [rows[1]], "score": [0.3], "is_specific": [True]},
        schema_overrides={"a": pl.UInt32, "b": pl.UInt32},
    )
    assert believed(pair, passages).height == 1
    assert believed(pair.with_columns(is_specific=pl.lit(value=False)), passages).height == 0


def test_what_is_next_to_certain_proves_itself() -> None:
    pairs = pl.DataFrame(
        {
            "score": [0.95, 0.85],
            "other_event": [False, False],
            "same_utterance": [0.0, 0.0],
            "predicates_met": [0.1, 0.1],
            "shared_entities": [0.0, 0.0],
            "subject_entity_id": ["e1", "e1"],
            "subject_entity_id_b": ["e2", "e2"],
        }
    )
    assert pairs.select(is_specific()).to_series().to_list() == [True, False]
