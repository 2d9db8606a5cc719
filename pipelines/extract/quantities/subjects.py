"""What a figure measures, than what, and as part of what: noun phrases of the parse around it.

Belongs here: choosing subject, comparand and whole. Not here: which entity they are
(`normalise.figures` resolves chains).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from spacy.tokens import Doc, Span, Token

from pipelines.extract.quantities.figures import Figure
from pipelines.extract.quantities.modifiers import _directions

LONGEST = 12
SUBJECT_DEPS = frozenset(("nsubj", "nsubjpass", "csubj"))
LEFT = frozenset(
    ("compound", "amod", "poss", "nmod", "nummod", "det", "predet", "advmod", "punct", "case", "quantmod")
)
INSIDE = frozenset(("compound", "nmod", "amod", "nummod", "quantmod", "advmod", "punct", "npadvmod", "poss"))
DROPPED = frozenset(("DT", "PDT", "PRP$", "WDT", "WP$", "RB", ",", ":", "''", "``", "IN"))
TAILS = frozenset(("of", "in", "on", "between", "from", "for", "to", "at"))
RELATIVES = frozenset(("which", "that", "who", "whom"))
NOUN_TAGS = frozenset(("NN", "NNS", "NNP", "NNPS"))
TALLIES = frozenset(("total", "average", "record", "number", "sum", "amount", "level", "range", "maximum", "minimum", "close", "low", "high", "rate", "excess", "equivalent"))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Subjects:
    """Spans of the segment's parse; each may be missing."""

    subject: Span | None
    head: Token | None
    comparand: Span | None
    whole: Span | None


def find(text: str, doc: Doc, figure: Figure, anchor: Token) -> Subjects:
    """Subject (with its head, a pronoun's too), comparand and whole of a figure."""
    comparand = _comparand(doc, figure, anchor)
    part = _whole(doc, figure, anchor) if _is_share(figure) else None
    head = part or _head(doc, figure, anchor)
    subject = phrase(doc, head, figure) if head is not None else None
    if subject is not None and subject.root.pos_ == "PRON":
        subject = None
    whole = phrase(doc, part, figure) if part is not None else None
    return Subjects(subject, head, comparand, whole)


def _is_share(figure: Figure) -> bool:
    return figure.unit == "%" or (figure.numeral.form == "fraction" and figure.kind == "fraction")


def _after(doc: Doc, figure: Figure, anchor: Token) -> int:
    """Index of the first token behind the figure."""
    index = max(0, anchor.i - 1)
    while index < len(doc) and doc[index].idx < figure.end:
        index += 1
    return index


def _whole(doc: Doc, figure: Figure, anchor: Token) -> Token | None:
    """The noun after "60 % of"; "half the condos"."""
    index = _after(doc, figure, anchor)
    if index >= len(doc):
        return None
    if doc[index].lower_ in ("of", "in"):
        if doc[index].lower_ == "in" and not _is_percent_of_noun(doc, index):
            return None
        for child in doc[index].children:
            if child.dep_ == "pobj":
                return child
        index += 1
    elif figure.kind != "fraction" or doc[index].tag_ not in ("DT", "PRP$", "PDT"):
        return None
    for token in doc[index : index + 6]:
        if token.tag_ in NOUN_TAGS and not (token.i + 1 < len(doc) and doc[token.i + 1].tag_ in NOUN_TAGS):
            return token
        if token.is_punct or token.pos_ == "VERB":
            return None
    return None


def _is_percent_of_noun(doc: Doc, index: int) -> bool:
    return False


def _head(doc: Doc, figure: Figure, anchor: Token) -> Token | None:
    """The head of what is measured, climbing from the figure through the parse."""
    token = anchor
    if (
        token.dep_ in INSIDE
        and token.head.i > token.i
        and token.head.tag_ in NOUN_TAGS
        and _is_modifier(figure, token)
    ):
        return token.head
    if figure.kind == "count" and token.dep_ in SUBJECT_DEPS:
        return token
    for _ in range(10):
        head, dep = token.head, token.dep_
        if dep in SUBJECT_DEPS:
            return token if token.i != anchor.i and token.tag_ in NOUN_TAGS else _predicate(head, anchor)
        if head is token:
            return _subject_of(token, anchor)
        if dep in ("relcl", "acl"):
            found = _subject_of(token, anchor)
            return found if found is not None and found.lower_ not in RELATIVES else head
        if dep == "prep" and head.tag_ in NOUN_TAGS and head.i != anchor.i:
            if not _is_change_noun(head) and head.lower_ not in TALLIES and head.pos_ != "NUM":
                return head
            inner = _of_phrase(head, anchor)
            if inner is not None:
                return inner
        if head.pos_ in ("VERB", "AUX") and dep not in ("ccomp",):
            found = _subject_of(head, anchor, by=dep in ("prep", "npadvmod", "agent"))
            if found is not None and found.lower_ not in RELATIVES:
                return found
            if found is not None and head.dep_ == "relcl":
                return head.head
        token = head
    return None


