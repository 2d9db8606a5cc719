"""From labelled lines to the records of a document: segments that tile its text, and articles.

Belongs here: what any reader does once it knows what each line is. Not here: how it knows (`labelling`,
`formats`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipelines.contracts.vocabulary import STORY_SEGMENT_KINDS
from pipelines.parse.fingerprints import fingerprint
from pipelines.parse.labelling import Labels
from pipelines.parse.language import detect_language
from pipelines.parse.lines import Line
from pipelines.parse.origins import origin_of
from pipelines.parse.records import Article, Segment

MERGED_KINDS = ("navigation",)
"""Kinds of which neighbouring lines make one segment: menus have hundreds of lines that nobody asks about."""


def segments_of(text: str, lines: Sequence[Line], labels: Labels) -> tuple[Segment, ...]:
    """One segment per line, menus merged; white space belongs to the segment before it, or to the first."""
    starts = [
        i
        for i in range(len(lines))
        if i == 0
        or labels.kinds[i] not in MERGED_KINDS
        or labels.kinds[i - 1] != labels.kinds[i]
        or labels.articles[i - 1] != labels.articles[i]
    ]
    ordinal_of: dict[int, int] = {}
    for ordinal, first in enumerate(starts):
        after = starts[ordinal + 1] if ordinal + 1 < len(starts) else len(lines)
        ordinal_of.update(dict.fromkeys(range(first, after), ordinal))
    segments: list[Segment] = []
    for ordinal, first in enumerate(starts):
        start = lines[first].start_char if ordinal else 0
        end = lines[starts[ordinal + 1]].start_char if ordinal + 1 < len(starts) else len(text)
        repeated = labels.repeats[first]
        segments.append(
            Segment(
                ordinal=ordinal,
                article_ordinal=labels.articles[first],
                kind=labels.kinds[first],
                start_char=start,
                end_char=end,
                text=text[start:end],
                repeats_ordinal=None if repeated is None else ordinal_of[repeated],
            )
        )
    return tuple(segments)


def articles_of(
    segments: Sequence[Segment], byline: str | None, language: str | None = None
) -> tuple[Article, ...]:
    """An article per ordinal that segments name, with what its own text shows.

    `byline` and `language` are the main article's, where they are known; a known language is not looked for.
    """
    members: dict[int, list[Segment]] = {}
    for segment in segments:
        if segment.article_ordinal is not None:
            members.setdefault(segment.article_ordinal, []).append(segment)
    page = [segment for segment in segments if segment.article_ordinal is None]
    articles = [
        _article(ordinal, members[ordinal], (), None)
        if ordinal
        else _article(ordinal, members[ordinal], page, language)
        for ordinal in sorted(members)
    ]
    return tuple(
        replace(article, byline=byline) if article.article_ordinal == 0 else article for article in articles
    )


def _article(
    ordinal: int, segments: Sequence[Segment], page: Sequence[Segment], language: str | None
) -> Article:
    story = [segment for segment in segments if segment.kind in STORY_SEGMENT_KINDS]
    running = [segment.text for segment in segments if segment.kind in ("body", "list_item", "dateline")]
    title = next((segment.text.strip() for segment in segments if segment.kind == "title"), None)
    told = " ".join(segment.text for segment in story)
    origin, basis = origin_of(segments, page)
    return Article(
        article_ordinal=ordinal,
        kind="main" if ordinal == 0 else "teaser",
        title=title,
        byline=None,
        outlet=None,
        outlet_basis=None,
        origin=origin,
        origin_basis=basis,
        language=language or detect_language(" ".join(running) or told),
        word_count=len(told.split()),
        start_char=segments[0].start_char,
        end_char=segments[-1].end_char,
        fingerprint=fingerprint(" ".join(running)),
    )
