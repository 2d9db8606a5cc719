"""Attributions within one paragraph: which cue each quotation belongs to.

Belongs here: marks and cues of one paragraph brought together. Not here: what goes on in the next
paragraph (attribution), how marks pair (quotation_marks), how cues are found (cues), how far content
reaches (reach).
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Doc

from pipelines.extract.cues import Cue, announcements, find_cues
from pipelines.extract.drafts import ENDS_SPEECH, LEADS_IN, WORD, Chars, Draft, Marks, outside, trim
from pipelines.extract.quotation_marks import MARKS, Quotation, find_quotations
from pipelines.extract.reach import clipped, settle
from pipelines.extract.records import AnalysedSegment
from pipelines.extract.sources import Range
from pipelines.extract.transcripts import turns
from pipelines.extract.untagged import signed, tokens_of, untagged

_TAG_BEFORE, _TAG_AFTER = 80, 12
"""How many characters may stand between a quotation and the tag before it, and after it."""
_GAP = 300
"""Most characters between a tag and speech that goes on behind its sentence."""
_CONNECTIVES = frozenset({"", "but", "and", "because", "so", "adding", "then", "while", "though"})

_TOLD = frozenset({"VBD", "VBZ"})
"""Verbs by which a speaker tells what someone said; others mostly make up what one might say."""
_AGAIN = frozenset({"he", "she", "they"})
_PARTNERS = frozenset({"i", "me", "we", "us", "you"})


@dataclass(frozen=True, slots=True)
class Paragraph:
    """The attributions of a paragraph, and the tag at its end whose words the next one holds."""

    drafts: list[Draft]
    lead: Draft | None = None


def read_paragraph(
    segment: AnalysedSegment, text: str, *, is_going_on: bool, labels: frozenset[str] = frozenset()
) -> Paragraph:
    """Reads a paragraph; `is_going_on` where the one before left speech open.

    `labels` are those that open the turns of a transcript (`transcripts`).
    """
    if segment.kind == "pull_quote":
        return Paragraph(_pull_quote(text))
    spoken = turns(text, labels)
    for turn in spoken:
        turn.source = tokens_of(segment.doc, turn.source_chars) if turn.source_chars else None
    every = find_quotations(text)
    quotations = [q for q in every if q.depth == 0 and _is_sound(q, text, is_going_on)]
    if spoken:
        quotations = [q for q in quotations if q.is_closed and q.is_opened]
    quotations = _apart(quotations)
    drafts = [
        _draft(segment.doc, cue, text) for cue in find_cues(segment.doc, _quoted(segment.doc, quotations))
    ]
    drafts = [draft for draft in drafts if not _is_reported_tag(draft)]
    marks = Marks(text, quotations)
    _claim(drafts, marks)
    drafts += signed(segment.doc, marks)
    drafts += untagged(segment.doc, marks, is_going_on=is_going_on)
    within = _within_speech(segment.doc, drafts, marks, every)
    for draft in drafts:
        settle(draft, within if draft in within.owner.values() else marks)
    kept = spoken + [draft for draft in drafts if draft.pieces and not _is_noise(draft)]
    return Paragraph(kept, _lead(segment.doc, drafts, text))


def _lead(doc: Doc, drafts: Sequence[Draft], text: str) -> Draft | None:
    """What announces speech at the end of a paragraph: "Smith continued:", "Smith made a statement:"."""
    bare = text.rstrip()
    if not bare.endswith(":"):
        return None
    for draft in drafts:
        is_open = draft.cue is not None and draft.cue.is_utterance and not draft.quotations
        if is_open and draft.source_chars and draft.construction == "tag":
            rest = bare[draft.tag[1] :]
            if len(rest) <= _TAG_BEFORE and not _ends_sentence(rest):
                return draft
    return next((_draft(doc, cue, text) for cue in reversed(announcements(doc)) if cue.source), None)


def _is_sound(quotation: Quotation, text: str, is_going_on: bool) -> bool:
    """Whether marks without a partner are to be trusted."""
    if not quotation.is_opened:
        return (
            text[quotation.end - 2 : quotation.end - 1] in ENDS_SPEECH and len(text[: quotation.end]) < 1000
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


def _apart(quotations: Sequence[Quotation]) -> list[Quotation]:
    """The quotations but those within another, as where a mark that opens nothing closes what was closed."""
    kept: list[Quotation] = []
    for quotation in quotations:
        if not kept or quotation.start >= kept[-1].end:
            kept.append(quotation)
    return kept


def _pull_quote(text: str) -> list[Draft]:
    """A pull quote is speech as a whole, marks or not; a last short line names the speaker."""
    lines = [line for line in text.split("\n") if line.strip()]
    words = text if len(lines) < 2 or len(lines[-1].split()) > 5 else text[: text.rindex(lines[-1])]
    end = len(words.rstrip())
    return [Draft(None, None, None, [(0, end)], "direct", "pull_quote", 0.6)] if end else []


def _quoted(doc: Doc, quotations: Sequence[Quotation]) -> list[int]:
    """For each token the quotation it stands in, -1 for none; marks count as inside."""
    found, i = [], 0
    for token in doc:
        while i < len(quotations) and quotations[i].end <= token.idx:
            i += 1
        found.append(i if i < len(quotations) and quotations[i].start <= token.idx else -1)
    return found


def _draft(doc: Doc, cue: Cue, text: str) -> Draft:
    return Draft(
        cue,
        _chars(doc, cue.span),
        _source_chars(doc, cue, text) if cue.source else None,
        [_chars(doc, piece) for piece in cue.content],
        construction=cue.construction,
        source=cue.source,
        confidence=cue.confidence,
    )


def _source_chars(doc: Doc, cue: Cue, text: str) -> Chars:
    """The source without marks at its start; an apposition before the cue is closed by its comma."""
    assert cue.source is not None
    start, end = trim(text, _chars(doc, cue.source))
    while start < end - 1 and text[start] in MARKS + "> ":
        start += 1
    if end <= doc[cue.span[0]].idx and text[end : end + 1] == "," and "," in text[start:end]:
        end += 1
    return start, end


def _chars(doc: Doc, tokens: Range) -> Chars:
    last = doc[tokens[1] - 1]
    return doc[tokens[0]].idx, last.idx + len(last)


def _is_reported_tag(draft: Draft) -> bool:
    return draft.source_chars is None and draft.construction == "tag"


def _claim(drafts: Sequence[Draft], marks: Marks) -> None:
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
        tag = _tag_after(quotation, tags, starts, marks.text) or _tag_before(quotation, tags, ends, marks, i)
        if tag is not None:
            marks.owner[i] = tag
    _carry_over_tags(marks, _second_tags(tags, starts, marks))
    _follow_reports(outside, marks)


def _within_speech(doc: Doc, drafts: Sequence[Draft], marks: Marks, every: Sequence[Quotation]) -> Marks:
    """The quotations within quotations, each given to the tag beside it: "“She told me, ‘No.’”"."""
    inner = Marks(marks.text, [q for q in every if q.depth == 1 and q.is_closed and q.is_opened])
    if inner.quotations:
        tags = [draft for draft in drafts if _is_tag_within(doc, draft, marks, inner)]
        for draft in tags:
            draft.pieces = clipped(draft, marks)
        _claim(tags, inner)
    return inner


def _second_tags(tags: Sequence[Draft], starts: Sequence[int], marks: Marks) -> dict[int, Draft]:
    """Tags behind speech that another leads in, which then report nothing; by quotation.

    "Smith scolded him: “Go,” she said. “Go now.”" is what Smith scolded.
    """
    found: dict[int, Draft] = {}
    for i, quotation in enumerate(marks.quotations):
        lead = marks.owner.get(i)
        second = _tag_after(quotation, tags, starts, marks.text)
        if lead is None or second is None or lead is second or not lead.source_chars:
            continue
        is_led_in = lead.tag[1] <= quotation.start and marks.text[: quotation.start].rstrip()[-1:] == ":"
        if is_led_in and marks.text[slice(*second.source_chars or (0, 0))].lower() in _AGAIN:
            for other, owner in marks.owner.items():
                marks.owner[other] = lead if owner is second else owner
            second.pieces = []
            found[i] = second
    return found


def _is_tag_within(doc: Doc, draft: Draft, marks: Marks, inner: Marks) -> bool:
    """Whether a cue in a quotation says what someone else said, and nothing but in marks of its own."""
    cue, i = draft.cue, marks.holding(draft.tag[0])
    if cue is None or not cue.is_utterance or cue.source is None or i is None:
        return False
    is_told = doc[cue.token].tag_ in _TOLD and doc[cue.source[0]].lower_ not in _PARTNERS
    end = marks.quotations[i].end
    return is_told and not any(
        WORD.search(marks.text[a : min(b, end)])
        for piece in draft.pieces
        for a, b in outside(*piece, [inner.quotations[n] for n in inner.touching(*piece)])
    )


def _follow_reports(drafts: Sequence[Draft], marks: Marks) -> None:
    """Speech right behind a report is the same speaker's: "Smith called it a farce. “It must go.”"."""
    reports = [draft for draft in drafts if draft.source_chars and _holds_words(draft, marks.text)]
    ends = sorted((max(draft.tag[1], draft.pieces[-1][1]), n) for n, draft in enumerate(reports))
    for i, quotation in enumerate(marks.quotations):
        n = bisect_right(ends, (quotation.start, len(reports))) - 1
        if n < 0 or i in marks.owner or not marks.is_speech(i):
            continue
        between = marks.text[ends[n][0] : quotation.start]
        if _AFTER_REPORT.fullmatch(between) and _ENDS_WITH_STOP.search(marks.text[: quotation.end][-3:]):
            marks.owner[i] = reports[ends[n][1]]


