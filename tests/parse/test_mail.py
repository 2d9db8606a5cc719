"""Mails: which part tells the story, headers as metadata, what mails carry along, and what is no mail."""

from __future__ import annotations

from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP

import pytest
from reading import document, documents, failure, failures, outcomes, shape, told

from benchmarks.seeds import PARAGRAPHS, TITLE, WORDS, mail, mail_with_attachments, newsletter, page


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


def test_what_is_attached_becomes_documents_of_its_own() -> None:
    found = documents(mail_with_attachments(), "a.eml")
    assert [(one.member, one.format, one.articles[0].title) for one in found] == [
        (None, "eml", TITLE),
        ("Minutes 2023.pdf", "pdf", TITLE),
        ("statement.docx", "docx", TITLE),
        ("page.html", "html", TITLE),
        ("attached.eml", "eml", TITLE),
    ]
    assert told(found[1], "body")[0] == PARAGRAPHS[0]


def test_an_attachment_of_an_unknown_kind_is_a_failure_and_pictures_are_none() -> None:
    (unread,) = failures(mail_with_attachments(), "a.eml")
    assert (unread.member, unread.reason) == ("figures.xls", "members of the kind '.xls' are not read")


def test_a_damaged_attachment_leaves_the_mail_alone() -> None:
    (attached,) = failures(mail(), "a.eml")
    assert (attached.member, attached.reason) == ("minutes.pdf", "the PDF is broken and cannot be read")
    assert documents(mail(), "a.eml")[0].member is None


def test_a_mail_that_is_only_an_envelope_gives_what_is_in_it() -> None:
    head = "Content-Type: text/html; charset=utf-8\r\nContent-Disposition: attachment; filename=page.html"
    (found,) = outcomes(plain(page(), head), "a.eml")
    assert (found.member, getattr(found, "format", None)) == ("page.html", "html")


def test_attachments_of_attachments_end_at_a_depth() -> None:
    inner = mail_with_attachments()
    for _ in range(4):
        outer = EmailMessage(policy=SMTP)
        outer["Subject"] = "Fwd"
        outer.set_content("See below, please, for the whole of it.")
        outer.add_attachment(message_from_bytes(inner, policy=SMTP))
        inner = outer.as_bytes()
    reasons = {one.reason for one in failures(inner, "a.eml")}
    assert reasons == {"archives inside archives are read to a depth of 3"}
    assert len(documents(inner, "a.eml")) == 4


def test_texts_around_an_inline_attachment_are_one_story() -> None:
    body = (
        f"--X\nContent-Type: text/plain\n\n{PARAGRAPHS[0]}\n\n--X\nContent-Type: image/png; name=a.png\n"
        "Content-Disposition: inline; filename=a.png\nContent-Transfer-Encoding: base64\n\niVBORw0K\n--X\n"
        f"Content-Type: text/plain\n\n{PARAGRAPHS[1]}\n\n--X--\n"
    )
    found = document(plain(body, "MIME-Version: 1.0", "Content-Type: multipart/mixed; boundary=X"), "a.eml")
    assert told(found, "body") == list(PARAGRAPHS[:2])


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
