from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from pipelines.contracts import table
from pipelines.contracts.frames import empty, from_records
from pipelines.normalise.quotes import resolve_quotes

CHAINS = {"xi": "e-xi", "putin": "e-putin"}


def quotes_of(*said: tuple[str, str | None], one_document: bool = False) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Draft quotes and speakers: each (words, chain of the speaker), each in its own document."""
    rows, speakers, place = [], [], 0
    for number, (words, chain) in enumerate(said):
        document = "d0" if one_document else f"d{number}"
        rows.append(
            {"quote_id": f"q{number:03}", "document_id": document, "article_id": f"{document}-a0",
             "segment_id": f"{document}-s0", "start_char": place, "end_char": place + len(words),
             "text": words, "fragments": [], "kind": "direct", "confidence": 1.0}
        )  # fmt: skip
        place += len(words) + 1
        speakers.append(
            {"quote_id": f"q{number:03}", "ordinal": 0, "role": "speaker", "chain_id": chain,
             "text": "he", "method": "test", "confidence": 1.0}
        )  # fmt: skip
    return from_records(rows, table("draft_quotes")), from_records(speakers, table("draft_speakers"))


def resolve(quotes: pl.DataFrame, speakers: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    entities = pl.DataFrame({"chain_id": list(CHAINS), "entity_id": list(CHAINS.values())})
    return resolve_with(quotes, speakers, empty(table("draft_chains")), entities)


def resolve_with(
    quotes: pl.DataFrame, speakers: pl.DataFrame, chains: pl.DataFrame, entities: pl.DataFrame
) -> tuple[pl.DataFrame, pl.DataFrame]:
    named = chains.join(entities, on="chain_id").select("article_id", "entity_id")
    return resolve_quotes(quotes, speakers.join(entities, on="chain_id", how="left"), named)


def in_related_articles(quotes: pl.DataFrame, speakers: pl.DataFrame) -> pl.DataFrame:
    """The quotes resolved where all articles name the same person; one more names nobody."""
    ids = [*quotes["article_id"].unique().sort(), "other"]
    chains = pl.DataFrame({"chain_id": ids, "article_id": ids})
    people = ["e-smith"] * (len(ids) - 1) + [None]
    entities = pl.DataFrame({"chain_id": [*CHAINS, *ids], "entity_id": [*CHAINS.values(), *people]})
    return resolve_with(quotes, speakers, chains, entities)[0]


def is_one_utterance(one: tuple[str, str | None], other: tuple[str, str | None]) -> bool:
    quotes, _ = resolve(*quotes_of(one, other))
    return quotes["quote_cluster_id"].n_unique() == 1


def test_the_first_who_speaks_is_the_speaker() -> None:
    quotes, speakers = quotes_of(("Take care of yourself", None))
    told = speakers.with_columns(ordinal=pl.lit(1, pl.Int32), chain_id=pl.lit("putin"))
    told = pl.concat([told, speakers.with_columns(role=pl.lit("addressee"), chain_id=pl.lit("xi"))])
    found, participants = resolve(quotes, told)
    assert found["speaker_entity_id"].to_list() == ["e-putin"]
    assert participants["entity_id"].to_list() == ["e-xi", "e-putin"]


CHANGES = "“Now there are changes taking place that haven’t happened in 100 years. And we are driving them,”"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ((CHANGES, "xi"), (CHANGES.upper(), None)),
        ((CHANGES, "xi"), ("changes taking place that haven't happened in 100 years", None)),
        (
            ("“The two countries intend to increase interaction to counter a destructive course”", "xi"),
            ("that both countries intended to increase interaction and counter the destructive course", "xi"),
        ),
        (("no limits", "xi"), ("‘no limits’", "xi")),
    ],
)
def test_an_utterance_is_one_however_rendered(one: tuple[str, str], other: tuple[str, str]) -> None:
    assert is_one_utterance(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("no limits", "xi"), ("no limits", "putin")),
        (("no limits", None), ("no limits", None)),
        (
            ("We will ship weapons to Russia this summer", "xi"),
            ("We will not ship weapons to Russia this summer", "xi"),
        ),
        (
            ("trade between both nations rose 24 percent last year", "xi"),
            ("trade between both nations rose 64 percent last year", "xi"),
        ),
        (
            ("the relationship between China and Russia", "xi"),
            ("payments between China and Russia stopped", "xi"),
        ),
    ],
)
def test_other_utterances_stay_apart(one: tuple[str, str], other: tuple[str, str]) -> None:
    assert not is_one_utterance(one, other)


HERE_FOR = [
    ("We're just here for a project.", None),
    ("we’re just here for a project...we’re students.", None),
]
DID_NOT = [
    ("that the driver had fled the burning house", None),
    ("the driver fled from the house that was burning", None),
]


@pytest.mark.parametrize(("said", "kind"), [(HERE_FOR, "direct"), (DID_NOT, "indirect")])
def test_fewer_words_are_enough_in_articles_that_tell_of_the_same(
    said: list[tuple[str, str | None]], kind: str
) -> None:
    quotes, speakers = quotes_of(*said)
    quotes = quotes.with_columns(kind=pl.lit(kind))
    assert resolve(quotes, speakers)[0]["quote_cluster_id"].n_unique() == 2
    assert in_related_articles(quotes, speakers)["quote_cluster_id"].n_unique() == 1


def test_the_same_phrase_of_two_mouths_in_articles_of_other_things_is_two_utterances() -> None:
    quotes, speakers = quotes_of(
        ("people don't know how to solve their problems without violence", "xi"),
        ("they have people that do not know how to solve any problems without violence", "putin"),
    )
    assert resolve(quotes, speakers)[0]["quote_cluster_id"].n_unique() == 2


def test_words_in_marks_are_the_others_too() -> None:
    quotes, speakers = quotes_of(
        ('he "deeply" regrets the mistake', "xi"),
        ("“I deeply regret my answer and I am sorry.”", "xi"),
        ("he regrets the “very odd” answer", "xi"),
    )
    kinds = pl.Series("kind", ["mixed", "direct", "mixed"])
    found = in_related_articles(quotes.with_columns(kinds), speakers)
    clusters = found.sort("quote_id")["quote_cluster_id"].to_list()
    assert clusters[0] == clusters[1] != clusters[2]


def test_a_quote_is_not_the_same_as_the_one_it_stands_in() -> None:
    quotes, speakers = quotes_of(
        ("Wyne said Russia knows that it has no plausible path to détente", "xi"),
        ("it has no plausible path to détente", "putin"),
        one_document=True,
    )
    nested = quotes.with_columns(start_char=pl.lit(0, pl.Int32))
    assert resolve(nested, speakers)[0]["quote_cluster_id"].n_unique() == 2
    assert resolve(quotes, speakers)[0]["quote_cluster_id"].n_unique() == 1


def test_a_quote_that_the_page_prints_again_is_the_same() -> None:
    quotes, speakers = quotes_of(("we will", "xi"), ("we will", None))
    again = quotes.with_columns(repeats_quote_id=pl.when(pl.col("quote_id") == "q001").then(pl.lit("q000")))
    assert resolve(again, speakers)[0]["quote_cluster_id"].n_unique() == 1


WORDS = st.lists(
    st.sampled_from(["Russia", "will", "not", "ship", "24", "64", "weapons", "soon", "the"]), max_size=9
)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(WORDS.map(" ".join), st.sampled_from(["xi", "putin", None])), max_size=12))
def test_rows_do_not_depend_on_the_order_of_arrival(said: list[tuple[str, str | None]]) -> None:
    quotes, speakers = quotes_of(*said)
    expected = resolve(quotes, speakers)
    shuffled = [frame.sample(fraction=1, shuffle=True, seed=5) for frame in (quotes, speakers)]
    for found, wanted in zip(resolve(*shuffled), expected, strict=True):
        assert_frame_equal(found, wanted)


@given(st.lists(st.text(), max_size=6))
@settings(max_examples=40, deadline=None)
def test_any_text_has_a_cluster(texts: list[str]) -> None:
    quotes, _ = resolve(*quotes_of(*((text, None) for text in texts)))
    assert quotes["quote_cluster_id"].null_count() == 0
