"""What this room takes and gives: frames by name, each with the contract it keeps.

Belongs here: the two records of the seam, and what their words mean to every step. Not here: any decision
about copies, events, claims or relations.
"""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

Frame = pl.DataFrame | pl.LazyFrame
STANCES = {"asserted": "held", "possible": "held", "future": "future", "conditional": "conditional"}
"""Of each modality its stance: mentions of different stances never share a claim."""


def columns(frame: Frame, *names: str | pl.Expr) -> pl.DataFrame:
    """Some columns of a frame that may be lazy, always with the rows in the same order."""
    return frame.lazy().select(names).collect(engine="in-memory")


@dataclass(frozen=True, slots=True)
class Inputs:
    """The rows of a corpus, in any order.

    `articles` has the columns of the `articles` contract without `event_id`, `event_confidence` and
    `syndication_group_id`, and `fingerprint` (list of u64). `statements` is `draft_statements`;
    `chain_entities` says which entity a chain is (`chain_id`, `entity_id`). The others keep the
    contract of their name. `segments` and `statements`, which hold texts, may be lazy: then no more of them
    is held than the columns at work.
    """

    articles: pl.DataFrame
    sources: pl.DataFrame
    segments: Frame
    entities: pl.DataFrame
    quotes: pl.DataFrame
    numeric_claims: pl.DataFrame
    statements: Frame
    chain_entities: pl.DataFrame
    overrides: pl.DataFrame | None = None
    """A user's corrections by claim mention, as `overrides.place` gives them."""


@dataclass(frozen=True, slots=True)
class Corroborated:
    """The published tables of this room, each conforming to its contract."""

    articles: pl.DataFrame
    events: pl.DataFrame
    syndication_groups: pl.DataFrame
    claims: pl.DataFrame
    claim_mentions: pl.DataFrame
    claim_sources: pl.DataFrame
    claim_entities: pl.DataFrame
    claim_relations: pl.DataFrame
    possible_conflicts: pl.DataFrame
