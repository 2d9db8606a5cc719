"""Lone surnames that several people of the corpus share, settled article by article.

Not here: names that can mean only one person (`identity`).
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from pipelines.normalise.identity import Node
from pipelines.normalise.nodes import NODE

_MAX_CANDIDATES = 50
"""More people than this share the surname: company decides nothing any more."""
_PREVAILS = 5
"""Where company says nothing, the best known is meant if it is in this many times as many articles."""
_COMMON = 20
"""What stands in more than one in so many articles is no company that tells people apart."""
_CLEARLY = 2.0
"""By how much the best candidate's company must outweigh the next one's."""


def settle_by_context(resolved: pl.DataFrame, open_names: Mapping[Node, tuple[Node, ...]]) -> pl.DataFrame:
    """Chains with `root_kind`, `root_key` and `apart` ("" or what sets a homonym apart).

    A chain under an open name goes to the candidate that keeps the same company (things named in both
    their articles, rare ones counting more), else to one far better known than the rest; else it is someone
    of its own in its document.
    """
    resolved = resolved.with_columns(apart=pl.lit(""))
    open_nodes = pl.DataFrame(sorted(open_names), schema=dict.fromkeys(NODE, pl.String), orient="row")
    if open_nodes.is_empty():
        return resolved
    open_chains = resolved.join(open_nodes, on=NODE, how="semi")
    settled = _best(open_chains.join(_candidates(open_names), on=NODE), resolved)
    choice = open_chains.select("chain_id", own="document_id").join(settled, on="chain_id", how="left")
    is_own = pl.col("own").is_not_null() & pl.col("candidate_key").is_null()
    return (
        resolved.join(choice, on="chain_id", how="left")
        .with_columns(
            root_kind=pl.coalesce("candidate_kind", "root_kind"),
            root_key=pl.coalesce("candidate_key", "root_key"),
            apart=pl.when(is_own).then("own").otherwise("apart"),
        )
        .drop("candidate_kind", "candidate_key", "own")
    )


def _candidates(open_names: Mapping[Node, tuple[Node, ...]]) -> pl.DataFrame:
    rows = [
        (*name, *candidate)
        for name, found in sorted(open_names.items())
        if len(found) <= _MAX_CANDIDATES
        for candidate in found
    ]
    columns = ("kind_node", "key", "candidate_kind", "candidate_key")
    return pl.DataFrame(rows, schema=dict.fromkeys(columns, pl.String), orient="row")


def _best(options: pl.DataFrame, resolved: pl.DataFrame) -> pl.DataFrame:
    """The one candidate of each chain that stands out: `chain_id` and the candidate's root."""
    known = resolved.select("root_kind", "root_key", "article_id").unique()
    fame = known.group_by("root_kind", "root_key").len("fame")
    commonest = max(resolved["article_id"].n_unique() // _COMMON, _COMMON)
    company = known.join(fame, on=["root_kind", "root_key"]).filter(pl.col("fame").is_between(2, commonest))
    of_candidate = ["candidate_kind", "candidate_key"]
    theirs = (
        known.rename({"root_kind": "candidate_kind", "root_key": "candidate_key"})
        .join(options.select(of_candidate).unique(), on=of_candidate, how="semi")
        .join(company, on="article_id")
        .select(*of_candidate, "root_kind", "root_key", "fame")
        .unique()
    )
    shared = (
        options.select("chain_id", "article_id", *of_candidate)
        .join(company.drop("fame"), on="article_id")
        .join(theirs, on=[*of_candidate, "root_kind", "root_key"])
        .sort("chain_id", *of_candidate, "fame", "root_key", "root_kind")
        .group_by("chain_id", *of_candidate, maintain_order=True)
        .agg(weight=(1.0 / pl.col("fame")).sum())
    )
    fame_of = fame.rename({"root_kind": "candidate_kind", "root_key": "candidate_key"})
    ranked = (
        options.select("chain_id", *of_candidate)
        .join(shared, on=["chain_id", *of_candidate], how="left")
        .join(fame_of, on=of_candidate, how="left")
        .with_columns(pl.col("weight").fill_null(0.0).round(9), pl.col("fame").fill_null(0))
    )
    by_company = _standing_out(ranked, "weight", _CLEARLY)
    by_fame = _standing_out(ranked, "fame", _PREVAILS)
    rest = by_fame.join(by_company, on="chain_id", how="anti")
    return pl.concat([by_company, rest])


def _standing_out(ranked: pl.DataFrame, score: str, times: float) -> pl.DataFrame:
    """The best candidate of each chain, where its score is `times` that of the next."""
    return (
        ranked.sort(
            "chain_id", score, "candidate_key", "candidate_kind", descending=[False, True, False, False]
        )
        .group_by("chain_id", maintain_order=True)
        .agg(
            pl.col("candidate_kind", "candidate_key").first(),
            best=pl.col(score).first(),
            next=pl.col(score).slice(1, 1).first(),
        )
        .filter((pl.col("best") > 0) & (pl.col("best") >= times * pl.col("next").fill_null(0)))
        .select("chain_id", "candidate_kind", "candidate_key")
    )
