"""Drafts become numeric claims: currencies, base units, periods, entities."""

from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl

from pipelines import contracts
from pipelines.contracts.frames import schema
from pipelines.normalise.figures import numeric_claims

DRAFT = {
    "numeric_claim_id": "a-n0",
    "document_id": "d",
    "article_id": "a",
    "segment_id": "d-s0",
    "start_char": 0,
    "end_char": 1,
    "text": "1",
    "modifier": "exact",
    "change": "none",
    "kind": "amount",
    "confidence": 0.9,
}


def claim(country: str | None = None, **fields: Any) -> dict[str, Any]:
    """The numeric claim of one draft in an article of 17 May 2024, by an outlet of that country."""
    draft = pl.DataFrame([DRAFT | fields], schema=schema(contracts.table("draft_quantities")))
    articles = pl.DataFrame(
        [("a", "s", date(2024, 5, 17), date(2024, 5, 17))],
        schema={
            "article_id": pl.String,
            "source_id": pl.String,
            "published_from": pl.Date,
            "published_to": pl.Date,
        },
        orient="row",
    )
    sources = pl.DataFrame(
        [("s", country)], schema={"source_id": pl.String, "country": pl.String}, orient="row"
    )
    chains = pl.DataFrame({"chain_id": ["a-e0"], "entity_id": ["e1"]})
    quotes = pl.DataFrame({"quote_id": ["a-q0"], "speaker_entity_id": ["e2"]})
    return numeric_claims(draft, articles, sources, chains, quotes).row(0, named=True)


def test_a_bare_dollar_is_that_of_the_outlet_else_american_and_says_so() -> None:
    bare = {"kind": "money", "value": 5.0, "unit_text": "$"}
    assert [claim("AU", **bare)[name] for name in ("unit", "unit_basis")] == ["AUD", "outlet"]
    assert [claim(None, **bare)[name] for name in ("unit", "unit_basis")] == ["USD", "unmarked"]
    assert claim("CA", **bare | {"unit": "XXX/[bbl_us]", "unit_text": "$ a barrel"})["unit"] == "CAD/[bbl_us]"


def test_a_printed_currency_stands_and_money_is_never_converted() -> None:
    found = claim("AU", kind="money", value=5.0, unit="USD", unit_text="US$", unit_basis="printed")
    assert (found["unit"], found["dimension"], found["value_base"], found["unit_base"]) == (
        "USD",
        "money",
        None,
        None,
    )


def test_values_in_the_base_unit() -> None:
    assert claim(value=3.0, unit="km")["value_base"] == 3000.0
    assert claim(value=10.0, unit="Cel")["value_base"] == 283.15
    assert claim(value=10.0, unit="Cel", change="up")["value_base"] == 10.0
    assert claim(value=7.0, unit="person", kind="count")["dimension"] == "count"
    assert claim(value=0.5, kind="fraction")["dimension"] == "ratio"
    assert claim(low=1.0, high=2.0, unit="km")["value_base"] is None


def test_a_period_printed_elsewhere_rests_on_where_it_stands() -> None:
    assert claim(value=1.0, period="2022", period_scope="sentence")["period_basis"] == "sentence"
    assert claim(value=1.0, period="2022", period_scope="article")["period_basis"] == "article"
    assert claim(value=1.0, period="2022", period_scope="clause")["period_basis"] == "stated"
    assert claim(value=1.0, period=None, period_scope=None)["period_basis"] is None


def test_periods_and_their_basis() -> None:
    found = claim(value=1.0, period="year-1", base_period="2022")
    assert (found["period_start"], found["period_end"]) == (date(2023, 1, 1), date(2023, 12, 31))
    assert (found["base_period_start"], found["period_basis"]) == (date(2022, 1, 1), "publication_date")


def test_chains_become_entities_and_quotes_speakers() -> None:
    found = claim(value=1.0, subject_chain_id="a-e0", quote_id="a-q0")
    assert (found["subject_entity_id"], found["attributed_entity_id"]) == ("e1", "e2")
