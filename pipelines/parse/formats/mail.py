"""Mails (`.eml`): subject, sender and date as stated, the story from the text part, else from the HTML part.

Belongs here: RFC 5322 and MIME. Not here: the look of lines (`loose`), pages (`html`), and what is attached:
that is handed on to the reader of its kind, as a member of the mail.
"""

from __future__ import annotations

import email
import email.policy
import io
import re
from binascii import Error as BinasciiError
from collections.abc import Iterator
from dataclasses import dataclass, replace
from email.errors import HeaderParseError, MessageError
from email.header import decode_header
from email.message import Message
from email.utils import getaddresses
from typing import BinaryIO, cast

from pipelines.parse.composed import Part
from pipelines.parse.containers.member import Member, member_name
from pipelines.parse.decoding import NotText, decode
from pipelines.parse.formats import html
from pipelines.parse.formats.loose import Told, document_of, tell
from pipelines.parse.kinds import WORDLESS, format_of, format_of_type
from pipelines.parse.records import ParsedDocument, ReadFailure, ReadLimits, Stated
from pipelines.parse.wrapping import paragraphs_of

HEADERS = ("from", "subject", "date", "to", "message-id", "received", "mime-version", "content-type")
MAX_HEADER_CHARS = 4000
MAX_HEADERS = 2000
MAX_PARTS = 1000
MIN_PLAIN_WORDS = 25
"""A shorter text part beside an HTML part only says that the mail is HTML."""
MAX_NAME_CHARS = 200
OWN_KINDS = ("text/plain", "text/html")
MAIL_KINDS = ("message/rfc822", "message/global")
NO_ARTICLES = frozenset((
    "application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature",
    "application/pgp-keys", "text/calendar", "application/ics", "text/vcard", "text/x-vcard", "text/css",
))  # fmt: skip
SIGNATURE = "-- "
FORWARDED = re.compile(
    r"^(?:-{2,}\s*(?:forwarded message|original message|weitergeleitete nachricht|ursprüngliche nachricht"
    r"|message transféré|mensaje reenviado)\s*-{2,}|begin forwarded message:)\s*$",
    re.IGNORECASE,
)
HEADER_LINE = re.compile(
    r"^\W{0,3}(?:from|sent|date|subject|to|cc|reply-to|von|gesendet|datum|betreff|an|de|envoyé|objet|à"
    r"|enviado|asunto|para)\W{0,3}:\s",
    re.IGNORECASE,
)
QUOTED = re.compile(r"^>")
REPLY_LEAD = re.compile(
    r"^(?:on|am|le|el)\b.{8,200}\b(?:wrote|schrieb|a écrit|escribió)\s?:\s*$", re.IGNORECASE
)
SUBJECT_LEAD = re.compile(r"^(?:(?:re|fwd?|aw|wg|tr|rv)\s*:\s*)+", re.IGNORECASE)
MALFORMED = (
    MessageError, HeaderParseError, BinasciiError, LookupError, ValueError, TypeError, AttributeError,
    AssertionError, RecursionError,
)  # fmt: skip
"""What the library raises on mails that are none; it promises nothing narrower."""


@dataclass(frozen=True, slots=True)
class Body:
    """The text of one part of a mail."""

    text: str
    encoding: str
    repairs: tuple[str, ...] = ()


def read(
    data: bytes, limits: ReadLimits, charset: str | None = None
) -> Iterator[ParsedDocument | ReadFailure | Member]:
    """The document that a mail is, then what is attached to it."""
    try:
        message = email.message_from_bytes(data, policy=email.policy.compat32)
        headers = _headers(message)
        parts = list(_parts(message))
    except MALFORMED as error:
        yield ReadFailure(None, "the mail cannot be read", f"{type(error).__name__}: {error}"[:300])
        return
    if not any(name in headers for name in HEADERS[:5]):
        yield ReadFailure(None, "this is no mail: it has no sender, subject or date at its head")
        return
    try:
        own, others = _split(parts)
        document = _document(headers, own, data, limits)
        attached = [found for part in others if (found := _attachment(part))]
    except MALFORMED as error:
        yield ReadFailure(None, "the mail is damaged", f"{type(error).__name__}: {error}"[:300])
        return
    if isinstance(document, ParsedDocument) or not attached:
        yield document
    yield from attached


