"""Word documents: styles to kinds, tracked changes, properties, and packages that are none."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest
from reading import document, failure, shape

from benchmarks.seeds import AUTHOR, PARAGRAPHS, PULLED, STANDFIRST, TITLE, annotated_word, word
from pipelines.parse import ReadLimits

MAIN = "word/document.xml"


def with_part(data: bytes, name: str, content: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for each in old.namelist():
            new.writestr(each, content if each == name else old.read(each))
    return out.getvalue()


def part(data: bytes, name: str = MAIN) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return package.read(name)


def test_styles_tell_what_paragraphs_are() -> None:
    assert shape(document(word(), "a.docx")) == [
        ("title", TITLE),
        ("standfirst", STANDFIRST),
        ("byline", f"By {AUTHOR}"),
        ("body", PARAGRAPHS[0]),
        ("heading", "What it costs"),
        ("list_item", "A bridge costs 14 million euros"),
        ("body", PARAGRAPHS[1]),
        ("body", "Year\tCars a day"),
        ("body", "2019\t9,000"),
        ("caption", "The bridge in 2019"),
        ("body", PARAGRAPHS[2]),
    ]


def test_properties_are_metadata() -> None:
    found = document(word(), "a.docx")
    (article,) = found.articles
    assert (article.title, article.byline) == (TITLE, AUTHOR)
    assert [(one.basis, one.published_from.isoformat()) for one in found.dates] == [
        ("metadata", "2023-03-20")
    ]


def test_paragraphs_without_styles_are_told_by_their_look() -> None:
    plain = docx.Document()
    for text in (TITLE, f"By {AUTHOR}", "21 March 2023", *PARAGRAPHS):
        plain.add_paragraph(text)
    out = io.BytesIO()
    plain.save(out)
    found = document(out.getvalue(), "a.docx")
    assert shape(found)[0] == ("title", TITLE)
    assert found.articles[0].byline == AUTHOR
    assert [(one.basis, one.published_from.isoformat()) for one in found.dates] == [("text", "2023-03-21")]


def test_tracked_changes_are_read_as_printed() -> None:
    old = PARAGRAPHS[2].encode()
    run = b'<w:r><w:t xml:space="preserve">%s</w:t></w:r>'
    new = b"<w:ins>%s</w:ins><w:del><w:r><w:delText>gone</w:delText></w:r></w:del>" % (
        run % b"Words put in later."
    )
    xml = part(word()).replace(b"<w:r><w:t>%s</w:t></w:r>" % old, new)
    found = document(with_part(word(), MAIN, xml), "a.docx")
    assert shape(found)[-1] == ("body", "Words put in later.")


def test_boxes_stand_apart_notes_and_headers_at_the_end_and_comments_are_not_printed() -> None:
    assert shape(document(annotated_word(), "a.docx")) == [
        ("title", TITLE),
        ("body", PARAGRAPHS[0]),
        ("pull_quote", PULLED),
        ("body", "A ferry costs a tenth."),
        ("body", PARAGRAPHS[1]),
        ("other", "Minutes of the council, page 12."),
        ("other", "Aune Courier, 21 March 2023"),
    ]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (with_part(annotated_word(), "word/footnotes.xml", b"<w:footnotes"), "broken"),
        (b"plain words", "no Word document"),
        (word()[:1000], "broken"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "password"),
        (with_part(word(), MAIN, b"<w:document"), "broken"),
        (with_part(word(), MAIN, b'<!DOCTYPE a [<!ENTITY b "c">]><a/>'), "entities"),
        (with_part(word(), MAIN, b" " * 90_000_000), "too large when unpacked"),
    ],
)
def test_what_cannot_be_read_has_a_reason(data: bytes, reason: str) -> None:
    assert reason in failure(data, "a.docx").reason


def test_an_archive_of_something_else_is_no_document() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.txt", "words")
    assert "no text part" in failure(out.getvalue(), "a.docx").reason


def test_the_number_of_elements_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipelines.parse.formats.docx.MAX_MARKS", 1000)
    assert "too many elements" in failure(word(), "a.docx").reason


def test_the_limit_of_bytes_holds_inside() -> None:
    assert "too large" in failure(word(), "a.docx", ReadLimits(max_bytes=50_000)).reason
