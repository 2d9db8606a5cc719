"""Mails: which part tells the story, headers as metadata, what mails carry along, and what is no mail."""

from __future__ import annotations

import pytest
from reading import document, documents, failure, failures, shape, told

from benchmarks.seeds import PARAGRAPHS, TITLE, WORDS, mail, newsletter


def plain(body: str, *headers: str) -> bytes:
    head = (
        f"Subject: {TITLE}",
        "From: Mette Holm <m@x.example>",
        "Date: Tue, 21 Mar 2023 10:15:00 +0100",
        *headers,
    )
    return ("\r\n".join(head) + "\r\n\r\n" + body.replace("\n", "\r\n")).encode()


def test_a_mail_with_an_encoded_text() -> None:
    (found,) = documents(mail(), "a.eml")
    assert shape(found) == [
        ("title", TITLE),
        *(("body", one) for one in PARAGRAPHS),
        ("other", "-- \nMette Holm\nAune Courier, Lindholm"),
    ]
    assert found.encoding == "cp1252"


def test_headers_are_metadata() -> None:
    (found,) = documents(mail(), "a.eml")
    (article,) = found.articles
    assert (article.title, article.byline, article.outlet) == (TITLE, "Mette Hølm", None)
    (date,) = found.dates
    assert date.basis == "metadata"
    assert date.published_at is not None
    assert date.published_at.isoformat() == "2023-03-21T10:15:00+01:00"


def test_an_attachment_is_named_as_not_read() -> None:
    (attached,) = failures(mail(), "a.eml")
    assert attached.member == "minutes.pdf"
    assert "attachments of mails are not read" in attached.reason


def test_a_mail_that_is_a_page() -> None:
    found = document(newsletter(), "a.eml")
    assert shape(found)[:2] == [("title", TITLE), ("body", PARAGRAPHS[0])]
    assert ("promo", "Unsubscribe") in shape(found)
    (article,) = found.articles
    assert (article.byline, article.outlet, article.outlet_basis) == (None, "Aune Courier", "metadata")


def test_headers_of_a_forwarded_mail_and_answers_are_not_the_story() -> None:
    lead = (
        "---------- Forwarded message ---------\nFrom: A <a@x.example>\nSubject: A\nTo: B <b@x.example>\n\n"
    )
    found = document(
        plain(f"{lead}{WORDS}\n\nOn Mon, 20 Mar 2023 at 08:00, A B wrote:\n> Is that true?\n"), "a.eml"
    )
    assert told(found, "body") == list(PARAGRAPHS)
    (rest,) = told(found, "other")
    assert "> Is that true?" in rest


def test_lines_wrapped_by_programs_are_joined() -> None:
    flowed = (
        "The council voted on Tuesday to \nrebuild the bridge.\n\nWork starts \nin May, said the mayor.\n"
    )
    found = document(plain(flowed, "Content-Type: text/plain; charset=utf-8; format=flowed"), "a.eml")
    assert "to rebuild the bridge." in found.text
    assert "Work starts in May" in found.text


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"just words\n\nand more", "no mail"),
        (b"Subject: Nothing\r\n\r\n", "no text of its own"),
        (
            b"Subject: a\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\nAAAA",
            "no text of its own",
        ),
    ],
)
def test_what_cannot_be_read_has_a_reason(data: bytes, reason: str) -> None:
    assert reason in failure(data, "a.eml").reason


@pytest.mark.parametrize("charset", ["no-such-charset", "utf-7", "unicode_escape", ""])
def test_a_charset_that_nobody_knows_is_guessed(charset: str) -> None:
    found = document(plain(WORDS, f"Content-Type: text/plain; charset={charset}"), "a.eml")
    assert told(found, "body") == list(PARAGRAPHS)
