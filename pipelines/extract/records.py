"""What one language pass finds in a document: frozen records with spans, keyed by ordinals.

Field names are the columns of the `found_*` contracts, which say what each means. Finders number
from 0 within an article; `document` renumbers over the document. Spans are offsets into the
document's text. `Analysed*` is what finders get.
"""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc


@dataclass(frozen=True, slots=True)
class SegmentInput:
    """A segment to extract from: its place and its words."""

    ordinal: int
    article_ordinal: int
    kind: str
    start_char: int
    text: str
    repeats_ordinal: int | None = None


@dataclass(frozen=True, slots=True)
class DocumentInput:
    """The segments of one document that tell a story, in order; boilerplate is not among them."""

    document_key: str
    segments: tuple[SegmentInput, ...]


@dataclass(frozen=True, slots=True)
class AnalysedSegment:
    """A segment, or a piece of a long one, with its parse.

    Character `i` of `doc.text` is `start_char + i` of the document, but for a blank where the document
    wraps a line (`line_ends`); `tail` is the white space after it.
    """

    ordinal: int
    kind: str
    start_char: int
    doc: Doc
    repeats_ordinal: int | None = None
    tail: str = ""
    text: str | None = None
    """The text of `doc`, which spaCy would put together anew each time."""
    line_ends: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class AnalysedArticle:
    """The analysed segments of one article, in order."""

    article_ordinal: int
    segments: tuple[AnalysedSegment, ...]


@dataclass(frozen=True, slots=True)
class Fragment:
    """A piece of a quote that a tag interrupts."""

    start_char: int
    end_char: int


@dataclass(frozen=True, slots=True)
class Mention:
    ordinal: int
    article_ordinal: int
    segment_ordinal: int
    start_char: int
    end_char: int
    text: str
    form: str
    kind: str
    chain: int | None
    chain_members: tuple[int, ...]
    method: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Chain:
    article_ordinal: int
    chain: int
    kind: str
    name: str


@dataclass(frozen=True, slots=True)
class Quote:
    ordinal: int
    article_ordinal: int
    segment_ordinal: int
    start_char: int
    end_char: int
    text: str
    fragments: tuple[Fragment, ...]
    kind: str
    cue_text: str | None
    cue_start_char: int | None
    cue_end_char: int | None
    speaker_text: str | None
    speaker_start_char: int | None
    speaker_end_char: int | None
    speaker_method: str | None
    speaker_confidence: float | None
    confidence: float
    parent_ordinal: int | None = None
    repeats_ordinal: int | None = None


@dataclass(frozen=True, slots=True)
class Speaker:
    quote_ordinal: int
    ordinal: int
    role: str
    chain: int | None
    text: str
    method: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Quantity:
    ordinal: int
    article_ordinal: int
    segment_ordinal: int
    start_char: int
    end_char: int
    text: str
    value: float | None
    low: float | None
    high: float | None
    modifier: str
    change: str
    from_value: float | None
    to_value: float | None
    kind: str
    unit: str | None
    unit_text: str | None
    unit_basis: str | None
    subject: str | None
    subject_start_char: int | None
    subject_end_char: int | None
    subject_chain: int | None
    comparand: str | None
    comparand_chain: int | None
    whole: str | None
    whole_chain: int | None
    period: str | None
    base_period: str | None
    quote_ordinal: int | None
    confidence: float
    same_as_ordinal: int | None = None
    period_scope: str | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    ordinal: int
    article_ordinal: int
    segment_ordinal: int
    start_char: int
    end_char: int
    text: str
    kind: str
    quantity_ordinal: int | None
    quote_ordinal: int | None
    polarity: str
    modality: str
    subject_chain: int | None
    chains: tuple[int, ...]
    terms: tuple[str, ...]
    period: str | None
    confidence: float
    predicate: str | None = None
    predicate_char: int | None = None
    sentence: str | None = None
    sentence_char: int = 0
    vector: bytes | None = None
    nominal: str | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """Everything found in one document."""

    document_key: str
    mentions: tuple[Mention, ...]
    chains: tuple[Chain, ...]
    quotes: tuple[Quote, ...]
    speakers: tuple[Speaker, ...]
    quantities: tuple[Quantity, ...]
    statements: tuple[Statement, ...]
