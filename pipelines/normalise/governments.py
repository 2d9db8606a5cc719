"""Governments behind the places in whose name they act: who speaks where "Moscow" or "the Kremlin" does.

A mention keeps what its words name, a place; whoever takes part in a quote under such a name is the
government. Not here: which places are meant (`entities`), the table of countries (`countries`).
"""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from pipelines.contracts import table
from pipelines.contracts.frames import conform
from pipelines.ids import digests
from pipelines.normalise.countries import countries, country_forms
from pipelines.normalise.names import folded, romanised

METONYM = "metonym"
"""The method by which a place's government is the one that speaks."""
_SURENESS = 0.8
"""Capitals now and then act as towns, and countries as teams: what a metonym is sure of at most."""
_WITH_ARTICLE = (
    r"^(?:United |Democratic Republic|Central African|Dominican Republic|Czech Republic)"
    r"|(?:Islands|Netherlands|Philippines|Bahamas|Maldives|Gambia|Comoros|Seychelles)$"
)


@dataclass(frozen=True, slots=True)
class Governments:
    """Entities and aliases of a corpus with the governments that speak in it, and whom places stand for.

    `acts_for` has `entity_id` (the place) and `government_id`.
    """

    entities: pl.DataFrame
    aliases: pl.DataFrame
    acts_for: pl.DataFrame


def governments(entities: pl.DataFrame, aliases: pl.DataFrame, acting: pl.Series) -> Governments:
    """The governments of the places among the entities that act (`acting`, ids).

    One that the corpus names as such ("the Russian government") is that entity; the rest are new. The
    European Union, whose seat is Brussels, acts itself.
    """
    seats = _seats(entities.filter(pl.col("entity_id").is_in(acting.implode())))
    named = _with_their_names(seats.select("state", "code", "is_state").unique())
    keyed = entities.select("entity_id", "kind", form=romanised(folded(pl.col("name"))))
    known = (
        named.explode("forms")
        .join(keyed.filter(pl.col("kind") == "organization"), left_on="forms", right_on="form")
        .sort("state", "entity_id")
        .unique("state", keep="first", maintain_order=True)
        .select("state", known_id="entity_id")
    )
    named = named.join(known, on="state", how="left").sort("state")
    own_id = digests(named.with_columns(what=pl.lit("government")), ["what", "state"], "e").alias("own_id")
    named = named.with_columns(own_id).with_columns(government_id=pl.coalesce("known_id", "own_id"))
    acts_for = seats.join(named, on="state").select("entity_id", "government_id")
    acts_for = acts_for.filter(pl.col("entity_id") != pl.col("government_id")).sort("entity_id")
    new = named.filter(pl.col("known_id").is_null()).select(
        entity_id="government_id",
        kind=pl.lit("organization"),
        name="name",
        wikidata_id=pl.lit(None, pl.String),
        country="code",
        mention_count=pl.lit(0),
        article_count=pl.lit(0),
    )
    return Governments(
        entities=conform(pl.concat([entities, conform(new, table("entities"))]), table("entities")),
        aliases=_aliases(acts_for, aliases, new),
        acts_for=acts_for,
    )


def _seats(entities: pl.DataFrame) -> pl.DataFrame:
    """Which of the entities stand for a state: `entity_id`, `state`, *`code`*, `is_state`.

    A word for a government goes before a country's name, and that before a capital's.
    """
    order = pl.col("form_kind").replace_strict({"metonym": 0, "name": 1, "capital": 2}, default=None)
    forms = (
        country_forms()
        .with_columns(order=order)
        .drop_nulls("order")
        .sort("form", "order")
        .unique("form", keep="first", maintain_order=True)
        .join(countries().rename({"kind": "state_kind", "country": "code"}), on="name")
        .filter(pl.col("code").is_not_null() | (pl.col("state_kind") == "organization"))
        .select("form", "form_kind", state="name", code="code", is_state=pl.col("state_kind") == "place")
    )
    stands = (pl.col("kind") == "place") | (
        (pl.col("kind") == "organization") & (pl.col("form_kind") == METONYM)
    )
    return (
        entities.select("entity_id", "kind", form=romanised(folded(pl.col("name"))))
        .join(forms, on="form")
        .filter(stands)
        .select("entity_id", "state", "code", "is_state")
    )


def _with_their_names(states: pl.DataFrame) -> pl.DataFrame:
    """`name` of each government, and `forms` under which the corpus may name it, folded."""
    demonyms = (
        country_forms()
        .filter(pl.col("form_kind") == "demonym")
        .group_by(state="name")
        .agg(forms=pl.concat_str("form", pl.lit(" government")).sort())
    )
    article = pl.when(pl.col("state").str.contains(_WITH_ARTICLE)).then(pl.lit("the ")).otherwise(pl.lit(""))
    name = (
        pl.when("is_state").then(pl.concat_str(pl.lit("Government of "), article, "state")).otherwise("state")
    )
    own = romanised(folded(pl.col("name")))
    return (
        states.with_columns(name=name)
        .join(demonyms, on="state", how="left")
        .with_columns(
            forms=pl.when("is_state")
            .then(pl.concat_list(own, pl.col("forms").fill_null(pl.lit([], dtype=pl.List(pl.String)))))
            .otherwise(pl.concat_list(own))
        )
    )


def _aliases(acts_for: pl.DataFrame, aliases: pl.DataFrame, new: pl.DataFrame) -> pl.DataFrame:
    """The aliases with all names of places as metonyms of their governments, and the names of new ones."""
    stated = pl.concat(
        [
            acts_for.join(aliases, on="entity_id")
            .select("alias", entity_id="government_id", kind=pl.lit(METONYM))
            .select("entity_id", "alias", "kind"),
            new.select("entity_id", alias="name", kind=pl.lit("name")),
        ]
    )
    rows = stated.with_columns(valid_from=pl.lit(None, pl.Date), valid_to=pl.lit(None, pl.Date))
    rows = pl.concat([aliases, conform(rows.unique(), table("entity_aliases"))])
    return conform(rows, table("entity_aliases"))


def with_governments(participants: pl.DataFrame, acts_for: pl.DataFrame) -> pl.DataFrame:
    """Participants of quotes (`entity_id`, `role`, `method`, `confidence`), governments for their places.

    A medium is none: who speaks to Moscow radio tells no government.
    """
    is_seat = pl.col("government_id").is_not_null() & (pl.col("role") != "medium")
    return (
        participants.join(acts_for, on="entity_id", how="left")
        .with_columns(
            entity_id=pl.when(is_seat).then("government_id").otherwise("entity_id"),
            method=pl.when(is_seat).then(pl.lit(METONYM)).otherwise("method"),
            confidence=pl.when(is_seat)
            .then(pl.min_horizontal("confidence", pl.lit(_SURENESS)))
            .otherwise("confidence"),
        )
        .drop("government_id")
    )
