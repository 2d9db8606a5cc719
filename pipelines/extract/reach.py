"""How far the content of an attribution reaches, and what kind it is, once quotations have their cues.

Not here: which cue a quotation belongs to (`paragraph`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipelines.extract.drafts import TRIMMED, WORD, Chars, Draft, Marks, outside, trim
from pipelines.extract.quotation_marks import MARKS


def settle(draft: Draft, marks: Marks) -> None:
    """Fix content and kind once every quotation has its cue."""
    own = sorted(i for i, owner in marks.owner.items() if owner is draft)
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
        draft.pieces = clipped(draft, marks) if inside else _merge([*draft.pieces, *spans], marks.text)
        has_marks = any(list(marks.touching(*piece)) for piece in draft.pieces) and not inside
        draft.kind = "mixed" if has_marks else "indirect"
    draft.pieces = [p for p in (_trim_content(piece, marks) for piece in draft.pieces) if p[0] < p[1]]
    if draft.kind != "direct" and draft.pieces:
        draft.pieces[0] = _without_connective(draft, marks.text)
    draft.opens_paragraph = 0 in own and marks.quotations[0].start == 0
    last = len(marks.quotations) - 1
    draft.is_left_open = last in own and not marks.quotations[last].is_closed


def clipped(draft: Draft, marks: Marks) -> list[Chars]:
    """Content of a cue that is itself quoted: it ends with the quotation."""
    assert draft.cue_chars is not None
    i = marks.holding(draft.cue_chars[0])
    if i is None:
        return draft.pieces
    inner = marks.quotations[i].start + 1, marks.quotations[i].end - 1
    cut = [(max(start, inner[0]), min(end, inner[1])) for start, end in draft.pieces]
    return [piece for piece in cut if piece[0] < piece[1]]


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


def _drop_beyond_tag(draft: Draft, marks: Marks, own: Sequence[int]) -> None:
    """The writer speaks again after "...," she said, and before a colon: that is not content."""
    speech = [marks.quotations[i] for i in own if marks.is_speech(i)]
    if speech and speech[0].end <= draft.tag[0] + 1:
        draft.pieces = [p for p in draft.pieces if p[1] <= draft.tag[1] or list(marks.touching(*p))]
        start = speech[0].start
        if marks.text[:start].rstrip().endswith(":"):
            draft.pieces = [(max(p[0], start), p[1]) for p in draft.pieces if p[1] > start]


def _plain_words(draft: Draft, marks: Marks, spans: Sequence[Chars]) -> list[Chars]:
    """The pieces of content outside the quotation marks, if they hold more than a connective."""
    if not draft.pieces:
        return []
    speech = [i for i, owner in marks.owner.items() if owner is draft and marks.is_speech(i)]
    count = 0
    for start, end in draft.pieces:
        for a, b in outside(start, end, [marks.quotations[i] for i in marks.touching(start, end)]):
            count += sum(word.lower() != "that" for word in WORD.findall(marks.text[a:b]))
    if count == 0 or (speech and count <= 1):
        return []
    return list(draft.pieces)


def _phrases_within(draft: Draft, marks: Marks) -> list[Chars]:
    """Quotations that the content touches: it holds them whole, last mark and all."""
    found = [i for piece in draft.pieces for i in marks.touching(*piece)]
    return [(marks.quotations[i].start, marks.quotations[i].end) for i in dict.fromkeys(found)]


def _merge(pieces: Sequence[Chars], text: str) -> list[Chars]:
    """Pieces in order, those that touch or are parted only by marks and white space as one."""
    merged: list[Chars] = []
    for start, end in sorted(pieces):
        if merged and (start <= merged[-1][1] or not text[merged[-1][1] : start].strip(TRIMMED + MARKS)):
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _trim_content(span: Chars, marks: Marks) -> Chars:
    """Content without marks of punctuation and single quotation marks at its ends."""
    start, end = trim(marks.text, span)
    while end > start and marks.text[end - 1] in MARKS and marks.holding(end - 1) is None:
        end = trim(marks.text, (start, end - 1))[1]
    while start < end and marks.text[start] in MARKS and marks.holding(start) is None:
        start = trim(marks.text, (start + 1, end))[0]
    return start, end
