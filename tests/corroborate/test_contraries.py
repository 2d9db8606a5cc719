"""Passages that cannot both be right though no figure says so."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from planted import DAY, Corpus, corroborate

STORY = "harbour pilots anchored tankers outside lagoon after dredging crews struck over unpaid winter bonus"
PLACE = ("Selby", "Harbour Union")
LATER = date(DAY.year, DAY.month, DAY.day + 6)


def told(first: str, second: str, day: date = DAY, **more: Any) -> tuple[list[str], list[str]]:
    """The rules by which two passages relate, of articles of one event, and those of possible conflicts."""
    corpus = Corpus()
    corpus.article("one", corpus.source("Gazette"), title="Strike at Selby")
    corpus.article("two", corpus.source("Herald"), range(500, 600), published_from=day, published_to=day)
    for name, text, added in (("one", first, {}), ("two", second, more)):
        corpus.says(name, STORY, *PLACE)
        verb = {"predicate": text.split()[1], "predicate_char": 100 + text.index(" ") + 1}
        corpus.says(name, text, *PLACE, **{**verb, **added})
    result = corroborate(corpus.inputs())
    tables = (result.claim_relations, result.possible_conflicts)
    sure, possible = (each.get_column("rule").to_list() for each in tables)
    return sure, possible


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (
            "pilots accepted the port's wage offer",
            "pilots rejected the port's wage offer",
            ["opposite_words"],
        ),
        ("some accepted the port's wage offer", "one rejected the port's wage offer", []),
        ("pilots signed the wage deal on Monday", "pilots signed the wage deal on Friday", ["other_day"]),
        ("pilots signed the wage deal late on Monday", "pilots signed the wage deal on Friday", []),
        ("pilots signed the deal of owners from Monday", "pilots signed the deal of owners from Friday", []),
        ("pilots left before the dredging vote", "pilots left after the dredging vote", ["before_and_after"]),
        ("pilots left before the dredging vote", "pilots left after the bonus talks", []),
    ],
)
def test_one_proposition_told_in_contrary_ways_conflicts(
    first: str, second: str, expected: list[str]
) -> None:
    assert told(first, second) == (expected, [])


def test_what_is_denied_must_be_what_is_affirmed() -> None:
    affirmed = "pilots blocked the lagoon with their tankers"
    denied = "pilots never blocked the lagoon with their tankers"
    said: dict[str, Any] = {"polarity": "denied", "predicate": "blocked"}
    assert told(affirmed, denied, **said) == (["affirmed_and_denied"], [])
    assert told("pilots failed to block the lagoon with their tankers", denied, **said) == ([], [])


def test_what_is_affirmed_days_later_may_have_come_about() -> None:
    offer = "the wage offer of the port"
    assert told(f"pilots rejected {offer}", f"pilots accepted {offer}", LATER) == (["told_otherwise"], [])


def test_two_names_in_one_place_are_only_a_possible_conflict() -> None:
    first, second = (f"pilots signed the wage deal for the lagoon in {place}" for place in ("Orrin", "Tarn"))
    assert told(first, second) == ([], ["other_name"])
