"""The figures of the sample articles, as a careful reader gives them.

`known_miss` names the fields that are still wrong; once one comes right, the entry must say so.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from figures import read

from pipelines.extract.records import Quantity

GOLDEN = Path(__file__).parents[1] / "golden" / "figures"
CORPUS = Path(__file__).parents[2] / "corpus"
NUMBERS = ("value", "low", "high", "from_value", "to_value")
WORDS = ("unit", "kind", "subject", "comparand", "whole", "period", "base_period")
DEFAULTS = {"modifier": "exact", "change": "none"}


def golden(name: str) -> dict[str, Any]:
    return tomllib.loads((GOLDEN / f"{name}.toml").read_text(encoding="utf-8"))


ARTICLES = sorted(path.stem for path in GOLDEN.glob("*.toml"))


@pytest.fixture(scope="module", params=ARTICLES)
def article(request: pytest.FixtureRequest) -> tuple[str, dict[str, Any], list[Quantity]]:
    text = (CORPUS / f"{request.param}.txt").read_text(encoding="utf-8")
    return text, golden(request.param), read(text)


def differences(expected: dict[str, Any], found: Quantity, before: list[Quantity]) -> set[str]:
    """The fields of a figure that are not as the entry says."""
    wrong = {name for name in WORDS if name in expected and getattr(found, name) != expected[name]}
    wrong |= {
        name for name in NUMBERS if name in expected and getattr(found, name) != pytest.approx(expected[name])
    }
    wrong |= {name for name, usual in DEFAULTS.items() if getattr(found, name) != expected.get(name, usual)}
    if "same_as" in expected:
        restated = {each.ordinal: each.text for each in before}.get(found.same_as_ordinal)
        wrong |= {"same_as"} if restated != expected["same_as"] else set()
    return wrong


def test_every_figure_is_found_in_order_and_no_other(article) -> None:
    _, expected, found = article
    assert [each.text for each in found] == [each["text"] for each in expected["figure"]]


def test_every_field_is_as_read_but_for_the_known_misses(article) -> None:
    _, expected, found = article
    problems = {
        f"{entry['text']} ({each.ordinal})": differences(entry, each, found)
        for entry, each in zip(expected["figure"], found, strict=True)
        if differences(entry, each, found) != set(entry.get("known_miss", []))
    }
    assert problems == {}


def test_traps_are_no_rows(article) -> None:
    text, expected, found = article
    for trap in expected["trap"]:
        place = text.index(trap["text"])
        start = text.index(trap["figure"], place)
        end = start + len(trap["figure"])
        assert [each.text for each in found if each.start_char < end and start < each.end_char] == []


def test_every_sample_article_has_its_golden_file() -> None:
    assert sorted(path.stem for path in CORPUS.glob("*.txt")) == ARTICLES
