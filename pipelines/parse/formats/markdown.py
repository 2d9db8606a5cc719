"""Markdown: the file as it is, its marks telling what each block is.

Belongs here: CommonMark's blocks and front matter as segments. Not here: files that only carry the
name and use no marks; they are plain text. Marks stay in the text, since spans point into the file.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

import yaml

from pipelines.parse.assembly import articles_of, segments_of
from pipelines.parse.bylines import led_byline
from pipelines.parse.composed import OF_THE_PAGE, WORDED_KINDS
from pipelines.parse.decoding import NotText, decode
from pipelines.parse.formats.text import read as read_text
from pipelines.parse.labelling import Labels
from pipelines.parse.lines import Line, lines_of
from pipelines.parse.metadata import text_dates
from pipelines.parse.phrases import says
from pipelines.parse.records import ParsedDocument, ReadFailure, ReadLimits, Stated
from pipelines.parse.stated import with_stated

FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.{0,20000}?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
HEADING = re.compile(r"(#{1,6})\s+(.*?)\s*#*$")
UNDERLINE = re.compile(r"(=+|-+)$")
ITEM = re.compile(r"(?:[-*+]|\d{1,9}[.)])\s+\S")
FENCE = re.compile(r"(`{3,}|~{3,})")
RULE = re.compile(r"(?:[-*_]\s*){3,}$")
IMAGE = re.compile(r"!\[([^\]]*)\]\([^)]*\)$")
REFERENCE = re.compile(r"\[[^\]]{1,100}\]:\s+\S+")
TABLE_RULE = re.compile(r"\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?$")
LINK = re.compile(r"!?\[([^\]]{0,500})\]\([^)]{0,2000}\)")
EMPHASIS = re.compile(r"(\*{1,3}|_{1,3}|~~|`+)(?=\S)(.{1,500}?)(?<=\S)\1")
ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
MAX_PLAIN_CHARS = 1000
MAX_LINES = 100_000
"""Longer files are no articles and are read as plain text, which is quicker."""
MAX_SIGNED_CHARS = 600
"""Longer paragraphs are the story, neither notices nor bylines."""
NEAR_TITLE = 5
"""Blocks after the title within which a byline stands."""
FIELDS = {
    "title": ("title", "headline"), "byline": ("author", "authors", "byline", "creator"),
    "published": ("date", "published", "pubdate", "publishdate", "date_published", "published_at", "created"),
    "outlet": ("outlet", "publisher", "publication", "source", "site_name", "website"),
    "url": ("url", "link", "canonical", "canonical_url", "source_url", "permalink"),
    "language": ("language", "lang", "locale"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Block:
    """Neighbouring lines that make one thing."""

    kind: str
    first: int
    last: int
    words: str = ""


def read(
    data: bytes, limits: ReadLimits, charset: str | None = None
) -> Iterator[ParsedDocument | ReadFailure]:
    """The one document of a Markdown file."""
    decoded = decode(data, charset)
    if isinstance(decoded, NotText):
        yield ReadFailure(None, decoded.reason, decoded.detail)
        return
    if decoded.text.count("\n") > MAX_LINES:
        yield from read_text(data, limits, charset)
        return
    front = FRONT_MATTER.match(decoded.text)
    fields = _fields(front[1]) if front else None
    end = front.end() if front and fields is not None else 0
    lines = lines_of(decoded.text)
    blocks = list(_blocks(lines, end))
    if not any(block.kind in ("title", "heading", "front") for block in blocks):
        yield from read_text(data, limits, charset)
        return
    longest = max(line.end_char - line.start_char for line in lines)
    if longest > limits.max_line_chars:
        reason = f"a line is longer than {limits.max_line_chars} characters (limit {limits.max_line_chars})"
        yield ReadFailure(None, reason, f"its longest line has {longest}")
        return
    yield _document(
        data, decoded.text, decoded.encoding, decoded.repairs, lines, blocks, _stated(fields or {})
    )


def _document(
    data: bytes,
    text: str,
    encoding: str,
    repairs: tuple[str, ...],
    lines: list[Line],
    blocks: list[_Block],
    stated: Stated,
) -> ParsedDocument:
    whole = [_line(text, lines, index, block) for index, block in enumerate(blocks)]
    labels = _labels(whole, blocks)
    segments = segments_of(text, whole, labels)
    articles = articles_of(segments, labels.byline)
    title = next((block.words for block in blocks if block.kind == "title"), None)
    articles = tuple(
        replace(article, title=title or article.title) if article.kind == "main" else article
        for article in articles
    )
    main = next((article for article in articles if article.kind == "main"), None)
    document = ParsedDocument(
        member=None,
        sha256=hashlib.sha256(data).hexdigest(),
        format="markdown",
        encoding=encoding,
        byte_count=len(data),
        text=text,
        url=None,
        repairs=repairs,
        segments=segments,
        articles=articles,
        dates=text_dates(whole, labels, main.language) if main else (),
    )
    return with_stated(document, stated)


def _line(text: str, lines: list[Line], index: int, block: _Block) -> Line:
    start, end = lines[block.first].start_char, lines[block.last].end_char
    return Line(index, start, end, text[start:end], is_after_blank=lines[block.first].is_after_blank)


def _labels(whole: list[Line], blocks: list[_Block]) -> Labels:
    kinds: list[str] = []
    byline: str | None = None
    title = next((index for index, block in enumerate(blocks) if block.kind == "title"), 0)
    for index, (line, block) in enumerate(zip(whole, blocks, strict=True)):
        kind = "other" if block.kind == "front" else block.kind
        if kind == "body" and len(line.text) <= MAX_SIGNED_CHARS:
            words = plain(block.words or line.text)
            notice = next((meaning for meaning in WORDED_KINDS if says(meaning, words)), None)
            by = led_byline(words) if 0 < index - title <= NEAR_TITLE else None
            is_lead = index == title + 1 and EMPHASIS.fullmatch(line.text) is not None
            kind = "byline" if by else notice or ("standfirst" if is_lead else kind)
            byline = byline or by
        kinds.append(kind)
    articles = [None if kind in OF_THE_PAGE else 0 for kind in kinds]
    return Labels(kinds, articles, [None] * len(kinds), byline)


def plain(text: str) -> str:
    """Words without the marks of emphasis, links and code; at most a thousand characters are looked at."""
    text = text[:MAX_PLAIN_CHARS]
    text = LINK.sub(r"\1", text)
    for _ in range(3):
        text = EMPHASIS.sub(r"\2", text)
    return " ".join(ESCAPE.sub(r"\1", text).split())


def _blocks(lines: list[Line], end_of_front: int) -> Iterator[_Block]:
    """The blocks of a file; its title is the first heading of the first level, or one that begins it."""
    index = 0
    has_title = False
    while index < len(lines):
        block = _block(lines, index, end_of_front)
        if (
            block.kind in ("heading 1", "heading 2")
            and not has_title
            and (block.kind == "heading 1" or index == 0)
        ):
            has_title = True
            block = replace(block, kind="title")
        elif block.kind.startswith("heading"):
            block = replace(block, kind="heading")
        yield block
        index = block.last + 1


def _block(lines: list[Line], index: int, end_of_front: int) -> _Block:
    line = lines[index]
    if line.start_char < end_of_front:
        last = _last(lines, index, lambda one: one.start_char < end_of_front)
        return _Block("front", index, last)
    if heading := HEADING.match(line.text):
        return _Block("heading 1" if len(heading[1]) == 1 else "heading 2", index, index, plain(heading[2]))
    if fence := FENCE.match(line.text):
        return _Block("other", index, _fence_end(lines, index, fence[1]))
    if line.text.startswith("<!--"):
        last = index
        while last + 1 < len(lines) and "-->" not in lines[last].text:
            last += 1
        return _Block("other", index, last)
    if line.text.startswith(">"):
        quoted = _last(lines, index, lambda one: one.text.startswith(">") and not one.is_after_blank)
        return _Block(
            "body", index, quoted, " ".join(one.text.lstrip("> ") for one in lines[index : quoted + 1])
        )
    if image := IMAGE.match(line.text):
        return _Block("caption" if len(image[1].split()) > 2 else "other", index, index, image[1])
    if RULE.match(line.text) or REFERENCE.match(line.text) or TABLE_RULE.match(line.text):
        return _Block("other", index, index)
    if ITEM.match(line.text):
        return _Block("list_item", index, _last(lines, index, _goes_on))
    last = _last(lines, index, _goes_on)
    below = lines[last + 1] if last + 1 < len(lines) else None
    if below and not below.is_after_blank and (rule := UNDERLINE.match(below.text)):
        words = " ".join(one.text for one in lines[index : last + 1])
        return _Block("heading 1" if rule[1][0] == "=" else "heading 2", index, last + 1, plain(words))
    return _Block("body", index, last)


def _goes_on(line: Line) -> bool:
    """Whether a line belongs to the paragraph or item before it."""
    starts = (HEADING, ITEM, FENCE, UNDERLINE, RULE, IMAGE)
    return (
        not line.is_after_blank
        and line.text[0] not in ">|"
        and not any(one.match(line.text) for one in starts)
    )


def _last(lines: list[Line], index: int, goes_on: Any) -> int:
    while index + 1 < len(lines) and goes_on(lines[index + 1]):
        index += 1
    return index


def _fence_end(lines: list[Line], index: int, mark: str) -> int:
    for last in range(index + 1, len(lines)):
        if lines[last].text.startswith(mark):
            return last
    return index


def _fields(source: str) -> dict[str, Any] | None:
    """What front matter says; None where it is no plain YAML mapping, but text between two rules.

    Aliases, by which few bytes can stand for very many, are not followed.
    """
    try:
        if any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(source)):
            return None
        found = yaml.safe_load(source)
    except (yaml.YAMLError, ValueError, TypeError, LookupError, AttributeError, RecursionError):
        return None
    return {str(key).lower(): value for key, value in found.items()} if isinstance(found, dict) else None


def _stated(fields: dict[str, Any]) -> Stated:
    told = {
        name: next(filter(None, (_told(fields.get(key)) for key in keys)), None)
        for name, keys in FIELDS.items()
    }
    if told["outlet"] and told["outlet"].startswith(("http://", "https://")):
        told["url"], told["outlet"] = told["url"] or told["outlet"], None
    return Stated(**told)


def _told(value: Any) -> str | None:
    """A value of front matter as one line: text, day, a name inside a mapping, or a list of them."""
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if isinstance(value, dict):
        return _told(value.get("name"))
    if isinstance(value, list):
        return ", ".join(filter(None, map(_told, value[:20]))) or None
    return value.strip() or None if isinstance(value, str) else None
