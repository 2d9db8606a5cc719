"""Pairs of claim mentions worth a look, few enough that their number stays linear in the corpus.

Belongs here: blocking. Within an event by any shared stem and by nearness in meaning, across events
by pairs of rare stems, always by utterance; no block beyond a cap. Not here: what a pair is scored by
(`likeness`).
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

import numpy as np
import numpy.typing as npt
import polars as pl

from pipelines.corroborate import vectors
from pipelines.corroborate.blocks import block_pairs
from pipelines.corroborate.passages import Passages

LARGEST_EVENT_BLOCK = 60
LARGEST_CORPUS_BLOCK = 40
MOST_MENTIONS_OF_RARE_STEM = 400
RAREST_STEMS = 5
PIECE_PASSAGES = 4_000
"""About how many passages are compared at a time: what is held in memory does not grow with the corpus."""
PIECE_PAIRS = 50_000
"""The same for pairs of passages of two events."""
PIECE_KEYS = 500_000
"""The same for pairs of rare stems."""


def candidates(passages: Passages) -> Iterator[tuple[Passages, pl.DataFrame]]:
    """Pieces of whole events, each with its passages and the pairs of rows `a` < `b` worth a look.

    The pairs of passages of two events come with the passages of all events that they touch. The first piece
    holds nothing, so that there is one for any corpus.
    """
    yield passages.part(np.zeros(0, np.uint32)), pl.DataFrame(schema={"a": pl.UInt32, "b": pl.UInt32})
    order = passages.rows.select("row", "scope").sort("scope", "row")
    sizes = order.group_by("scope", maintain_order=True).agg(pl.len().alias("size"))
    pieces = sizes.select("scope", (pl.col("size").cum_sum() // PIECE_PASSAGES).alias("piece"))
    placed = order.join(pieces, on="scope", maintain_order="left").drop("scope")
    by_number = placed.sort("row").get_column("piece").to_numpy()
    scopes = passages.rows.get_column("scope").rank("dense").to_numpy()
    anywhere = _anywhere(passages)
    a, b = (anywhere.get_column(side).to_numpy() for side in ("a", "b"))
    within = scopes[a] == scopes[b]
    here = dict(_pieces(anywhere.filter(within), by_number[a[within]]))
    for (piece,), rows in placed.partition_by("piece", as_dict=True, maintain_order=True).items():
        part = passages.part(rows.get_column("row").sort().to_numpy())
        pairs = _within(part)
        if piece in here:
            pairs = pl.concat([pairs, here.pop(piece)])
        yield part, pairs.unique().sort("a", "b")
    for _, pairs in _pieces(anywhere.filter(~within), np.arange((~within).sum()) // PIECE_PAIRS):
        touched = np.unique(scopes[pairs.select("a", "b").to_numpy()])
        yield passages.part(np.nonzero(np.isin(scopes, touched))[0].astype(np.uint32)), pairs


def _pieces(pairs: pl.DataFrame, piece: npt.NDArray[np.int64]) -> Iterator[tuple[int, pl.DataFrame]]:
    """The pairs of each piece."""
    numbered = pairs.with_columns(pl.Series("piece", piece, dtype=pl.Int64))
    for (number,), found in numbered.partition_by("piece", as_dict=True, include_key=False).items():
        yield number, found


def _within(part: Passages) -> pl.DataFrame:
    """Pairs of passages of one event that share a stem or are near in meaning."""
    words = part.words.join(part.rows.select("row", "scope"), on="row")
    shared = block_pairs(words, ["scope", "stem"], "row", LARGEST_EVENT_BLOCK)
    near = vectors.neighbours(part.vectors, part.rows.select("row", "scope", "article_id"))
    return pl.concat([shared, near])


def _anywhere(passages: Passages) -> pl.DataFrame:
    """Pairs of passages of any events that share two rare stems, or an utterance."""
    keys = _rare_pairs(passages.words)
    pieces = keys.with_columns((pl.col("low") % (keys.height // PIECE_KEYS + 1)).alias("piece"))
    across = [
        block_pairs(piece, ["low", "high"], "row", LARGEST_CORPUS_BLOCK)
        for piece in pieces.partition_by("piece", include_key=False)
    ]
    quoted = passages.rows.filter(pl.col("quote_cluster_id").is_not_null())
    uttered = block_pairs(quoted, ["quote_cluster_id"], "row", LARGEST_EVENT_BLOCK)
    return pl.concat([*across, uttered]).unique().sort("a", "b")


def _rare_pairs(words: pl.DataFrame) -> pl.DataFrame:
    """`row`, `low`, `high`: every two of the rarest stems of each passage, numbered in order."""
    stems = words.group_by("stem").agg(pl.len().alias("mentions")).sort("stem").with_row_index("number")
    rare = (
        words.select("row", "stem")
        .join(stems.filter(pl.col("mentions") <= MOST_MENTIONS_OF_RARE_STEM), on="stem")
        .drop("stem")
        .sort("row", "mentions", "number")
        .group_by("row", maintain_order=True)
        .agg(pl.col("number").head(RAREST_STEMS).sort())
    )
    keys = [
        rare.select(
            "row",
            pl.col("number").list.get(i, null_on_oob=True).alias("low"),
            pl.col("number").list.get(j, null_on_oob=True).alias("high"),
        )
        for i, j in combinations(range(RAREST_STEMS), 2)
    ]
    return pl.concat(keys).drop_nulls("high")
