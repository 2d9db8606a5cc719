"""Attributions: cues joined with the words they report, over a whole article.

Belongs here: speech that goes on over paragraphs, whose speaker goes on, and the order of rows. Not
here: which cue a quotation belongs to within a paragraph (paragraph), who a source is (speakers).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, replace
from itertools import accumulate

from pipelines.extract.drafts import WORD, Draft
from pipelines.extract.headlines import in_headline
from pipelines.extract.paragraph import read_paragraph
from pipelines.extract.passages import Passages
from pipelines.extract.quotation_marks import DOUBLE_MARKS
from pipelines.extract.records import AnalysedArticle, AnalysedSegment
from pipelines.extract.sources import Range
from pipelines.extract.transcripts import labels_of

_THINGS = frozenset({"it", "this", "that", "which"})
MAX_SIGNATURE_WORDS = 6
_MOST_WORDS_AROUND_TAG = 60
"""Words of a quotation that is still one row where its tag stands between its sentences."""
_SENTENCE_END = re.compile(r"[.!?][”\"'’]*(?:\s|$)")
MAX_PARAGRAPHS = 40
"""A quotation that would run on for longer has lost its closing mark."""


@dataclass(slots=True, eq=False)
class Attribution:
    """One attribution; character spans are the document's, token spans those of its segment."""

    segment: int
    pieces: list[tuple[int, int]]
    kind: str
    confidence: float
    construction: str
    is_utterance: bool = False
    source: Range | None = None
    addressee: Range | None = None
    cue_chars: tuple[int, int] | None = None
    source_chars: tuple[int, int] | None = None
    inherits: Attribution | None = None
    """The attribution whose speaker goes on here."""

    @property
    def start(self) -> int:
        """Start of the first piece."""
        return self.pieces[0][0]

    @property
    def end(self) -> int:
        """End of the last piece."""
        return self.pieces[-1][1]


def find_attributions(article: AnalysedArticle, passages: Passages) -> list[Attribution]:
    """Attributions of an article by start, an outer one before those nested in it."""
    found: list[Attribution] = []
    going_on: Attribution | None = None
    speaking: Attribution | None = None
    announced: Attribution | None = None
    labels = labels_of(passages.texts)
    for position, segment in enumerate(article.segments):
        if signed := _signs_pull_quote(article, position, found):
            found[-1].segment, found[-1].source = position, signed
            found[-1].source_chars = (segment.start_char, segment.start_char + len(passages.texts[position]))
            continue
        is_going_on = going_on is not None
        read = read_paragraph(segment, passages.texts[position], is_going_on=is_going_on, labels=labels)
        drafts = in_headline(article, position) or read.drafts
        own = [_placed(position, segment.start_char, draft) for draft in drafts]
        opening = next((a for a, d in zip(own, drafts, strict=True) if d.opens_paragraph), None)
        open_ended = [a for a, d in zip(own, drafts, strict=True) if d.is_left_open]
        follows = passages.follows_on(position)
        if announced is not None and opening is None and follows:
            opening = _block_quote(position, segment, passages.texts[position])
            own = own if opening is None else [opening]
        if going_on is not None and opening is not None and follows:
            _join(going_on, opening, found, own)
        elif opening is not None and opening.cue_chars is None:
            if announced is not None and follows:
                _announce(opening, announced)
            else:
                opening.inherits = speaking
        announced = _placed(position, segment.start_char, read.lead) if read.lead else None
        found += own
        going_on = next((a if a in own else going_on for a in open_ended), None)
        if going_on is not None and len(going_on.pieces) > MAX_PARAGRAPHS:
            going_on = None
        spoken = [a for a in own if a.kind == "direct"]
        speaking = spoken[-1] if spoken else going_on
    found = [part for each in _without_reported_thoughts(found, passages) for part in _parted(each, passages)]
    return sorted(found, key=lambda a: (a.start, -a.end, a.cue_chars or (0, 0)))


def _block_quote(position: int, segment: AnalysedSegment, text: str) -> Attribution | None:
    """A whole paragraph without marks that the one before announced as speech: "Smith wrote:"."""
    end = len(text.rstrip())
    if segment.kind != "body" or not end or any(mark in text for mark in DOUBLE_MARKS):
        return None
    whole = (segment.start_char, segment.start_char + end)
    return Attribution(position, [whole], "direct", 0.7, "announced")


