"""In how many sources does a claim stand, and how many of them speak for themselves?

Belongs here: the working behind the counts (`claim_sources`) and the counts. Not here: what is one
claim (`claims`) or one text (`syndication`).

Articles of one claim count once where they are copies of one text, come from one writer, carry one
utterance, or have one owner. Every such merging leaves its reason and its evidence in words.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, groupby, islice
from operator import itemgetter
from typing import Any

import polars as pl

from pipelines import contracts
from pipelines.contracts import frames
from pipelines.corroborate.linkage import connected
from pipelines.corroborate.passages import Passages
from pipelines.corroborate.records import Inputs

_REASONS = ("notice", "text_reuse", "agency", "same_utterance", "same_owner")
"""Why an article may not count by itself, the plainest first."""
_RECORDS_AT_ONCE = 10_000


@dataclass(frozen=True, slots=True)
class _Tie:
    """Something that articles of one claim may have in common."""

    key: str
    reason: str | None
    detail: str | None


def claim_sources(
    passages: Passages, clusters: pl.DataFrame, inputs: Inputs, copies: pl.DataFrame
) -> pl.DataFrame:
    """The published `claim_sources`: one row per claim and article that asserts it.

    Teasers and what a page repeats are left out. The first article of an independence group, in
    order of date and id, stands for it and carries no reason.
    """
    articles = _articles(passages, clusters, inputs, copies)
    table = contracts.table("claim_sources")
    alone = pl.len().over("claim_id") == 1
    single = articles.filter(alone).with_columns(
        pl.coalesce("source_id", "article_id").alias("independence_group"),
        pl.lit(None, dtype=pl.String).alias("merged_because"),
        pl.lit(None, dtype=pl.String).alias("detail"),
    )
    several = [
        pl.DataFrame(records, schema=frames.schema(table)) for records in _several(articles.filter(~alone))
    ]
    return frames.conform(pl.concat([single.select(table.column_names), *several]), table)


def source_counts(sources: pl.DataFrame) -> pl.DataFrame:
    """Per claim the four counts, re-derivable from `claim_sources`; an unknown outlet is its own."""
    return sources.group_by("claim_id").agg(
        pl.len().alias("article_count"),
        pl.coalesce("source_id", "article_id").n_unique().alias("source_count"),
        pl.col("independence_group").n_unique().alias("independent_source_count"),
        pl.col("source_id").is_null().sum().alias("unknown_source_count"),
    )


def _articles(
    passages: Passages, clusters: pl.DataFrame, inputs: Inputs, copies: pl.DataFrame
) -> pl.DataFrame:
    """One row per claim and article with all that may tie it to others, in order of date."""
    origins = inputs.articles.select("article_id", "origin_source_id", "origin_basis")
    owners = inputs.sources.select("source_id", "owner", pl.col("name").alias("source_name"))
    writers = inputs.sources.select(
        pl.col("source_id").alias("origin_source_id"),
        pl.col("kind").alias("origin_kind"),
        pl.col("name").alias("origin_name"),
    )
    stated = (
        passages.rows.filter("is_counted")
        .join(clusters, on="row")
        .sort("row")
        .group_by("claim_id", "article_id")
        .agg(
            pl.col("source_id", "published_from").first(),
            pl.when(pl.col("quote_cluster_id").is_not_null().all())
            .then(pl.col("quote_cluster_id").first())
            .first()
            .alias("utterance"),
        )
    )
    return (
        stated.join(origins, on="article_id", how="left")
        .join(owners, on="source_id", how="left")
        .join(writers, on="origin_source_id", how="left")
        .join(
            copies.select("article_id", "syndication_group_id", "evidence", "overlap"),
            on="article_id",
            how="left",
        )
        .sort("claim_id", "published_from", "article_id", nulls_last=True)
    )


def _several(articles: pl.DataFrame) -> Iterator[list[dict[str, Any]]]:
    """The rows of claims of several articles, a few at a time."""
    claims = groupby(articles.iter_rows(named=True), itemgetter("claim_id"))
    rows = chain.from_iterable(_grouped(list(claim)) for _, claim in claims)
    while records := list(islice(rows, _RECORDS_AT_ONCE)):
        yield records


def _grouped(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows of one claim with their independence groups and the reasons for them."""
    ties = [_ties(row) for row in rows]
    holders: dict[str, list[int]] = {}
    for index, each in enumerate(ties):
        for tie in each:
            holders.setdefault(tie.key, []).append(index)
    links = [(held[0], other) for held in holders.values() for other in held[1:]]
    component = connected(len(rows), links)
    return [
        {
            "claim_id": row["claim_id"],
            "article_id": row["article_id"],
            "source_id": row["source_id"],
            "independence_group": ties[component[index]][0].key,
            **_reason(index, ties[index], component[index], holders),
        }
        for index, row in enumerate(rows)
    ]


def _reason(index: int, ties: list[_Tie], first: int, holders: dict[str, list[int]]) -> dict[str, str | None]:
    """Why an article does not count by itself: the plainest tie that it shares with another."""
    shared = [tie for tie in ties if tie.reason is not None and len(holders[tie.key]) > 1]
    if index == first or not shared:
        return {"merged_because": None, "detail": None}
    best = min(shared, key=lambda tie: (_REASONS.index(tie.reason or ""), tie.key))
    return {"merged_because": best.reason, "detail": best.detail}


def _ties(row: dict[str, Any]) -> list[_Tie]:
    """What ties an article to others; the first is its own name, that of its outlet where known."""
    ties = [_Tie(str(row["source_id"] or row["article_id"]), None, None)]
    if row["syndication_group_id"]:
        share = "" if row["overlap"] is None else f", {row['overlap']:.0%} of the shorter text in common"
        reason = str(row["evidence"])
        ties.append(_Tie(str(row["syndication_group_id"]), reason, f"Copy of one text{share}."))
    if row["origin_source_id"]:
        reason = "agency" if row["origin_kind"] == "agency" else "notice"
        ties.append(_Tie(str(row["origin_source_id"]), reason, f"Written by {row['origin_name']}."))
    if row["utterance"]:
        ties.append(_Tie(str(row["utterance"]), "same_utterance", "Carries the same utterance."))
    if row["owner"]:
        ties.append(_Tie(f"owner {row['owner']}", "same_owner", f"Owned by {row['owner']}."))
    return ties
