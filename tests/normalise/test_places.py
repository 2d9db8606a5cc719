"""Places other than countries: which have an item, and what else bears their name."""

from __future__ import annotations

import polars as pl
from small_drafts import Story, drafts, named

from pipelines.normalise.countries import country_forms
from pipelines.normalise.entities import resolve_entities
from pipelines.normalise.places import places


def test_every_place_has_one_item_and_no_form_of_a_country() -> None:
    table = places()
    assert table["form"].is_unique().all()
    assert table["wikidata_id"].is_unique().all()
    assert table["wikidata_id"].str.contains(r"^Q\d+$").all()
    assert table["country"].str.contains(r"^[A-Z]{2}$").all()
    assert not set(table["form"]) & set(country_forms().filter(pl.col("form_kind") == "name")["form"])


def test_names_that_mean_several_places_are_left_out() -> None:
    forms = set(places()["form"])
    assert {"wisconsin", "warsaw"} <= forms
    assert forms.isdisjoint({"georgia", "new york", "kansas", "victoria", "springfield"})


def entities(*kinds: str) -> set[tuple[str, str | None, str | None]]:
    frames = drafts(*(Story([named(kind, "WISCONSIN")]) for kind in kinds))
    found = resolve_entities(frames.chains, frames.mentions, frames.articles, frames.segments)
    return set(found.entities.select("kind", "country", "wikidata_id").rows())


def test_a_place_has_its_item_and_country_and_an_organization_of_its_name_none() -> None:
    assert entities("place") == {("place", "US", "Q1537")}
    assert entities("organization") == {("organization", None, None)}


def test_a_place_has_no_item_where_the_corpus_knows_its_team_as_well() -> None:
    assert entities("place", "organization") == {("place", None, None), ("organization", None, None)}
