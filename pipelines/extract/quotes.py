"""Quotes: every attribution of an article as a row, with its participants.

Belongs here: joining cues with quotation marks, deciding what kind of quote it is, nesting and
repeats. Not here: marks (quotation_marks), cues (cues), people (speakers).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipelines.extract.attribution import Attribution, find_attributions
from pipelines.extract.passages import Passages
from pipelines.extract.records import AnalysedArticle, Chain, Fragment, Mention, Quote, Speaker
from pipelines.extract.speakers import MentionFinder, Participant, speakers_of, told


def find_quotes(
    article: AnalysedArticle, mentions: Sequence[Mention], chains: Sequence[Chain]
) -> tuple[list[Quote], list[Speaker]]:
    """The quotes of an article in reading order, and everyone they involve."""
    passages = Passages(article.segments)
    attributions = find_attributions(article, passages)
    finder = MentionFinder(article.segments, mentions)
    parents = _parents(attributions)
    repeats = _repeats(article, attributions, passages)
    names = {chain.chain: chain.name for chain in chains}
    quotes: list[Quote] = []
    speakers: list[Speaker] = []
    people: dict[Attribution, list[Participant]] = {}
    for ordinal, attribution in enumerate(attributions):
        participants = _participants(article, attribution, finder)
        outer = parents[ordinal]
        if outer is not None and attributions[outer].kind == "direct":
            participants = [_someone_else(each, people.get(attributions[outer], ())) for each in participants]
        if not any(p.role == "speaker" for p in participants) and attribution.inherits is not None:
            participants = [*_inherited(people.get(attribution.inherits, ()), names), *participants]
        people[attribution] = participants
        quotes.append(
            _quote(article, attribution, ordinal, participants, passages, parents[ordinal], repeats[ordinal])
        )
        speakers += [
            Speaker(ordinal, position, p.role, p.chain, p.text, p.method, p.confidence)
            for position, p in enumerate(participants)
        ]
    return quotes, speakers


def _participants(
    article: AnalysedArticle, attribution: Attribution, finder: MentionFinder
) -> list[Participant]:
    segment = article.segments[attribution.segment]
    found: list[Participant] = []
    if attribution.source is not None:
        source = segment.doc[attribution.source[0] : attribution.source[1]]
        found += speakers_of(segment, source, finder)
    if attribution.addressee is not None:
        addressee = segment.doc[attribution.addressee[0] : attribution.addressee[1]]
        found += told(segment, addressee, finder)
    return found


def _someone_else(one: Participant, speaking: Sequence[Participant]) -> Participant:
    """A participant whom a speaker calls "he" or "she", and so is not the speaker."""
    is_speaker = any(one.chain == each.chain for each in speaking if each.role == "speaker")
    if one.method != "recency" or not is_speaker:
        return one
    return replace(one, chain=None, method="open", confidence=0.3)


def _inherited(before: Sequence[Participant], names: dict[int, str]) -> list[Participant]:
    """The speaker of the quote before, who goes on speaking."""
    return [
        Participant(
            "speaker",
            p.chain,
            names.get(p.chain, p.text) if p.chain is not None else p.text,
            "continued",
            round(0.8 * p.confidence, 3),
        )
        for p in before
        if p.role == "speaker"
    ]


def _quote(
    article: AnalysedArticle,
    attribution: Attribution,
    ordinal: int,
    participants: Sequence[Participant],
    passages: Passages,
    parent: int | None,
    repeats: int | None,
) -> Quote:
    start, end = attribution.start, attribution.end
    speaker = next((p for p in participants if p.role == "speaker"), None)
    cue, source = attribution.cue_chars, attribution.source_chars
    pieces = attribution.pieces
    return Quote(
        ordinal=ordinal,
        article_ordinal=article.article_ordinal,
        segment_ordinal=article.segments[passages.position(start)].ordinal,
        start_char=start,
        end_char=end,
        text=passages.text(start, end),
        fragments=tuple(Fragment(*piece) for piece in pieces) if len(pieces) > 1 else (),
        kind=attribution.kind,
        cue_text=passages.text(*cue) if cue else None,
        cue_start_char=cue[0] if cue else None,
        cue_end_char=cue[1] if cue else None,
        speaker_text=passages.text(*source) if source else None,
        speaker_start_char=source[0] if source else None,
        speaker_end_char=source[1] if source else None,
        speaker_method=speaker.method if speaker else None,
        speaker_confidence=speaker.confidence if speaker else None,
        confidence=attribution.confidence,
        parent_ordinal=parent,
        repeats_ordinal=repeats,
    )


def _parents(attributions: Sequence[Attribution]) -> list[int | None]:
    """For each attribution the innermost other one whose content holds all of it."""
    order = sorted(range(len(attributions)), key=lambda i: (attributions[i].start, -attributions[i].end, i))
    parents: list[int | None] = [None] * len(attributions)
    open_: list[int] = []
    for i in order:
        start, end = attributions[i].start, attributions[i].end
        while open_ and attributions[open_[-1]].end < end:
            open_.pop()
        outer = open_[-1] if open_ else None
        if outer is not None and attributions[outer].end - attributions[outer].start > end - start:
            parents[i] = outer
        open_.append(i)
    return parents


def _repeats(
    article: AnalysedArticle, attributions: Sequence[Attribution], passages: Passages
) -> list[int | None]:
    """For each quote that the page prints again, the quote of the running text."""
    first: dict[str, int] = {}
    keys = [_bare(passages.text(a.start, a.end)) for a in attributions]
    for i, attribution in enumerate(attributions):
        segment = article.segments[attribution.segment]
        if segment.kind not in ("pull_quote", "duplicate") and segment.repeats_ordinal is None:
            first.setdefault(keys[i], i)
    repeated: list[int | None] = []
    for i, attribution in enumerate(attributions):
        segment = article.segments[attribution.segment]
        is_again = segment.kind in ("pull_quote", "duplicate") or segment.repeats_ordinal is not None
        repeated.append(first.get(keys[i]) if is_again else None)
    return repeated


def _bare(text: str) -> str:
    return " ".join("".join(c if c.isalnum() else " " for c in text.casefold()).split())