def _headers(message: Message) -> dict[str, str]:
    """The first header of each name, decoded."""
    found: dict[str, str] = {}
    for name, value in message.items()[:MAX_HEADERS]:
        found.setdefault(name.lower(), _decoded(str(value)[:MAX_HEADER_CHARS]))
    return found


def _decoded(value: str) -> str:
    """A header without its encoded words, on one line."""
    value = value.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    pieces: list[str] = []
    try:
        for piece, charset in decode_header(value):
            pieces.append(piece if isinstance(piece, str) else piece.decode(charset or "utf-8", "replace"))
    except MALFORMED:
        return " ".join(value.split())
    return " ".join("".join(pieces).split())


def _parts(message: Message) -> Iterator[Message]:
    """Every part that is no container, in order; what lies inside attached mails is theirs."""
    waiting = [message]
    count = 0
    while waiting and count < MAX_PARTS:
        part = waiting.pop(0)
        count += 1
        inner = part.get_payload()
        if part.get_content_maintype() == "multipart" and isinstance(inner, list):
            waiting = [one for one in inner if isinstance(one, Message)] + waiting
        else:
            yield part


def _split(parts: list[Message]) -> tuple[list[Message], list[Message]]:
    """The parts that are the mail itself, and those that it carries along.

    What has a name is carried along, but for a lone text: some programs name that too.
    """
    own = [part for part in parts if part.get_content_type() in OWN_KINDS and not _is_attached(part)]
    unnamed = [part for part in own if not part.get_filename()]
    own = unnamed or own[:1]
    return own, [part for part in parts if all(part is not one for one in own)]


def _is_attached(part: Message) -> bool:
    return part.get_content_disposition() == "attachment"


def _attachment(part: Message) -> Member | ReadFailure | None:
    """What is attached, as a member to read; None for pictures, calendars and such: they hold no story."""
    kind = part.get_content_type()
    is_mail = kind in MAIL_KINDS
    if kind.startswith(WORDLESS) or kind in NO_ARTICLES or (kind.startswith("message/") and not is_mail):
        return None
    stated = _decoded(str(part.get_filename() or ""))[:MAX_NAME_CHARS]
    format = "eml" if is_mail else None if format_of(stated) else format_of_type(kind)
    name = member_name(stated or f"attached.{format or kind.rpartition('/')[2]}")
    try:
        data = _mail_inside(part) if is_mail else part.get_payload(decode=True)
    except MALFORMED as error:
        return ReadFailure(name, "the attachment is damaged", f"{type(error).__name__}: {error}"[:300])
    stream = cast("BinaryIO", io.BytesIO(data if isinstance(data, bytes) else b""))
    return Member(name, stream, format, part.get_content_charset())


def _mail_inside(part: Message) -> bytes:
    inner = part.get_payload()
    mail = inner[0] if isinstance(inner, list) and inner else None
    return mail.as_bytes() if isinstance(mail, Message) else b""


def _document(
    headers: dict[str, str], own: list[Message], data: bytes, limits: ReadLimits
) -> ParsedDocument | ReadFailure:
    title = SUBJECT_LEAD.sub("", headers.get("subject", "")) or None
    sender, outlet = _sender(headers.get("from", ""))
    stated = Stated(
        title=title,
        byline=sender if sender != outlet else None,
        outlet=outlet,
        published=headers.get("date"),
        language=headers.get("content-language"),
    )
    plain = _joined([body for part in own if (body := _body(part, "text/plain"))])
    page = _joined([body for part in own if (body := _body(part, "text/html"))])
    if plain and not (page and len(plain.text.split()) < MIN_PLAIN_WORDS):
        story, rest = _story_and_rest(plain.text)
        told = tell(title, paragraphs_of(story), limits)
        told = Told([*told.parts, ("other", rest)], told.byline)
        return document_of(told, data, "eml", stated, encoding=plain.encoding, repairs=plain.repairs)
    if page:
        told = _told_by_page(title, page, limits)
        return document_of(told, data, "eml", stated, encoding=page.encoding, repairs=page.repairs)
    return ReadFailure(None, "the mail holds no text of its own")


