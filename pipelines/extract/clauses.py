"""A sentence cut into the clauses that each assert something of their own.

Belongs here: where a passage begins and ends, and which word heads it. Not here: what it asserts
(`assertion`), who is meant in it, or whether it is worth a row (`statements`).

Cuts follow the dependency parse: coordinated clauses and verb phrases, adverbial clauses with a
subject of their own (conditions stay with what they condition), relative clauses that add something,
and the edges of attributed content.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from spacy.tokens import Doc, Span, Token

SHORTEST_CLAUSE = 5
"""Words that a clause needs to stand by itself."""
SHORTEST_SENTENCE_TO_CUT = 12
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass", "expl"})
_CONDITIONS = frozenset({"if", "unless", "lest", "whether"})
_TRIMMED = frozenset(",;:–—-")
_RELATIVE_TAGS = frozenset({"WDT", "WP"})
_FINITE_TAGS = frozenset({"VBD", "VBP", "VBZ", "MD"})


@dataclass(frozen=True, slots=True)
class Clause:
    """Tokens `start` to `end` (half-open) of a segment's doc, with the word that heads them."""

    start: int
    end: int
    head: int
    subject: int | None
    """Its grammatical subject, which may stand in the clause it is coordinated with."""


def clauses(sentence: Span, contents: Iterable[tuple[int, int]]) -> Iterator[Clause]:
    """The clauses of a sentence, in order, without overlap.

    `contents` are token ranges of attributed content: a clause crosses the edges of none that holds
    a clause itself.
    """
    doc = sentence.doc
    edges = {
        edge
        for start, end in contents
        if _carries(doc, max(start, sentence.start), min(end, sentence.end))
        for edge in (start, end)
        if sentence.start < edge < sentence.end
    }
    cuts = set(edges)
    if len(sentence) >= SHORTEST_SENTENCE_TO_CUT:
        cuts |= _clause_edges(sentence)
    for start, end in _pieces(sentence, cuts, edges):
        start, end = _trimmed(doc, start, end)
        if start < end:
            head = _head(doc, start, end)
            yield Clause(start, end, head.i, _subject(head))


def is_finite(verb: Token) -> bool:
    """Whether a verb, with its auxiliaries, states rather than names: tense or a modal."""
    if verb.tag_ in _FINITE_TAGS:
        return True
    return any(child.dep_ in {"aux", "auxpass"} and child.tag_ in _FINITE_TAGS for child in verb.children)


def _clause_edges(sentence: Span) -> set[int]:
    """Token positions at which a clause of its own begins or ends."""
    cuts: set[int] = set()
    for token in sentence:
        if not _stands_alone(token):
            continue
        start, end = token.left_edge.i, token.right_edge.i + 1
        if end - start < SHORTEST_CLAUSE or (token.dep_ == "relcl" and not _is_aside(sentence, start, end)):
            continue
        cuts |= {edge for edge in (start, end) if sentence.start < edge < sentence.end}
    return cuts


def _is_aside(sentence: Span, start: int, end: int) -> bool:
    """Whether a relative clause adds rather than restricts, or stands between subject and verb."""
    doc = sentence.doc
    return doc[start - 1].text in _TRIMMED or _carries(doc, end, sentence.end)


def _stands_alone(token: Token) -> bool:
    if token.pos_ not in {"VERB", "AUX"} or not is_finite(token):
        return False
    if token.dep_ == "conj":
        return token.head.pos_ in {"VERB", "AUX"} and not _is_conditional(token.head)
    if token.dep_ == "relcl":
        return True
    return token.dep_ == "advcl" and _own_subject(token) is not None and not _is_conditional(token)


def _is_conditional(verb: Token) -> bool:
    return any(child.dep_ == "mark" and child.lower_ in _CONDITIONS for child in verb.children)


def _pieces(sentence: Span, cuts: set[int], edges: set[int]) -> list[tuple[int, int]]:
    """Stretches between cuts; one too short or without a verb joins the one before it."""
    bounds = [sentence.start, *sorted(cuts), sentence.end]
    pieces: list[tuple[int, int]] = []
    for start, end in pairwise(bounds):
        both_carry = pieces and _carries(sentence.doc, start, end) and _carries(sentence.doc, *pieces[-1])
        if pieces and start not in edges and not both_carry:
            pieces[-1] = (pieces[-1][0], end)
        else:
            pieces.append((start, end))
    return pieces


def _carries(doc: Doc, start: int, end: int) -> bool:
    words = [token for token in doc[start:end] if not token.is_punct and not token.is_space]
    return len(words) >= SHORTEST_CLAUSE and any(
        token.pos_ in {"VERB", "AUX"} and is_finite(token) for token in words
    )


def _trimmed(doc: Doc, start: int, end: int) -> tuple[int, int]:
    """The stretch without the commas, dashes, spaces and conjunctions around it."""
    while start < end and (
        doc[start].is_space
        or doc[start].text in _TRIMMED
        or (doc[start].dep_ == "cc" and doc[start].i > 0)
        or (doc[start].dep_ == "mark" and doc[start].lower_ == "that")
    ):
        start += 1
    while end > start and (
        doc[end - 1].is_space or doc[end - 1].text in _TRIMMED or doc[end - 1].dep_ == "cc"
    ):
        end -= 1
    return start, end


def _head(doc: Doc, start: int, end: int) -> Token:
    """The word of the stretch that governs the others: highest in the tree, a verb where there is one."""
    tops = [token for token in doc[start:end] if not start <= token.head.i < end or token.head.i == token.i]
    verbs = [token for token in tops if token.pos_ in {"VERB", "AUX"}]
    finite = [token for token in doc[start:end] if token.pos_ in {"VERB", "AUX"} and is_finite(token)]
    candidates = verbs or finite or tops or list(doc[start:end])
    return max(candidates, key=lambda token: (token.right_edge.i - token.left_edge.i, -token.i))


def _subject(head: Token) -> int | None:
    """The subject of a verb, or of the verb it is coordinated with; what a relative pronoun stands for."""
    verb = head
    while True:
        own = _own_subject(verb)
        if own is not None:
            is_relative = own.tag_ in _RELATIVE_TAGS and verb.dep_ == "relcl"
            return verb.head.i if is_relative else own.i
        if verb.dep_ != "conj" or verb.head.i == verb.i:
            return None
        verb = verb.head


def _own_subject(verb: Token) -> Token | None:
    return next((child for child in verb.children if child.dep_ in _SUBJECTS), None)
