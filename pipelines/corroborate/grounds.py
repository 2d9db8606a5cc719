"""Whether two articles have enough in common that they must tell of one happening.

Belongs here: what two figures, or an assertion and its denial, need around them before they can contradict
each other. Not here: events (`events`), which group as well what may be of one happening.
"""

from __future__ import annotations

import polars as pl

from pipelines.corroborate.blocks import held
from pipelines.corroborate.passages import Passages

FEWEST_SHARED = 10
"""Words and names that two articles must share, a name among them: events of few words are guesses."""
LITTLE_IN_COMMON = 0.55
"""What a contradiction is worth between articles that may as well tell of two happenings."""


def with_grounds(pairs: pl.DataFrame, passages: Passages) -> pl.DataFrame:
    """Pairs of rows `a`, `b` with `is_grounded`: whether their articles share enough words and a name."""
    articles = passages.rows.select("row", "article_id")
    sided = (
        pairs.select("a", "b")
        .unique()
        .join(articles.rename({"row": "a", "article_id": "left"}), on="a")
        .join(articles.rename({"row": "b", "article_id": "right"}), on="b")
    )
    both = sided.select("left", "right").unique()
    wanted = pl.concat([both.get_column("left"), both.get_column("right")]).unique()
    rows = articles.filter(pl.col("article_id").is_in(wanted.implode()))
    said = held(passages.words, "row", rows.get_column("row").to_numpy()).join(rows, on="row")
    stems = said.select("article_id", "stem", "is_name").unique(["article_id", "stem"])
    grounded = (
        both.join(stems.rename({"article_id": "left"}), on="left")
        .join(stems.select(pl.col("article_id").alias("right"), "stem"), on=["right", "stem"])
        .group_by("left", "right")
        .agg(pl.len().alias("shared"), pl.col("is_name").any())
        .filter(pl.col("shared") >= FEWEST_SHARED, "is_name")
        .select("left", "right", is_grounded=pl.lit(value=True))
    )
    known = sided.join(grounded, on=["left", "right"], how="left").select(
        "a", "b", pl.col("is_grounded").fill_null(value=False)
    )
    return pairs.join(known, on=["a", "b"], how="left")
