"""A sentence cut into the clauses that each assert something of their own.

Belongs here: where a passage begins and ends, and which word heads it. Not here: what it asserts
(`assertion`), who is meant in it, or whether it is worth a row (`statements`).

Cuts follow the dependency parse: coordinated clauses and verb phrases, adverbial clauses with a
subject of their own (conditions stay with what they condition), relative clauses that add something,
and the edges of attributed content. What a clause embeds and could be said in a sentence of its own
(appositions, participles, restrictive relative clauses) is a clause too, within the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from spacy.tokens import Doc, Span, Token

SHORTEST_CLAUSE = 5
"""Words that a clause needs to stand by itself."""
SHORTEST_SENTENCE_TO_CUT = 12
SHORTEST_EMBEDDED = 4
"""Words that an apposition or participle needs."""
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass", "expl"})
_CONDITIONS = frozenset({"if", "unless", "lest", "whether"})
_TRIMMED = frozenset(",;:–—-")
_RELATIVE_TAGS = frozenset({"WDT", "WP"})
_PARTICIPLES = frozenset({"VBG", "VBN"})
_FINITE_TAGS = frozenset({"VBD", "VBP", "VBZ", "MD"})


@dataclass(frozen=True, slots=True)
class Clause:
    """Tokens `start` to `end` (half-open) of a segment's doc, with the word that heads them."""

    start: int
    end: int
    head: int
    subject: int | None
    """Its grammatical subject, which may stand in the clause it is coordinated with."""
    embedded: tuple[tuple[int, int], ...] = ()
    """Token ranges within it that are clauses of their own."""
    is_embedded: bool = False


def clauses(sentence: Span, contents: Iterable[tuple[int, int]]) -> Iterator[Clause]:
    """The clauses of a sentence, in order: none overlaps another, but one may lie within another.

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
            yield from _with_embedded(doc, Clause(start, end, head.i, _subject(head)))


def whole(sentence: Span) -> Clause:
    """A sentence as one clause, however many it holds."""
    start, end = _trimmed(sentence.doc, sentence.start, sentence.end)
    start, end = (start, end) if start < end else (sentence.start, sentence.end)
    head = _head(sentence.doc, start, end)
    return Clause(start, end, head.i, _subject(head))


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


def _with_embedded(doc: Doc, clause: Clause) -> Iterator[Clause]:
    """A clause and, after it, those that it embeds; each knows which stretches are not its own."""
    within: list[Clause] = []
    at = clause.start
    while at < clause.end:
        found = _embedded_at(doc, at, clause)
        if found is None:
            at += 1
            continue
        within += _with_embedded(doc, found)
        at = found.end
    ranges = tuple((each.start, each.end) for each in within)
    outer = tuple(
        (start, end)
        for start, end in ranges
        if not any((a, b) != (start, end) and a <= start and end <= b for a, b in ranges)
    )
    yield replace(clause, embedded=outer)
    yield from within


def _embedded_at(doc: Doc, start: int, clause: Clause) -> Clause | None:
    """The largest clause that begins at a token and is embedded in another."""
    largest: Clause | None = None
    for token in _heads_from(doc[start], clause.end):
        if token.i == clause.head or not _could_be_said_alone(token):
            continue
        first, last = _trimmed(doc, start, min(token.right_edge.i + 1, clause.end))
        words = sum(not each.is_punct and not each.is_space for each in doc[first:last])
        if (
            words < SHORTEST_EMBEDDED
            or not first <= token.i < last
            or (first, last) == (clause.start, clause.end)
        ):
            continue
        if largest is None or last > largest.end:
            largest = Clause(first, last, token.i, _understood_subject(token), is_embedded=True)
    return largest


def _heads_from(first: Token, end: int) -> list[Token]:
    """The words before `end` whose phrase begins with a word: it, and what it hangs on, in order."""
    above = [token for token in (first, *first.ancestors) if token.left_edge == first]
    return sorted((token for token in above if first.i <= token.i < end), key=lambda token: token.i)


def _could_be_said_alone(token: Token) -> bool:
    """Whether a word heads what an article might as well say in a sentence of its own."""
    if token.dep_ == "appos":
        return token.pos_ in {"NOUN", "PROPN"} and token.head.pos_ in {"NOUN", "PROPN"}
    if token.pos_ not in {"VERB", "AUX"} or _is_conditional(token):
        return False
    if token.dep_ == "relcl":
        return is_finite(token)
    if token.dep_ == "acl":
        return token.tag_ in _PARTICIPLES
    if token.dep_ == "pcomp":
        return token.tag_ in _PARTICIPLES and token.head.head.pos_ == "NOUN"
    return token.dep_ == "advcl" and token.tag_ in _PARTICIPLES and _own_subject(token) is None


def _understood_subject(token: Token) -> int | None:
    """Whom an embedded clause is about: the noun it belongs to, else who the governing verb is about."""
    if token.dep_ in {"appos", "acl", "relcl"}:
        own = _own_subject(token) if token.dep_ == "relcl" else None
        return own.i if own is not None and own.tag_ not in _RELATIVE_TAGS else token.head.i
    verb = token.head
    while verb.pos_ not in {"VERB", "AUX"} and verb.head.i != verb.i:
        verb = verb.head
    patient = next((child for child in verb.children if child.dep_ == "dobj"), None)
    return patient.i if token.dep_ == "pcomp" and patient is not None else _subject(verb)


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
