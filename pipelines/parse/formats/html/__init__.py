"""HTML pages: one document per file, its text all that is visible, structured with the mark-up's help."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from pipelines.parse.assembly import articles_of, segments_of
from pipelines.parse.bylines import BARE, agencies
from pipelines.parse.decoding import NotText, decode
from pipelines.parse.formats.html.embedded import embedded_story
from pipelines.parse.formats.html.rendering import render
from pipelines.parse.formats.html.statements import Statements, statements_of
from pipelines.parse.formats.html.structure import label_page
from pipelines.parse.formats.html.tree import parsed
from pipelines.parse.formats.press import stories_in
from pipelines.parse.labelling import Labels
from pipelines.parse.lines import Line
from pipelines.parse.metadata import text_dates
from pipelines.parse.records import Article, DateCandidate, ParsedDocument, ReadFailure, ReadLimits

CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE)
XML_ENCODING = re.compile(rb"""^\s*<\?xml[^>]{0,100}?encoding\s*=\s*["']([A-Za-z0-9_.:-]{2,40})""")
DECLARED_WITHIN = 4096


def read(
    data: bytes, limits: ReadLimits, charset: str | None = None
) -> Iterator[ParsedDocument | ReadFailure]:
    """The one document of an HTML file, or the stories of an export; `charset` as its container states it."""
    decoded = decode(data, charset or declared_charset(data))
    if isinstance(decoded, NotText):
        yield ReadFailure(None, decoded.reason, decoded.detail)
        return
    root = parsed(decoded.text)
    page = render(root) if root is not None else None
    if root is None or page is None:
        yield ReadFailure(None, "the page shows no text")
        return
    stated = statements_of(root)
    if not page.lines:
        root = parsed(embedded_story(root, stated.title) or "")
        page = render(root) if root is not None else page
    if root is None or not page.lines:
        yield ReadFailure(None, "the page shows no text")
        return
    stories = stories_in("\n\n".join(line.text for line in page.lines), decoded.encoding, decoded.repairs)
    if stories:
        yield from stories
        return
    longest = max(line.end_char - line.start_char for line in page.lines)
    if longest > limits.max_line_chars:
        reason = f"a line is longer than {limits.max_line_chars} characters (limit {limits.max_line_chars})"
        yield ReadFailure(None, reason, f"its longest line has {longest}")
        return
    labels = label_page(page.lines, root, stated)
    segments = segments_of(page.text, page.lines, labels)
    articles = articles_of(segments, labels.byline, stated.language)
    articles = tuple(_with_statements(one, stated, labels) for one in articles)
    yield ParsedDocument(
        member=None,
        sha256=hashlib.sha256(data).hexdigest(),
        format="html",
        encoding=decoded.encoding,
        byte_count=len(data),
        text=page.text,
        url=stated.url,
        repairs=decoded.repairs,
        segments=segments,
        articles=articles,
        dates=_dates(page.lines, labels, articles, stated),
    )


def declared_charset(data: bytes) -> str | None:
    """The encoding that a page or an XML file states in its head."""
    head = data[:DECLARED_WITHIN]
    found = CHARSET.search(head) or XML_ENCODING.search(head)
    return found[1].decode("ascii") if found else None


def _with_statements(article: Article, stated: Statements, labels: Labels) -> Article:
    """The main article with what the page states; a stated value wins over one read from the text."""
    if article.kind != "main":
        return article
    outlet = stated.outlet or stated.domain
    basis = "metadata" if stated.outlet else "url" if outlet else None
    return replace(
        article,
        title=stated.title or article.title or stated.document_title,
        byline=_byline(article, stated, labels),
        outlet=outlet,
        outlet_basis=basis,
        language=stated.language or article.language,
    )


def _byline(article: Article, stated: Statements, labels: Labels) -> str | None:
    """The stated authors; where they are but the outlet or an organization, whom the page plainly names."""
    is_plain = labels.byline_rank < BARE or not stated.authors
    shown = article.byline if is_plain and article.byline not in agencies() else None
    authors = ", ".join(stated.authors)
    return authors if stated.is_author_a_person else shown or authors or article.byline


def _dates(
    lines: Sequence[Line], labels: Labels, articles: tuple[Article, ...], stated: Statements
) -> tuple[DateCandidate, ...]:
    """Stated days first, then what the text shows; none where the page has no main story."""
    main = next((article for article in articles if article.kind == "main"), None)
    if main is None:
        return ()
    said = [DateCandidate(0, 0, one.basis, one.day, one.day, one.moment, one.text) for one in stated.dates]
    shown = text_dates(lines, labels, main.language)
    by_day: dict[date, DateCandidate] = {}
    for one in (*said, *shown):
        by_day.setdefault(one.published_from, one)
    return tuple(replace(one, rank=rank) for rank, one in enumerate(by_day.values()))
