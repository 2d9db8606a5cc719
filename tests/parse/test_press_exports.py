"""Exports of press databases: stories at their own separators, fields as metadata, no other text split."""

from __future__ import annotations

import io
import textwrap

import docx
import pytest
from reading import document, documents, failures, shape, told

from benchmarks.seeds import (
    AUTHOR,
    PARAGRAPHS,
    STANDFIRST,
    TITLE,
    WORDS,
    PdfLine,
    factiva,
    factiva_tagged,
    lexis,
    nexis,
    pdf,
    proquest,
)  # fmt: skip

EXPORTS = [nexis(), lexis(), factiva(), factiva_tagged(), proquest()]


@pytest.mark.parametrize("text", EXPORTS)
@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "utf-16"])
def test_every_export_gives_its_stories(text: str, encoding: str) -> None:
    first, second = documents(text.encode(encoding), "a.txt")
    assert (first.member, second.member) == ("story 1", "story 2")
    assert (first.articles[0].title, second.articles[0].title) == (TITLE, "Ferry runs again")
    assert (first.articles[0].outlet, second.articles[0].outlet) == ("Aune Courier", "The Northern Post")
    assert [one.dates[0].published_from.day for one in (first, second)] == [21, 20]
    assert {first.articles[0].outlet_basis, first.dates[0].basis} == {"metadata"}
    assert str(first.articles[0].byline).startswith(AUTHOR)
    assert told(first, "title") == [TITLE]
    assert told(first, "body")[0] == PARAGRAPHS[0]
    assert told(first, "body")[-1] in PARAGRAPHS[2:]


def test_line_ends_of_windows_do_no_harm() -> None:
    assert len(documents(lexis().replace("\n", "\r\n").encode(), "a.txt")) == 2


def test_what_stands_above_the_body() -> None:
    first, _ = documents(nexis().encode(), "a.txt")
    assert shape(first)[:2] == [("title", TITLE), ("standfirst", STANDFIRST)]
    first, _ = documents(lexis().encode(), "a.txt")
    assert shape(first)[:2] == [("title", TITLE), ("dateline", "LINDHOLM")]


def test_the_databases_own_lines_are_not_the_story() -> None:
    first, _ = documents(factiva().encode(), "a.txt")
    assert told(first, "other") == [
        "Aune Courier AS",
        "Copyright 2023. Aune Courier AS. All rights reserved.",
    ]
    assert told(first, "body") == list(PARAGRAPHS)


def test_authors_and_addresses_of_proquest() -> None:
    first, _ = documents(proquest().encode(), "a.txt")
    assert first.articles[0].byline == f"{AUTHOR}, Jon Lie"
    assert first.url == "https://www.proquest.com/docview/1"


def test_a_piece_without_fields_is_a_failure() -> None:
    text = nexis().replace(
        "End of Document", "End of Document\n\n\nWords that nobody asked for.\n\nEnd of Document", 1
    )
    (lost,) = failures(text.encode(), "a.txt")
    assert lost.member == "story 2"
    assert "lacks the fields" in lost.reason


@pytest.mark.parametrize(
    "text",
    [
        f"{TITLE}\n\n{WORDS}\n\nEnd of Document\n\n{WORDS}\n\nEnd of Document\n",
        f"{TITLE}\n\nDocument 1 of 2\n\n{WORDS}\n\n{'_' * 60}\n\nDocument 2 of 2\n\n{WORDS}\n",
        f"{TITLE}\n\n1 of 2 DOCUMENTS\n\n{WORDS}\n\n2 of 2 DOCUMENTS\n\n{WORDS}\n",
        f"{WORDS}\n\nDocument ABCD000020240516ek5g00001\n\n{WORDS}\n\nDocument ABCD000020240516ek5g00002\n",
        nexis()[: nexis().index("End of Document") + 16],
    ],
)
def test_an_ordinary_text_is_never_split(text: str) -> None:
    found = document(text.encode(), "a.txt")
    assert (found.member, found.text) == (None, text)


@pytest.mark.parametrize("text", EXPORTS)
def test_an_export_as_a_word_document_gives_the_same(text: str) -> None:
    word = docx.Document()
    for line in text.split("\n"):
        word.add_paragraph(line)
    out = io.BytesIO()
    word.save(out)
    assert list(map(shape, documents(out.getvalue(), "a.docx"))) == list(
        map(shape, documents(text.encode(), "a.txt"))
    )


def test_an_export_as_a_page_or_a_pdf_gives_its_stories() -> None:
    page = "".join(f"<p>{line}</p>" for line in nexis().split("\n"))
    lines = [line for one in nexis().split("\n") for line in textwrap.wrap(one, 90) or [""]]
    drawn = [
        [PdfLine(72, 780 - 14 * row, 10, line) for row, line in enumerate(lines[at : at + 50]) if line]
        for at in range(0, len(lines), 50)
    ]
    for data, name in ((f"<html><body>{page}</body></html>".encode(), "a.html"), (pdf(drawn), "a.pdf")):
        first, second = documents(data, name)
        assert (first.articles[0].title, second.articles[0].title) == (TITLE, "Ferry runs again")
        assert (first.articles[0].outlet, second.articles[0].outlet) == ("Aune Courier", "The Northern Post")
