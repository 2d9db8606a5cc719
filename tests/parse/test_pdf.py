"""PDF: paragraphs off pages, what the file states, and files that are none."""

from __future__ import annotations

import io

import pytest
from pypdf import PdfReader, PdfWriter
from reading import document, failure, shape, told

from benchmarks.seeds import AUTHOR, PARAGRAPHS, TITLE, PdfLine, pdf, story_pdf
from pipelines.parse.formats.pdf import pages
from pipelines.parse.formats.properties import sane_author, sane_title


def test_a_story_over_three_pages() -> None:
    found = document(story_pdf(), "a.pdf")
    assert shape(found) == [
        ("title", TITLE),
        ("byline", f"By {AUTHOR}"),
        *(("body", one) for one in PARAGRAPHS),
        ("other", "Aune Courier - Tuesday 21 March 2023"),
        ("other", "Page 1 of 3"),
    ]
    assert found.repairs == ("1 words joined that line ends had parted",)


def test_what_the_file_states_is_metadata() -> None:
    found = document(story_pdf(), "a.pdf")
    (article,) = found.articles
    assert (article.title, article.byline, article.language) == (TITLE, AUTHOR, "en-GB")


def test_the_date_of_the_file_stands_where_no_other_is_printed() -> None:
    assert [(one.basis, one.published_from.day) for one in document(story_pdf(), "a.pdf").dates] == [
        ("text", 21)
    ]
    lines = [PdfLine(72, 660 - 12 * n, 10, text) for n, text in enumerate(PARAGRAPHS)]
    found = document(pdf([lines], {"CreationDate": "D:20230320174500Z"}), "a.pdf")
    assert [(one.basis, one.published_from.isoformat()) for one in found.dates] == [
        ("metadata", "2023-03-20")
    ]


def test_a_printed_date_goes_before_that_of_the_file() -> None:
    lines = [PdfLine(72, 740, 20, TITLE), PdfLine(72, 700, 10, "Published 19 March 2023")]
    lines += [PdfLine(72, 660 - 12 * n, 10, text) for n, text in enumerate(PARAGRAPHS)]
    found = document(pdf([lines], {"CreationDate": "D:20230401"}), "a.pdf")
    assert [(one.basis, one.published_from.day) for one in found.dates] == [("text", 19)]


@pytest.mark.parametrize(
    ("halves", "word"),
    [
        (("the govern-", "ment said"), "government"),
        (("the well-known well-", "known mayor"), "well-known"),
        (("the Anglo-", "Norwegian treaty"), "Anglo-Norwegian"),
        (("the years 2019-", "2021 were"), "2019-2021"),
    ],
)
def test_words_parted_at_line_ends(halves: tuple[str, str], word: str) -> None:
    lines = [PdfLine(72, 700, 10, halves[0]), PdfLine(72, 688, 10, f"{halves[1]} on Tuesday.")]
    assert word in document(pdf([lines]), "a.pdf").text


def test_hanging_lines_belong_to_their_item() -> None:
    texts = (
        ("A list of what the council wants:", 72),
        ("• a new bridge (of steel and", 72),
        ("Oak)", 84),
        ("• no ferry", 72),
    )
    lines = [PdfLine(x, 700 - 12 * n, 10, text) for n, (text, x) in enumerate(texts)]
    found = document(pdf([lines]), "a.pdf").text.split("\n\n")
    assert found[1:] == ["• a new bridge (of steel and Oak)", "• no ferry"]


def protected(password: str) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(story_pdf())))
    writer.encrypt(user_password=password, owner_password="owner", algorithm="AES-256")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_a_password_is_said() -> None:
    assert failure(protected("secret"), "a.pdf").reason == "the PDF is protected by a password"


def test_a_file_that_only_forbids_printing_is_read() -> None:
    assert told(document(protected(""), "a.pdf"), "title") == [TITLE]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (pdf([[]]), "only pictures"),
        (pdf([]), "no pages"),
        (b"plain words", "no PDF document"),
        (b"%PDF-1.4\nnothing more", "broken"),
        (story_pdf()[:200], "broken"),
    ],
)
def test_what_cannot_be_read_has_a_reason(data: bytes, reason: str) -> None:
    assert reason in failure(data, "a.pdf").reason


def test_a_lost_table_of_places_is_mended() -> None:
    data = story_pdf().replace(b"startxref\n", b"startxref\n9")
    assert told(document(data, "a.pdf"), "title") == [TITLE]


def test_work_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "MAX_PAGES", 2)
    assert "more than 2 pages" in failure(story_pdf(), "a.pdf").reason
    monkeypatch.setattr(pages, "MAX_PAGES", 3)
    monkeypatch.setattr(pages._Budget, "__init__", lambda self: _set(self, 10, 10_000, 10_000))
    assert "draws more than" in failure(story_pdf(), "a.pdf").reason
    monkeypatch.setattr(pages._Budget, "__init__", lambda self: _set(self, 10_000, 10, 10_000))
    assert "larger than" in failure(story_pdf(), "a.pdf").reason


def _set(budget: pages._Budget, operations: int, content_bytes: int, chars: int) -> None:
    budget.operations, budget.content_bytes, budget.chars = operations, content_bytes, chars


@pytest.mark.parametrize(
    "title", ["Microsoft Word - a.doc", "untitled", "bridge_final.indd", "123", "", None]
)
def test_titles_that_programs_give_are_none(title: str | None) -> None:
    assert sane_title(title) is None


@pytest.mark.parametrize("author", ["admin", "python-docx", "Microsoft Office User", "user1", None])
def test_authors_that_programs_give_are_none(author: str | None) -> None:
    assert sane_author(author) is None
