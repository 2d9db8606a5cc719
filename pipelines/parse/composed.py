"""Documents made of parts whose role is known: a title, paragraphs, captions as a format holds them.

Belongs here: parts to one text with segments and articles. Not here: which field of a format is which part
(`formats`), or telling parts apart by their look (`labelling`).
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from statistics import median

from pipelines.parse.assembly import articles_of, segments_of
from pipelines.parse.labelling import Labels
from pipelines.parse.language import stated_language
from pipelines.parse.lines import Line
from pipelines.parse.phrases import says
from pipelines.parse.records import ParsedDocument, ReadFailure, Stated
from pipelines.parse.stated import with_stated

Part = tuple[str, str]
"""Kind of segment, text."""

OF_THE_PAGE = frozenset(("navigation", "promo", "cookie_notice", "other"))
"""Kinds that belong to no article."""
WORDED_KINDS = ("syndication_notice", "cookie_notice")
UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
SURROGATE = re.compile(r"[\ud800-\udfff]")
LINE_END = re.compile(r"\r\n?|[\u2028\u2029\x85]")
BLANK_LINES = re.compile(r"\n[ \t\xa0]*(?:\n[ \t\xa0]*)+")
WRAP_WIDTH = range(45, 101)
"""Widths at which programs wrap text by hand."""
MIN_WRAPPED_LINES = 3


def compose(
    parts: Iterable[Part],
    data: bytes,
    format: str,
    *,
    stated: Stated | None = None,
    member: str | None = None,
    encoding: str = "utf-8",
    repairs: Sequence[str] = (),
) -> ParsedDocument | ReadFailure:
    """One document whose text is the parts, in order, parted by blank lines; a failure where they hold none.

    `data` are the bytes that the parts were read from. All parts tell the main story, but for those of the
    page (menus, promos, cookie notices). A paragraph of the body that is worded as a notice is one.
    """
    labelled = [(kind, text) for kind, text in ((kind, _clean(text)) for kind, text in parts) if text]
    if not labelled:
        return ReadFailure(member, "it holds no text")
    text, lines = _lines(labelled)
    kinds = [_kind(kind, line) for (kind, _), line in zip(labelled, lines, strict=True)]
    bylines = [line.text for kind, line in zip(kinds, lines, strict=True) if kind == "byline"]
    labels = Labels(
        kinds=kinds,
        articles=[None if kind in OF_THE_PAGE else 0 for kind in kinds],
        repeats=[None] * len(kinds),
        byline=bylines[0] if bylines else None,
    )
    segments = segments_of(text, lines, labels)
    document = ParsedDocument(
        member=member,
        sha256=hashlib.sha256(data).hexdigest(),
        format=format,
        encoding=encoding,
        byte_count=len(data),
        text=text,
        url=None,
        repairs=tuple(repairs),
        segments=segments,
        articles=articles_of(segments, labels.byline, stated_language(stated.language) if stated else None),
        dates=(),
    )
    return with_stated(document, stated or Stated())


def _clean(text: str) -> str:
    """Text that can be stored: line ends folded, nothing unprintable, no halves of characters."""
    return SURROGATE.sub("\ufffd", UNPRINTABLE.sub("", LINE_END.sub("\n", text))).strip()


def _lines(parts: Sequence[Part]) -> tuple[str, list[Line]]:
    lines: list[Line] = []
    position = 0
    for index, (_, text) in enumerate(parts):
        lines.append(Line(index, position, position + len(text), text, is_after_blank=True))
        position += len(text) + 2
    return "\n\n".join(text for _, text in parts), lines


def _kind(kind: str, line: Line) -> str:
    """The kind of a part; what stands in the body and is worded as a notice, or a list item, is one."""
    if kind != "body":
        return kind
    notice = next((meaning for meaning in WORDED_KINDS if says(meaning, line.text)), None)
    return notice or ("list_item" if line.is_bullet else kind)


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a body that a field holds as plain text.

    Blank lines part them, where there are any; else each line is one, unless all lines are of one width, as
    text that was wrapped by hand is.
    """
    text = _clean(text)
    if BLANK_LINES.search(text):
        blocks = BLANK_LINES.split(text)
        return [" ".join(block.split()) if _is_wrapped(block) else block for block in blocks if block.strip()]
    if _is_wrapped(text):
        return [" ".join(text.split())]
    return [line.strip() for line in text.split("\n") if line.strip()]


def _is_wrapped(block: str) -> bool:
    """Whether line ends only keep lines short: all but the last reach the same width, and none is far off."""
    lines = [line.rstrip() for line in block.split("\n")]
    if len(lines) < MIN_WRAPPED_LINES:
        return False
    widths = [len(line) for line in lines[:-1]]
    width = max(widths)
    return width in WRAP_WIDTH and median(widths) > 0.8 * width and len(lines[-1]) <= width
