"""Claim mentions as they are compared: who, what words, which figures, in which happening.

Belongs here: bringing together what other rooms found about each statement. Not here: comparing two
of them (`likeness`) or putting them into claims (`claims`).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import polars as pl

from pipelines.corroborate.blocks import held
from pipelines.corroborate.dating import dated
from pipelines.corroborate.records import STANCES, Inputs, columns
from pipelines.corroborate.stems import stems
from pipelines.corroborate.vectors import Vectors, matrix
from pipelines.corroborate.words import weighed_words
from pipelines.ids import digest_each

_DISCLAIMED = r"(?i)\b(?:not|rather than|instead of|as opposed to)\s+$"
"""Before a figure: it is the one that is corrected ("12 people were hurt, not 14")."""


@dataclass(frozen=True, slots=True)
class Passages:
    """Claim mentions, numbered by `row` in order of id, and what each holds.

    Of noun phrases (`nominal`) only `rows` and `entities`: their words are those of the clauses around them.
    """

    rows: pl.DataFrame
    """One per claim mention, clauses before noun phrases: draft columns, `row`, `event_id`, `scope` (the
    number of its event, or of its article where that has none), `source_id`, `published_from`,
    `published_to`, `not_before` and `not_after` (bounds on the day of publication, see `dating`),
    `is_counted`, `stance` (mentions of different stances never share a claim), `subject_entity_id`,
    `attributed_entity_id`, `quote_cluster_id`; of its `terms` only `term_count`."""
    words: pl.DataFrame
    """`row`, `stem` (a number), `is_name`, `weight` (millionths): content words, by how much they tell."""
    entities: pl.DataFrame
    """`row`, `entity_id`: whom and what it mentions."""
    figures: pl.DataFrame
    """`row` and the columns of `numeric_claims`: every figure that stands in it."""
    vectors: Vectors
    """The meaning vector of each row of the corpus, by its number."""

    def part(self, numbers: npt.NDArray[np.uint32]) -> Passages:
        """What the rows of these numbers, in order, hold; the work is that of the part, not of the whole."""
        frames = (self.rows, self.words, self.entities, self.figures)
        rows, words, entities, figures = (held(frame, "row", numbers) for frame in frames)
        return Passages(rows, words, entities, figures, self.vectors)

    def without_words(self) -> Passages:
        """The same, where nothing is compared any more."""
        return replace(self, words=self.words.clear(), vectors=self.vectors[:0])


def parted(inputs: Inputs) -> tuple[Inputs, Inputs]:
    """The same with the statements that are clauses, and with those that are noun phrases."""
    is_phrase = pl.col("nominal").is_not_null()
    statements = inputs.statements.lazy()
    return (
        replace(inputs, statements=statements.filter(~is_phrase)),
        replace(inputs, statements=statements.filter(is_phrase)),
    )


def gather(inputs: Inputs, article_events: pl.DataFrame) -> Passages:
    """The clauses of a corpus; `article_events` says which article tells of which event."""
    rows = _rows(inputs, article_events)
    places = rows.get_column("at")
    entities = _entities(rows, inputs)
    figures = _figures(rows, inputs.numeric_claims)
    terms = columns(inputs.statements, "terms").get_column("terms")
    words = weighed_words(rows, terms, entities, inputs.entities, figures)
    vectors = columns(inputs.statements, "vector").get_column("vector")
    return Passages(rows.drop("at"), words, entities, figures, matrix(vectors.gather(places)))


def with_phrases(clauses: Passages, inputs: Inputs, article_events: pl.DataFrame) -> Passages:
    """The clauses and, numbered on, the noun phrases that the statements of `inputs` are."""
    rows = _rows(inputs, article_events).with_columns(pl.col("row") + clauses.rows.height)
    return replace(
        clauses,
        rows=pl.concat([clauses.rows, rows.drop("at")]),
        entities=pl.concat([clauses.entities, _entities(rows, inputs)]),
    )


def _entities(rows: pl.DataFrame, inputs: Inputs) -> pl.DataFrame:
    chains = columns(inputs.statements, pl.col("chain_ids").alias("chain_id")).with_row_index("at")
    return (
        chains.explode("chain_id")
        .drop_nulls("chain_id")
        .join(inputs.chain_entities.unique("chain_id"), on="chain_id")
        .join(rows.select("row", "at"), on="at")
        .select("row", "entity_id")
        .unique()
        .sort("row", "entity_id")
    )


def _rows(inputs: Inputs, article_events: pl.DataFrame) -> pl.DataFrame:
    articles = inputs.articles.select(
        "article_id",
        pl.col("kind").alias("article_kind"),
        "source_id",
        "published_from",
        "published_to",
    )
    segments = columns(
        inputs.segments,
        "segment_id",
        pl.col("kind").alias("segment_kind"),
        pl.col("repeats_segment_id").is_not_null().alias("is_repeat"),
    )
    quotes = inputs.quotes.select("quote_id", "quote_cluster_id", "speaker_entity_id", "repeats_quote_id")
    figures = inputs.numeric_claims.select(
        "numeric_claim_id",
        pl.col("attributed_entity_id").alias("figure_speaker"),
        "period_start",
        "period_end",
        "period_basis",
    )
    subjects = inputs.chain_entities.unique("chain_id").select(
        pl.col("chain_id").alias("subject_chain_id"), pl.col("entity_id").alias("subject_entity_id")
    )
    statements = columns(
        inputs.statements,
        pl.exclude("chain_ids", "terms", "vector"),
        pl.col("terms").list.len().alias("term_count"),
    ).with_row_index("at")
    predicates = stems(statements.get_column("predicate")).rename(
        {"term": "predicate", "stem": "predicate_stem"}
    )
    return (
        statements.join(articles, on="article_id", how="left")
        .join(segments, on="segment_id", how="left")
        .join(quotes, on="quote_id", how="left")
        .join(figures, on="numeric_claim_id", how="left")
        .join(subjects, on="subject_chain_id", how="left")
        .join(article_events.select("article_id", "event_id"), on="article_id", how="left")
        .join(dated(inputs.articles, article_events), on="article_id", how="left")
        .with_columns(
            (
                (pl.col("article_kind") == "main")
                & ~pl.col("is_repeat").fill_null(value=False)
                & pl.col("repeats_quote_id").is_null()
            ).alias("is_counted"),
            pl.col("modality").replace_strict(STANCES, return_dtype=pl.String).alias("stance"),
            pl.coalesce("speaker_entity_id", "figure_speaker").alias("attributed_entity_id"),
            pl.coalesce("event_id", "article_id").rank("dense").alias("scope"),
            pl.coalesce("sentence", "text").map_batches(digest_each, pl.String).alias("sentence_key"),
        )
        .join(predicates, on="predicate", how="left")
        .drop(
            "subject_chain_id",
            "predicate",
            "article_kind",
            "is_repeat",
            "speaker_entity_id",
            "repeats_quote_id",
            "figure_speaker",
        )
        .sort("claim_mention_id")
        .with_row_index("row")
    )


def _figures(rows: pl.DataFrame, numeric_claims: pl.DataFrame) -> pl.DataFrame:
    """Every figure that is printed, and not disclaimed, by the passage it stands in, the innermost."""
    spans = rows.select(
        "row", "document_id", pl.col("start_char").alias("from_char"), pl.col("end_char").alias("to_char")
    )
    ahead = pl.col("said").str.slice(0, pl.col("start_char") - pl.col("from_char"))
    is_printed = pl.col("unit_basis").ne_missing("inferred")
    figures = numeric_claims.filter(is_printed).sort("numeric_claim_id")
    return (
        spans.join(figures, on="document_id")
        .filter(pl.col("start_char") >= pl.col("from_char"), pl.col("end_char") <= pl.col("to_char"))
        .with_columns((pl.col("to_char") - pl.col("from_char")).alias("length"))
        .filter(pl.col("length") == pl.col("length").min().over("numeric_claim_id"))
        .join(rows.select("row", pl.col("text").alias("said")), on="row")
        .filter(~ahead.str.contains(_DISCLAIMED))
        .drop("said", "from_char", "to_char", "length")
        .sort("row", "start_char", "numeric_claim_id")
    )
