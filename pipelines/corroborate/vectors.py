"""Meaning vectors of passages: how near two are, and which lie nearest.

Belongs here: arithmetic on the vectors that the language pass stored, on whole numbers, so that the
same rows give the same cosines on any machine and in any order. Not here: how vectors are made
(`pipelines.extract.vectors`) or what nearness is worth (`likeness`).
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
import polars as pl

NEIGHBOURS = 8
"""Nearest passages of other articles that each passage is compared with."""
LEAST_COSINE = 0.3
"""What is further apart is about something else."""
LARGEST_NEIGHBOURHOOD = 4_000
"""Passages of one event above which only shared words find candidates."""
_CHUNK_ROWS = 512
_CHUNK_PAIRS = 50_000
_PAIRS = {"a": pl.UInt32, "b": pl.UInt32}

Vectors = npt.NDArray[np.int8]
_Floats = npt.NDArray[np.float64]
_Places = npt.NDArray[np.int64]


def matrix(vectors: pl.Series) -> Vectors:
    """Vectors as rows of whole numbers; a passage without one is a row of zeros."""
    width = max((len(each) for each in vectors.drop_nulls().head(1)), default=1)
    blank = bytes(width)
    filled = b"".join(each or blank for each in vectors)
    return np.frombuffer(filled, dtype=np.int8).reshape(len(vectors), width)


def cosines(left: Vectors, right: Vectors, pairs: pl.DataFrame) -> npt.NDArray[np.float64]:
    """The cosine of vector `a` on the left and `b` on the right of each pair; 0 where one has none."""
    lengths_left, lengths_right = _lengths(left), _lengths(right)
    found = [np.zeros(0)]
    for start in range(0, pairs.height, _CHUNK_PAIRS):
        a, b = (pairs[side][start : start + _CHUNK_PAIRS].to_numpy() for side in ("a", "b"))
        dots = np.einsum("ij,ij->i", left[a], right[b], dtype=np.int32)
        found.append(dots / (lengths_left[a] * lengths_right[b]))
    return np.concatenate(found).round(6)


def neighbours(vectors: Vectors, places: pl.DataFrame) -> pl.DataFrame:
    """Pairs `a` < `b` of rows of one scope and two articles, of which one is among the other's nearest.

    `places` has `row`, `scope` and `article_id`. Ties break by row.
    """
    pairs = [pl.DataFrame(schema=_PAIRS)]
    sized = places.filter(
        pl.len().over("scope") <= LARGEST_NEIGHBOURHOOD, pl.col("article_id").n_unique().over("scope") > 1
    )
    for scope in sized.sort("scope", "row").partition_by("scope", maintain_order=True):
        rows = scope["row"].to_numpy()
        articles = scope["article_id"].rank("dense").to_numpy()
        for near, far in _nearest(vectors[rows], articles):
            a, b = rows[near], rows[far]
            pairs.append(pl.DataFrame({"a": np.minimum(a, b), "b": np.maximum(a, b)}, schema=_PAIRS))
    return pl.concat(pairs).unique().sort("a", "b")


def _lengths(vectors: Vectors) -> _Floats:
    squares = np.einsum("ij,ij->i", vectors, vectors, dtype=np.int32)
    lengths: _Floats = np.maximum(np.sqrt(squares.astype(np.float64)), 1.0)
    return lengths


def _nearest(vectors: Vectors, articles: npt.NDArray[np.uint32]) -> Iterator[tuple[_Places, _Places]]:
    """For chunks of rows, positions of rows and of those nearest to them in other articles.

    Sums stay below 2^24, where 32-bit floats hold every whole number: they are exact in any order.
    """
    kept = min(NEIGHBOURS, len(vectors) - 1)
    lengths, floats = _lengths(vectors), vectors.astype(np.float32)
    for start in range(0, len(vectors), _CHUNK_ROWS):
        chunk = slice(start, start + _CHUNK_ROWS)
        cosine = (floats[chunk] @ floats.T) / (lengths[chunk, None] * lengths[None, :])
        cosine[articles[chunk, None] == articles[None, :]] = -1.0
        order = np.argsort(-cosine.round(6), axis=1, kind="stable")[:, :kept]
        at, rank = np.nonzero(np.take_along_axis(cosine, order, axis=1) >= LEAST_COSINE)
        yield at + start, order[at, rank]
