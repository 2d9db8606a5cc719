"""Pairs worth a look, and sums that do not depend on order: what every step of this room shares.

Not here: what a pair is scored by.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
import polars as pl

WEIGHT_SCALE = 1_000_000
"""Weights are summed as whole millionths: the sum is the same in any order."""


def millionths(weight: pl.Expr) -> pl.Expr:
    """A weight as a whole number of millionths."""
    return (weight * WEIGHT_SCALE).round().cast(pl.Int64)


def block_pairs(members: pl.DataFrame, keys: list[str], member: str, largest: int) -> pl.DataFrame:
    """Distinct pairs `a` < `b` of members that share a block; blocks above `largest` are left out.

    `members` has one row per member and block. The cap keeps the number of pairs linear in the rows.
    """
    distinct = members.select(*keys, member).unique()
    sized = distinct.with_columns(pl.len().over(keys).alias("_size")).filter(
        pl.col("_size").is_between(2, largest)
    )
    left = sized.select(*keys, pl.col(member).alias("a"))
    right = sized.select(*keys, pl.col(member).alias("b"))
    return (
        left.join(right, on=keys).filter(pl.col("a") < pl.col("b")).select("a", "b").unique().sort("a", "b")
    )


def held(frame: pl.DataFrame, column: str, numbers: npt.NDArray[np.uint32]) -> pl.DataFrame:
    """The rows of a frame, sorted by a column of whole numbers, that have one of these, in their order.

    The work is that of what is found, not of the frame.
    """
    values = frame.get_column(column).to_numpy()
    starts = np.searchsorted(values, numbers, "left")
    counts = np.searchsorted(values, numbers, "right") - starts
    within = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
    return frame.select(pl.all().gather(np.repeat(starts, counts) + within))


def whole_scopes(rows: pl.DataFrame, size: int) -> Iterator[npt.NDArray[np.uint32]]:
    """The numbers of rows, in order, piece by piece: about so many at a time, those of one scope together."""
    if rows.is_empty():
        yield np.zeros(0, np.uint32)
        return
    order = rows.select("row", "scope").sort("scope", "row")
    sizes = order.group_by("scope", maintain_order=True).agg(pl.len().alias("size"))
    pieces = sizes.select("scope", (pl.col("size").cum_sum() // size).alias("piece"))
    placed = order.join(pieces, on="scope", maintain_order="left")
    for piece in placed.drop("scope").partition_by("piece", include_key=False, maintain_order=True):
        yield piece.get_column("row").sort().to_numpy()
