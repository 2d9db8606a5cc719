"""What reading one document gives: frozen records with spans, keyed by ordinals.

Field names are the columns of the `parsed_*` contracts. Nothing here knows paths, manifests or ids.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a document; the segments of a document tile its text."""

    ordinal: int
    article_ordinal: int | None
    kind: str
    start_char: int
    end_char: int
    text: str
    repeats_ordinal: int | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """A story of a document; the main one, if any, has ordinal 0."""

    article_ordinal: int
    kind: str
    title: str | None
    byline: str | None
    outlet: str | None
    outlet_basis: str | None
    origin: str | None
    origin_basis: str | None
    language: str | None
    word_count: int
    start_char: int
    end_char: int
    fingerprint: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class DateCandidate:
    """A date interval on which an article may have been published; rank 0 is trusted most.

    `published_to` is None where nothing shown ends it.
    """

    article_ordinal: int
    rank: int
    basis: str
    published_from: date
    published_to: date | None
    published_at: datetime | None
    text: str


@dataclass(frozen=True, slots=True)
class ParsedDocument:
    """One document with everything its bytes alone say."""

    member: str | None
    sha256: str
    format: str
    encoding: str
    byte_count: int
    text: str
    url: str | None
    repairs: tuple[str, ...]
    segments: tuple[Segment, ...]
    articles: tuple[Article, ...]
    dates: tuple[DateCandidate, ...]


@dataclass(frozen=True, slots=True)
class Stated:
    """What a format or a record says of the story it holds, in its own words; nothing is guessed."""

    url: str | None = None
    title: str | None = None
    byline: str | None = None
    published: str | None = None
    """Day, month, year or moment as given; what is no date counts as not stated."""
    outlet: str | None = None
    origin: str | None = None
    """Who wrote it first: an agency, or the outlet it is taken from."""
    language: str | None = None


@dataclass(frozen=True, slots=True)
class ReadFailure:
    """A file or member that could not be read, with a reason a person understands."""

    member: str | None
    reason: str
    detail: str | None = None
    is_passing: bool = False
    """The file system failed, not the file: another try may go well."""
    stage: str = "parse"


@dataclass(frozen=True, slots=True)
class ReadLimits:
    """Bounds that stop bombs and runaways, and where a user says that records hold what."""

    max_bytes: int = 64 * 1024 * 1024
    """Largest file, member or record, after decompression; containers and files of records may be larger."""
    max_line_chars: int = 5_000_000
    max_compression_ratio: float = 200.0
    max_members: int = 1_000_000
    """Most members of one file of the corpus, at all depths together."""
    max_depth: int = 3
    """How deep archives may stand in archives."""
    fields: tuple[tuple[str, str], ...] = ()
    """Part of a story (`text`, `title` …) and the column or dotted path of a record that holds it."""