def _is_modifier(figure: Figure, token: Token) -> bool:
    """Does the figure stand before the noun it modifies ("a $48 million contract", "3-inch thickness")?"""
    return not (figure.kind == "count" and token.dep_ == "nummod") and token.head.idx >= figure.end


def _is_change_noun(token: Token) -> bool:
    return token.lower_ in _directions()[1]


def _of_phrase(noun: Token, anchor: Token) -> Token | None:
    """ "an increase of 60 % in sales", "a total of": what rose, not the rise."""
    for child in noun.children:
        if child.dep_ == "prep" and child.lower_ in ("in", "of", "for") and child.i > noun.i:
            for inner in child.children:
                if inner.dep_ == "pobj" and not _covers(inner, anchor) and inner.tag_ in NOUN_TAGS:
                    return inner
    return None


def _covers(token: Token, anchor: Token) -> bool:
    return token.i == anchor.i or anchor in token.subtree


def _predicate(verb: Token, anchor: Token) -> Token | None:
    """The figure is itself the grammatical subject: what it is said of, if a noun."""
    for child in verb.children:
        if child.dep_ in ("attr", "dobj") and child.tag_ in NOUN_TAGS and not _covers(child, anchor):
            return child
    return None


def _subject_of(verb: Token, anchor: Token, by: bool = False) -> Token | None:
    """The noun a verb's figure is about: its object where the verb changes it, else its subject."""
    if by and verb.lower_ in _directions()[0]:
        for child in verb.children:
            if child.dep_ == "dobj" and child.tag_ in NOUN_TAGS and not _covers(child, anchor):
                return child
    for child in verb.children:
        if child.dep_ in SUBJECT_DEPS and not _covers(child, anchor):
            return child
    if verb.dep_ == "conj" and verb.head is not verb:
        return None
    return None


def phrase(doc: Doc, head: Token, figure: Figure) -> Span | None:
    """The noun phrase of `head`, without determiner and without the figure, at most 12 tokens."""
    start = end = head.i
    for child in sorted(head.lefts, key=lambda each: -each.i):
        if child.dep_ not in LEFT or child.right_edge.i + 1 != start:
            break
        start = child.left_edge.i
    start = _past_figure(doc, start, end, figure)
    while start < end and doc[start].tag_ in DROPPED:
        start += 1
    tail = _with_tail(doc, head, figure)
    if tail - start < LONGEST:
        end = max(end, tail)
    start = max(start, end - LONGEST + 1)
    span = doc[start : end + 1]
    if not span.text.strip() or "\n" in span.text:
        return None
    if span.start_char < figure.end and figure.start < span.end_char and figure.kind != "count":
        return None
    return span


def _past_figure(doc: Doc, start: int, end: int, figure: Figure) -> int:
    """Moves the start behind the figure where the phrase would hold it; a count keeps its noun."""
    limit = figure.numeral.end if figure.kind == "count" else figure.end
    index = start
    for position in range(start, end + 1):
        if doc[position].idx < limit and doc[position].idx + len(doc[position]) > figure.start:
            index = position + 1
    while index < end and (doc[index].is_punct or doc[index].lower_ == "of"):
        index += 1
    return min(index, end)


def _with_tail(doc: Doc, head: Token, figure: Figure) -> int:
    """Index of the last token of the "of …", "in …" phrases that follow the head and hold no figure."""
    end = head.i
    for child in head.rights:
        if child.left_edge.i != end + 1:
            break
        if child.dep_ not in ("prep",) or child.lower_ not in TAILS:
            break
        edge = child.right_edge
        inner = doc[child.i : edge.i + 1]
        if any(token.pos_ in ("VERB", "AUX") or token.like_num for token in inner):
            break
        if inner.end_char > figure.start and inner.start_char < figure.end:
            break
        if edge.i - head.i > 8:
            break
        end = edge.i
        if child.lower_ != "of":
            break
    while end > head.i and doc[end].is_punct:
        end -= 1
    return end


COMPARED = re.compile(r"^(?:than|as)$")


def _comparand(doc: Doc, figure: Figure, anchor: Token) -> Span | None:
    """The noun phrase behind "than" (or "as … as") that follows the figure within a few words."""
    index = _after(doc, figure, anchor)
    for than in doc[index : index + 6]:
        if than.is_punct and than.text not in ("’", "'"):
            return None
        if than.lower_ == "than" or (than.lower_ == "as" and than.i > index):
            for child in than.children:
                if child.dep_ in ("pobj", "nsubj") and child.tag_ in (*NOUN_TAGS, "PRP", "CD"):
                    return phrase(doc, child, figure)
            following = next(
                (token for token in doc[than.i + 1 : than.i + 6] if token.tag_ in NOUN_TAGS), None
            )
            return phrase(doc, following, figure) if following is not None else None
    return None
