"""How one matter stands at two happenings."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from planted import Corpus, corroborate

SUMMER, WINTER = date(2024, 5, 17), date(2024, 12, 20)
ALIKE = {
    "one": "ministers met in Vardo to speak of herring quotas while trawlers blocked the northern fjord",
    "two": "presidents dined at Lake Orrin under lanterns as orchestras played and students sang ballads",
}


def told(
    second_day: date | None = WINTER,
    matter: str = "work",
    affirmed: str = "they reached agreement on most of it",
    **second: Any,
) -> list[tuple[str, str, str, str]]:
    """What relates an agreement near at one happening to none at another."""
    corpus = Corpus()
    said = {"polarity": "denied", "predicate": "agreement", **second}
    for at, (name, day, place) in enumerate((("one", SUMMER, "Vardo"), ("two", second_day, "Orrin"))):
        corpus.article(name, corpus.source(name), range(at * 500, at * 500 + 100), title=place,
                       published_from=day, published_to=day)  # fmt: skip
        corpus.says(name, ALIKE[name], place)
    corpus.says("one", affirmed, "Tern Cable", predicate=affirmed.split()[1], predicate_char=105)
    corpus.says("two", "there was no agreement on the line", "Tern Cable", **said)
    for row in corpus.rows["entities"]:
        row["kind"] = matter if row["name"] == "Tern Cable" else "place"
    columns = ("relation", "rule", "claim_mention_id_a", "claim_mention_id_b")
    return list(corroborate(corpus.inputs()).claim_relations.select(columns).iter_rows())


def test_the_later_state_updates_the_earlier() -> None:
    assert told() == [("updates", "later_state", "two-c1", "one-c1")]


def test_which_is_later_may_not_be_known() -> None:
    ((relation, rule, *_),) = told(second_day=None)
    assert (relation, rule) == ("incomparable", "state_elsewhere")


@pytest.mark.parametrize(
    "second",
    [
        {"polarity": "affirmed"},
        {"predicate": "line"},
        {"predicate": "on"},
        {"affirmed": "they dined with owners whose old ship had an agreement"},
        {"affirmed": "they signed the first agreement", "predicate": "first"},
        {"modality": "conditional"},
        {"matter": "person"},
        {"matter": "place"},
    ],
    ids=[
        "not denied",
        "of something else",
        "too short a word",
        "far from what is affirmed",
        "an order",
        "not asserted",
        "a person",
        "a place",
    ],
)
def test_what_is_of_another_matter_does_not_relate(second: dict[str, Any]) -> None:
    assert told(**second) == []
