"""The nodes that names of the corpus are: chains with their keys, and what articles show of short forms.

Not here: the rules that join nodes (`identity`).
"""

from __future__ import annotations

from collections import defaultdict

import polars as pl

from pipelines.normalise.countries import countries, country_forms
from pipelines.normalise.identity import Names, Node
from pipelines.normalise.names import (
    folded,
    group_key,
    initials,
    is_acronym,
    organization_key,
    person_key,
    romanised,
)
from pipelines.normalise.places import places

NODE = ["kind_node", "key"]


def with_nodes(named: pl.DataFrame) -> pl.DataFrame:
    """Rows with `name` and `kind` get their node (`kind_node`, `key`) and, if so, *`of_country`*.

    All forms of a country are one node, of the kind that the table of countries gives it; so are all
    forms of its people, and its teams: an organization that bears the name of a country, or of another
    place known, is no place. What was read as a person keeps its name, unless that has several words.
    """
    distinct = named.select("name", "kind").unique()
    return named.join(_nodes(distinct), on=["name", "kind"])


def _nodes(named: pl.DataFrame) -> pl.DataFrame:
    forms = country_forms().join(countries(), on="name")
    named_countries = forms.filter(pl.col("form_kind") == "name").select(
        plain="form", of_country="name", country_kind="kind"
    )
    peoples = forms.filter(pl.col("form_kind") == "demonym").select(singular="form", of_people="name")
    name, kind = pl.col("name"), pl.col("kind")
    is_thing = kind != "person"
    has_words = pl.col("name").str.contains(r"\S\s+\S")
    is_people = pl.col("of_people").is_not_null()
    is_team = (kind == "organization") & (pl.col("country_kind") == "place")
    is_local_team = (kind == "organization") & pl.col("plain").is_in(places()["form"].implode())
    home = pl.when(is_team).then(romanised(folded(pl.col("of_country")))).when(is_local_team).then("plain")
    team = pl.concat_str(pl.lit("team of "), home)
    return (
        named.with_columns(
            key=_name_key(name, kind),
            plain=pl.when(is_thing | has_words).then(romanised(folded(name))),
            singular=pl.when(is_thing).then(romanised(group_key(name))),
        )
        .join(named_countries, on="plain", how="left")
        .join(peoples, on="singular", how="left")
        .with_columns(team=team)
        .with_columns(pl.when(pl.col("team").is_null()).then(pl.col("of_country", "country_kind")))
        .with_columns(
            kind_node=pl.coalesce("country_kind", pl.when(is_people).then(pl.lit("group")), "kind"),
            key=pl.coalesce(
                "team",
                romanised(folded(pl.col("of_country"))),
                pl.when(is_people).then(pl.concat_str(pl.lit("people of "), folded(pl.col("of_people")))),
                "key",
            ),
        )
        .drop("plain", "singular", "country_kind", "of_people", "team")
    )


def _name_key(name: pl.Expr, kind: pl.Expr) -> pl.Expr:
    """The key under which names of that kind are equal; never NULL."""
    return pl.coalesce(
        pl.when(kind == "person").then(person_key(name)),
        pl.when(kind == "organization").then(romanised(organization_key(name))),
        pl.when(kind == "group").then(romanised(group_key(name))),
        romanised(folded(name)),
        name.str.to_lowercase(),
    )


def observe(named: pl.DataFrame, mentions: pl.DataFrame) -> Names:
    """Distinct nodes with the articles they stand in, and what articles show of their short forms."""
    standing = named.select(*NODE, "article_id").unique()
    counts = standing.group_by(NODE).len("count")
    return Names(
        articles={(kind, key): count for kind, key, count in counts.rows()},
        used_for=_used_for(named, mentions),
        expansions=_expansions(named, standing),
    )


def _used_for(named: pl.DataFrame, mentions: pl.DataFrame) -> dict[Node, frozenset[Node]]:
    """For each short name, the fuller names whose chains use it in some article."""
    said = mentions.filter(pl.col("form") == "name").select("chain_id", name="text")
    fuller = named.select("chain_id", "kind", full_kind="kind_node", full_key="key")
    is_shorter = pl.col("key").str.len_chars() < pl.col("full_key").str.len_chars()
    pairs = (
        with_nodes(said.join(fuller, on="chain_id"))
        .filter(is_shorter & (pl.col("kind_node") == pl.col("full_kind")))
        .select(*NODE, "full_kind", "full_key")
        .unique()
    )
    return _grouped(pairs)


def _expansions(named: pl.DataFrame, standing: pl.DataFrame) -> dict[Node, frozenset[Node]]:
    """Acronyms with the names of the same article whose initials they are."""
    is_thing = ~pl.col("kind_node").is_in(["person", "group"])
    is_short = (pl.col("kind_node") != "person") & is_acronym(pl.col("name"))
    acronyms = named.filter(is_short).select(*NODE, "article_id").unique()
    spelt = standing.filter(is_thing & pl.col("key").str.contains(" "))
    with_initials = pl.concat(
        [
            spelt.select(
                "article_id",
                full_kind="kind_node",
                full_key="key",
                key=romanised(initials(pl.col("key"), with_function_words=flag)),
            )
            for flag in (True, False)
        ]
    )
    pairs = acronyms.join(with_initials, on=["article_id", "key"])
    return _grouped(pairs.select(*NODE, "full_kind", "full_key").unique())


def _grouped(pairs: pl.DataFrame) -> dict[Node, frozenset[Node]]:
    """Rows of short kind, short key, full kind, full key as a mapping."""
    grouped: dict[Node, set[Node]] = defaultdict(set)
    for short_kind, short_key, kind, key in pairs.rows():
        grouped[(short_kind, short_key)].add((kind, key))
    return {node: frozenset(fuller) for node, fuller in grouped.items()}
