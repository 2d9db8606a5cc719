"""Corroborate: in how many independent sources does a claim stand, and which claims conflict?

    copies -> events -> passages -> candidates -> alignment, likeness -> claims, nominals
           -> independence, relations

Pure frames in, pure frames out; the same rows whatever the order of arrival, in time that grows
nearly linearly with the corpus (every block of candidates is capped).
"""

from __future__ import annotations

import polars as pl

from pipelines import contracts
from pipelines.contracts import frames
from pipelines.corroborate import claims, independence, likeness, nominals, passages, relations
from pipelines.corroborate.alignment import Encode
from pipelines.corroborate.candidates import candidates
from pipelines.corroborate.events import find_events
from pipelines.corroborate.overrides import PLACED_SCHEMA
from pipelines.corroborate.recall import NO_RECALL, Recall
from pipelines.corroborate.records import Corroborated, Inputs
from pipelines.corroborate.syndication import find_syndication

__all__ = ["Corroborated", "Encode", "Inputs", "Recall", "corroborate"]


def corroborate(inputs: Inputs, encode: Encode, recall: Recall = NO_RECALL) -> Corroborated:
    """Events, copies, claims and their relations of a whole corpus; `encode` gives sentences their codes.

    `recall` keeps scores of events from build to build; the rows are the same without it.
    """
    copies = find_syndication(inputs.articles)
    stated, phrased = passages.parted(inputs)
    events, placed = find_events(stated, copies)
    clauses = passages.gather(stated, placed)
    alike, apart, comparable = _compared(clauses, encode, recall)
    corrections = pl.DataFrame(schema=PLACED_SCHEMA) if inputs.overrides is None else inputs.overrides
    disputed = relations.disputed(clauses, comparable)
    apart = pl.concat([apart, disputed.select("a", "b")])
    gathered = passages.with_phrases(clauses, phrased, placed)
    clusters = claims.cluster(clauses, alike, apart, corrections)
    clusters = nominals.cluster(gathered, clusters, corrections)
    related = relations.relate(gathered, clusters, comparable, disputed, inputs.entities, corrections)
    del alike, apart, comparable, clauses
    gathered = gathered.without_words()
    sources = independence.claim_sources(gathered, clusters, inputs, copies)
    return Corroborated(
        articles=_articles(inputs.articles, placed, copies),
        events=events,
        syndication_groups=copies,
        claims=claims.claims(gathered, clusters, independence.source_counts(sources)),
        claim_mentions=claims.claim_mentions(gathered, clusters),
        claim_sources=sources,
        claim_entities=claims.claim_entities(gathered, clusters, inputs.entities),
        claim_relations=related.relations,
        possible_conflicts=related.possible_conflicts,
    )


def _compared(
    gathered: passages.Passages, encode: Encode, recall: Recall
) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    """Of scored pairs the few that may share a claim, those that never do, and those that may be related."""
    scored = likeness.scored(candidates(gathered), encode, recall)
    kept = [(claims.alike(piece), claims.apart(piece), relations.comparable(piece)) for piece in scored]
    alike, apart, comparable = (pl.concat(each).sort("a", "b") for each in zip(*kept, strict=True))
    return alike, apart, comparable


def _articles(articles: pl.DataFrame, placed: pl.DataFrame, copies: pl.DataFrame) -> pl.DataFrame:
    """The final `articles`: each with its event and the group of copies it belongs to."""
    return frames.conform(
        articles.join(
            placed.select("article_id", "event_id", "event_confidence"), on="article_id", how="left"
        ).join(copies.select("article_id", "syndication_group_id"), on="article_id", how="left"),
        contracts.table("articles"),
    )
