"""What articles are about: entities and content lemmas, by how much they tell of an article.

Belongs here: features of articles and their weights: by how rare they are in the corpus, the title and the
first statements more. Not here: how alike articles are, and the events that they make (`events`).
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from pipelines.corroborate.blocks import held, millionths
from pipelines.corroborate.records import Inputs, columns

LEAD_STATEMENTS = 6
LEAD_FACTOR = 3.0
"""How much more the first statements say about what the article is about."""
ENTITY_FACTOR = 2.5
"""How much more a rare name says than a rare word; a name that all articles share says less."""
FEATURES_PER_ARTICLE = 100
PIECE_ARTICLES = 2_000
"""How many articles are looked at at a time."""
_PIECE_STATEMENTS = 50_000


@dataclass(frozen=True, slots=True)
class Features:
    """What articles are about; features are numbered in the order of their names."""

    weighed: pl.DataFrame
    """`row` (of the article), `feature`, `weight` (unit length, in millionths), `articles` (that have it)."""
    entities: pl.DataFrame
    """`entity_id`, `feature`: the features that are entities."""


@dataclass(frozen=True, slots=True)
class _Said:
    """What articles say, `at` being the place of a statement in the corpus."""

    statements: pl.DataFrame
    """`row` (of the article), `at`, `count`, in the order of rows."""
    terms: pl.DataFrame
    """`term`, one list per statement."""
    mentions: pl.DataFrame
    """`at`, `feature`: the entities that statements mention, in the order of `at`."""
    names: pl.DataFrame
    """`entity`, `feature`: the words of names; in their articles they count as the entity."""
    known: pl.DataFrame
    """`term`, `feature`: every term and entity of the corpus."""


def article_features(inputs: Inputs, articles: pl.DataFrame) -> Features:
    """The strongest features of articles, numbered by `row`."""
    said = _said(inputs, articles)
    having = np.zeros(said.known.height, np.int64)
    pieces = []
    for first in range(0, max(articles.height, 1), PIECE_ARTICLES):
        counted = _counted(said, np.arange(first, first + PIECE_ARTICLES, dtype=np.uint32))
        having += np.bincount(counted.get_column("feature").to_numpy(), minlength=len(having))
        pieces.append(counted)
    found = pl.Series("articles", having)
    strongest = []
    while pieces:
        counted = pieces.pop(0)
        known = counted.with_columns(found.gather(counted.get_column("feature")).cast(pl.UInt32))
        strongest.append(_strongest(known, articles.height))
    entities = inputs.entities.select("entity_id", pl.col("entity_id").alias("term"))
    return Features(pl.concat(strongest), entities.join(said.known, on="term").drop("term"))


def _said(inputs: Inputs, articles: pl.DataFrame) -> _Said:
    numbered = columns(inputs.statements, "article_id", "start_char", "claim_mention_id").with_row_index("at")
    statements = (
        numbered.join(articles.select("row", "article_id"), on="article_id")
        .sort("row", "start_char", "claim_mention_id")
        .with_columns(pl.int_range(pl.len()).over("row").alias("position"))
        .select(
            "row",
            "at",
            pl.when(pl.col("position") < LEAD_STATEMENTS).then(LEAD_FACTOR).otherwise(1.0).alias("count"),
        )
    )
    mentions = (
        columns(inputs.statements, pl.col("chain_ids").alias("chain_id"))
        .with_row_index("at")
        .explode("chain_id")
        .drop_nulls("chain_id")
        .join(inputs.chain_entities.unique("chain_id"), on="chain_id")
        .select("at", "entity_id")
    )
    terms = columns(inputs.statements, pl.col("terms").alias("term"))
    slices = [each.get_column("term").explode().unique() for each in terms.iter_slices(_PIECE_STATEMENTS)]
    meant = mentions.get_column("entity_id").unique().alias("term")
    known = pl.concat([*slices, meant]).drop_nulls().unique().sort().to_frame().with_row_index("feature")
    entities = meant.to_frame().join(known, on="term").rename({"term": "entity_id", "feature": "entity"})
    return _Said(
        statements=statements,
        terms=terms,
        mentions=mentions.join(entities, on="entity_id").select("at", feature="entity").sort("at"),
        names=_names(inputs.entities.join(entities, on="entity_id"), known),
        known=known,
    )


def _names(entities: pl.DataFrame, known: pl.DataFrame) -> pl.DataFrame:
    words = entities.select("entity", pl.col("name").str.to_lowercase().str.split(" ").alias("term"))
    return words.explode("term").drop_nulls().join(known, on="term").select("entity", "feature").unique()


def _counted(said: _Said, rows: npt.NDArray[np.uint32]) -> pl.DataFrame:
    """`row`, `feature`, `is_entity`, `count` of the articles of a piece."""
    statements = held(said.statements, "row", rows)
    terms = (
        statements.select("row", "count")
        .with_columns(said.terms.get_column("term").gather(statements.get_column("at")))
        .explode("term")
        .join(said.known, on="term")
        .select("row", "feature", "count", is_entity=pl.lit(value=False))
    )
    numbers = statements.get_column("at").sort().to_numpy()
    entities = statements.join(held(said.mentions, "at", numbers), on="at").select(
        "row", "feature", "count", is_entity=pl.lit(value=True)
    )
    names = entities.select("row", pl.col("feature").alias("entity")).unique().join(said.names, on="entity")
    return (
        pl.concat([terms.join(names, on=["row", "feature"], how="anti"), entities])
        .group_by("row", "feature", "is_entity")
        .agg(pl.col("count").sum())
    )


def _strongest(counted: pl.DataFrame, article_count: int) -> pl.DataFrame:
    """`row`, `feature`, `weight`, `articles`: what tells most of each article."""
    rarity = (1 + article_count / pl.col("articles")).log()
    share = rarity / math.log(1 + max(article_count, 1))
    telling = pl.when(pl.col("is_entity")).then(ENTITY_FACTOR * share).otherwise(1.0)
    weight = (1 + pl.col("count")).log() * rarity * telling
    strongest = (
        counted.with_columns(weight.alias("weight"))
        .sort(["row", "weight", "feature"], descending=[False, True, False])
        .group_by("row", maintain_order=True)
        .head(FEATURES_PER_ARTICLE)
    )
    squares = pl.col("weight").pow(2)
    return strongest.select(
        "row",
        "feature",
        millionths(pl.col("weight") / squares.sort().sum().over("row").sqrt()).alias("weight"),
        "articles",
    )
