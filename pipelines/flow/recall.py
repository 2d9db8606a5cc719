"""Scores of pairs, kept: an event that has not changed is not compared word by word again.

Belongs here: the cache around `pipelines.corroborate.recall`. Not here: what scores depend on.
"""

from __future__ import annotations

import polars as pl

from pipelines.contracts import table
from pipelines.contracts.stages import SCORE_PARTS
from pipelines.flow.context import Context
from pipelines.store import KEY, PartIndex

_LIVE = "scored_events"
"""The working table of the keys that the last build asked for."""


class StoredScores:
    """The scores of a build: those that its store holds, and those that it adds."""

    def __init__(self, ctx: Context) -> None:
        self._parts = ctx.scored_parts
        if ctx.settings.full:
            self._parts.forget()
        self._index = PartIndex(self._parts)
        self._asked: list[pl.Series] = []

    def known(self, keys: pl.Series) -> tuple[pl.Series, pl.DataFrame]:
        """Of keys those that are known, and their scores."""
        self._asked.append(keys)
        known = keys.filter(keys.is_in(self._index.known().implode()))
        return known, self._index.read(table("scored_pairs"), known)

    def keep(self, keys: pl.Series, scores: pl.DataFrame) -> None:
        """Add a part with the scores of events."""
        if len(keys):
            frame = scores.with_columns(pl.col("event_key").alias(KEY))
            self._parts.write(keys.to_list(), {SCORE_PARTS[0].name: frame})

    def finish(self, ctx: Context) -> None:
        """Note what was asked for, so that the rest can go."""
        asked = pl.concat([pl.Series("event_key", [], pl.String), *self._asked])
        ctx.store.write(_LIVE, asked.alias("event_key").unique().sort().to_frame())


def live_events(ctx: Context) -> pl.Series:
    """The keys of the events of this corpus."""
    kept = ctx.store.read_or_none(_LIVE)
    return pl.Series([], dtype=pl.String) if kept is None else kept.get_column("event_key")
