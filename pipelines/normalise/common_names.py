"""How much of what two articles name they have in common, the rarer a name the more.

Not here: which articles tell of one event, which takes more than names (`corroborate`).
"""

from __future__ import annotations

import polars as pl

_SCALE = 1_000
"""Weights are whole numbers, so that sums do not depend on the order of rows."""


def names_in_common(pairs: pl.DataFrame, named: pl.DataFrame) -> pl.DataFrame:
    """`article_a`, `article_b` and their `likeness` from 0 to 1: the cosine of their entities by rarity.

    `named` has a row per article and entity; an article that is named with itself is 1.
    """
    entities = named.drop_nulls().unique()
    count = max(entities["article_id"].n_unique(), 1)
    weights = entities.with_columns(
        weight=((pl.lit(count + 1) / pl.len().over("entity_id")).log() * _SCALE).round().cast(pl.Int64)
    )
    lengths = weights.group_by("article_id").agg(length=(pl.col("weight") ** 2).sum())
    both = pairs.select("article_a", "article_b").unique()
    shared = (
        both.join(weights, left_on="article_a", right_on="article_id")
        .join(weights, left_on=["article_b", "entity_id"], right_on=["article_id", "entity_id"])
        .group_by("article_a", "article_b")
        .agg(product=(pl.col("weight") * pl.col("weight_right")).sum())
        .join(lengths, left_on="article_a", right_on="article_id")
        .join(lengths, left_on="article_b", right_on="article_id", suffix="_b")
    )
    cosine = shared.select(
        "article_a",
        "article_b",
        likeness=pl.col("product") / (pl.col("length").sqrt() * pl.col("length_b").sqrt()),
    )
    is_same = pl.col("article_a") == pl.col("article_b")
    return both.join(cosine, on=["article_a", "article_b"], how="left").with_columns(
        likeness=pl.when(is_same).then(1.0).otherwise(pl.col("likeness").fill_null(0.0))
    )
