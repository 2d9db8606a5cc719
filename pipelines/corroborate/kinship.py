"""Whether two articles say so much alike that the likeness of two single statements can be believed.

Belongs here: how many statements of one article another restates, and what is asked of a pair where they
are few. Not here: how alike two statements are (`likeness`), or which become one claim (`claims`).

Reports of one piece of news restate each other in every tenth statement and more; essays on one theme share
its words, hardly ever a statement. So what a likeness proves depends on what else the two articles share.
"""

from __future__ import annotations

import polars as pl

from pipelines.corroborate.passages import Passages

STRONG_SCORE = 0.45
"""Score from which a pair counts as a statement that both articles make."""
PRIOR_SHARED, PRIOR_STATEMENTS = 2, 60
"""What two articles are taken to share besides: of short ones little is known."""
LEAST_KINSHIP = 0.04
"""Share of the shorter article's statements below which two articles tell of different things."""
BRIEF = 6
"""Statements below which an article offers no other evidence than the pair at hand."""
SCORE_OF_BRIEF = 0.6
"""Score that a pair must then reach by itself."""
CERTAIN_SCORE = 0.9
"""Score of a pair that needs no other evidence."""
SAME_PREDICATE = 0.63
FEW_ENTITIES_SHARED = 1.0


def is_specific() -> pl.Expr:
    """Whether a pair proves itself: both say the same of someone, or name the same two and no other subject.

    Or it is next to certain. Utterances, and pairs across events, have stricter tests of their own.
    """
    other_subject = (pl.col("subject_entity_id") != pl.col("subject_entity_id_b")).fill_null(value=False)
    named = (pl.col("shared_entities") >= FEW_ENTITIES_SHARED) & (pl.col("score") >= STRONG_SCORE)
    return (
        pl.col("other_event")
        | (pl.col("score") >= CERTAIN_SCORE)
        | (pl.col("same_utterance") > 0)
        | (pl.col("predicates_met") >= SAME_PREDICATE)
        | (named & ~other_subject)
    )


def believed(alike: pl.DataFrame, passages: Passages) -> pl.DataFrame:
    """Pairs that may be one claim; where their articles say next to nothing alike, specific ones only.

    Of a brief article nothing else is known: there the pair itself must be likelier.
    """
    rows = passages.rows.select("row", pl.col("article_id").rank("dense"))
    sided = alike.join(rows.rename({"row": "a"}), on="a").join(rows.rename({"row": "b"}), on="b", suffix="_b")
    articles = ["article_id", "article_id_b"]
    return (
        sided.with_columns(
            pl.min_horizontal(articles).alias("low"), pl.max_horizontal(articles).alias("high")
        )
        .join(_kinship(sided, rows), on=["low", "high"], how="left")
        .filter(
            pl.col("is_strange").is_null() | pl.col("is_specific"),
            ~pl.col("is_brief").fill_null(value=False) | (pl.col("score") >= SCORE_OF_BRIEF),
        )
        .select(alike.columns)
        .sort("a", "b")
    )


def _kinship(sided: pl.DataFrame, rows: pl.DataFrame) -> pl.DataFrame:
    """`low`, `high`, `is_strange` (they restate too few statements of each other), `is_brief`.

    A statement of the one that is like several of the other counts once.
    """
    across = sided.filter(pl.col("article_id") != pl.col("article_id_b"))
    low = pl.when(pl.col("article_id") < pl.col("article_id_b"))
    paired = across.select(
        pl.min_horizontal("article_id", "article_id_b").alias("low"),
        pl.max_horizontal("article_id", "article_id_b").alias("high"),
        low.then("a").otherwise("b").alias("row_low"),
        low.then("b").otherwise("a").alias("row_high"),
        (pl.col("score") >= STRONG_SCORE).alias("is_strong"),
    )
    counted = paired.group_by("low", "high").agg(
        pl.min_horizontal(
            pl.col("row_low").filter("is_strong").n_unique(),
            pl.col("row_high").filter("is_strong").n_unique(),
        ).alias("shared")
    )
    sizes = rows.group_by("article_id").agg(pl.len().alias("size"))
    share = (pl.col("shared") + PRIOR_SHARED) / (pl.min_horizontal("size", "size_high") + PRIOR_STATEMENTS)
    return (
        counted.join(sizes.rename({"article_id": "low"}), on="low")
        .join(sizes.rename({"article_id": "high", "size": "size_high"}), on="high")
        .with_columns(
            pl.when(share < LEAST_KINSHIP).then(pl.lit(value=True)).alias("is_strange"),
            (pl.min_horizontal("size", "size_high") < BRIEF).alias("is_brief"),
        )
        .select("low", "high", "is_strange", "is_brief")
    )
