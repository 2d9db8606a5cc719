"""Small drafts for tests: an article is what it says, who says it and what it calls whom."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

import polars as pl

from pipelines.contracts import table
from pipelines.contracts.frames import from_records


@dataclass
class Said:
    """A chain of an article: its kind, its fullest name, and the (form, text) of its mentions."""

    kind: str
    name: str
    mentions: tuple[tuple[str, str], ...] = ()


@dataclass
class Story:
    """An article with its chains."""

    chains: list[Said]
    kind: str = "main"
    published: date | None = None
    repeated: bool = False
    """Whether the page prints its segment a second time."""


@dataclass
class Frames:
    """The draft frames that entities are resolved from."""

    chains: pl.DataFrame
    mentions: pl.DataFrame
    articles: pl.DataFrame
    segments: pl.DataFrame
    ids: list[str] = field(default_factory=list)


def person(name: str, *texts: str) -> Said:
    return Said("person", name, tuple(("name", text) for text in (texts or (name,))))


def named(kind: str, name: str, *texts: str) -> Said:
    return Said(kind, name, tuple(("name", text) for text in (texts or (name,))))


def drafts(*stories: Story) -> Frames:
    """The frames of stories, each a document `d0`, `d1` … with one article and one segment."""
    chains, mentions, articles, segments = [], [], [], []
    for number, story in enumerate(stories):
        document, article, segment = f"d{number}", f"d{number}-a0", f"d{number}-s0"
        articles.append(article_row(article, document, story.kind, story.published))
        segments.append(segment_row(segment, document, article, 0, None))
        if story.repeated:
            segments.append(segment_row(f"{document}-s1", document, article, 1, segment))
        ordinal = 0
        for position, chain in enumerate(story.chains):
            chain_id = f"{article}-e{position}"
            chains.append(
                {"chain_id": chain_id, "document_id": document, "article_id": article,
                 "kind": chain.kind, "name": chain.name}
            )  # fmt: skip
            for place in [segment, *([f"{document}-s1"] if story.repeated else [])]:
                for form, text in chain.mentions:
                    mentions.append(
                        {"mention_id": f"{document}-m{ordinal}", "document_id": document,
                         "article_id": article, "segment_id": place, "start_char": ordinal,
                         "end_char": ordinal + 1, "text": text, "form": form, "kind": chain.kind,
                         "chain_id": chain_id, "chain_member_ids": [], "method": "test", "confidence": 1.0}
                    )  # fmt: skip
                    ordinal += 1
    return Frames(
        from_records(chains, table("draft_chains")),
        from_records(mentions, table("draft_mentions")),
        from_records(articles, table("draft_articles")),
        from_records(segments, table("segments")),
    )


def article_row(
    article: str, document: str, kind: str = "main", day: date | None = None
) -> dict[str, object]:
    return {
        "article_id": article, "document_id": document, "kind": kind, "extraction_status": "done",
        "published_from": day, "published_to": day, "word_count": 1, "start_char": 0, "end_char": 1,
        "fingerprint": [],
    }  # fmt: skip


def segment_row(
    segment: str, document: str, article: str, ordinal: int, repeats: str | None
) -> dict[str, object]:
    return {
        "segment_id": segment, "document_id": document, "article_id": article, "ordinal": ordinal,
        "kind": "body", "start_char": ordinal, "end_char": ordinal + 1, "text": "x",
        "repeats_segment_id": repeats,
    }  # fmt: skip
