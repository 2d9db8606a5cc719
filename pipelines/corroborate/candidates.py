"""Pairs of claim mentions worth a look, few enough that their number stays linear in the corpus.

Belongs here: blocking. Within an event by any shared stem and by nearness in meaning, across events
by pairs of rare stems, always by utterance; no block beyond a cap. Not here: what a pair is scored by
(`likeness`).
"""

from __future__ import annotations

from itertools import combinations

import polars as pl

from pipelines.corroborate import vectors
from pipelines.corroborate.blocks import block_pairs
from pipelines.corroborate.passages import Passages

LARGEST_EVENT_BLOCK = 60
LARGEST_CORPUS_BLOCK = 40
MOST_MENTIONS_OF_RARE_STEM = 400
RAREST_STEMS = 5


def candidates(passages: Passages) -> pl.DataFrame:
    """Pairs of rows `a` < `b` worth a look."""
    words = passages.words.join(passages.rows.select("row", "scope"), on="row")
    here = block_pairs(words, ["scope", "stem"], "row", LARGEST_EVENT_BLOCK)
    across = block_pairs(_rare_pairs(words), ["key"], "row", LARGEST_CORPUS_BLOCK)
    quoted = passages.rows.filter(pl.col("quote_cluster_id").is_not_null())
    uttered = block_pairs(quoted, ["quote_cluster_id"], "row", LARGEST_EVENT_BLOCK)
    near = vectors.neighbours(passages.vectors, passages.rows.select("row", "scope", "article_id"))
    return pl.concat([here, across, uttered, near]).unique().sort("a", "b")


def _rare_pairs(words: pl.DataFrame) -> pl.DataFrame:
    """`row`, `key`: every two of the rarest stems of each passage, as one key."""
    rare = (
        words.with_columns(pl.len().over("stem").alias("mentions"))
        .filter(pl.col("mentions") <= MOST_MENTIONS_OF_RARE_STEM)
        .sort("row", "mentions", "stem")
        .group_by("row", maintain_order=True)
        .agg(pl.col("stem").head(RAREST_STEMS).sort())
    )
    keys = [
        rare.select(
            "row",
            pl.concat_str(
                pl.col("stem").list.get(i, null_on_oob=True),
                pl.col("stem").list.get(j, null_on_oob=True),
                separator=" ",
            ).alias("key"),
        )
        for i, j in combinations(range(RAREST_STEMS), 2)
    ]
    return pl.concat(keys).drop_nulls("key")
