from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.normalise import names
from pipelines.normalise.domains import host, registrable_domain


def key(expression: pl.Expr, text: str) -> str | None:
    return pl.DataFrame({"name": [text]}).select(expression).item()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the U.S.", "us"),
        ("Côte d’Ivoire", "cote divoire"),
        ("Xi’s", "xi"),
        ("AT&T", "at and t"),
        ("…", None),
    ],
)
def test_folding_keeps_what_a_name_says(text: str, expected: str | None) -> None:
    assert key(names.folded(pl.col("name")), text) == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Volodymyr Zelensky", "Volodymyr Zelenskyy"),
        ("President Zelenskiy", "Zelensky"),
        ("Bashar al-Assad", "Bashar Assad"),
        ("Sergey Lavrov", "Sergei Lavrov"),
        ("Gov. George Bush Jr.", "George Bush"),
    ],
)
def test_people_spelt_or_titled_differently_have_one_key(one: str, other: str) -> None:
    assert key(names.person_key(pl.col("name")), one) == key(names.person_key(pl.col("name")), other)


@pytest.mark.parametrize(
    ("one", "other"), [("John Smith", "John Smyth"), ("Al Gore", "Gore"), ("Li Bin", "Li Bing")]
)
def test_other_people_keep_other_keys(one: str, other: str) -> None:
    assert key(names.person_key(pl.col("name")), one) != key(names.person_key(pl.col("name")), other)


def test_legal_forms_say_nothing_of_a_company() -> None:
    assert key(names.organization_key(pl.col("name")), "Toyota Motor Corp.") == "toyota motor"
    assert key(names.organization_key(pl.col("name")), "Limited") == "limited"


@given(st.text())
def test_any_text_has_keys_without_edge_spaces(text: str) -> None:
    for expression in (names.folded, names.person_key, names.organization_key, names.group_key):
        found = key(expression(pl.col("name")), text)
        assert found is None or (found and found == found.strip())


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://www.bbc.co.uk/news/1", "bbc.co.uk"),
        ("edition.cnn.com", "cnn.com"),
        ("http://reader@one.blogspot.com:80/x", "one.blogspot.com"),
        ("Business Insider", None),
        ("St. Petersburg Times", None),
    ],
)
def test_addresses_fold_to_what_was_registered(address: str, expected: str | None) -> None:
    assert key(registrable_domain(host(pl.col("name"))), address) == expected
