"""The clauses of an article, each with what was found inside it.

Belongs here: which mentions, quantities and quote stand in a clause, and which of its words are its
own. Not here: cutting (`clauses`), and which clauses assert something (`statements`).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from operator import attrgetter
from typing import TypeVar

from spacy.tokens import Span, Token

from pipelines.extract.clauses import Clause, clauses, whole
from pipelines.extract.records import AnalysedSegment, Chain, Mention, Quantity, Quote

_Placed = TypeVar("_Placed", Mention, Quantity)
_Found = TypeVar("_Found", Mention, Quantity, Quote)
_QUOTE_SHARE = 0.5
"""Share of a clause that must lie inside a quote's content for the clause to be that content."""


@dataclass(slots=True)
class Context:
    """What is known of one article, or of a stretch of it, in reading order."""

    mentions: list[Mention] = field(default_factory=list)
    quotes: list[Quote] = field(default_factory=list)
    quantities: list[Quantity] = field(default_factory=list)
    names: dict[int, str] = field(default_factory=dict)
    quotes_end: list[int] = field(default_factory=list)
    """For each quote the farthest end of all up to it."""

    def within(self, segment: AnalysedSegment) -> Context:
        """What is known of a segment, so that asking costs no more in a long article."""
        start, end = segment.start_char, segment.start_char + _length(segment)
        first, last = bisect_right(self.quotes_end, start), _first_from(self.quotes, end)
        return Context(
            _starting(self.mentions, start, end),
            self.quotes[first:last],
            _starting(self.quantities, start, end),
            self.names,
        )


@dataclass(frozen=True, slots=True)
class Passage:
    """A clause of a segment, with what was found inside it."""

    segment: AnalysedSegment
    sentence: Span
    clause: Clause
    mentions: tuple[Mention, ...]
    quantities: tuple[Quantity, ...]
    quote: Quote | None
    is_parted: bool
    """Whether attributed content of its sentence stands outside it."""

    def owns(self, token: Token) -> bool:
        """Whether a word is its own, not one of a clause that it embeds and that is a passage too."""
        return not any(start <= token.i < end for start, end in self.clause.embedded)

    @property
    def own_tokens(self) -> list[Token]:
        """Its words but those of the passages it embeds."""
        words = list(self.span)
        return [token for token in words if self.owns(token)] if self.clause.embedded else words

    @property
    def own_text(self) -> str:
        """Those words as printed."""
        return "".join(token.text_with_ws for token in self.own_tokens).strip()

    def _own(self, placed: Iterable[_Placed]) -> tuple[_Placed, ...]:
        doc = self.segment.doc
        holes = [
            (self.segment.start_char + doc[start].idx, self.segment.start_char + doc[end - 1].idx)
            for start, end in self.clause.embedded
        ]
        return tuple(
            each for each in placed if not any(first <= each.start_char <= last for first, last in holes)
        )

    @property
    def own_mentions(self) -> tuple[Mention, ...]:
        """The mentions in its own words."""
        return self._own(self.mentions)

    @property
    def own_quantities(self) -> tuple[Quantity, ...]:
        """The quantities in its own words."""
        return self._own(self.quantities)

    @property
    def span(self) -> Span:
        """Its tokens, embedded passages included."""
        return self.segment.doc[self.clause.start : self.clause.end]

    @property
    def start_char(self) -> int:
        """Where it begins in the document."""
        return self.segment.start_char + self.span.start_char

    @property
    def end_char(self) -> int:
        """Where it ends in the document."""
        return self.segment.start_char + self.span.end_char


def context_of(
    mentions: Iterable[Mention],
    chains: Iterable[Chain],
    quotes: Iterable[Quote],
    quantities: Iterable[Quantity],
) -> Context:
    """What was found in an article.

    Quoted phrases, which attribute no clause, and figures that no clause prints are left out.
    """
    attributed = sorted((q for q in quotes if q.kind != "phrase"), key=attrgetter("start_char", "end_char"))
    return Context(
        sorted(mentions, key=attrgetter("start_char")),
        attributed,
        sorted((q for q in quantities if q.unit_basis != "inferred"), key=attrgetter("start_char")),
        {chain.chain: chain.name for chain in chains},
        list(accumulate((quote.end_char for quote in attributed), max)),
    )


