"""Word documents (`.docx`) as they would be printed: paragraphs by their styles, tables as rows of cells.

A text box follows the paragraph it is anchored to. Notes, headers and footers stand at the end, once each,
and belong to no article. What is not printed is left out: comments, deleted words.

Belongs here: the package, its styles and properties. Not here: paragraphs without a telling style (`loose`).
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import docx
from docx.document import Document
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.parser import parse_xml
from lxml import etree

from pipelines.parse.bylines import led_byline
from pipelines.parse.composed import Part
from pipelines.parse.formats.loose import Told, document_of, tell
from pipelines.parse.formats.press import stories_in
from pipelines.parse.formats.properties import NO_AUTHORS, sane_author, sane_title
from pipelines.parse.records import ParsedDocument, ReadFailure, ReadLimits, Stated

MAX_MEMBERS = 5000
MAX_MARKS = 3_000_000
"""Signs that start tags and attributes in all XML parts together: trees take a hundred times their bytes."""
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
BOX = f"{WORD}txbxContent"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
TRANSPARENT = frozenset(
    f"{WORD}{name}" for name in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag")
)
DROPPED = frozenset(
    f"{WORD}{name}" for name in ("del", "moveFrom", "instrText", "delText", "pPr", "rPr", "sdtPr")
)
KIND_OF_STYLE = (
    (re.compile(r"^title$|^headline\b", re.IGNORECASE), "title"),
    (re.compile(r"^sub-?title|^standfirst|^lead$|^deck$|^abstract$", re.IGNORECASE), "standfirst"),
    (re.compile(r"^heading\b", re.IGNORECASE), "heading"),
    (re.compile(r"^(?:list|bullet)\b", re.IGNORECASE), "list_item"),
    (re.compile(r"^intense quote|^pull ?quote", re.IGNORECASE), "pull_quote"),
    (re.compile(r"^caption|^figure caption", re.IGNORECASE), "caption"),
    (re.compile(r"^(?:author|byline)", re.IGNORECASE), "byline"),
    (re.compile(r"^(?:header|footer|toc\b|index\b|footnote|endnote)", re.IGNORECASE), "other"),
)
AROUND = ("footnotes", "endnotes", "header", "footer")
"""Ends of the names of relations to parts that are printed around the text."""
NO_NOTES = frozenset(("separator", "continuationSeparator", "continuationNotice"))
MALFORMED = (
    PackageNotFoundError, zipfile.BadZipFile, zlib.error, etree.XMLSyntaxError, LookupError, ValueError,
    TypeError, AttributeError, AssertionError, NotImplementedError, EOFError, OSError,
    RecursionError, RuntimeError,
)  # fmt: skip
"""What the libraries raise on damaged packages; they promise nothing narrower."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph or a row of a table: its style's name and its text."""

    style: str
    text: str
    is_listed: bool = False
    is_boxed: bool = False


def read(
    data: bytes, limits: ReadLimits, charset: str | None = None
) -> Iterator[ParsedDocument | ReadFailure]:
    """The one document of a Word file, or the stories of an export."""
    try:
        refusal = _refusal(data, limits)
        if refusal:
            yield refusal
            return
        document = docx.Document(io.BytesIO(data))
        printed = list(_paragraphs(document))
        around = list(dict.fromkeys(_around(document)))
        stated = _stated(document)
    except MALFORMED as error:
        yield ReadFailure(
            None, "the Word document is broken and cannot be read", f"{type(error).__name__}: {error}"[:300]
        )
        return
    paragraphs = [one for one in printed if one.text]
    if not paragraphs:
        yield ReadFailure(None, "the Word document holds no text")
        return
    apart = "\n\n" if len(paragraphs) == len(printed) else "\n"
    stories = stories_in(apart.join(one.text for one in printed))
    if stories:
        yield from stories
        return
    told = _told(paragraphs, limits)
    told = Told([*told.parts, *(("other", text) for text in around)], told.byline)
    yield document_of(told, data, "docx", Stated(), stated)


def _refusal(data: bytes, limits: ReadLimits) -> ReadFailure | None:
    """Why a package is not opened: everything here is known from its directory and its raw XML."""
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        return ReadFailure(None, "the Word document is protected by a password, or of the old binary kind")
    if not data.startswith(b"PK"):
        return ReadFailure(None, "this is no Word document: it is not packed as one")
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        members = package.infolist()
        if len(members) > MAX_MEMBERS:
            return ReadFailure(None, f"the Word document has more than {MAX_MEMBERS} parts")
        size = sum(member.file_size for member in members)
        if size > limits.max_bytes or size > max(1 << 20, len(data) * limits.max_compression_ratio):
            return ReadFailure(None, "the Word document is too large when unpacked", f"{size} bytes")
        if any(member.flag_bits & 1 for member in members):
            return ReadFailure(None, "the Word document is protected by a password")
        if "word/document.xml" not in package.namelist():
            return ReadFailure(None, "this is no Word document: it has no text part")
        marks = 0
        for member in members:
            if member.filename.endswith((".xml", ".rels")):
                part = package.read(member)
                marks += part.count(b"<") + part.count(b"=")
                if b"<!DOCTYPE" in part[:4096] or b"<!ENTITY" in part:
                    return ReadFailure(None, "the Word document declares entities; such files are not read")
        if marks > MAX_MARKS:
            return ReadFailure(
                None, f"the Word document has too many elements to be read (limit {MAX_MARKS})"
            )
    return None