def _signs_pull_quote(article: AnalysedArticle, position: int, found: list[Attribution]) -> Range | None:
    """The tokens of a line that only names who said the pull quote before it."""
    doc = article.segments[position].doc
    before = article.segments[position - 1].kind if position else ""
    is_line = article.segments[position].kind == "pull_quote" == before and len(doc) <= MAX_SIGNATURE_WORDS
    if not (is_line and found and found[-1].segment == position - 1):
        return None
    return (0, len(doc)) if all(token.text[:1].isupper() for token in doc if token.is_alpha) else None


def _parted(whole: Attribution, passages: Passages) -> list[Attribution]:
    """A long quotation as two where its tag ends a sentence, so that each can be told again elsewhere.

    "“X. Y,” Smith said. “Z.”" is one while it is short (docs/decisions/long_quotations.md).
    """
    cue = whole.cue_chars
    after = [piece for piece in whole.pieces if cue is not None and piece[0] >= cue[1]]
    before = whole.pieces[: len(whole.pieces) - len(after)]
    if whole.kind != "direct" or not before or not after:
        return [whole]
    said = [" ".join(passages.text(*piece) for piece in part) for part in (before, after)]
    is_long = sum(len(WORD.findall(text)) for text in said) > _MOST_WORDS_AROUND_TAG
    ends = passages.text(before[-1][1], after[0][0]).rstrip().endswith(".")
    if not (is_long and ends and any(len(_SENTENCE_END.findall(text)) > 1 for text in said)):
        return [whole]
    whole.pieces = before
    return [whole, replace(whole, pieces=after)]


def _farther(one: tuple[int, int], other: tuple[int, int]) -> tuple[int, int]:
    return other if other[1] > one[1] else one


def _without_reported_thoughts(found: list[Attribution], passages: Passages) -> list[Attribution]:
    """Attributions but those that someone else's words make, unless these quote.

    In "She said they think so" the thought is hers to report: the one row is what she said. "He said
    she replied “no”" has two, for those are her words; so has "he said she called it “a farce”", where
    they are but a phrase.
    """
    pieces = sorted(piece for attribution in found for piece in attribution.pieces)
    starts = [start for start, _ in pieces]
    farthest: list[tuple[int, int]] = list(accumulate(pieces, _farther))

    def is_reported(attribution: Attribution) -> bool:
        if attribution.cue_chars is None:
            return False
        i = bisect_right(starts, attribution.cue_chars[0]) - 1
        if i < 0:
            return False
        start, end = farthest[i]
        return attribution.cue_chars[0] < end and end - start > attribution.pieces[0][1] - attribution.start

    kept = []
    for attribution in found:
        if is_reported(attribution):
            if attribution.kind == "indirect":
                continue
            if attribution.construction == "label":
                attribution.kind = "phrase"
            elif not attribution.is_utterance or _is_thing(attribution, passages):
                continue
        kept.append(attribution)
    return kept


def _is_thing(attribution: Attribution, passages: Passages) -> bool:
    """Whether the words are given to no one: "she said it underscored …"."""
    source = attribution.source_chars
    return source is not None and passages.text(*source).lower() in _THINGS


def _join(
    before: Attribution, opening: Attribution, found: list[Attribution], own: list[Attribution]
) -> None:
    """Speech that the paragraph before left open goes on here: one attribution, the tag in either."""
    if opening.cue_chars is None:
        before.pieces += opening.pieces
        own.remove(opening)
    elif before.cue_chars is None:
        opening.pieces = before.pieces + opening.pieces
        opening.inherits = before.inherits
        found.remove(before)


def _announce(opening: Attribution, lead: Attribution) -> None:
    """The paragraph before said who speaks here: "Smith continued:"."""
    opening.segment, opening.construction, opening.confidence = lead.segment, "announced", 0.8
    opening.source, opening.addressee = lead.source, lead.addressee
    opening.cue_chars, opening.source_chars = lead.cue_chars, lead.source_chars


def _placed(position: int, offset: int, draft: Draft) -> Attribution:
    cue = draft.cue
    return Attribution(
        segment=position,
        pieces=[(start + offset, end + offset) for start, end in draft.pieces],
        kind=draft.kind,
        confidence=draft.confidence,
        construction=draft.construction,
        is_utterance=cue.is_utterance if cue else False,
        source=draft.source,
        addressee=cue.addressee if cue else None,
        cue_chars=_moved(draft.cue_chars, offset),
        source_chars=_moved(draft.source_chars, offset),
    )


def _moved(span: tuple[int, int] | None, by: int) -> tuple[int, int] | None:
    return None if span is None else (span[0] + by, span[1] + by)
