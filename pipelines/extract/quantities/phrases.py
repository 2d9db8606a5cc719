"""Noun phrases as printed: without determiner, without figures, short enough to name something.

Belongs here: where a phrase begins and ends. Not here: which phrase a figure is about (`subjects.py`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Span, Token

from pipelines.extract.quantities import lexicon
from pipelines.extract.quantities.counted import HEDGED
from pipelines.extract.quantities.figures import Figure
from pipelines.extract.quantities.tokens import Tokens

LONGEST = 12
LEFT = frozenset(
    ("compound", "amod", "poss", "nmod", "nummod", "det", "predet", "advmod", "punct", "case", "quantmod")
)
DROPPED = frozenset(("DT", "PDT", "PRP$", "WDT", "WP$", "RB", ",", ":", "''", "``", "IN"))
TAILS = frozenset(("of", "in", "on", "between", "from", "for", "to", "at"))
NOUN_TAGS = frozenset(("NN", "NNS", "NNP", "NNPS"))


@dataclass(frozen=True, slots=True)
class Taken:
    """Tokens that figures hold, so that no subject repeats them; `measures` are without bare number words."""

    tokens: frozenset[int]
    measures: frozenset[int]


def taken(tokens: Tokens, figures: Sequence[Figure]) -> Taken:
    """The tokens of all figures of a parse; of a count its number alone, but all of "7000-word"."""
    doc = tokens.doc
    held: set[int] = set()
    words: set[int] = set()
    for figure in figures:
        if figure.kind == "ordinal" or figure.sums or figure.is_inferred:
            continue
        start, end = figure.start, figure.end
        text = tokens.text
        if figure.kind == "count" and text[figure.numeral.end : figure.numeral.end + 2].strip()[:1] not in (
            "-",
            "‑",
        ):
            start, end = figure.numeral.start, figure.numeral.end
            if hedge := HEDGED.match(text, end):
                end = hedge.end()
            if figure.is_range and figure.noun is not None:
                end = max(end, min(figure.end, figure.noun.idx))
            if text[start:end].isalpha():
                words.update(tokens.between(start, end))
        number = figure.numeral.start
        held.update(i for i in tokens.between(start, end) if doc[i].idx >= number or doc[i].pos_ != "VERB")
    return Taken(frozenset(held), frozenset(held - words))


def is_within(token: Token, taken: Taken) -> bool:
    """Is this token part of a figure?"""
    return token.i in taken.tokens


def is_noun(token: Token) -> bool:
    """A noun, or a name that the tagger took for a pronoun ("the TA-125")."""
    return token.tag_ in NOUN_TAGS or (token.tag_ == "WP" and not token.is_lower)


def phrase(doc: Doc, head: Token, figure: Figure, taken: Taken) -> Span | None:
    """The noun phrase of `head`, without determiner and without any figure, at most 12 tokens."""
    start = end = head.i
    for child in sorted(head.lefts, key=lambda each: -each.i):
        if child.dep_ not in LEFT or child.right_edge.i + 1 != start:
            break
        start = child.left_edge.i
    start = _glued(doc, start)
    for position in range(start, end):
        if is_within(doc[position], taken):
            start = position + 1
    while start < end and (doc[start].tag_ in DROPPED or doc[start].is_punct or doc[start].lower_ == "of"):
        start += 1
    tail = _with_tail(doc, head, taken.tokens if figure.kind == "count" else taken.measures)
    if tail - start < LONGEST:
        end = max(end, tail)
    start = max(start, end - LONGEST + 1)
    span = doc[start : end + 1]
    if not span.text.strip() or "\n" in span.text or is_within(head, taken):
        return None
    return span


def _glued(doc: Doc, start: int) -> int:
    """Where the name begins that hyphens tie to this token: "S&P 500 e-minis"."""
    first = start
    while first > 1 and doc[first - 1].text in ("-", "‑") and not doc[first - 1].whitespace_:
        if doc[first - 2].whitespace_:
            break
        first -= 2
    if first < start:
        while (
            doc[first].n_lefts
            and doc[first].left_edge.i < first
            and doc[doc[first].left_edge.i].pos_ != "DET"
        ):
            first = doc[first].left_edge.i
    return first


def _with_tail(doc: Doc, head: Token, held: frozenset[int]) -> int:
    """Index of the last token of the "of …", "in …" phrases that follow the head and hold no figure."""
    end = head.i
    for child in head.rights:
        if child.left_edge.i != end + 1:
            break
        if child.dep_ != "prep" or child.lower_ not in TAILS:
            break
        edge = child.right_edge
        if edge.i - head.i > 8:
            break
        inner = doc[child.i : edge.i + 1]
        if any(token.pos_ in ("VERB", "AUX") or token.is_digit for token in inner):
            break
        if any(token.i in held for token in inner):
            break
        if child.lower_ != "of" and any(
            token.lower_ in lexicon.words("figure_words", "subjects", "times") for token in inner
        ):
            break
        end = edge.i
        if child.lower_ != "of":
            break
    while end > head.i and doc[end].is_punct:
        end -= 1
    return end