def _joined(bodies: list[Body]) -> Body | None:
    """Texts between which something was put into a mail, as one."""
    if not bodies:
        return None
    return replace(bodies[0], text="\n\n".join(body.text for body in bodies))


def _sender(field: str) -> tuple[str | None, str | None]:
    """The name in a `From` field, and the outlet where the name is that of the address's domain."""
    for name, address in getaddresses([field]):
        told = name.strip(" '\"")
        if told and "@" not in told:
            letters = "".join(filter(str.isalnum, told)).casefold()
            labels = [
                label for label in address.rpartition("@")[2].casefold().split(".")[:-1] if len(label) > 3
            ]
            is_own_name = any(label in letters or letters in label.replace("-", "") for label in labels)
            return told, told if is_own_name else None
    return None, None


def _body(part: Message, kind: str) -> Body | None:
    if part.get_content_type() != kind:
        return None
    payload = part.get_payload(decode=True)
    decoded = decode(payload, part.get_content_charset()) if isinstance(payload, bytes) else None
    if decoded is None or isinstance(decoded, NotText):
        return None
    is_flowed = str(part.get_param("format", "")).lower() == "flowed"
    text = _unflowed(decoded.text) if is_flowed else decoded.text
    return Body(text, decoded.encoding, decoded.repairs)


def _unflowed(text: str) -> str:
    """Text with its soft line ends taken out (RFC 3676); the mark of a signature is none."""
    lines: list[str] = []
    is_open = False
    for line in text.split("\n"):
        line = line.removeprefix(" ") if line.startswith(" ") else line
        if is_open and line != SIGNATURE:
            lines[-1] += line
        else:
            lines.append(line)
        is_open = line.endswith(" ") and line != SIGNATURE
    return "\n".join(lines)


def _story_and_rest(text: str) -> tuple[str, str]:
    """What the sender tells, and what mails carry along: signature, quoted mails, their headers."""
    story: list[str] = []
    rest: list[str] = []
    is_signature = is_header = False
    for line in text.split("\n"):
        is_signature = is_signature or line.rstrip("\r") == SIGNATURE
        if FORWARDED.match(line.strip()):
            is_header, is_signature = True, False
            rest.append(line)
        elif (
            is_signature
            or QUOTED.match(line)
            or REPLY_LEAD.match(line)
            or (is_header and (HEADER_LINE.match(line) or not line.strip()))
        ):
            rest.append(line)
        else:
            is_header = False
            story.append(line)
    return "\n".join(story), "\n".join(rest)


def _told_by_page(title: str | None, page: Body, limits: ReadLimits) -> Told:
    """The parts of a mail that is a page, as the reader of pages tells them."""
    outcome = next(iter(html.read(page.text.encode("utf-8", "replace"), limits)), None)
    if not isinstance(outcome, ParsedDocument):
        return Told([("title", title)] if title else [])
    main = next((article for article in outcome.articles if article.kind == "main"), None)
    if main is None:
        return tell(title, [segment.text for segment in outcome.segments], limits)
    parts: list[Part] = []
    for segment in outcome.segments:
        is_own = segment.article_ordinal == 0 or segment.kind in ("navigation", "promo", "cookie_notice")
        kind = segment.kind if is_own else "other"
        parts.append(("heading" if kind == "title" and title else kind, segment.text.strip()))
    words = (title or "").casefold().split()
    if title:
        parts = [("title", title), *(part for part in parts if part[1].casefold().split() != words)]
    return Told(parts, main.byline)
