"""Claim mentions as they are compared: who, what words, which figures, in which happening.

Belongs here: bringing together what other rooms found about each statement. Not here: comparing two
of them (`likeness`) or putting them into claims (`claims`).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from pipelines.corroborate.blocks import held, millionths
from pipelines.corroborate.records import Inputs
from pipelines.corroborate.stems import stems
from pipelines.corroborate.vectors import Vectors, matrix
from pipelines.ids import digest

LONGEST_NAME = 4
"""Words of a name that stand for it alone; a longer one is a title whose words say something."""
NUMBER_WORDS = (
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "dozen", "half", "third", "hundred", "thousand", "million", "billion", "trillion",
)  # fmt: skip
_STANCE = {"asserted": "held", "possible": "held", "future": "future", "conditional": "conditional"}


@dataclass(frozen=True, slots=True)
class Passages:
    """Claim mentions, numbered by `row` in order of id, and what each holds."""

    rows: pl.DataFrame
    """One per claim mention: its draft columns, `row`, `event_id`, `source_id`, `published_from`,
    `published_to`, `is_counted`, `stance` (mentions of different stances never share a claim),
    `subject_entity_id`, `attributed_entity_id`, `quote_cluster_id`."""
    words: pl.DataFrame
    """`row`, `stem`, `is_name`, `weight` (millionths): its content words, by how much they tell."""
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


def gather(inputs: Inputs, article_events: pl.DataFrame) -> Passages:
    """The passages of a corpus; `article_events` says which article tells of which event."""
    rows = _rows(inputs, article_events)
    entities = (
        rows.select("row", pl.col("chain_ids").alias("chain_id"))
        .explode("chain_id")
        .drop_nulls("chain_id")
        .join(inputs.chain_entities.unique("chain_id"), on="chain_id")
        .select("row", "entity_id")
        .unique()
        .sort("row", "entity_id")
    )
    figures = _figures(rows, inputs.numeric_claims)
    words = _words(rows, entities, _names(entities, inputs.entities), figures)
    return Passages(rows.drop("vector"), words, entities, figures, matrix(rows.get_column("vector")))


def _rows(inputs: Inputs, article_events: pl.DataFrame) -> pl.DataFrame:
    articles = inputs.articles.select(
        "article_id",
        pl.col("kind").alias("article_kind"),
        "source_id",
        "published_from",
        "published_to",
    )
    segments = inputs.segments.select(
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
    predicates = stems(inputs.statements.get_column("predicate")).rename(
        {"term": "predicate", "stem": "predicate_stem"}
    )
    return (
        inputs.statements.join(articles, on="article_id", how="left")
        .join(segments, on="segment_id", how="left")
        .join(quotes, on="quote_id", how="left")
        .join(figures, on="numeric_claim_id", how="left")
        .join(subjects, on="subject_chain_id", how="left")
        .join(article_events.select("article_id", "event_id"), on="article_id", how="left")
        .with_columns(
            (
                (pl.col("article_kind") == "main")
                & ~pl.col("is_repeat").fill_null(value=False)
                & pl.col("repeats_quote_id").is_null()
            ).alias("is_counted"),
            pl.col("modality").replace_strict(_STANCE, return_dtype=pl.String).alias("stance"),
            pl.coalesce("speaker_entity_id", "figure_speaker").alias("attributed_entity_id"),
            pl.coalesce("event_id", "article_id").alias("scope"),
            pl.coalesce("sentence", "text").map_batches(_digests, pl.String).alias("sentence_key"),
        )
        .join(predicates, on="predicate", how="left")
        .sort("claim_mention_id")
        .with_row_index("row")
    )


def _digests(texts: pl.Series) -> pl.Series:
    return pl.Series([digest(each) for each in texts], dtype=pl.String)


def _words(
    rows: pl.DataFrame, entities: pl.DataFrame, names: pl.DataFrame, figures: pl.DataFrame
) -> pl.DataFrame:
    """Each passage's stems, weighed by their rarity in the corpus and within the event.

    An entity counts as one word, however long its name and whether named or meant by a pronoun. The
    numbers of figures are left out: figures are compared as figures.

    What every passage of an event names (the accused, the bill) tells its passages apart no more than
    what every article of the corpus says.
    """
    numbers = rows.select("row", pl.col("scope", "article_id").rank("dense"))
    exploded = numbers.with_columns(rows.get_column("terms").alias("term")).explode("term")
    plain = (
        exploded.drop_nulls("term")
        .join(stems(exploded.get_column("term")), on="term")
        .select("row", "scope", "article_id", "stem")
        .unique()
        .join(_numbers(figures), on=["row", "stem"], how="anti")
        .join(names, on=["row", "stem"], how="anti")
    )
    meant = entities.join(numbers, on="row").select(
        "row", "scope", "article_id", pl.col("entity_id").alias("stem"), is_name=pl.lit(value=True)
    )
    distinct = pl.concat([plain.with_columns(is_name=pl.lit(value=False)), meant])
    corpus = distinct.group_by("stem").agg(pl.col("article_id").n_unique().alias("articles"))
    local = distinct.group_by("scope", "stem").agg(pl.len().alias("here"))
    sizes = numbers.group_by("scope").agg(pl.len().alias("size"))
    total = rows.get_column("article_id").n_unique()
    rarity = (1 + total / pl.col("articles")).log()
    telling = (1 + pl.col("size") / pl.col("here")).log()
    return (
        distinct.join(corpus, on="stem")
        .join(local, on=["scope", "stem"])
        .join(sizes, on="scope")
        .select("row", "stem", "is_name", millionths((rarity * telling).sqrt()).alias("weight"))
        .sort("row", "stem")
    )


def _names(mentioned: pl.DataFrame, entities: pl.DataFrame) -> pl.DataFrame:
    """`row`, `stem`: the words of the names of whom and what each passage mentions."""
    words = entities.select(
        "entity_id", pl.col("name").str.to_lowercase().str.split(" ").alias("term")
    ).filter(pl.col("term").list.len() <= LONGEST_NAME)
    exploded = words.explode("term").drop_nulls("term")
    return (
        exploded.join(stems(exploded.get_column("term")), on="term")
        .join(mentioned, on="entity_id")
        .select("row", "stem")
        .unique()
    )


def _numbers(figures: pl.DataFrame) -> pl.DataFrame:
    """`row`, `stem`: the digits and number words of each passage's figures."""
    printed = figures.select("row", pl.col("text").str.to_lowercase().str.split(" ").alias("term")).explode(
        "term"
    )
    numeric = printed.drop_nulls("term").filter(
        pl.col("term").str.contains(r"\d") | pl.col("term").is_in(NUMBER_WORDS)
    )
    return numeric.select(
        "row", pl.col("term").str.replace_all(r"[^a-z\d.]", "").str.strip_chars(".").alias("stem")
    ).unique()


def _figures(rows: pl.DataFrame, numeric_claims: pl.DataFrame) -> pl.DataFrame:
    """Every figure by the passage it stands in, the innermost; restatements in another unit left out."""
    spans = rows.select(
        "row", "document_id", pl.col("start_char").alias("from_char"), pl.col("end_char").alias("to_char")
    )
    figures = numeric_claims.filter(pl.col("same_as").is_null()).sort("numeric_claim_id")
    return (
        spans.join(figures, on="document_id")
        .filter(pl.col("start_char") >= pl.col("from_char"), pl.col("end_char") <= pl.col("to_char"))
        .with_columns((pl.col("to_char") - pl.col("from_char")).alias("length"))
        .filter(pl.col("length") == pl.col("length").min().over("numeric_claim_id"))
        .drop("from_char", "to_char", "length")
        .sort("row", "start_char", "numeric_claim_id")
    )
