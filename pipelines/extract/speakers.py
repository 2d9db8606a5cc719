"""Who takes part in a quote: speakers, those addressed, and the medium, as chains of the article.

Belongs here: from the words of a source to people. Not here: which words are the source (cues).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Span, Token

from pipelines.extract.lexicon import lexicon, words
from pipelines.extract.names import POSSESSIVES
from pipelines.extract.records import AnalysedSegment, Mention


@dataclass(frozen=True, slots=True)
class Participant:
    """One participant: the words, and the chain where they are clear about whom they mean."""

    role: str
    chain: int | None
    text: str
    method: str
    confidence: float


class MentionFinder:
    """Mentions of an article by the segment and token they stand on."""

    def __init__(self, segments: Sequence[AnalysedSegment], mentions: Sequence[Mention]) -> None:
        self._by_char: dict[int, list[Mention]] = {}
        for mention in mentions:
            for char in range(mention.start_char, mention.end_char):
                self._by_char.setdefault(char, []).append(mention)

    def at(self, segment: AnalysedSegment, token: Token) -> Mention | None:
        """The mention that a head word belongs to; a name before a role, a role before a pronoun."""
        char = segment.start_char + token.idx
        found = self._by_char.get(char, [])
        ending = [m for m in found if m.end_char >= char + len(token.text)] or found
        rank = {"name": 0, "role": 1, "pronoun": 2}
        return min(
            ending, key=lambda m: (rank[m.form], m.chain is None, m.end_char - m.start_char), default=None
        )


def speakers_of(segment: AnalysedSegment, source: Span, finder: MentionFinder) -> list[Participant]:
    """The speakers that the words of a source name, in order; at least one, perhaps with no chain."""
    head = source.root
    if head.tag_ in ("WP", "WDT") and not head.is_upper:
        head = _antecedent(head, segment, finder)
    heads = [head, *(token for token in head.conjuncts if source.start <= token.i < source.end)][:8]
    found: list[Participant] = []
    for each in heads:
        found += _speaker(segment, source, each, len(heads) == 1, finder)
    return found


def _antecedent(relative: Token, segment: AnalysedSegment, finder: MentionFinder) -> Token:
    """Whom "who" stands for: the noun that its clause describes.

    A place or body that "who" cannot mean only says more of someone: "Jane Doe, a nurse at St Mary’s, who".
    """
    clause = relative.head
    for _ in range(3):
        if clause.dep_ == "relcl":
            break
        clause = clause.head
    if clause.dep_ != "relcl":
        return relative
    noun = clause.head
    if relative.lower_ == "who" and noun.dep_ == "pobj" and noun.head.head.pos_ in ("NOUN", "PROPN"):
        mention = finder.at(segment, noun)
        if mention is not None and mention.form == "name" and mention.kind in ("place", "organization"):
            noun = noun.head.head
            noun = noun.head if noun.dep_ == "appos" else noun
    return noun


def _speaker(
    segment: AnalysedSegment, source: Span, head: Token, is_only: bool, finder: MentionFinder
) -> list[Participant]:
    mention = finder.at(segment, head) or _apposed(segment, source, head, finder)
    if is_only and (mention is None or mention.chain is None):
        mention = _name_at_end(segment, source, finder) or mention
    text = source.text if is_only else _own_words(head, source)
    if mention is None:
        return [Participant("speaker", None, text, "open", 0.5)]
    if mention.chain_members:
        return [
            Participant("speaker", member, mention.text, mention.method, mention.confidence)
            for member in mention.chain_members
        ]
    return [
        Participant(
            "speaker",
            mention.chain,
            mention.text if not is_only else text,
            mention.method,
            mention.confidence,
        )
    ]


def _name_at_end(segment: AnalysedSegment, source: Span, finder: MentionFinder) -> Mention | None:
    """ "Former ambassador to Moscow Michael McFaul": the person whose name ends the words."""
    mention = finder.at(segment, source[-1])
    is_person = mention is not None and mention.form == "name" and mention.kind == "person"
    return mention if is_person and source.root.pos_ in ("NOUN", "PROPN") else None


def _apposed(segment: AnalysedSegment, source: Span, head: Token, finder: MentionFinder) -> Mention | None:
    """ "The company's chief executive, Tim Cook": the name in apposition tells who it is."""
    for child in head.rights:
        if child.dep_ == "appos" and child.i < source.end:
            mention = finder.at(segment, child)
            if mention is not None and mention.form == "name" and mention.kind == "person":
                return mention
    return None


def _own_words(head: Token, source: Span) -> str:
    """A joint speaker's own words: up to the "and" that joins the next."""
    doc = head.doc
    start = max(head.left_edge.i, source.start)
    return doc[start : head.i + 1].text


def told(segment: AnalysedSegment, words_told: Span, finder: MentionFinder) -> list[Participant]:
    """Those told: outlets and agencies are the medium, anyone else is addressed."""
    head = words_told.root
    if head.lower_ in _media().nouns:
        words_told = _with_its_name(segment, words_told, finder)
        head = words_told[-1]
    mention = finder.at(segment, head)
    text = words_told.text
    is_medium = _is_medium(head, mention) or any(token.lower_ in _media().nouns for token in words_told)
    role = "medium" if is_medium else "addressee"
    if mention is None:
        return [Participant(role, None, text, "open", 0.5)]
    if mention.chain_members:
        return [
            Participant(role, member, text, mention.method, mention.confidence)
            for member in mention.chain_members
        ]
    return [Participant(role, mention.chain, text, mention.method, mention.confidence)]


def _with_its_name(segment: AnalysedSegment, medium: Span, finder: MentionFinder) -> Span:
    """ "The newspaper" with the name right behind it: "told the newspaper Le Monde"."""
    doc, end = medium.doc, medium.end
    mention = finder.at(segment, doc[end]) if end < len(doc) else None
    while mention is not None and end < len(doc) and finder.at(segment, doc[end]) == mention:
        if mention.form != "name" or mention.kind == "person":
            break
        end += 1
    return doc[medium.start : end]


@dataclass(frozen=True, slots=True)
class _Media:
    """Outlets known by a bare name, last words of outlets' names, and what kinds of outlets are called."""

    names: frozenset[str]
    last_words: frozenset[str]
    nouns: frozenset[str]


@cache
def _media() -> _Media:
    found = lexicon("media")["media"]
    return _Media(*(words(found[field]) for field in ("names", "last_words", "nouns")))


def _is_medium(head: Token, mention: Mention | None) -> bool:
    known = _media()
    if mention is not None and mention.form == "name":
        if mention.kind == "person":
            return False
        parts = [part for part in mention.text.split() if part not in POSSESSIVES]
        return bool(parts) and (parts[-1] in known.last_words or any(part in known.names for part in parts))
    return head.text in known.names or head.lower_ in known.last_words
