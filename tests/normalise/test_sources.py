from __future__ import annotations

import csv
import io
import tomllib
from importlib.resources import files
from typing import Any

import polars as pl
from polars.testing import assert_frame_equal
from small_drafts import article_row

from pipelines.contracts import table
from pipelines.contracts.frames import from_records
from pipelines.contracts.vocabulary import SOURCE_KINDS
from pipelines.normalise.domains import host
from pipelines.normalise.names import folded
from pipelines.normalise.sources import USER_SOURCE_COLUMNS, resolve_sources


def articles(*outlets: str | None, origin: str | None = None) -> pl.DataFrame:
    rows = [
        article_row(f"d{number}-a0", f"d{number}")
        | {"outlet": outlet, "outlet_basis": outlet and "metadata"}
        | {"origin": origin, "origin_basis": origin and "notice"}
        for number, outlet in enumerate(outlets)
    ]
    return from_records(rows, table("draft_articles"))


def user(**cells: str) -> pl.DataFrame:
    return pl.DataFrame(
        {name: [cells.get(name)] for name in USER_SOURCE_COLUMNS},
        schema=dict.fromkeys(USER_SOURCE_COLUMNS, pl.String),
    )


def test_name_alias_address_and_subdomain_are_one_known_source() -> None:
    sources, found = resolve_sources(
        articles("Reuters", "Thomson Reuters", "https://www.reuters.com/world/x", "uk.reuters.com")
    )
    assert sources.select("name", "domain", "kind").rows() == [("Reuters", "reuters.com", "agency")]
    assert found["source_id"].unique().to_list() == sources["source_id"].to_list()


def test_an_unknown_site_and_the_name_it_spells_are_one_source() -> None:
    sources, _ = resolve_sources(articles("The Daily Example", "dailyexample.co.uk"))
    assert sources.select("name", "domain", "kind", "country").rows() == [
        ("The Daily Example", "dailyexample.co.uk", "outlet", None)
    ]


def test_no_outlet_is_no_source() -> None:
    sources, found = resolve_sources(articles(None, " "))
    assert sources.is_empty()
    assert found["source_id"].to_list() == [None, None]


def test_the_origin_is_a_source_too() -> None:
    sources, found = resolve_sources(articles("wp-radio.example", origin="Business Insider"))
    assert sources.height == 2
    assert found["origin_source_id"].null_count() == 0
    assert found["origin_basis"].to_list() == ["notice"]


def test_what_the_user_states_goes_first() -> None:
    stated = user(name="Reuters", alias="RTRS", owner="Thomson Family", country="CA")
    sources, _ = resolve_sources(articles("RTRS"), stated)
    assert sources.select("name", "domain", "country", "owner", "kind").rows() == [
        ("Reuters", "reuters.com", "CA", "Thomson Family", "agency")
    ]


def test_a_source_of_the_users_is_there_without_an_article() -> None:
    sources, _ = resolve_sources(articles(None), user(name="Example Gazette", domain="gazette.example"))
    assert sources.select("name", "kind").rows() == [("Example Gazette", "outlet")]


def test_articles_have_what_their_contract_says_but_what_comes_later() -> None:
    _, found = resolve_sources(articles("Reuters"))
    later = {"event_id", "event_confidence", "syndication_group_id"}
    assert set(found.columns) == set(table("articles").column_names) - later | {"fingerprint"}


def test_rows_do_not_depend_on_the_order_of_arrival() -> None:
    frame = articles(
        "Reuters", "The Daily Example", "dailyexample.com", "AP", "Daily Example", None, "x.example"
    )
    shuffled = frame.sample(fraction=1, shuffle=True, seed=3)
    for expected, found in zip(resolve_sources(frame), resolve_sources(shuffled), strict=True):
        assert_frame_equal(found, expected)


def entries() -> list[dict[str, Any]]:
    text = files("pipelines.normalise").joinpath("outlets.toml").read_text("utf-8")
    found: list[dict[str, Any]] = tomllib.loads(text)["outlet"]
    return found


def test_no_name_or_address_stands_for_two_outlets() -> None:
    rows = [
        (entry["name"], form)
        for entry in entries()
        for form in (entry["name"], entry.get("domain"), *entry.get("aliases", ()))
        if form
    ]
    forms = pl.DataFrame(rows, schema=["outlet", "form"], orient="row")
    for key in (folded(pl.col("form")), host(pl.col("form"))):
        shared = forms.with_columns(key=key).drop_nulls("key").group_by("key").agg(pl.col("outlet").unique())
        assert shared.filter(pl.col("outlet").list.len() > 1).rows() == []
    names = [entry["name"] for entry in entries()]
    assert len(names) == len(set(names))


def test_outlets_are_described_in_the_terms_of_the_contract() -> None:
    text = files("pipelines.normalise").joinpath("countries.csv").read_text("utf-8")
    countries = {row["country"] for row in csv.DictReader(io.StringIO(text)) if row["country"]}
    for entry in entries():
        assert set(entry) <= {"name", "domain", "country", "kind", "owner", "aliases"}, entry
        assert entry["kind"] in SOURCE_KINDS, entry
        assert entry.get("country", "FR") in countries, entry
        assert pl.select(host(pl.lit(entry["domain"]))).item() == entry["domain"], entry


def test_an_outlet_is_known_by_native_name_and_address() -> None:
    printed = ("日本経済新聞", "港新聞", "https://www.nikkei.com/article/x", "Nihon Keizai Shimbun")
    sources, _ = resolve_sources(articles(*printed))
    assert sources.filter(pl.col("domain") == "nikkei.com").select("name", "country").rows() == [
        ("Nihon Keizai Shimbun", "JP")
    ]
    assert sources.height == 2