def _paragraphs(document: Document) -> Iterator[Paragraph]:
    names = {style.style_id: style.name or "" for style in document.styles}
    yield from _inside(document.element.body, names)


def _around(document: Document) -> Iterator[str]:
    """What is printed around the text: notes in their order, headers and footers."""
    for kind in AROUND:
        for relation in document.part.rels.values():
            if relation.is_external or not relation.reltype.endswith(f"/{kind}"):
                continue
            for element in etree.iterwalk(parse_xml(relation.target_part.blob), tag=f"{WORD}p"):
                holder = element[1].getparent()
                is_rule = holder is not None and holder.get(f"{WORD}type") in NO_NOTES
                text = "" if is_rule else _text(element[1])
                if text:
                    yield text


def _inside(holder: Any, names: dict[str, str]) -> Iterator[Paragraph]:
    """Paragraphs and rows in order, also those inside content controls, tracked insertions and text boxes."""
    waiting = [iter(holder)]
    while waiting:
        element = next(waiting[-1], None)
        if element is None:
            waiting.pop()
            continue
        is_boxed = any(one.tag == BOX for one in element.iterancestors(BOX))
        if element.tag == f"{WORD}p":
            yield replace(_paragraph(element, names), is_boxed=is_boxed)
        elif element.tag == f"{WORD}tbl":
            yield from _rows(element, names)
        elif element.tag in TRANSPARENT:
            waiting.append(iter(element))
            continue
        waiting += [iter(box) for box in reversed(_boxes(element))]


def _boxes(element: Any) -> list[Any]:
    """The text boxes anchored in an element, each once, but for those inside others."""
    boxes: list[Any] = []
    walk = etree.iterwalk(element, events=("start",))
    for _, one in walk:
        if one.tag == BOX and one is not element:
            boxes.append(one)
            walk.skip_subtree()
        elif one.tag in DROPPED or one.tag == FALLBACK:
            walk.skip_subtree()
    return boxes


def _paragraph(element: Any, names: dict[str, str]) -> Paragraph:
    style = element.find(f"{WORD}pPr/{WORD}pStyle")
    identifier = style.get(f"{WORD}val", "") if style is not None else ""
    is_listed = element.find(f"{WORD}pPr/{WORD}numPr") is not None
    return Paragraph(names.get(identifier, identifier), _text(element), is_listed)


def _text(element: Any) -> str:
    """The words of a paragraph as they would be printed: without what was deleted, and without text boxes."""
    pieces: list[str] = []
    walk = etree.iterwalk(element, events=("start",))
    for _, one in walk:
        if one.tag in DROPPED or one.tag in (FALLBACK, BOX):
            walk.skip_subtree()
        elif one.tag == f"{WORD}t":
            pieces.append(one.text or "")
        elif one.tag in (f"{WORD}tab", f"{WORD}br", f"{WORD}cr"):
            pieces.append(" ")
        elif one.tag == f"{WORD}noBreakHyphen":
            pieces.append("-")
        elif one.tag == f"{WORD}p" and pieces:
            pieces.append(" ")
    return " ".join("".join(pieces).replace("\u00ad", "").split())


def _rows(table: Any, names: dict[str, str]) -> Iterator[Paragraph]:
    """A table row by row; one of a single column only sets paragraphs and is taken as such."""
    rows = [list(row.iterchildren(f"{WORD}tc")) for row in table.iterchildren(f"{WORD}tr")]
    if max(map(len, rows), default=0) <= 1:
        for row in rows:
            for cell in row:
                for element in cell.iterchildren(f"{WORD}p"):
                    yield _paragraph(element, names)
        return
    for row in rows:
        yield Paragraph("", "\t".join(filter(None, map(_text, row))))


def _told(paragraphs: list[Paragraph], limits: ReadLimits) -> Told:
    """Kinds by style; where no style tells anything, by the look of the paragraphs."""
    kinds = [_kind(one) for one in paragraphs]
    if "title" not in kinds and "heading" in kinds[:3]:
        kinds[kinds.index("heading")] = "title"
    if not any(kind in ("title", "heading", "standfirst") for kind in kinds):
        return tell(None, [one.text for one in paragraphs], limits)
    told = {one.text.casefold() for one in paragraphs if not one.is_boxed}
    seen_title = False
    parts: list[Part] = []
    byline: str | None = None
    for index, (one, kind) in enumerate(zip(paragraphs, kinds, strict=True)):
        kind = "heading" if kind == "title" and seen_title else kind
        if one.is_boxed and kind == "body" and any(one.text.casefold() in each for each in told):
            kind = "pull_quote"
        seen_title = seen_title or kind == "title"
        by = led_byline(one.text) if index < 6 and kind in ("body", "byline", "standfirst") else None
        if by or kind == "byline":
            kind, byline = "byline", byline or by or one.text
        parts.append((kind, one.text))
    return Told(parts, byline)


def _kind(paragraph: Paragraph) -> str:
    for pattern, kind in KIND_OF_STYLE:
        if pattern.search(paragraph.style):
            return kind
    return "list_item" if paragraph.is_listed else "body"


def _stated(document: Document) -> Stated:
    properties = document.core_properties
    author = properties.author or ""
    is_default = author.casefold() in NO_AUTHORS
    created = properties.created
    return Stated(
        title=sane_title(properties.title),
        byline=sane_author(author),
        published=created.date().isoformat() if created and not is_default else None,
        language=properties.language or None,
    )
