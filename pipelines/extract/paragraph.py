"""Attributions within one paragraph: which cue each quotation belongs to, how far content reaches.

Belongs here: marks and cues of one paragraph brought together. Not here: what goes on in the next
paragraph (attribution), how marks pair (quotation_marks), how cues are found (cues).
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from spacy.tokens import Doc

from pipelines.extract.cues import Cue, find_cues
from pipelines.extract.quotation_marks import MARKS, Quotation, find_quotations
from pipelines.extract.records import AnalysedSegment
from pipelines.extract.sources import Range

Chars = tuple[int, int]

_TAG_BEFORE, _TAG_AFTER = 80, 12
"""How many characters may stand between a quotation and the tag before it, and after it."""
_TRIMMED = " \t\n\r\xa0,;:.–—-•‣·*"
_WORD = re.compile(r"\w+")
_ENDS_SPEECH = ".,?!…—–"
_LEADS_IN = ",:"
_LONG_SPEECH = 8
"""Words from which a quotation that starts with a capital is speech however it ends."""
_CONNECTIVES = frozenset({"", "but", "and", "because", "so", "adding", "then", "while", "though"})


@dataclass(slots=True, eq=False)
class Draft:
    """An attribution in the making; spans are characters of the paragraph."""

    cue: Cue | None
    cue_chars: Chars | None
    source_chars: Chars | None
    pieces: list[Chars]
    kind: str = "indirect"
    construction: str = "untagged"
    confidence: float = 0.5
    opens_paragraph: bool = False
    is_left_open: bool = False
    source: Range | None = None
    quotations: list[int] = field(default_factory=list)

    @property
    def tag(self) -> Chars:
        """Extent of cue and source together; empty where there is no cue."""
        spans = [span for span in (self.cue_chars, self.source_chars) if span]
        return (min(s[0] for s in spans), max(s[1] for s in spans)) if spans else (0, 0)


def read_paragraph(segment: AnalysedSegment, text: str, *, is_going_on: bool) -> list[Draft]:
    """The attributions of a paragraph; `is_going_on` where the one before left speech open."""
    if segment.kind == "pull_quote":
        return _pull_quote(text)
    quotations = [q for q in find_quotations(text) if q.depth == 0 and _is_sound(q, text, is_going_on)]
    drafts = [_draft(segment.doc, cue) for cue in find_cues(segment.doc, _quoted(segment.doc, quotations))]
    drafts = [draft for draft in drafts if not _is_reported_tag(draft)]
    marks = _Marks(text, quotations)
    _claim(drafts, marks)
    drafts += _signed(segment.doc, marks)
    drafts += _untagged(drafts, marks, is_going_on)
    for draft in drafts:
        _settle(draft, marks)
    return [draft for draft in drafts if draft.pieces and not _is_noise(draft)]


def _is_sound(quotation: Quotation, text: str, is_going_on: bool) -> bool:
    """Whether marks without a partner are to be trusted."""
    if not quotation.is_opened:
        return (
            text[quotation.end - 2 : quotation.end - 1] in _ENDS_SPEECH and len(text[: quotation.end]) < 1000
        )
    if not quotation.is_closed:
        return quotation.start == 0 or text[: quotation.start].rstrip()[-1:] in (
            ":",
            ",",
            ".",
            "?",
            "!",
            "”",
            '"',
        )
    return True


def _pull_quote(text: str) -> list[Draft]:
    """A pull quote is speech as a whole, marks or not; a last short line names the speaker."""
    lines = [line for line in text.split("\n") if line.strip()]
    words = text if len(lines) < 2 or len(lines[-1].split()) > 5 else text[: text.rindex(lines[-1])]
    end = len(words.rstrip())
    return [Draft(None, None, None, [(0, end)], "direct", "pull_quote", 0.6)] if end else []


class _Marks:
    """The quotations of a paragraph, to look up by place."""

    def __init__(self, text: str, quotations: Sequence[Quotation]) -> None:
        self.text = text
        self.quotations = quotations
        self._starts = [q.start for q in quotations]
        self.owner: dict[int, Draft] = {}

    def holding(self, char: int) -> int | None:
        """The quotation that a character stands in."""
        i = bisect_right(self._starts, char) - 1
        return i if i >= 0 and char < self.quotations[i].end else None

    def touching(self, start: int, end: int) -> range:
        """The quotations that share a character with a span."""
        first = bisect_right(self._starts, start) - 1
        if first < 0 or self.quotations[first].end <= start:
            first += 1
        return range(first, bisect_left(self._starts, end))

    def is_speech(self, i: int) -> bool:
        """Whether a quotation reads like an utterance rather than like a quoted phrase."""
        quotation = self.quotations[i]
        inner = self.text[quotation.start : quotation.end].strip(MARKS + " ")
        after = self.text[quotation.end : quotation.end + 1]
        count = len(_WORD.findall(inner[:200]))
        if _is_name_like(inner):
            return False
        is_long = count >= _LONG_SPEECH and inner[:1].isupper()
        ends = inner[-1:] in _ENDS_SPEECH or after == "," or is_long
        starts = inner[:1].isupper() or self._is_led_in(quotation.start)
        return (ends or not quotation.is_closed) and starts and count >= 1

    def _is_led_in(self, start: int) -> bool:
        before = self.text[max(start - 3, 0) : start].rstrip()
        return not before or before[-1:] in _LEADS_IN

    def is_alone(self, i: int) -> bool:
        """Whether nothing but marks and other quotations stands in the paragraph."""
        outside = _outside(0, len(self.text), self.quotations)
        return not any(_WORD.search(self.text[a:b]) for a, b in outside)


def _is_name_like(inner: str) -> bool:
    """Whether the words are set like a title of a work: "Face the Nation,"."""
    longer = [word for word in _WORD.findall(inner[:120]) if len(word) > 3]
    return (
        0 < len(longer) < 7
        and all(word[0].isupper() for word in longer)
        and len(_WORD.findall(inner[:120])) > 1
    )


def _outside(start: int, end: int, quotations: Sequence[Quotation]) -> Iterator[Chars]:
    for quotation in quotations:
        if quotation.start > start:
            yield start, quotation.start
        start = max(start, quotation.end)
    if start < end:
        yield start, end


def _quoted(doc: Doc, quotations: Sequence[Quotation]) -> list[int]:
    """For each token the quotation it stands in, -1 for none; marks count as inside."""
    found, i = [], 0
    for token in doc:
        while i < len(quotations) and quotations[i].end <= token.idx:
            i += 1
        found.append(i if i < len(quotations) and quotations[i].start <= token.idx else -1)
    return found


def _draft(doc: Doc, cue: Cue) -> Draft:
    return Draft(
        cue,
        _chars(doc, cue.span),
        _source_chars(doc, cue) if cue.source else None,
        [_chars(doc, piece) for piece in cue.content],
        construction=cue.construction,
        source=cue.source,
        confidence=cue.confidence,
    )


def _tokens(doc: Doc, span: Chars) -> Range | None:
    found = doc.char_span(*span, alignment_mode="expand")
    return (found.start, found.end) if found is not None else None


def _source_chars(doc: Doc, cue: Cue) -> Chars:
    """The source without marks at its start; an apposition before the cue is closed by its comma."""
    assert cue.source is not None
    start, end = _trim(doc.text, _chars(doc, cue.source))
    while start < end - 1 and doc.text[start] in MARKS + "> ":
        start += 1
    if end <= doc[cue.span[0]].idx and doc.text[end : end + 1] == "," and "," in doc.text[start:end]:
        end += 1
    return start, end


def _chars(doc: Doc, tokens: Range) -> Chars:
    last = doc[tokens[1] - 1]
    return doc[tokens[0]].idx, last.idx + len(last)


def _is_reported_tag(draft: Draft) -> bool:
    return draft.source_chars is None and draft.construction == "tag"


def _claim(drafts: Sequence[Draft], marks: _Marks) -> None:
    """Give each quotation to the cue that reports it: by the parse, else by what stands next to it."""
    outside = [d for d in drafts if d.cue_chars and marks.holding(d.cue_chars[0]) is None]
    for draft in outside:
        for start, end in draft.pieces:
            for i in marks.touching(start, end):
                held = marks.owner.get(i)
                if held is None or _fits_better(draft, held, marks, i):
                    marks.owner[i] = draft
    tags = sorted(
        (d for d in outside if d.cue and d.cue.is_utterance and d.source_chars), key=lambda d: d.tag
    )
    ends, starts = sorted((d.tag[1], n) for n, d in enumerate(tags)), [d.tag[0] for d in tags]
    for i, quotation in enumerate(marks.quotations):
        held = marks.owner.get(i)
        if held is not None and (held.cue is None or held.cue.is_utterance or not marks.is_speech(i)):
            continue
        if not marks.is_speech(i):
            continue
        tag = _tag_after(quotation, tags, starts) or _tag_before(quotation, tags, ends, marks, i)
        if tag is not None:
            marks.owner[i] = tag
    _carry_over_tags(marks)


def _fits_better(draft: Draft, held: Draft, marks: _Marks, i: int) -> bool:
    """Of two cues whose content touches a quotation: the innermost one that holds it all, speech first."""
    if marks.is_speech(i) and draft.cue and held.cue and draft.cue.is_utterance != held.cue.is_utterance:
        return draft.cue.is_utterance
    quotation = marks.quotations[i]

    def holds(one: Draft) -> bool:
        return any(start <= quotation.start and quotation.end <= end for start, end in one.pieces)

    def length(one: Draft) -> int:
        return sum(end - start for start, end in one.pieces)

    return (not holds(draft), length(draft)) < (not holds(held), length(held))


def _tag_after(quotation: Quotation, tags: Sequence[Draft], starts: Sequence[int]) -> Draft | None:
    n = bisect_left(starts, quotation.end - 1)
    if n < len(tags) and tags[n].tag[0] - quotation.end <= _TAG_AFTER:
        return tags[n]
    return None


def _tag_before(
    quotation: Quotation, tags: Sequence[Draft], ends: Sequence[tuple[int, int]], marks: _Marks, i: int
) -> Draft | None:
    n = bisect_right(ends, (quotation.start, len(tags))) - 1
    if n < 0:
        return None
    tag = tags[ends[n][1]]
    between = marks.text[tag.tag[1] : quotation.start]
    is_parted = i > 0 and marks.quotations[i - 1].start >= tag.tag[1]
    if len(between) > _TAG_BEFORE or is_parted or _ends_sentence(between):
        return None
    return tag if between.rstrip()[-1:] in _LEADS_IN or len(between) <= 3 else None


def _ends_sentence(between: str) -> bool:
    return bool(re.search(r"[.!?]\s", between))


def _carry_over_tags(marks: _Marks) -> None:
    """Speech that goes on after its tag ("X," he said. "Y.") belongs to the same attribution."""
    for i in range(1, len(marks.quotations)):
        before = marks.owner.get(i - 1)
        if i in marks.owner or before is None:
            continue
        between = marks.text[marks.quotations[i - 1].end : marks.quotations[i].start]
        tag = before.tag
        rest = marks.text[tag[1] : marks.quotations[i].start]
        if not marks.is_speech(i) and rest.strip(" ,;:—–-").lower() not in _CONNECTIVES:
            continue
        if tag[0] >= marks.quotations[i - 1].end - 1 and tag[1] <= marks.quotations[i].start:
            if len(rest) < 150 and len(_SENTENCE_END.findall(rest)) <= 1:
                marks.owner[i] = before
        elif not _WORD.search(between) and marks.is_speech(i - 1):
            marks.owner[i] = before


_SENTENCE_END = re.compile(r"(?<!\bMr)(?<!\bMrs)(?<!\bMs)(?<!\bDr)[.!?](?=\s|$)")


_SIGNATURE = re.compile(r"\s*([—–―]|--)\s*([^\W\d_a-z][^\n.,;:!?“”\"]{1,60})\.?\s*(?=$|\n)")


def _signed(doc: Doc, marks: _Marks) -> list[Draft]:
    """Speech signed after a dash: "..." — Jane Doe."""
    found: list[Draft] = []
    for i, quotation in enumerate(marks.quotations):
        match = _SIGNATURE.match(marks.text, quotation.end)
        if match and i not in marks.owner and marks.is_speech(i) and len(match.group(2).split()) <= 6:
            name = _trim(marks.text, match.span(2))
            draft = Draft(
                None, match.span(1), name, [(quotation.start, quotation.end)], "direct", "signed", 0.8
            )
            draft.source = _tokens(doc, name)
            marks.owner[i] = draft
            found.append(draft)
    return found


def _untagged(drafts: Sequence[Draft], marks: _Marks, is_going_on: bool) -> list[Draft]:
    """Speech without a tag in its paragraph: it goes on from before, or stands alone."""
    found: list[Draft] = []
    for i, quotation in enumerate(marks.quotations):
        if i in marks.owner:
            continue
        goes_on = is_going_on and i == 0 and quotation.start == 0
        alone = marks.is_speech(i) and marks.is_alone(i)
        if goes_on or alone or not quotation.is_closed:
            draft = Draft(None, None, None, [(quotation.start, quotation.end)], "direct", confidence=0.6)
            if found and not _WORD.search(marks.text[found[-1].pieces[-1][1] : quotation.start]):
                draft = found[-1]
                draft.pieces.append((quotation.start, quotation.end))
            else:
                found.append(draft)
            marks.owner[i] = draft
    return found


def _settle(draft: Draft, marks: _Marks) -> None:
    """Fix content and kind once every quotation has its cue."""
    own = [i for i, owner in marks.owner.items() if owner is draft]
    draft.quotations = own
    _drop_beyond_tag(draft, marks, own)
    spans = [(marks.quotations[i].start, marks.quotations[i].end) for i in own]
    plain = _plain_words(draft, marks, spans)
    inside = draft.cue_chars is not None and marks.holding(draft.cue_chars[0]) is not None
    if own and not plain:
        draft.pieces, draft.kind = spans, "direct"
    elif own:
        spans += [s for s in _phrases_within(draft, marks) if s not in spans]
        draft.pieces, draft.kind = _merge([*plain, *spans], marks.text), "mixed"
    else:
        spans = [] if inside else _phrases_within(draft, marks)
        draft.pieces = _within(draft, marks) if inside else _merge([*draft.pieces, *spans], marks.text)
        has_marks = any(list(marks.touching(*piece)) for piece in draft.pieces) and not inside
        draft.kind = "mixed" if has_marks else "indirect"
    draft.pieces = [p for p in (_trim_content(piece, marks) for piece in draft.pieces) if p[0] < p[1]]
    if draft.kind != "direct" and draft.pieces:
        draft.pieces[0] = _without_connective(draft, marks.text)
    draft.opens_paragraph = 0 in own and marks.quotations[0].start == 0
    last = len(marks.quotations) - 1
    draft.is_left_open = last in own and not marks.quotations[last].is_closed


_CONNECTIVE = re.compile(
    r"(?:But|And|So|Yet|Still|However|Moreover|Meanwhile|Instead|In fact|Of course|Also|Indeed|Then|Besides"
    r"|Likewise|Nevertheless|Nonetheless|For example|For instance|In addition|Furthermore|Similarly)"
    r"\b,?\s+(?=\S)"
)
_ENDS_WITH_CONNECTIVE = re.compile(r"[\s,]+(?:but|and|or|though|while|which|as)$")


def _without_connective(draft: Draft, text: str) -> Chars:
    """The first piece without the word by which the writer joins the sentence to the one before."""
    start, end = draft.pieces[0]
    if draft.cue_chars is not None and start < draft.cue_chars[0]:
        match = _CONNECTIVE.match(text, start, end)
        start = match.end() if match else start
    match = _ENDS_WITH_CONNECTIVE.search(text, max(start, end - 10), end)
    return start, match.start() if match and match.start() > start else end


def _drop_beyond_tag(draft: Draft, marks: _Marks, own: Sequence[int]) -> None:
    """After "...," she said the writer speaks again: plain words there are not content."""
    speech = [marks.quotations[i] for i in own if marks.is_speech(i)]
    if speech and speech[0].end <= draft.tag[0] + 1:
        draft.pieces = [p for p in draft.pieces if p[1] <= draft.tag[1] or list(marks.touching(*p))]


def _plain_words(draft: Draft, marks: _Marks, spans: Sequence[Chars]) -> list[Chars]:
    """The pieces of content outside the quotation marks, if they hold more than a connective."""
    if not draft.pieces:
        return []
    speech = [i for i, owner in marks.owner.items() if owner is draft and marks.is_speech(i)]
    count = 0
    for start, end in draft.pieces:
        for a, b in _outside(start, end, [marks.quotations[i] for i in marks.touching(start, end)]):
            count += sum(word.lower() != "that" for word in _WORD.findall(marks.text[a:b]))
    if count == 0 or (speech and count <= 1):
        return []
    return list(draft.pieces)


def _phrases_within(draft: Draft, marks: _Marks) -> list[Chars]:
    """Quotations that the content touches: it holds them whole, last mark and all."""
    found = [i for piece in draft.pieces for i in marks.touching(*piece)]
    return [(marks.quotations[i].start, marks.quotations[i].end) for i in dict.fromkeys(found)]


def _within(draft: Draft, marks: _Marks) -> list[Chars]:
    """Content of a cue that is itself quoted: it ends with the quotation."""
    assert draft.cue_chars is not None
    i = marks.holding(draft.cue_chars[0])
    if i is None:
        return draft.pieces
    inner = marks.quotations[i].start + 1, marks.quotations[i].end - 1
    cut = [(max(start, inner[0]), min(end, inner[1])) for start, end in draft.pieces]
    return [piece for piece in cut if piece[0] < piece[1]]


def _merge(pieces: Sequence[Chars], text: str) -> list[Chars]:
    """Pieces in order, those that touch or are parted only by marks and white space as one."""
    merged: list[Chars] = []
    for start, end in sorted(pieces):
        if merged and (start <= merged[-1][1] or not text[merged[-1][1] : start].strip(_TRIMMED + MARKS)):
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _trim(text: str, span: Chars) -> Chars:
    start, end = span
    while start < end and text[start] in _TRIMMED:
        start += 1
    while end > start and text[end - 1] in _TRIMMED + "([" and not _is_abbreviation(text, start, end):
        end -= 1
    return start, end


def _is_abbreviation(text: str, start: int, end: int) -> bool:
    """Whether the last full stop belongs to a word: "U.S.", "Inc."."""
    return text[end - 1] == "." and bool(
        re.search(r"(?:\b[A-Z]\.|\b(?:Inc|Corp|Co|Jr|Sr|Ltd))\.?$", text[max(start, end - 6) : end])
    )


def _trim_content(span: Chars, marks: _Marks) -> Chars:
    """Content without marks of punctuation and single quotation marks at its ends."""
    start, end = _trim(marks.text, span)
    while end > start and marks.text[end - 1] in MARKS and marks.holding(end - 1) is None:
        end = _trim(marks.text, (start, end - 1))[1]
    while start < end and marks.text[start] in MARKS and marks.holding(start) is None:
        start = _trim(marks.text, (start + 1, end))[0]
    return start, end


def _is_noise(draft: Draft) -> bool:
    """Content of no word."""
    return draft.construction == "tag" and not draft.quotations
