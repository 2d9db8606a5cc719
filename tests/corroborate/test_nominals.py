"""Noun phrases of two stories: which tell of one thing, and what keeps others apart."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import polars as pl
import pytest
from planted import Corpus, claim_of, corroborate

from pipelines.corroborate import Corroborated
from pipelines.corroborate.overrides import PLACED_SCHEMA

WARRANT: dict[str, Any] = {"nominal": "arrest warrant", "subject_chain_id": None}


def stories(*phrases: dict[str, Any]) -> Corpus:
    """A story of a happening of its own per phrase: `names`, and what else the phrase has."""
    corpus = Corpus()
    tales = (
        "orchard frost ruined cherry harvest",
        "harbour crane crushed empty barge",
        "violin theft ended tour",
    )
    for number, phrase in enumerate(phrases):
        name = f"story{number}"
        more = {**WARRANT, **phrase}
        day = date(more.pop("year", 2020 + number), 3, 1)
        corpus.article(name, corpus.source(name), published_from=day, published_to=day)
        corpus.says(name, tales[number], f"witness{number}")
        names = more.pop("names", ("Lefebvre", "Interpol"))
        actor = more.pop("actor", None)
        key = f"{name}-c1"
        if actor is not None:
            more["subject_chain_id"] = f"{key}-{actor}"
        assert corpus.says(name, "arrest warrant", *names, **more) == key
    return corpus


def claim_ids(result: Corroborated, count: int) -> list[str]:
    return [claim_of(result, f"story{number}-c1")["claim_id"] for number in range(count)]


def test_phrases_of_two_happenings_that_tell_of_one_thing_are_one_claim() -> None:
    result = corroborate(stories({}, {}).inputs())
    events = result.articles.get_column("event_id")
    assert events.n_unique() == 2
    claim = claim_of(result, "story0-c1")
    assert claim["claim_id"] == claim_of(result, "story1-c1")["claim_id"]
    assert (claim["mention_count"], claim["independent_source_count"], claim["event_id"]) == (2, 2, None)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"names": ("Lefebvre",)}, {"names": ("Lefebvre",)}),
        ({}, {"names": ("Lefebvre", "Europol")}),
        ({}, {"names": ("Lefebvre", "Interpol", "Europol")}),
        ({}, {"nominal": "warrant"}),
        ({"nominal": "first arrest warrant"}, {"nominal": "second arrest warrant"}),
        ({"period": "2019"}, {"period": "2020"}),
        ({"period": "month0"}, {"period": "month0"}),
        ({"actor": "Lefebvre"}, {"actor": "Interpol"}),
        ({"year": 2020}, {"year": 2023}),
    ],
    ids=[
        "one party",
        "other party",
        "one more",
        "narrower",
        "ordinals",
        "dates",
        "this month",
        "turned round",
        "years",
    ],
)
def test_what_differs_in_a_word_a_party_or_a_date_stays_apart(
    first: dict[str, Any], second: dict[str, Any]
) -> None:
    ids = claim_ids(corroborate(stories(first, second).inputs()), 2)
    assert ids[0] != ids[1]


@pytest.mark.parametrize(
    ("first", "second"),
    [({"period": "2019"}, {"period": "2019"}), ({"period": "month0"}, {}), ({"actor": "Interpol"}, {})],
    ids=["one year", "one undated", "one does not say who acts"],
)
def test_what_one_leaves_unsaid_keeps_nothing_apart(first: dict[str, Any], second: dict[str, Any]) -> None:
    ids = claim_ids(corroborate(stories(first, second).inputs()), 2)
    assert ids[0] == ids[1]


def test_a_phrase_that_could_mean_either_of_two_is_neither() -> None:
    ids = claim_ids(corroborate(stories({"period": "2019"}, {"period": "2020"}, {}).inputs()), 3)
    assert len(set(ids)) == 3


def corrected(corpus: Corpus, action: str, first: str, second: str) -> Corroborated:
    said = pl.DataFrame([(1, action, first, second)], schema=PLACED_SCHEMA, orient="row")
    return corroborate(replace(corpus.inputs(), overrides=said))


def test_a_user_parts_phrases_and_puts_one_with_a_clause() -> None:
    parted = claim_ids(corrected(stories({}, {}), "not same", "story0-c1", "story1-c1"), 2)
    assert parted[0] != parted[1]
    joined = corrected(stories({}, {}), "same", "story0-c1", "story1-c0")
    assert {*claim_ids(joined, 2)} == {claim_of(joined, "story1-c0")["claim_id"]}


def test_phrases_leave_the_claims_of_clauses_as_they_are() -> None:
    def clauses(result: Corroborated) -> pl.DataFrame:
        return result.claim_mentions.filter(pl.col("claim_mention_id").str.ends_with("-c0"))

    with_phrases = stories({}, {})
    without = stories({}, {})
    without.rows["statements"] = [row for row in without.rows["statements"] if "nominal" not in row]
    assert clauses(corroborate(with_phrases.inputs())).equals(clauses(corroborate(without.inputs())))
