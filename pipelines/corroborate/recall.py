"""Scores of the pairs of an event, remembered: they only change where the event's passages do.

Belongs here: the key under which the scores of an event are kept, and putting kept and new ones together.
Not here: how pairs are scored (`likeness`) or where scores are kept (`pipelines.flow`).

How alike two passages are word by word depends on nothing but their event; what shared words are worth
depends on the whole corpus, changes with every article, and is made anew each time.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Protocol

import numpy as np
import polars as pl

from pipelines.corroborate import alignment
from pipelines.corroborate.passages import Passages

LEAST_KEPT = 0.1
"""Scores below this count for nothing, and are kept as none."""
_OF_THE_CORPUS = ("coverage_a", "coverage_b", "likeness", "fuller_coverage", "may_match")
"""What weighs words by the corpus; scores are made without it."""
_NUMBERS = ("a", "b", "scope", "scope_b")
"""Numbers that other articles may change; a pair is known by its places within the event."""
Score = Callable[[Passages, pl.DataFrame], pl.DataFrame]
"""Compared pairs to the same with `score` and `is_specific`."""


class Recall(Protocol):
    """Keeps scores by the key of an event."""

    def known(self, keys: pl.Series) -> tuple[pl.Series, pl.DataFrame]:
        """Of keys those that are known, and the rows of `scored_pairs` kept under them."""

    def keep(self, keys: pl.Series, scores: pl.DataFrame) -> None:
        """Keep all scores of the events of these keys, as `scored_pairs`."""


class _NoRecall:
    """Knows nothing, and keeps nothing."""

    def known(self, keys: pl.Series) -> tuple[pl.Series, pl.DataFrame]:
        """None."""
        return keys.clear(), _EMPTY

    def keep(self, keys: pl.Series, scores: pl.DataFrame) -> None:
        """Let go."""


NO_RECALL = _NoRecall()
_EMPTY = pl.DataFrame(
    schema={
        "event_key": pl.String,
        "first": pl.Int32,
        "second": pl.Int32,
        "score": pl.Float64,
        "is_specific": pl.Boolean,
    }
)


def recalled(passages: Passages, compared: pl.DataFrame, score: Score, recall: Recall) -> pl.DataFrame:
    """Compared pairs with `score` and `is_specific`; only pairs of events that are not known are scored."""
    within = _keyed(passages, compared.filter(~pl.col("other_event")))
    keys = within.get_column("event_key").unique(maintain_order=True)
    known, kept = recall.known(keys)
    is_known = pl.col("event_key").is_in(known.implode())
    new = within.filter(~is_known)
    columns = [*compared.columns, "score", "is_specific"]
    unknown = pl.concat([new.select(compared.columns), compared.filter("other_event")])
    scores = score(passages, unknown.drop(_OF_THE_CORPUS)).select("a", "b", "score", "is_specific")
    fresh = unknown.join(scores, on=["a", "b"]).select(columns)
    places = new.select("a", "b", "event_key", "first", "second")
    found = fresh.filter(pl.col("score") >= LEAST_KEPT).join(places, on=["a", "b"]).select(_EMPTY.columns)
    recall.keep(keys.filter(~keys.is_in(known.implode())), found)
    old = (
        within.filter(is_known)
        .join(kept, on=["event_key", "first", "second"], how="left")
        .with_columns(pl.col("score").fill_null(0.0), pl.col("is_specific").fill_null(value=False))
    )
    return pl.concat([fresh, old.select(columns)])


def _keyed(passages: Passages, pairs: pl.DataFrame) -> pl.DataFrame:
    """Pairs of one event each with the `event_key`, and their places in the event (`first`, `second`)."""
    places = passages.rows.select(
        "row", "scope", pl.int_range(pl.len(), dtype=pl.Int32).over("scope").alias("place")
    )
    placed = (
        pairs.join(places.select(pl.col("row").alias("a"), pl.col("place").alias("first")), on="a")
        .join(places.select(pl.col("row").alias("b"), pl.col("place").alias("second")), on="b")
        .sort("scope", "first", "second")
    )
    told = placed.drop(*_OF_THE_CORPUS, *_NUMBERS).hash_rows().to_numpy()
    rows = passages.rows.select("scope", said=passages.rows.select(alignment.READ).hash_rows()).sort(
        "scope", maintain_order=True
    )
    said, scopes = rows.get_column("said").to_numpy(), rows.get_column("scope").to_numpy()
    sizes = placed.group_by("scope", maintain_order=True).agg(pl.len().alias("size"))
    ends = np.cumsum(sizes.get_column("size").to_numpy())
    keys = []
    for scope, start, end in zip(sizes.get_column("scope"), [0, *ends], ends, strict=False):
        first, last = np.searchsorted(scopes, [scope, scope + 1])
        content = hashlib.sha256(said[first:last].tobytes())
        content.update(b"\x1f" + told[start:end].tobytes())
        keys.append(content.hexdigest()[:32])
    named = sizes.select("scope", pl.Series("event_key", keys, dtype=pl.String))
    return placed.join(named, on="scope", maintain_order="left")
