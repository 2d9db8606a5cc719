"""Text of which a format knows the title and where paragraphs end, but not what each paragraph is.

Belongs here: what PDF, Word and mail have in common: their lines are told apart as those of a pasted page.
Not here: how a format finds its paragraphs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipelines.parse.assembly import segments_of
from pipelines.parse.bylines import led_byline
from pipelines.parse.composed import Part, compose
from pipelines.parse.formats.text import MAX_LINES
from pipelines.parse.labelling import Labels, label
from pipelines.parse.lines import Line, lines_of
from pipelines.parse.metadata import text_dates
from pipelines.parse.records import DateCandidate, ParsedDocument, ReadFailure, ReadLimits, Stated
from pipelines.parse.shapes import shape_of
from pipelines.parse.stated import with_stated

MAX_HEAD = 8
"""Lines above the text among which dates and names of authors stand."""
MIN_BODY_SHARE = 0.25
"""A format that holds a document, not a page, is mostly story: less than this is a misjudgement."""


@dataclass(frozen=True, slots=True)
class Told:
    """Paragraphs with their kinds, and what their wording tells of the story."""

    parts: list[Part]
    byline: str | None = None


def tell(title: str | None, paragraphs: Sequence[str], limits: ReadLimits) -> Told:
    """The kinds of paragraphs (one line each), judged by their look; `title`, if known, comes first."""
    lines = [" ".join(paragraph.split()) for paragraph in paragraphs]
    text = "\n\n".join(filter(None, [title, *lines]))
    plain: list[Part] = [("title", title)] if title else []
    plain += [("body", line) for line in lines if line]
    if len(lines) > MAX_LINES or max(map(len, lines), default=0) > limits.max_line_chars:
        return Told(plain)
    own = lines_of(text)
    labels = label(own)
    segments = segments_of(text, own, labels)
    parts = [_part(segment.kind, segment.article_ordinal, segment.text) for segment in segments]
    told = sum(len(text) for kind, text in parts if kind in ("body", "list_item", "dateline", "standfirst"))
    has_story = 0 in labels.articles
    if not has_story or told < MIN_BODY_SHARE * len(text):
        parts = plain
    elif title:
        parts = _titled(title, parts)
    return Told(_with_head(parts), labels.byline if has_story else None)


def _with_head(parts: Sequence[Part]) -> list[Part]:
    """The parts with lines above the text that only say who wrote it, or when, told as such."""
    found: list[Part] = []
    is_head = True
    for index, (kind, text) in enumerate(parts):
        line = Line(index, 0, len(text), text, is_after_blank=True)
        is_head = is_head and index < MAX_HEAD and not line.is_prose
        is_signed = (
            is_head and kind in ("body", "standfirst", "heading") and shape_of(line) in ("byline", "date")
        )
        found.append(("byline" if is_signed else kind, text))
    return found


def _part(kind: str, article: int | None, text: str) -> Part:
    """A segment as a part; another story's words belong to the page here."""
    return (
        kind if article == 0 or kind in ("navigation", "promo", "cookie_notice") else "other"
    ), text.strip()


def _titled(title: str, parts: Sequence[Part]) -> list[Part]:
    """The parts with the known title as title, and any other that was taken for one as heading."""
    head, *rest = parts
    others = [("heading", text) if kind == "title" else (kind, text) for kind, text in rest]
    if head[1] == title:
        return [("title", title), *others]
    return [("title", title), ("heading" if head[0] == "title" else head[0], head[1]), *others]


def document_of(
    told: Told,
    data: bytes,
    format: str,
    stated: Stated,
    weak: Stated | None = None,
    encoding: str = "utf-8",
    repairs: Sequence[str] = (),
) -> ParsedDocument | ReadFailure:
    """The document of told paragraphs.

    `stated` goes before what the text shows; `weak` (what programs fill in by themselves) only stands where
    nothing else does.
    """
    found = compose(told.parts, data, format, encoding=encoding, repairs=repairs)
    if isinstance(found, ReadFailure):
        return found
    articles = tuple(
        replace(article, byline=told.byline or _signed(found)) if article.kind == "main" else article
        for article in found.articles
    )
    found = replace(found, articles=articles, dates=_dates(found))
    return with_stated(with_stated_behind(found, weak) if weak else found, stated)


def _signed(document: ParsedDocument) -> str | None:
    """The names in the first line that says who wrote the story."""
    lines = (segment.text.strip() for segment in document.segments if segment.kind == "byline")
    return next(filter(None, map(led_byline, lines)), None)


def _dates(document: ParsedDocument) -> tuple[DateCandidate, ...]:
    """Days that the document's own lines give."""
    main = next((article for article in document.articles if article.kind == "main"), None)
    if main is None:
        return ()
    segments = document.segments
    lines = [
        Line(index, one.start_char, one.end_char, one.text.strip(), is_after_blank=True)
        for index, one in enumerate(segments)
    ]
    kinds, articles = [one.kind for one in segments], [one.article_ordinal for one in segments]
    return text_dates(lines, Labels(kinds, articles, [None] * len(kinds)), main.language)


def with_stated_behind(document: ParsedDocument, weak: Stated) -> ParsedDocument:
    """The document with weakly stated fields where it has none of its own; their date comes last."""
    main = next((article for article in document.articles if article.kind == "main"), None)
    if main is None:
        return document
    missing = replace(
        weak,
        title=None if main.title else weak.title,
        byline=None if main.byline else weak.byline,
        published=None if document.dates else weak.published,
        language=None if main.language else weak.language,
    )
    return with_stated(document, missing)
