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
OTHER = "{other}"
_FIRST: dict[str, str | None] = {"merged_because": None, "detail": None}
_RECORDS_AT_ONCE = 10_000


@dataclass(frozen=True, slots=True)
class _Tie:
    """Something that articles of one claim may have in common."""

    key: str
    reason: str | None = None
    detail: str = ""
    """A sentence; `OTHER` in it stands for the outlet that it is shared with."""


def claim_sources(
    passages: Passages, clusters: pl.DataFrame, inputs: Inputs, copies: pl.DataFrame
) -> pl.DataFrame:
    """The published `claim_sources`: one row per claim and article that asserts it.

    Teasers and what a page repeats are left out. The first article of an independence group stands for it and
    carries no reason, nor does what has in common with others only that it is of one outlet.
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
    """One row per claim and article with all that may tie it to others, in order of date.

    Of one day, what is said to be of another's making comes last, then what stands elsewhere the more fully.
    """
    origins = inputs.articles.select("article_id", "origin_source_id")
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
        .with_columns(
            pl.col("origin_source_id").ne(pl.col("source_id")).fill_null(pl.col("origin_source_id").is_not_null())
            .alias("is_of_others"),
            pl.col("overlap").fill_null(0.0).alias("share_elsewhere"),
        )
        .sort(
            "claim_id", "published_from", "is_of_others", "share_elsewhere", "article_id", nulls_last=True
        )
    )  # fmt: skip


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
    names = [row["source_name"] or "an unknown outlet" for row in rows]
    reasons = {tie.key: tie for each in reversed(ties) for tie in each if tie.reason is not None}
    return [
        {
            "claim_id": row["claim_id"],
            "article_id": row["article_id"],
            "source_id": row["source_id"],
            "independence_group": ties[component[index]][0].key,
            **(_FIRST if index == component[index] else _reason(index, ties[index], holders, reasons, names)),
        }
        for index, row in enumerate(rows)
    ]


def _reason(
    index: int, ties: list[_Tie], holders: dict[str, list[int]], reasons: dict[str, _Tie], names: list[str]
) -> dict[str, str | None]:
    """Why an article does not count by itself: the plainest of what it has in common with another.

    An article of the outlet that wrote what others carry has that in common with them, by its own name.
    """
    told = [tie if tie.reason else reasons.get(tie.key) for tie in ties if len(holders[tie.key]) > 1]
    shared = [(_REASONS.index(tie.reason), tie.key, tie) for tie in told if tie is not None and tie.reason]
    if not shared:
        return _FIRST
    _, key, best = min(shared, key=itemgetter(0, 1))
    other = next(held for held in holders[key] if held != index)
    return {"merged_because": best.reason, "detail": best.detail.replace(OTHER, names[other])}


def _ties(row: dict[str, Any]) -> list[_Tie]:
    """What ties an article to others; the first is its own name, that of its outlet where known."""
    ties = [_Tie(str(row["source_id"] or row["article_id"]))]
    if row["syndication_group_id"]:
        share = "" if row["overlap"] is None else f": {row['overlap']:.0%} of it stands elsewhere"
        detail = f"One text with that of {OTHER}{share}."
        ties.append(_Tie(str(row["syndication_group_id"]), str(row["evidence"]), detail))
    if row["origin_source_id"]:
        reason = "agency" if row["origin_kind"] == "agency" else "notice"
        ties.append(_Tie(str(row["origin_source_id"]), reason, f"Written by {row['origin_name']}."))
    if row["utterance"]:
        detail = f"Carries the same utterance as {OTHER}."
        ties.append(_Tie(str(row["utterance"]), "same_utterance", detail))
    if row["owner"]:
        detail = f"Owned by {row['owner']}, as is {OTHER}."
        ties.append(_Tie(f"owner {row['owner']}", "same_owner", detail))
    return ties
