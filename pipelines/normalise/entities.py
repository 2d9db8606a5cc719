"""Chains of single articles become entities of the corpus, and mentions point to them.

Frames in, frames out. Keys of names are in `nodes`, the rules of which names are one thing in
`identity`, surface forms and counts in `aliases`. Not here: finding mentions or chains (`extract`).
"""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from pipelines.contracts import table
from pipelines.contracts.corrections import Problem
from pipelines.contracts.frames import conform
from pipelines.ids import digests
from pipelines.normalise.aliases import alias_rows, canonical_names, entity_counts
from pipelines.normalise.context import settle_by_context
from pipelines.normalise.identity import Names, Partition, link_names
from pipelines.normalise.nodes import NODE, observe, with_nodes
from pipelines.normalise.offices import holders_of_open_roles, with_holders
from pipelines.normalise.overrides import OVERRIDE_SCHEMA
from pipelines.normalise.told import apply_overrides

_ROOT = ["root_kind", "root_key", "apart"]


@dataclass(frozen=True, slots=True)
class Entities:
    """The entities of a corpus and everything that refers to them.

    `chain_entities` has `chain_id`, `entity_id`, one row per chain; `held` `mention_id`, `chain_id` of roles
    that only other articles settle; `stale` lists the user's rows that match nothing in the corpus.
    """

    entities: pl.DataFrame
    aliases: pl.DataFrame
    mentions: pl.DataFrame
    mention_entities: pl.DataFrame
    chain_entities: pl.DataFrame
    held: pl.DataFrame
    stale: tuple[Problem, ...]


def resolve_entities(
    chains: pl.DataFrame,
    mentions: pl.DataFrame,
    articles: pl.DataFrame,
    segments: pl.DataFrame,
    overrides: pl.DataFrame | None = None,
) -> Entities:
    """One entity per real thing over the corpus, from `draft_chains` and `draft_mentions`.

    `overrides` has `OVERRIDE_SCHEMA`. The same rows come out in whatever order the frames arrive.
    """
    user = overrides if overrides is not None else pl.DataFrame(schema=OVERRIDE_SCHEMA)
    named = with_nodes(chains).sort("chain_id")
    told = apply_overrides(user, named)
    names = observe(named, mentions)
    open_names = link_names(names, told.partition)
    rooted = named.join(_roots(names, told.partition), on=NODE)
    resolved = settle_by_context(rooted, open_names)
    groups = canonical_names(resolved, told.facts)
    groups = groups.with_columns(digests(groups, _ROOT, "e").alias("entity_id"))
    rows = resolved.join(groups.select("entity_id", "root_kind", "root_key", "apart"), on=_ROOT)
    chain_entities = rows.select("chain_id", "entity_id").sort("chain_id")
    held = holders_of_open_roles(mentions, rows, articles)
    linked = with_holders(mentions, held, on="mention_id").join(chain_entities, on="chain_id", how="left")
    counted = groups.join(entity_counts(linked, articles, segments), on="entity_id", how="left")
    return Entities(
        entities=conform(
            counted.with_columns(pl.col("mention_count", "article_count").fill_null(0)), table("entities")
        ),
        aliases=conform(alias_rows(linked, groups, articles), table("entity_aliases")),
        mentions=conform(linked, table("mentions")),
        mention_entities=_members(mentions, chain_entities),
        chain_entities=chain_entities,
        held=held,
        stale=told.stale,
    )


def _roots(names: Names, partition: Partition) -> pl.DataFrame:
    """The representative of every node; names join in sorted order, so it never depends on arrival."""
    nodes = sorted(names.articles)
    rows = [(*node, *partition.find(node)) for node in nodes]
    columns = (*NODE, "root_kind", "root_key")
    return pl.DataFrame(rows, schema=dict.fromkeys(columns, pl.String), orient="row")


def _members(mentions: pl.DataFrame, chain_entities: pl.DataFrame) -> pl.DataFrame:
    """The members of plural mentions."""
    plural = mentions.filter(pl.col("chain_member_ids").list.len() > 0)
    members = (
        plural.select("mention_id", chain_id="chain_member_ids")
        .explode("chain_id", empty_as_null=True)
        .join(chain_entities, on="chain_id")
        .select("mention_id", "entity_id")
        .unique()
    )
    return conform(members, table("mention_entities"))
