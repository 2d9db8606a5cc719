"""What a figure measures, than what, and as part of what: noun phrases of the parse around it.

Belongs here: choosing subject, comparand and whole. Not here: which noun a figure measures
(`heads.py`), which entity it is (`normalise.figures` resolves chains).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from spacy.tokens import Doc, Span, Token

from pipelines.extract.quantities import heads, lexicon
from pipelines.extract.quantities.figures import Figure
from pipelines.extract.quantities.heads import SUBJECT_DEPS
from pipelines.extract.quantities.number_words import is_in_so_many
from pipelines.extract.quantities.phrases import LONGEST, NOUN_TAGS, Taken, is_noun, phrase


@dataclass(frozen=True, slots=True)
class Subjects:
    """Spans of the segment's parse; each may be missing."""

    subject: Span | None
    head: Token | None
    comparand: Span | None
    whole: Span | None


def find(doc: Doc, figure: Figure, anchor: Token, taken: Taken) -> Subjects:
    """Subject (with its head, a pronoun's too), comparand and whole of one of the figures of a parse."""
    comparand = _comparand(doc, figure, anchor, taken)
    part = _partitive(doc, figure, anchor)
    told = heads.complement_of(anchor) if part is not None and _is_share(figure) else None
    head = told or part or heads.find(doc, figure, anchor, taken)
    is_open = head is not None and head.pos_ == "PRON" and not is_noun(head)
    if head is not None and (is_open or (head.lower_ in QUANTIFIERS and head.dep_ in SUBJECT_DEPS)):
        named = antecedent(head)
        head = named if named is not None else head
    subject = _named(doc, head, figure, taken)
    if subject is None and (head is None or head.pos_ != "PRON"):
        head = heads.of_clause(figure, anchor, taken)
        subject = _named(doc, head, figure, taken)
    whole = phrase(doc, part, figure, taken) if part is not None and _is_share(figure) else None
    return Subjects(subject, head, comparand, whole)


def _named(doc: Doc, head: Token | None, figure: Figure, taken: Taken) -> Span | None:
    """The noun phrase of a head, where it holds it; none of a pronoun."""
    if head is None or (head.pos_ == "PRON" and not is_noun(head)):
        return None
    span = phrase(doc, head, figure, taken)
    return span if span is not None and span.start <= head.i < span.end else None


def _is_share(figure: Figure) -> bool:
    return figure.unit == "%" or figure.kind == "fraction"


def _partitive(doc: Doc, figure: Figure, anchor: Token) -> Token | None:
    """The noun after "60 % of", "$12 million in", "8 miles of"; "half the condos"."""
    if figure.kind in ("count", "ordinal", "age", "multiple", "duration", "score"):
        return None
    index = heads.past_bracket(doc, heads.after(doc, figure, anchor))
    if index >= len(doc):
        return None
    money = figure.kind == "money"
    if (
        doc[index].lower_ == "of"
        or (doc[index].lower_ == "in" and money)
        or (doc[index].lower_ == "off" and (money or figure.unit == "%"))
    ):
        for child in doc[index].children:
            if child.dep_ == "pobj":
                is_noun = child.tag_ in NOUN_TAGS or child.tag_ == "DT"
                is_time = child.ent_type_ == "DATE" or child.like_num or child.ent_type_ == "GPE"
                return child if is_noun and not (doc[index].lower_ == "in" and is_time) else None
        index += 1
    elif figure.kind != "fraction" or not (
        doc[index].tag_ in ("DT", "PRP$", "PDT") or is_in_so_many(doc.text[figure.start : figure.end])
    ):
        return None
    for token in doc[index : index + 6]:
        if token.tag_ in NOUN_TAGS and not (token.i + 1 < len(doc) and doc[token.i + 1].tag_ in NOUN_TAGS):
            return token
        if token.is_punct or token.pos_ == "VERB":
            return None
    return None


QUANTIFIERS = frozenset(("most", "many", "some", "all", "several", "others"))
"""Alone as a subject these stand for a part of what the clause before is about."""
SINGULAR_PRONOUNS = frozenset(("it", "he", "she"))
PLURAL_PRONOUNS = frozenset(("they",))


@cache
def _persons() -> frozenset[str]:
    """Nouns for one person."""
    roles = " ".join(lexicon.load("roles")["heads"].values()).split()
    return frozenset((*roles, *lexicon.load("fates")["people"]))


def antecedent(pronoun: Token) -> Token | None:
    """The noun that a subject pronoun stands for: the subject before it in its sentence or the last one.

    Subjects stay subjects (Kameyama's parallelism); a person is not "it".
    """
    lower = pronoun.lower_
    if lower not in SINGULAR_PRONOUNS | PLURAL_PRONOUNS | QUANTIFIERS or pronoun.dep_ not in SUBJECT_DEPS:
        return None
    doc = pronoun.doc
    for index in range(pronoun.i - 1, max(-1, pronoun.i - 60), -1):
        token = doc[index]
        if token.dep_ not in SUBJECT_DEPS or token.tag_ not in NOUN_TAGS:
            continue
        is_named_plural = token.tag_ == "NNPS" and token.ent_type_ not in ("ORG", "GPE")
        is_plural = (
            is_named_plural or token.tag_ == "NNS" or any(child.dep_ == "conj" for child in token.children)
        )
        if lower in QUANTIFIERS:
            return token
        is_person = token.ent_type_ == "PERSON"
        if is_plural if lower == "they" else lower == "it" and not is_plural and not is_person:
            return token
        if lower in ("he", "she") and (is_person or token.lower_ in _persons()):
            return token
    return None


def _described(doc: Doc, start: int) -> Span | None:
    """ "one issued during the visit": a pronoun with what is said of it, at most 12 tokens; none alone."""
    if doc[start + 1].tag_ not in ("VBN", "IN", "VBG"):
        return None
    end = start + 1
    while end + 1 < min(len(doc), start + LONGEST) and not (doc[end + 1].is_punct or doc[end + 1].is_space):
        end += 1
    return doc[start : end + 1]


def _is_time(doc: Doc, index: int) -> bool:
    """Does a time follow: "than a year earlier", "than in 2019"? It is the base of a change, not a thing."""
    while index < len(doc) and doc[index].tag_ in ("DT", "IN", "CD", "JJ", "RB"):
        index += 1
    word = doc[index] if index < len(doc) else None
    return word is not None and word.lower_ in lexicon.words("figure_words", "subjects", "times")


def _comparand(doc: Doc, figure: Figure, anchor: Token, taken: Taken) -> Span | None:
    """The noun phrase behind "than" (or "as … as") that follows the figure within a few words."""
    index = heads.after(doc, figure, anchor)
    for than in doc[index : index + 6]:
        if than.is_punct and than.text not in ("’", "'"):
            return None
        if than.lower_ == "than" or (
            than.lower_ == "as" and than.i > index and figure.kind in ("multiple", "fraction")
        ):
            if than.i + 2 < len(doc) and doc[than.i + 1].lower_ in ("one", "that", "those"):
                return _described(doc, than.i + 1)
            if _is_time(doc, than.i + 1):
                return None
            for child in than.children:
                if child.dep_ in ("pobj", "nsubj") and child.tag_ in (*NOUN_TAGS, "PRP", "CD"):
                    return phrase(doc, child, figure, taken)
            following = next(
                (token for token in doc[than.i + 1 : than.i + 6] if token.tag_ in NOUN_TAGS), None
            )
            return phrase(doc, following, figure, taken) if following is not None else None
    return None