def _holds_words(draft: Draft, text: str) -> bool:
    """Whether the content is more than a word that speech would take the place of."""
    return sum(len(WORD.findall(text, *piece)) for piece in draft.pieces) > 1


def _fits_better(draft: Draft, held: Draft, marks: Marks, i: int) -> bool:
    """Of two cues whose content touches a quotation: the innermost one that holds it all, speech first."""
    if marks.is_speech(i) and draft.cue and held.cue and draft.cue.is_utterance != held.cue.is_utterance:
        return draft.cue.is_utterance
    quotation = marks.quotations[i]

    def holds(one: Draft) -> bool:
        return any(start <= quotation.start and quotation.end <= end for start, end in one.pieces)

    def length(one: Draft) -> int:
        return sum(end - start for start, end in one.pieces)

    return (not holds(draft), length(draft)) < (not holds(held), length(held))


def _tag_after(quotation: Quotation, tags: Sequence[Draft], starts: Sequence[int], text: str) -> Draft | None:
    """The tag right behind a quotation, but for one that opens a sentence and leads in the next."""
    n = bisect_left(starts, quotation.end - 1)
    if n == len(tags) or tags[n].tag[0] - quotation.end > _TAG_AFTER:
        return None
    between, behind = text[quotation.end - 2 : tags[n].tag[0] + 2], text[tags[n].tag[1] : tags[n].tag[1] + 4]
    leads_next = _NEXT_SENTENCE.match(between) and _LEADS_NEXT.match(behind)
    return None if leads_next else tags[n]


