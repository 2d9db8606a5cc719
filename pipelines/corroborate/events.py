"""Happenings: articles that tell of the same one, by who, where, when and what.

Belongs here: events and what is told of them. Not here: what articles are about (`features`), how alike
they are (`nearness`), copies (`syndication`) or what is claimed within an event (`claims`).
"""

from __future__ import annotations

import polars as pl

from pipelines import contracts
from pipelines.contracts import frames
from pipelines.corroborate.blocks import WEIGHT_SCALE, millionths
from pipelines.corroborate.features import Features, article_features
from pipelines.corroborate.linkage import average_link, that_may_meet
from pipelines.corroborate.nearness import WINDOW_DAYS, near_articles
from pipelines.corroborate.records import Inputs
from pipelines.ids import digest_each

LEAST_LIKENESS = 0.06
"""Mean cosine within an event, tuned on news of many outlets."""


def find_events(inputs: Inputs, copies: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The `events`, and per article `event_id` and `event_confidence`.

    Every main article that was extracted from tells of one event, alone or with others; a teaser has
    none. Copies of one text (`copies`: `syndication_groups`) are always together.
    """
    articles = (
        inputs.articles.filter(pl.col("kind") == "main", pl.col("extraction_status") == "done")
        .sort("article_id")
        .with_row_index("row")
    )
    features = article_features(inputs, articles)
    forced = _copy_pairs(articles, copies)
    near = near_articles(features.weighed, articles)
    pairs = that_may_meet(articles.height, near, LEAST_LIKENESS, forced)
    cluster = average_link(articles.height, pairs, LEAST_LIKENESS, forced)
    placed = articles.with_columns(pl.Series("cluster", cluster, dtype=pl.UInt32))
    placed = placed.with_columns(
        ("v" + pl.col("article_id").sort().first().over("cluster").map_batches(digest_each, pl.String)).alias(
            "event_id"
        )
    ).join(_confidence(pairs, cluster), on="row", how="left")
    return _events(placed, inputs, features), placed.select(
        "article_id",
        "event_id",
        pl.col("event_confidence").fill_null(1.0),
        pl.col("centrality").fill_null(0.0),
    )


def _copy_pairs(articles: pl.DataFrame, copies: pl.DataFrame) -> list[tuple[int, int]]:
    members = articles.select("row", "article_id").join(
        copies.select("syndication_group_id", "article_id"), on="article_id"
    )
    firsts = members.with_columns(pl.col("row").min().over("syndication_group_id").alias("first"))
    return sorted(firsts.filter(pl.col("row") != pl.col("first")).select("first", "row").iter_rows())


def _confidence(pairs: pl.DataFrame, cluster: list[int]) -> pl.DataFrame:
    """Per row, how like the others of its event it is: `event_confidence` and `centrality`."""
    names = pl.Series(cluster, dtype=pl.UInt32)
    within = pairs.filter(names.gather(pairs.get_column("a")) == names.gather(pairs.get_column("b")))
    both = pl.concat([within.select(pl.col(one).alias("row"), "score") for one in ("a", "b")])
    return both.group_by("row").agg(
        (pl.col("score").max() * 2).clip(0.0, 1.0).round(4).alias("event_confidence"),
        millionths(pl.col("score")).sum().truediv(WEIGHT_SCALE).alias("centrality"),
    )


def _events(placed: pl.DataFrame, inputs: Inputs, features: Features) -> pl.DataFrame:
    """One row per event: the title of its most central article, its dates, its place, its counts."""
    central = placed.with_columns(pl.col("title").is_null().alias("untitled")).sort(
        ["event_id", "untitled", "centrality", "article_id"],
        descending=[False, False, True, False],
        nulls_last=True,
    )
    named = central.group_by("event_id", maintain_order=True).agg(
        pl.col("title").first(),
        pl.col("published_from").min().alias("earliest"),
        pl.col("published_to").min().alias("date_to"),
        pl.len().alias("article_count"),
        pl.coalesce("source_id", "article_id").n_unique().alias("source_count"),
    )
    label = pl.coalesce("title", "lead", pl.lit("(untitled)"))
    untitled = named.filter(pl.col("title").is_null()).select("event_id")
    leads = _leads(placed.join(untitled, on="event_id", how="semi"), inputs)
    dated = named.join(leads, on="event_id", how="left").with_columns(
        label.alias("label"),
        pl.when(pl.col("date_to").is_not_null())
        .then(pl.col("earliest") - pl.duration(days=WINDOW_DAYS))
        .alias("date_from"),
        pl.when(pl.col("date_to").is_not_null()).then(pl.lit("publication_date")).alias("date_basis"),
    )
    placed_where = dated.join(_places(placed, inputs, features), on="event_id", how="left")
    return frames.conform(placed_where, contracts.table("events"))


def _leads(placed: pl.DataFrame, inputs: Inputs) -> pl.DataFrame:
    """Per event the first statement of its first article: the label where no article has a title."""
    return (
        inputs.statements.lazy()
        .select("article_id", "start_char", "claim_mention_id", "text")
        .join(placed.lazy().select("article_id", "event_id"), on="article_id")
        .collect()
        .sort("event_id", "article_id", "start_char", "claim_mention_id")
        .group_by("event_id", maintain_order=True)
        .agg(pl.col("text").first().str.slice(0, 160).alias("lead"))
    )


def _places(placed: pl.DataFrame, inputs: Inputs, features: Features) -> pl.DataFrame:
    """Per event the place that weighs most in at least half of its articles."""
    places = inputs.entities.filter(pl.col("kind") == "place").select("entity_id")
    weighed = (
        features.weighed.join(features.entities.join(places, on="entity_id"), on="feature")
        .join(placed.select("row", "event_id"), on="row")
        .group_by("event_id", "entity_id")
        .agg(pl.col("weight").sum(), pl.len().alias("articles"))
        .join(placed.group_by("event_id").agg(pl.len().alias("total")), on="event_id")
        .filter(pl.col("articles") * 2 >= pl.col("total"))
    )
    return (
        weighed.sort(["event_id", "weight", "entity_id"], descending=[False, True, False])
        .group_by("event_id", maintain_order=True)
        .agg(pl.col("entity_id").first().alias("place_entity_id"))
    )
