from __future__ import annotations

import tomllib
from importlib.resources import files

from pipelines.normalise.countries import countries, country_forms


def test_every_country_has_its_item_and_no_item_is_shared() -> None:
    table = countries()
    assert table["name"].is_unique().all()
    assert table["wikidata_id"].is_unique().all()
    assert table["wikidata_id"].str.contains(r"^Q\d+$").all()
    assert table["country"].drop_nulls().str.contains(r"^[A-Z]{2}$").all()


def test_forms_by_hand_are_of_countries_in_the_table() -> None:
    text = files("pipelines.normalise").joinpath("country_forms.toml").read_text("utf-8")
    assert set(tomllib.loads(text)) <= set(countries()["name"])


def test_a_form_of_a_kind_stands_for_one_country() -> None:
    forms = country_forms()
    assert not forms.select("form", "form_kind").is_duplicated().any()
    held = {(form, kind): name for form, kind, name in forms.rows()}
    assert held["us", "name"] == "United States"
    assert held["american", "demonym"] == "United States"
    assert held["kremlin", "metonym"] == "Russia"
    assert held["moscow", "capital"] == "Russia"
