"""Passages word by word: how well the words of one are met by the words of another.

Belongs here: the weight of words within their event, and the best counterpart of each word, by the codes
that the sentence encoder gives words where they stand. Not here: what alignment is worth (`likeness`).

Late interaction (Khattab and Zaharia 2020): a word counts by the nearest word of the other side, weighed by
how few sentences of the event have it. All sums are of whole numbers: they are the same in any order.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from pipelines.corroborate.passages import Passages

ALIGNED = ("met", "own_met", "own_met_less", "sentences_met", "fuller_sentence_met", "predicates_met")
DIMENSIONS = 384
FAR_DIMENSIONS = DIMENSIONS // 3
READ = (
    "document_id", "article_id", "start_char", "end_char", "sentence_char", "predicate_char", "sentence_key",
)  # fmt: skip
"""All that is read of the passages of an event, besides the sentence that `sentence_key` stands for."""
CODE_BYTES = DIMENSIONS // 4
"""A token's code: the sign of each dimension, then which are far from zero."""
_FAR = 3
"""How much a dimension far from zero counts beside one near it: beyond and within a normal deviation."""
_ITSELF = DIMENSIONS + (_FAR**2 - 1) * FAR_DIMENSIONS
"""How near a token is to itself."""
_PRIOR_SENTENCES = 20
"""Sentences that a small event is taken to have besides its own."""
_WEIGHT_STEPS = 100
_VOCABULARY = 30_522
_FIRST_WORD = 1_996
"""The token `the`; before it stand single characters and marks."""
_RARITY_OF_CHARACTERS = 0.5
_BATCH_CELLS = 50_000
"""Pairs of tokens compared at once: as many as stay in the cache of a core."""
_UNALIGNED = -_ITSELF

Encode = Callable[[pl.Series], pl.LazyFrame]
"""Sentences to the rows of `encoded_sentences` that hold their codes."""
_Whole = npt.NDArray[np.int64]
_Nearness = npt.NDArray[np.int16]
_Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class _Sides:
    """Sentences and passages of a chunk, tokens padded to the longest sentence."""

    codes: npt.NDArray[np.uint8]
    """Sentence, token, byte."""
    weights: _Whole
    """Sentence, token; 0 where there is none."""
    sentence: _Whole
    """Per passage the sentence it stands in."""
    own: _Flags
    """Passage, token of its sentence: whether it is its own word."""
    predicate: _Whole
    """Per passage the token of its predicate, or -1."""
    lengths: _Whole
    """Tokens per sentence."""