def _tag_before(
    quotation: Quotation, tags: Sequence[Draft], ends: Sequence[tuple[int, int]], marks: Marks, i: int
) -> Draft | None:
    n = bisect_right(ends, (quotation.start, len(tags))) - 1
    if n < 0:
        return None
    tag = tags[ends[n][1]]
    between = marks.text[tag.tag[1] : quotation.start]
    is_parted = i > 0 and marks.quotations[i - 1].start >= tag.tag[1]
    if len(between) > _TAG_BEFORE or is_parted or _ends_sentence(between):
        return None
    return tag if between.rstrip()[-1:] in LEADS_IN or len(between) <= 3 else None


def _ends_sentence(between: str) -> bool:
    return bool(re.search(r"[.!?]\s", between))


def _carry_over_tags(marks: Marks, second_tags: dict[int, Draft]) -> None:
    """Speech that goes on after its tag ("X," he said. "Y.") belongs to the same attribution."""
    for i in range(1, len(marks.quotations)):
        last = _last_outside_tag(marks, i)
        before = marks.owner.get(last)
        if i in marks.owner or before is None:
            continue
        between = marks.text[marks.quotations[last].end : marks.quotations[i].start]
        tag = second_tags.get(last, before).tag
        rest = marks.text[tag[1] : marks.quotations[i].start]
        if not marks.is_speech(i) and rest.strip(" ,;:—–-").lower() not in _CONNECTIVES:
            continue
        if tag[0] >= marks.quotations[last].end - 1 and tag[1] <= marks.quotations[i].start:
            ends = [match.end() for match in _SENTENCE_END.finditer(rest)]
            is_still_of_speaker = len(ends) == 2 and _OF_SPEAKER.match(rest, ends[0])
            if len(rest) < _GAP and (len(ends) <= 1 or is_still_of_speaker):
                marks.owner[i] = before
        elif not WORD.search(between) and marks.is_speech(last):
            marks.owner[i] = before


def _last_outside_tag(marks: Marks, i: int) -> int:
    """The quotation before one; where that is a nickname in the tag of speech, or a programme's name that
    ends its sentence, the speech itself.
    """
    held, named = marks.owner.get(i - 2), marks.quotations[i - 1]
    if held is None or i - 1 in marks.owner or marks.is_speech(i - 1):
        return i - 1
    start, end = held.tag
    between = marks.text[named.end : marks.quotations[i].start]
    ends_tag = not _SENTENCE_END.search(marks.text, end, named.start) and not WORD.search(between)
    return i - 2 if start <= named.start < end or (end <= named.start and ends_tag) else i - 1


_SENTENCE_END = re.compile(r"(?<!\bMr)(?<!\bMrs)(?<!\bMs)(?<!\bDr)(?<!\b[A-Z])[.!?](?=\s|$)")
_NEXT_SENTENCE, _LEADS_NEXT = re.compile(r"\.[”\"'’]+\s+[^\W\d_a-z]"), re.compile(r"\s?[,:]\s?[“\"‘']")
_OF_SPEAKER = re.compile(r"\s+(?:He|She|They)\s")


_AFTER_REPORT = re.compile(r"[”\"']?[.!?][”\"']?\s+")
_ENDS_WITH_STOP = re.compile(r"[.!?…]")


def _is_noise(draft: Draft) -> bool:
    """Content of no word."""
    return draft.construction == "tag" and not draft.quotations
