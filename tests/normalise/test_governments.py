from __future__ import annotations

import polars as pl

from pipelines.contracts import table
from pipelines.contracts.frames import from_records
from pipelines.normalise.governments import Governments, governments, with_governments

PLACES = {"Russia": "place", "Kremlin": "place", "Moscow": "place", "Brussels": "place", "Harbin": "place",
          "European Union": "organization", "United States": "place"}  # fmt: skip


def entities(**kinds: str) -> pl.DataFrame:
    rows = [
        {"entity_id": f"e-{name}", "kind": kind, "name": name, "wikidata_id": None, "country": None,
         "mention_count": 1, "article_count": 1}
        for name, kind in {**PLACES, **kinds}.items()
    ]  # fmt: skip
    return from_records(rows, table("entities"))


def resolve(acting: list[str], named: pl.DataFrame | None = None) -> Governments:
    found = entities() if named is None else named
    aliases = found.select("entity_id", alias="name").with_columns(
        kind=pl.lit("name"), valid_from=pl.lit(None, pl.Date), valid_to=pl.lit(None, pl.Date)
    )
    return governments(found, aliases, pl.Series([f"e-{name}" for name in acting]))


def who_acts_for(found: Governments, place: str) -> str | None:
    joined = found.acts_for.join(found.entities, left_on="government_id", right_on="entity_id")
    return next(iter(joined.filter(pl.col("entity_id") == f"e-{place}")["name"]), None)


def test_a_country_its_capital_and_its_seat_of_power_act_for_one_government() -> None:
    found = resolve(["Kremlin", "Moscow", "Russia"])
    assert {who_acts_for(found, place) for place in ("Kremlin", "Moscow", "Russia")} == {
        "Government of Russia"
    }
    (row,) = found.entities.filter(pl.col("name") == "Government of Russia").rows(named=True)
    assert (row["kind"], row["country"], row["mention_count"]) == ("organization", "RU", 0)
    stands = found.aliases.filter(pl.col("entity_id") == row["entity_id"], pl.col("kind") == "metonym")
    assert stands["alias"].to_list() == ["Kremlin", "Moscow", "Russia"]


def test_only_governments_of_places_that_act_are_there() -> None:
    assert resolve(["Harbin"]).acts_for.is_empty()
    assert resolve(["Russia"]).entities.height == len(PLACES) + 1


def test_a_government_that_the_corpus_names_is_not_made_anew() -> None:
    named = entities(**{"Russian government": "organization"})
    found = resolve(["Moscow"], named)
    assert who_acts_for(found, "Moscow") == "Russian government"
    assert found.entities.height == named.height


def test_brussels_acts_for_the_union() -> None:
    assert who_acts_for(resolve(["Brussels", "European Union"]), "Brussels") == "European Union"


def test_names_that_take_an_article_have_it() -> None:
    assert who_acts_for(resolve(["United States"]), "United States") == "Government of the United States"


def test_speakers_and_those_addressed_are_governments_and_a_medium_is_none() -> None:
    acts_for = resolve(["Moscow"]).acts_for
    participants = pl.DataFrame(
        {
            "role": ["speaker", "addressee", "medium", "speaker"],
            "entity_id": ["e-Moscow", "e-Moscow", "e-Moscow", "e-Xi"],
            "method": "name",
            "confidence": 0.85,
        }
    )
    found = with_governments(participants, acts_for)
    government = acts_for["government_id"].item()
    assert found["entity_id"].to_list() == [government, government, "e-Moscow", "e-Xi"]
    assert found["method"].to_list() == ["metonym", "metonym", "name", "name"]
    assert found["confidence"].to_list() == [0.8, 0.8, 0.85, 0.85]
