"""Pairs of claim mentions worth a look, few enough that their number stays linear in the corpus.

Belongs here: blocking. Within an event by any shared stem or figure and by nearness in meaning; across events
by utterance, and by pairs of rare stems where entities are shared too; no block beyond a cap. Not here: what
a pair is scored by (`likeness`).
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

import numpy as np
import numpy.typing as npt
import polars as pl

from pipelines.corroborate import vectors
from pipelines.corroborate.blocks import block_pairs, held, whole_scopes
from pipelines.corroborate.passages import Passages

LARGEST_EVENT_BLOCK = 60
LARGEST_CORPUS_BLOCK = 40
MOST_MENTIONS_OF_RARE_STEM = 400
RAREST_STEMS = 5
FEWEST_ENTITIES_ELSEWHERE = 2
"""Entities that mentions of different events share if they assert one thing."""
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
    pieces = list(whole_scopes(passages.rows, PIECE_PASSAGES))
    piece_of = np.zeros(passages.rows.height, np.int64)
    for piece, numbers in enumerate(pieces):
        piece_of[numbers] = piece
    scopes = passages.rows.get_column("scope").to_numpy()
    anywhere = _anywhere(passages)
    a, b = (anywhere.get_column(side).to_numpy() for side in ("a", "b"))
    within = scopes[a] == scopes[b]
    here = dict(_pieces(anywhere.filter(within), piece_of[a[within]]))
    for piece, numbers in enumerate(pieces):
        part = passages.part(numbers)
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
    """Pairs of passages of one event that share a stem or a figure, or are near in meaning."""
    scopes = part.rows.select("row", "scope")
    words = part.words.join(scopes, on="row")
    shared = block_pairs(words, ["scope", "stem"], "row", LARGEST_EVENT_BLOCK)
    sizes = part.figures.select("row", "kind", size=pl.coalesce("value_base", "value", "low"))
    figures = sizes.drop_nulls("size").join(scopes, on="row")
    counted = block_pairs(figures, ["scope", "kind", "size"], "row", LARGEST_EVENT_BLOCK)
    near = vectors.neighbours(part.vectors, part.rows.select("row", "scope", "article_id"))
    return pl.concat([shared, counted, near])


def _anywhere(passages: Passages) -> pl.DataFrame:
    """Pairs of passages of one utterance, or with two rare stems, but for those that `_within` finds."""
    keys = _rare_pairs(passages)
    pieces = keys.height // PIECE_KEYS + 1
    quoted = passages.rows.filter(pl.col("quote_cluster_id").is_not_null())
    found = [block_pairs(quoted, ["quote_cluster_id"], "row", LARGEST_EVENT_BLOCK)]
    for piece in range(pieces):
        pairs = _across(keys.filter(pl.col("low") % pieces == piece))
        found.append(_acquainted(pairs, passages))
    return pl.concat(found).unique().sort("a", "b")


def _acquainted(pairs: pl.DataFrame, passages: Passages) -> pl.DataFrame:
    """Of pairs those of one event, and those of two that share entities enough to be one claim."""
    scopes = passages.rows.get_column("scope")
    is_across = scopes.gather(pairs.get_column("a")) != scopes.gather(pairs.get_column("b"))
    across = pairs.filter(is_across)
    sides = {
        side: held(passages.entities, "row", across.get_column(side).unique().sort().to_numpy())
        for side in ("a", "b")
    }
    acquainted = (
        across.join(sides["a"].rename({"row": "a"}), on="a")
        .join(sides["b"].rename({"row": "b"}), on=["b", "entity_id"])
        .group_by("a", "b")
        .agg(pl.len().alias("entities"))
        .filter(pl.col("entities") >= FEWEST_ENTITIES_ELSEWHERE)
    )
    return pl.concat([pairs.filter(~is_across), acquainted.select("a", "b")])


def _across(keys: pl.DataFrame) -> pl.DataFrame:
    """Pairs of rows with a key in common, of two events or both `is_crowded`."""
    blocks = (
        keys.group_by("low", "high")
        .agg(
            pl.len().alias("size"),
            (pl.col("scope").min() != pl.col("scope").max()).alias("is_across"),
            pl.col("is_crowded").any(),
        )
        .filter(
            pl.col("size").is_between(2, LARGEST_CORPUS_BLOCK), pl.col("is_across") | pl.col("is_crowded")
        )
        .select("low", "high")
    )
    kept = keys.join(blocks, on=["low", "high"])
    return (
        kept.rename({"row": "a"})
        .join(kept.rename({"row": "b"}), on=["low", "high"], suffix="_b")
        .filter(pl.col("a") < pl.col("b"), (pl.col("scope") != pl.col("scope_b")) | pl.col("is_crowded"))
        .select("a", "b")
        .unique()
    )


def _rare_pairs(passages: Passages) -> pl.DataFrame:
    """`row`, `scope`, `low`, `high`: every two of the rarest stems of each passage.

    `is_crowded` where more passages of its event have either stem than are compared for that.
    """
    words = passages.words.select("row", "stem")
    stems = words.group_by("stem").agg(pl.len().alias("mentions"))
    rare = words.join(stems.filter(pl.col("mentions") <= MOST_MENTIONS_OF_RARE_STEM), on="stem")
    scopes = passages.rows.select("row", "scope")
    crowded = (
        rare.filter(pl.col("mentions") > LARGEST_EVENT_BLOCK)
        .join(scopes, on="row")
        .filter(pl.len().over("scope", "stem") > LARGEST_EVENT_BLOCK)
        .select("row", "stem", is_crowded=pl.lit(value=True))
    )
    rarest = (
        rare.join(crowded, on=["row", "stem"], how="left")
        .sort("row", "mentions", "stem")
        .group_by("row", maintain_order=True)
        .head(RAREST_STEMS)
        .sort("row", "stem")
        .group_by("row", maintain_order=True)
        .agg("stem", pl.col("is_crowded").fill_null(value=False))
        .join(scopes, on="row", maintain_order="left")
    )
    keys = [
        rarest.select(
            "row",
            "scope",
            *(
                pl.col("stem").list.get(at, null_on_oob=True).alias(name)
                for at, name in ((i, "low"), (j, "high"))
            ),
            (
                pl.col("is_crowded").list.get(i, null_on_oob=True)
                & pl.col("is_crowded").list.get(j, null_on_oob=True)
            ).alias("is_crowded"),
        )
        for i, j in combinations(range(RAREST_STEMS), 2)
    ]
    return pl.concat(keys).drop_nulls("high")
