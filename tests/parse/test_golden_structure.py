"""The structure of the five sample articles, against golden files written by hand from reading them.

A golden file names every line that is not body of the main story, by its opening words.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from pipelines.parse import ParsedDocument, Segment, read

ROOT = Path(__file__).parents[2]
GOLDEN = sorted((ROOT / "tests" / "golden" / "structure").glob("*.toml"))


def parsed(stem: str) -> ParsedDocument:
    with (ROOT / "corpus" / f"{stem}.txt").open("rb") as stream:
        (document,) = read(stream, f"{stem}.txt", "text")
    assert isinstance(document, ParsedDocument)
    return document


def segment_at(document: ParsedDocument, char: int) -> Segment:
    return next(one for one in document.segments if one.start_char <= char < one.end_char)


def text_lines(document: ParsedDocument) -> list[tuple[str, Segment]]:
    found = []
    position = 0
    for line in document.text.split("\n"):
        if line.strip():
            start = position + len(line) - len(line.lstrip())
            found.append((line.strip(), segment_at(document, start)))
        position += len(line) + 1
    return found


def expected_of(line: str, golden: dict[str, Any]) -> dict[str, Any]:
    named = [entry for entry in golden["lines"] if line.startswith(entry["opens"])]
    return max(named, key=lambda entry: len(entry["opens"])) if named else {"kind": "body", "article": 0}


def test_every_sample_article_has_a_golden_file() -> None:
    assert {path.stem for path in GOLDEN} == {path.stem for path in (ROOT / "corpus").glob("*.txt")}


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem[:3])
def test_lines_are_labelled_as_a_reader_does(path: Path) -> None:
    golden = tomllib.loads(path.read_text("utf-8"))
    wrong = []
    for line, segment in text_lines(parsed(path.stem)):
        expected = expected_of(line, golden)
        kinds = expected.get("kinds", [expected.get("kind")])
        articles = expected.get("articles", [expected.get("article")])
        is_right = segment.article_ordinal in articles or segment.kind == "duplicate"
        if segment.kind not in kinds or not is_right:
            wrong.append((line[:60], segment.kind, segment.article_ordinal, kinds, articles))
    assert wrong == []


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem[:3])
def test_every_golden_line_stands_in_the_article(path: Path) -> None:
    golden = tomllib.loads(path.read_text("utf-8"))
    lines = [line for line, _ in text_lines(parsed(path.stem))]
    assert [e["opens"] for e in golden["lines"] if not any(x.startswith(e["opens"]) for x in lines)] == []


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem[:3])
def test_articles_say_what_their_text_shows(path: Path) -> None:
    golden = tomllib.loads(path.read_text("utf-8"))
    document = parsed(path.stem)
    assert len(document.articles) == len(golden["articles"])
    for article, expected in zip(document.articles, golden["articles"], strict=True):
        optional = ("title", "byline", "origin", "origin_basis")
        shown = {name: getattr(article, name) for name in optional}
        assert shown == {name: expected.get(name) for name in optional}
        assert (article.article_ordinal, article.kind) == (expected["ordinal"], expected["kind"])
        assert article.language == "en"
        assert article.outlet is None
    told = [(day.published_from, day.published_to) for day in document.dates]
    assert told == [(expected["from"], expected.get("to")) for expected in golden["published"]]
    assert {day.basis for day in document.dates} <= {"text"}


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem[:3])
def test_repeats_name_the_segment_that_has_the_words_first(path: Path) -> None:
    golden = tomllib.loads(path.read_text("utf-8"))
    document = parsed(path.stem)
    for segment in document.segments:
        if segment.kind == "duplicate":
            assert segment.repeats_ordinal is not None
            assert document.segments[segment.repeats_ordinal].text.strip() == segment.text.strip()
    for line, segment in text_lines(document):
        repeats = expected_of(line, golden).get("repeats")
        if repeats:
            assert segment.repeats_ordinal is not None
            assert document.segments[segment.repeats_ordinal].text.startswith(repeats)
