"""Markdown: marks tell what blocks are, the file stays as it is."""

from __future__ import annotations

import pytest
from reading import document, failure, shape, told

from benchmarks.seeds import AUTHOR, PARAGRAPHS, STANDFIRST, TITLE, WORDS, markdown


def test_marks_tell_what_blocks_are() -> None:
    found = document(markdown().encode(), "a.md")
    assert found.text == markdown()
    kinds = [kind for kind, _ in shape(found)]
    assert kinds == [
        "other", "title", "standfirst", "body", "heading", "list_item", "list_item", "body", "caption",
        "body", "other", "body",
    ]  # fmt: skip
    assert told(found, "list_item")[1] == "- a ferry: a tenth\n  of that"
    assert told(found, "standfirst") == [f"*{STANDFIRST}*"]
    assert told(found, "other")[1] == "```\n# no heading\n```"


def test_front_matter_is_metadata() -> None:
    found = document(markdown().encode(), "a.md")
    (article,) = found.articles
    assert (article.title, article.byline, article.outlet) == (TITLE, AUTHOR, "Aune Courier")
    assert article.outlet_basis == "metadata"
    assert [(one.basis, one.published_from.isoformat()) for one in found.dates] == [
        ("metadata", "2023-03-21")
    ]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (f"# {TITLE} #\n\n{WORDS}", TITLE),
        (f"{TITLE}\n=====\n\n{WORDS}", TITLE),
        (f"## {TITLE}\n\n{WORDS}", TITLE),
        (f"# A *new* [bridge](http://x.example) \\& ferry\n\n{WORDS}", "A new bridge & ferry"),
    ],
)
def test_titles(text: str, title: str) -> None:
    (article,) = document(text.encode(), "a.md").articles
    assert article.title == title


def test_a_byline_below_the_title() -> None:
    found = document(f"# {TITLE}\n\n*By {AUTHOR}*\n\n{WORDS}".encode(), "a.md")
    assert found.articles[0].byline == AUTHOR
    assert told(found, "body") == list(PARAGRAPHS)


def test_lines_of_a_paragraph_are_one_segment() -> None:
    found = document(b"# A bridge\n\nThe council voted\nto rebuild\nthe bridge.\n", "a.md")
    assert told(found, "body") == ["The council voted\nto rebuild\nthe bridge."]


def test_a_file_without_marks_is_plain_text() -> None:
    assert document(f"{TITLE}\n\n{WORDS}\n".encode(), "a.md").format == "text"


@pytest.mark.parametrize(
    "front",
    [
        "---\n{a: [1, 2\n---\n",
        "---\na: &x [1]\nb: *x\n---\n",
        "---\njust words\n---\n",
        "---\ntitle: [[[]]]\n---\n",
    ],
)
def test_front_matter_that_is_none_does_no_harm(front: str) -> None:
    assert document(f"{front}\n# {TITLE}\n\n{WORDS}".encode(), "a.md").articles[0].title == TITLE


def test_what_cannot_be_read_has_a_reason() -> None:
    assert "white space" in failure(b" \n", "a.md").reason
    assert "zip" in failure(b"PK\x03\x04", "a.md").reason