def _length(segment: AnalysedSegment) -> int:
    return len(segment.doc.text if segment.text is None else segment.text)


def _first_from(placed: Sequence[_Found], start: int) -> int:
    return bisect_left(placed, start, key=attrgetter("start_char"))


def _starting(placed: Sequence[_Placed], start: int, end: int) -> list[_Placed]:
    return list(placed[_first_from(placed, start) : _first_from(placed, end)])


def passages_of(segment: AnalysedSegment, context: Context) -> Iterator[tuple[list[list[Passage]], Passage]]:
    """Per sentence of a segment its clauses, each with those it embeds, and the sentence as one clause.

    `context` is that of the segment.
    """
    for sentence in _sentences(segment):
        if is_question(sentence):
            continue
        start = segment.start_char + sentence.start_char
        end = segment.start_char + sentence.end_char
        quotes = [each for each in context.quotes if each.start_char < end and each.end_char > start]
        contents = [tokens for quote in quotes for tokens in _content_tokens(segment, quote)]
        if segment.kind == "title":
            contents = []
        parts: list[list[Passage]] = []
        for clause in clauses(sentence, contents):
            if not (parts and clause.is_embedded):
                parts.append([])
            parts[-1].append(passage_of(segment, sentence, clause, quotes, context))
        yield parts, passage_of(segment, sentence, whole(sentence), quotes, context)


def is_question(sentence: Span) -> bool:
    """Whether a sentence asks; then it states nothing."""
    return sentence.text.rstrip(" \n”’\"'").endswith("?")


def _sentences(segment: AnalysedSegment) -> Iterator[Span]:
    """Sentences of a segment; a title is one, whatever the parser makes of it."""
    if segment.kind == "title":
        yield segment.doc[:]
    else:
        yield from segment.doc.sents


def _content_tokens(segment: AnalysedSegment, quote: Quote) -> Iterator[tuple[int, int]]:
    """Token ranges of a quote's content within the segment; a tag that interrupts it is no content."""
    pieces = [(each.start_char, each.end_char) for each in quote.fragments]
    for start, end in pieces or [(quote.start_char, quote.end_char)]:
        first = max(start - segment.start_char, 0)
        last = min(end - segment.start_char, _length(segment))
        if first < last and (span := segment.doc.char_span(first, last, alignment_mode="expand")):
            yield span.start, span.end


def passage_of(
    segment: AnalysedSegment, sentence: Span, clause: Clause, quotes: Sequence[Quote], context: Context
) -> Passage:
    """A stretch of a sentence with what was found inside it; `quotes` are those that the sentence touches."""
    span = segment.doc[clause.start : clause.end]
    start, end = segment.start_char + span.start_char, segment.start_char + span.end_char
    return Passage(
        segment,
        sentence,
        clause,
        tuple(_inside(context.mentions, start, end)),
        tuple(_inside(context.quantities, start, end)),
        _content_of(quotes, start, end),
        any(each.end_char <= start or each.start_char >= end for each in quotes),
    )


def _inside(placed: Iterable[_Placed], start: int, end: int) -> Iterator[_Placed]:
    return (each for each in placed if start <= each.start_char and each.end_char <= end)


def _content_of(quotes: Iterable[Quote], start: int, end: int) -> Quote | None:
    """The innermost quote that most of the passage is the content of."""
    holding = [quote for quote in quotes if _shared_chars(quote, start, end) >= _QUOTE_SHARE * (end - start)]
    return min(holding, key=lambda quote: (quote.end_char - quote.start_char, quote.ordinal), default=None)


def _shared_chars(quote: Quote, start: int, end: int) -> int:
    """How much of a stretch is the content of a quote; a tag that interrupts it is no content."""
    pieces = [(each.start_char, each.end_char) for each in quote.fragments]
    return sum(
        max(min(last, end) - max(first, start), 0)
        for first, last in pieces or [(quote.start_char, quote.end_char)]
    )
