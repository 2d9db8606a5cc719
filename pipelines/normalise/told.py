"""What the user's `entities.csv` says, applied to the names of the corpus before any rule.

Not here: reading the file (`overrides`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import polars as pl

from pipelines.contracts.corrections import Problem
from pipelines.contracts.vocabulary import ENTITY_KINDS
from pipelines.normalise.identity import Node, Partition
from pipelines.normalise.nodes import NODE, with_nodes

_NAMING = ("name", "alias", "same_as", "not_same_as")
_FACTS = {
    "line": pl.Int32,
    "kind_node": pl.String,
    "key": pl.String,
    "told_name": pl.String,
    "told_kind": pl.String,
    "told_item": pl.String,
    "told_alias": pl.String,
}


@dataclass(frozen=True, slots=True)
class Told:
    """Joins and splits made, facts stated by node (`_FACTS`), and the rows that match nothing."""

    partition: Partition
    facts: pl.DataFrame
    stale: tuple[Problem, ...]


def apply_overrides(user: pl.DataFrame, named: pl.DataFrame) -> Told:
    """The user's rows (`OVERRIDE_SCHEMA`) against the chains of the corpus with their nodes.

    Splits go before joins, so that a join of the user's own can never undo one.
    """
    nodes_of = _nodes_of(user, named)
    partition = Partition()
    facts: list[tuple[Any, ...]] = []
    stale: list[Problem] = []
    rows = user.sort("line").rows(named=True)
    for row in rows:
        mine, apart = nodes_of.get(row["name"], []), nodes_of.get(row["not_same_as"], [])
        for node, other in ((a, b) for a in mine for b in apart if a != b):
            partition.forbid(node, other)
    for row in rows:
        mine = _of_kind(nodes_of.get(row["name"], []), row["kind"])
        others = [node for column in ("alias", "same_as") for node in nodes_of.get(row[column], [])]
        if not mine + others:
            stale.append(Problem(row["line"], f"{row['name']!r} names nothing in the corpus"))
            continue
        if row["not_same_as"] is not None and not nodes_of.get(row["not_same_as"]):
            stale.append(Problem(row["line"], f"{row['not_same_as']!r} names nothing in the corpus"))
        anchor, *rest = mine + others
        for node in rest:
            partition.join(anchor, node)
        facts.append((row["line"], *anchor, row["name"], row["kind"], row["wikidata_id"], row["alias"]))
    return Told(partition, pl.DataFrame(facts, schema=_FACTS, orient="row"), tuple(stale))


def _of_kind(nodes: list[Node], kind: str | None) -> list[Node]:
    """The nodes of the kind that a row states, if there are any; else all."""
    return [node for node in nodes if node[0] == kind] or nodes


def _nodes_of(user: pl.DataFrame, named: pl.DataFrame) -> dict[str | None, list[Node]]:
    """The nodes of the corpus that each name in the user's rows can mean, whatever its kind."""
    names = pl.concat([user[column].alias("name") for column in _NAMING]).drop_nulls().unique().to_frame()
    every_kind = names.join(pl.DataFrame({"kind": ENTITY_KINDS}), how="cross")
    present = with_nodes(every_kind).join(named.select(NODE).unique(), on=NODE).select("name", *NODE).unique()
    found: dict[str | None, list[Node]] = {}
    for name, kind, key in sorted(present.rows()):
        found.setdefault(name, []).append((kind, key))
    return found
