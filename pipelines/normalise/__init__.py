"""Frames of drafts become frames of the corpus: sources, entities and aliases, speakers, units, periods.

`normalise` composes the room. Pure: no orchestrator, database, environment or clock; the same rows
come out in whatever order the frames arrive. Not here: claims, events, copies (`corroborate`).
"""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from pipelines.contracts.corrections import Problem
from pipelines.normalise.corrected_quotes import QuoteCorrection, corrected, read_quotes
from pipelines.normalise.entities import Entities, resolve_entities
from pipelines.normalise.figures import numeric_claims
from pipelines.normalise.governments import governments, with_governments
from pipelines.normalise.overrides import read_entities
from pipelines.normalise.quotes import resolve_participants, resolve_quotes
from pipelines.normalise.sources import USER_SOURCE_COLUMNS, resolve_sources


@dataclass(frozen=True, slots=True)
class Drafts:
    """What reading and extracting gave for the documents of one corpus, with public ids.

    `articles` … `quantities` are the `draft_*` tables of those names.
    """

    documents: pl.DataFrame
    articles: pl.DataFrame
    segments: pl.DataFrame
    mentions: pl.DataFrame
    chains: pl.DataFrame
    quotes: pl.DataFrame
    speakers: pl.DataFrame
    quantities: pl.DataFrame


@dataclass(frozen=True, slots=True)
class Normalised:
    """The tables of this room as their contracts have them.

    But for `articles`, which keeps `fingerprint` and lacks `event_id`, `event_confidence` and
    `syndication_group_id`; `chain_entities` (`chain_id`, `entity_id`); and `stale` and `stale_quotes`, the
    user's rows on entities and on quotes that match nothing any more.
    """

    sources: pl.DataFrame
    articles: pl.DataFrame
    entities: pl.DataFrame
    entity_aliases: pl.DataFrame
    mentions: pl.DataFrame
    mention_entities: pl.DataFrame
    quotes: pl.DataFrame
    quote_speakers: pl.DataFrame
    numeric_claims: pl.DataFrame
    chain_entities: pl.DataFrame
    stale: tuple[Problem, ...]
    stale_quotes: tuple[Problem, ...]


def normalise(
    drafts: Drafts,
    user_sources: pl.DataFrame | None = None,
    user_entities: pl.DataFrame | None = None,
    user_quotes: tuple[QuoteCorrection, ...] = (),
) -> Normalised:
    """Everything that needs the whole corpus but no comparison of what passages assert."""
    sources, articles = resolve_sources(drafts.articles, user_sources)
    entities = resolve_entities(drafts.chains, drafts.mentions, articles, drafts.segments, user_entities)
    participants = resolve_participants(
        drafts.speakers, drafts.quotes, drafts.mentions, entities.held, entities.chain_entities
    )
    participants, unmatched = corrected(
        participants, user_quotes, drafts.documents, drafts.quotes, entities.aliases
    )
    acting = governments(entities.entities, entities.aliases, participants["entity_id"].drop_nulls().unique())
    named = drafts.chains.join(entities.chain_entities, on="chain_id").select("article_id", "entity_id")
    quotes, quote_speakers = resolve_quotes(
        drafts.quotes, with_governments(participants, acting.acts_for), named
    )
    figures = numeric_claims(drafts.quantities, articles, sources, entities.chain_entities, quotes)
    return Normalised(
        sources=sources,
        articles=articles,
        entities=acting.entities,
        entity_aliases=acting.aliases,
        mentions=entities.mentions,
        mention_entities=entities.mention_entities,
        quotes=quotes,
        quote_speakers=quote_speakers,
        numeric_claims=figures,
        chain_entities=entities.chain_entities,
        stale=entities.stale,
        stale_quotes=unmatched,
    )


__all__ = [
    "USER_SOURCE_COLUMNS",
    "Drafts",
    "Entities",
    "Normalised",
    "Problem",
    "QuoteCorrection",
    "normalise",
    "read_entities",
    "read_quotes",
    "resolve_entities",
    "resolve_quotes",
    "resolve_sources",
]