def align(passages: Passages, pairs: pl.DataFrame, encode: Encode) -> pl.DataFrame:
    """Pairs `a`, `b` with `ALIGNED`: shares of weight from -1 to 1; 0 where a side has no words.

    `own_met` is the mean of both directions between the words of the passages themselves, `own_met_less` the
    lesser, `met` the lesser of each passage's words in the other's whole sentence; `sentences_met` and
    `fuller_sentence_met` are the mean and the greater of sentence against sentence; `predicates_met` how
    near the words are that say what of the subject.
    """
    rows = np.unique(np.concatenate([pairs["a"].to_numpy(), pairs["b"].to_numpy()]))
    if not len(rows):
        return pairs.with_columns(pl.lit(0.0).alias(name) for name in ALIGNED)
    sides = _sides(passages, rows, encode)
    a, b = (np.searchsorted(rows, pairs[side].to_numpy()) for side in ("a", "b"))
    longest = np.maximum(sides.lengths[sides.sentence[a]], sides.lengths[sides.sentence[b]])
    order = np.lexsort((sides.sentence[b], sides.sentence[a], longest))
    found = np.zeros((len(a), len(ALIGNED)))
    start = 0
    while start < len(a):
        tokens = max(int(longest[order[start]]), 1)
        chosen = order[start : start + max(_BATCH_CELLS // tokens**2, 1)]
        found[chosen] = _aligned(sides, a[chosen], b[chosen], max(int(longest[chosen].max()), 1))
        start += len(chosen)
    return pairs.with_columns(
        pl.Series(name, found[:, index].round(6), dtype=pl.Float64) for index, name in enumerate(ALIGNED)
    )


def _sides(passages: Passages, rows: npt.NDArray[np.uint32], encode: Encode) -> _Sides:
    places = _places(passages, rows)
    encoded = encode(places.get_column("sentence")).collect()
    words = _words(places, encoded)
    count = places.get_column("place").n_unique()
    longest = encoded.select(pl.col("tokens").list.len().max()).item() or 1
    codes = np.zeros((count, longest, CODE_BYTES), np.uint8)
    weights = np.zeros((count, longest), np.int64)
    lengths = np.zeros(count, np.int64)
    at = places.unique("place").sort("place").join(encoded, on="sentence_key", how="left")
    for place, code in at.select("place", "codes").iter_rows():
        tokens = np.frombuffer(code or b"", np.uint8).reshape(-1, CODE_BYTES)
        codes[place, : len(tokens)], lengths[place] = tokens, len(tokens)
    weights[words["place"].to_numpy(), words["position"].to_numpy()] = words["weight"].to_numpy()
    chosen = places.filter(pl.col("row").is_in(pl.Series(rows).implode())).sort("row")
    own = np.zeros((len(rows), longest), bool)
    owned = _owned(places, words).join(chosen.select("row").with_row_index("index"), on="row", how="inner")
    own[owned["index"].to_numpy(), owned["position"].to_numpy()] = True
    predicate = np.full(len(rows), -1, np.int64)
    heads = owned.filter("is_predicate").group_by("index").agg(pl.col("position").min())
    predicate[heads["index"].to_numpy()] = heads["position"].to_numpy()
    return _Sides(codes, weights, chosen["place"].to_numpy().astype(np.int64), own, predicate, lengths)


def _places(passages: Passages, rows: npt.NDArray[np.uint32]) -> pl.DataFrame:
    """All passages of the events that the rows are of, `place` being the number of the sentence."""
    keyed = passages.rows.select("row", "scope", *READ, pl.coalesce("sentence", "text").alias("sentence"))
    wanted = keyed.filter(pl.col("row").is_in(pl.Series(rows).implode())).select("scope").unique()
    return (
        keyed.join(wanted, on="scope", how="semi")
        .with_columns(pl.struct("document_id", "sentence_char").rank("dense").alias("place") - 1)
        .sort("row")
    )


def _words(places: pl.DataFrame, encoded: pl.DataFrame) -> pl.DataFrame:
    """One row per token of each sentence: `place`, `position`, `char` (in the document) and `weight`.

    A word weighs by how few sentences of the event have it, and by how rare it is in English.
    """
    sentences = places.unique("place").select("place", "scope", "article_id", "sentence_char", "sentence_key")
    words = (
        sentences.join(encoded.select("sentence_key", "tokens", "starts"), on="sentence_key")
        .with_columns(pl.int_ranges(pl.col("tokens").list.len()).alias("position"))
        .explode("tokens", "starts", "position")
        .drop_nulls("tokens")
    )
    here = words.group_by("scope", "tokens").agg(pl.col("place").n_unique().alias("here"))
    sizes = sentences.group_by("scope").agg(pl.len().alias("size"))
    local = (1 + (pl.col("size") + _PRIOR_SENTENCES) / (pl.col("here") + 1)).log()
    return (
        words.join(here, on=["scope", "tokens"])
        .join(sizes, on="scope")
        .select(
            "place",
            "position",
            (pl.col("sentence_char") + pl.col("starts")).alias("char"),
            (local.pow(2) * _rarity() * _WEIGHT_STEPS).round().cast(pl.Int64).alias("weight"),
        )
        .sort("place", "position")
    )


def _rarity() -> pl.Expr:
    """How rare a token is in English, 0 to 1: the model's vocabulary lists whole words by frequency."""
    rank = (pl.col("tokens") - _FIRST_WORD).cast(pl.Float64)
    by_rank = ((rank + 2).log() / math.log(_VOCABULARY - _FIRST_WORD)).clip(0.1, 1.0)
    return pl.when(rank < 0).then(_RARITY_OF_CHARACTERS).otherwise(by_rank)


def _owned(places: pl.DataFrame, words: pl.DataFrame) -> pl.DataFrame:
    """`row`, `position`, `is_predicate`: each token by the innermost passage that it stands in."""
    return (
        places.select("row", "place", "start_char", "end_char", "predicate_char")
        .join(words.select("place", "position", "char"), on="place")
        .filter(pl.col("char") >= pl.col("start_char"), pl.col("char") < pl.col("end_char"))
        .with_columns((pl.col("end_char") - pl.col("start_char")).alias("length"))
        .filter(pl.col("length") == pl.col("length").min().over("place", "position"))
        .select(
            "row",
            "position",
            (pl.col("char") == pl.col("predicate_char")).fill_null(value=False).alias("is_predicate"),
        )
    )


def _aligned(sides: _Sides, a: _Whole, b: _Whole, longest: int) -> npt.NDArray[np.float64]:
    """The features of a batch of pairs of passages; the pairs are the last axis of what is compared."""
    left, right = sides.sentence[a], sides.sentence[b]
    alike = _nearness(sides.codes[:, :longest], left, right)
    own_a, own_b = sides.own[a, :longest].T, sides.own[b, :longest].T
    weight_a, weight_b = sides.weights[left, :longest].T, sides.weights[right, :longest].T
    alike[~((weight_a > 0)[:, None] & (weight_b > 0)[None])] = _UNALIGNED
    best_a, best_b = alike.max(1), alike.max(0)
    head_a, head_b = sides.predicate[a], sides.predicate[b]
    heads = alike[np.maximum(head_a, 0), np.maximum(head_b, 0), np.arange(len(a))] / _ITSELF
    out, home = _share(best_a, weight_a * own_a), _share(best_b, weight_b * own_b)
    there, here = _share(best_a, weight_a), _share(best_b, weight_b)
    alike[~(own_a[:, None] & own_b[None])] = _UNALIGNED
    forth, back = _share(alike.max(1), weight_a * own_a), _share(alike.max(0), weight_b * own_b)
    return np.column_stack(
        [
            np.minimum(out, home),
            (forth + back) / 2,
            np.minimum(forth, back),
            (there + here) / 2,
            np.maximum(there, here),
            np.where((head_a >= 0) & (head_b >= 0), heads, 0.0),
        ]
    )


def _nearness(codes: npt.NDArray[np.uint8], left: _Whole, right: _Whole) -> _Nearness:
    """By token of the left, token of the right and pair of sentences: the product of their states.

    Products of whole numbers below 2**24 are exact as floats, in whatever order they are summed. Pairs of the
    same sentences follow each other and are looked at once.
    """
    is_new = np.ones(len(left), bool)
    is_new[1:] = (left[1:] != left[:-1]) | (right[1:] != right[:-1])
    sentences, here = np.unique(np.stack([left[is_new], right[is_new]]), return_inverse=True)
    states = _states(codes[sentences])
    first, second = here.reshape(2, -1)
    products = (states[first] @ states[second].transpose(0, 2, 1)).astype(np.int16)
    return np.take(products.transpose(1, 2, 0), np.cumsum(is_new) - 1, axis=2)


def _states(codes: npt.NDArray[np.uint8]) -> npt.NDArray[np.float32]:
    """By sentence, token and dimension: its sign, larger where it is far from zero."""
    bits = np.unpackbits(codes, axis=2).astype(np.int8)
    signs, far = 2 * bits[..., :DIMENSIONS] - 1, bits[..., DIMENSIONS:]
    return (signs * (1 + (_FAR - 1) * far)).astype(np.float32)


def _share(best: _Nearness, weights: _Whole) -> npt.NDArray[np.float64]:
    """How much of the weight is met, -1 to 1."""
    total = weights.sum(0)
    met: npt.NDArray[np.float64] = (best * weights).sum(0) / (np.maximum(total, 1) * _ITSELF)
    return met
