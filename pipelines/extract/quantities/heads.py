"""The noun that a figure measures: found beside it, or by climbing from it through the parse.

Belongs here: which noun that is. Not here: how much of the phrase around it is told, comparands and wholes
(`subjects.py`), where a phrase ends (`phrases.py`).
"""

from __future__ import annotations

import re
from functools import cache

from spacy.tokens import Doc, Token

from pipelines.extract.quantities import lexicon
from pipelines.extract.quantities.changes import directions
from pipelines.extract.quantities.figures import Figure
from pipelines.extract.quantities.phrases import NOUN_TAGS, Taken, is_noun, is_within

SUBJECT_DEPS = frozenset(("nsubj", "nsubjpass", "csubj"))
INSIDE = frozenset(("compound", "nmod", "amod", "nummod", "quantmod", "advmod", "punct", "npadvmod", "poss"))
RELATIVES = frozenset(("which", "that", "who", "whom"))
TIED = re.compile(r"^\s?[-‑]")
"""Between a number and what it counts: together they stand before the noun that is measured."""


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(lexicon.load("figure_words")["subjects"][name])


def after(doc: Doc, figure: Figure, anchor: Token) -> int:
    """Index of the first token behind the figure."""
    index = max(0, anchor.i - 1)
    while index < len(doc) and doc[index].idx < figure.end:
        index += 1
    return index


def past_bracket(doc: Doc, index: int) -> int:
    """Past a bracket that restates: "8 miles (13 km) of new tunnels"."""
    if index < len(doc) and doc[index].text == "(":
        for position in range(index + 1, min(len(doc), index + 9)):
            if doc[position].text == ")":
                return position + 1
    return index


UP_OR_DOWN = frozenset(("up", "down", "off"))


LEVEL_WORDS = frozenset(("at", "of", "over", "above", "below", "under", "than"))


def _beside(doc: Doc, figure: Figure, anchor: Token) -> Token | None:
    """The noun right before a move or a level: "X up 9 %", "X climbed 11 sen", "levels at 12"."""
    index = _before(doc, figure, anchor)
    before = doc[index]
    if before.lower_ in LEVEL_WORDS or (anchor.idx >= figure.start and _opens_with_level(doc, index + 1)):
        noun = doc[index - 1] if before.lower_ in LEVEL_WORDS and index > 0 else before
        if noun.tag_ in ("JJR", "RBR") and noun.i > 0:
            noun = doc[noun.i - 1]
        common = noun.tag_ in ("NN", "NNS") and noun.ent_type_ not in ("DATE", "TIME", "GPE")
        return noun if common and noun.lower_ not in _words("tallies") and not _is_change_noun(noun) else None
    while index > 0 and doc[index].lower_ in _words("skipped"):
        index -= 1
    moves = doc[index].lower_ in UP_OR_DOWN or (
        doc[index].tag_ == "VBD" and doc[index].lower_ in directions().verbs and index > 0
    )
    if not moves or index == 0:
        return None
    index -= 1
    while index > 0 and doc[index].lower_ in _words("skipped"):
        index -= 1
    return _top(doc[index]) if doc[index].tag_ in NOUN_TAGS and not _is_time(doc[index]) else None


def _is_time(noun: Token) -> bool:
    return noun.ent_type_ in ("DATE", "TIME") or noun.lower_ in _words("times")


def _top(noun: Token) -> Token:
    """The noun that "imports of chips from China" is about: the first, not the last."""
    for _ in range(4):
        link = noun.head
        inside = noun.dep_ == "pobj" and link.dep_ == "prep" and link.lower_ not in ("as", "like", "than")
        if inside and link.head.tag_ in NOUN_TAGS:
            noun = link.head
        else:
            break
    return noun


def _opens_with_level(doc: Doc, index: int) -> bool:
    if index >= len(doc):
        return False
    is_comparative = doc[index].tag_ == "JJR" and doc[index].lower_ not in ("more", "less", "fewer")
    return is_comparative or doc[index].lower_ in LEVEL_WORDS - {"of"}


def _before_bracket(doc: Doc, figure: Figure, anchor: Token) -> Token | None:
    """The name that a bracket with nothing but a figure follows: "Gant (0.5 WAR)"."""
    index = _before(doc, figure, anchor)
    if index == 0 or doc[index].text not in ("(", "["):
        return None
    return doc[index - 1] if doc[index - 1].tag_ in NOUN_TAGS else None


def _right_noun(doc: Doc, figure: Figure, anchor: Token, taken: Taken) -> Token | None:
    """The noun that a singular unit stands before: "18 year-old winger", "90-page filing"."""
    unit = (figure.unit_text or "").lower()
    is_tied = figure.kind == "count" and TIED.search(doc.text[figure.numeral.end : figure.end]) is not None
    if (
        (figure.kind in ("count", "money", "percentage", "multiple", "fraction") and not is_tied)
        or not unit
        or unit.endswith("s")
    ):
        return None
    index = past_bracket(doc, after(doc, figure, anchor))
    last = None
    for token in doc[index : index + 6]:
        if token.tag_ in NOUN_TAGS and not is_within(token, taken) and not _is_time(token):
            last = token
        elif token.tag_ not in ("JJ", "HYPH", "VBN", "CD") and not is_within(token, taken):
            break
    return last


def _aged(doc: Doc, figure: Figure, anchor: Token, taken: Taken) -> Token | None:
    """Who is that old: "39-year-old Ann Lee", "Ann Lee, 39,", "two men, aged 21 and 34,"."""
    if (right := _right_noun(doc, figure, anchor, taken)) is not None:
        return right
    index = _before(doc, figure, anchor)
    while index > 0 and (doc[index].lower_ in AGE_LINKS or doc[index].like_num):
        index -= 1
    is_apart = doc[index + 1].is_punct or doc[index + 1].lower_.startswith("age")
    return doc[index] if is_apart and doc[index].tag_ in NOUN_TAGS else None


REFERENCES = frozenset(("the", "these", "those", "both", "our", "their", "its", "his", "her", "my", "your"))


def is_reference(doc: Doc, figure: Figure, anchor: Token) -> bool:
    """Does a count only refer to things known ("the two countries"), so that nothing else is measured?"""
    index = _before(doc, figure, anchor)
    while index > 0 and doc[index].tag_ in ("JJ", "JJS", "POS"):
        index -= 1
    is_count = anchor.tag_ in NOUN_TAGS and doc[index].idx < figure.start
    return is_count and doc[index].lower_ in REFERENCES and figure.fate is None


def _known_things(doc: Doc, figure: Figure, anchor: Token) -> Token | None:
    """The things of which a count behind a preposition takes some: "tensions with two of its partners"."""
    is_plural = figure.kind == "count" and figure.value != 1 and figure.fate is None
    if not is_plural or anchor.dep_ != "pobj" or figure.noun is None:
        return None
    index = _before(doc, figure, anchor) + 1
    opening = [token.lower_ for token in doc[index : figure.noun.i] if token.idx >= figure.numeral.end][:2]
    return figure.noun if len(opening) == 2 and opening[0] == "of" and opening[1] in REFERENCES else None


SPANS = frozenset(("last", "past", "next", "previous", "coming", "following", "preceding"))
"""Before a duration these say when, and nothing is measured."""
AGE_LINKS = frozenset((",", "(", "aged", "age", "ages", "of", "and", "to", "between"))


def _before(doc: Doc, figure: Figure, anchor: Token) -> int:
    """Index of the last token before the figure."""
    index = anchor.i
    while index > 0 and doc[index].idx >= figure.start:
        index -= 1
    return index


def find(doc: Doc, figure: Figure, anchor: Token, taken: Taken) -> Token | None:
    """The head of what is measured, climbing from the figure through the parse."""
    token = anchor
    if figure.kind == "multiple" and anchor.pos_ == "VERB":
        return _subject_of(anchor, anchor, figure=figure, link=anchor, objects=True)
    if figure.kind == "duration" and doc[max(0, _before(doc, figure, anchor))].lower_ in SPANS:
        return None
    if figure.kind == "count" and (right := _right_noun(doc, figure, anchor, taken)) is not None:
        return right
    if figure.kind == "count" and is_reference(doc, figure, anchor):
        return anchor
    if (known := _known_things(doc, figure, anchor)) is not None:
        return known
    if figure.kind == "age" and (aged := _aged(doc, figure, anchor, taken)) is not None:
        return aged
    beside = _beside(doc, figure, anchor)
    if beside is not None and not is_within(beside, taken):
        return beside
    inside = token.dep_ in INSIDE and token.head.i > token.i and token.head.tag_ in NOUN_TAGS
    if inside and _is_modifier(figure, token) and not is_within(token.head, taken):
        return token.head
    if (right := _right_noun(doc, figure, anchor, taken)) is not None:
        return right
    if (named := _before_bracket(doc, figure, anchor)) is not None and not is_within(named, taken):
        return named
    if figure.kind == "count" and token.dep_ in SUBJECT_DEPS:
        return token
    for _ in range(10):
        head, dep = token.head, token.dep_
        if head.i == token.i:
            found = _subject_of(token, anchor)
            if (
                found is None
                and token.tag_ in NOUN_TAGS
                and not is_within(token, taken)
                and token.i != anchor.i
            ):
                return token
            return found if found is None or not is_within(found, taken) else None
        if (
            not is_within(head, taken)
            and (found := _step(figure, token, head, dep, anchor, taken)) is not None
        ):
            return found
        token = head
    return None


def _step(figure: Figure, token: Token, head: Token, dep: str, anchor: Token, taken: Taken) -> Token | None:
    """What is measured, if this step of the climb from `token` to `head` shows it."""
    if dep in SUBJECT_DEPS:
        if token.lower_ in _words("tallies") and _covers(token, anchor) and anchor.tag_ in NOUN_TAGS:
            return anchor if figure.kind == "count" else _predicate(head, anchor)
        if token.i != anchor.i and is_noun(token) and not is_within(token, taken):
            return token
        return _predicate(head, anchor)
    if dep in ("relcl", "acl"):
        found = _subject_of(token, anchor, figure=figure)
        return found if found is not None and found.lower_ not in RELATIVES else _told_of(head, anchor)
    if dep == "appos" and figure.kind == "count" and figure.value == 1 and head.tag_ in NOUN_TAGS:
        return head
    if dep == "prep" and head.dep_ == "attr":
        found = _subject_of(head.head, anchor)
        if found is not None and found.pos_ != "PRON":
            return found
    if dep in ("prep", "amod", "npadvmod", "advmod") and head.tag_ in NOUN_TAGS and head.i != anchor.i:
        if not _is_change_noun(head) and head.lower_ not in _words("tallies") and head.pos_ != "NUM":
            return head if not _is_time(head) else None
        inner = _of_phrase(head, anchor)
        if inner is not None:
            return inner
    if dep in ("dobj", "npadvmod") and (found := _moved(head, token)) is not None:
        return found
    if head.pos_ in ("VERB", "AUX") and dep != "ccomp":
        found = _subject_of(head, anchor, figure=figure, link=token)
        if found is not None and is_within(found, taken):
            return None
        if found is not None and found.lower_ not in RELATIVES:
            return found
        if found is not None and head.dep_ == "relcl":
            return _told_of(head.head, anchor)
    return None


def complement_of(anchor: Token) -> Token | None:
    """The subject that a share is said to be or to reach: "the deficit widened to 6 % of output"."""
    link = anchor.head
    verb = link.head if anchor.dep_ == "pobj" and link.lower_ in ("to", "at") else link
    is_reached = verb.lower_ in directions().verbs and anchor.dep_ == "pobj"
    if not is_reached and not (anchor.dep_ == "attr" and verb.pos_ == "AUX"):
        return None
    found = _subject_of(verb, anchor)
    return found if found is not None and is_noun(found) else None


def _told_of(noun: Token, anchor: Token) -> Token | None:
    """The noun that a relative clause is told of; past the "place" that things take."""
    if noun.lower_ != "place" or noun.head.lower_ not in _words("taking"):
        return noun
    return noun.head.head if noun.head.dep_ == "acl" else _subject_of(noun.head, anchor)


def of_clause(figure: Figure, anchor: Token, taken: Taken) -> Token | None:
    """Where the parse leads nowhere: the subject nearest before the figure in its sentence."""
    if figure.kind in ("ordinal", "count", "score"):
        return None
    for index in range(anchor.i - 1, anchor.sent.start - 1, -1):
        token = anchor.doc[index]
        if token.dep_ in SUBJECT_DEPS and is_noun(token) and not is_within(token, taken):
            return token
    return None


def _moved(verb: Token, figure: Token) -> Token | None:
    """What a verb takes the figure off or adds it to: "wiping $340 million from its value"."""
    if verb.lower_ not in _words("moving"):
        return None
    for child in verb.children:
        if child.dep_ == "prep" and child.lower_ in ("from", "off", "to") and child.i > figure.i:
            return next((each for each in child.children if each.dep_ == "pobj" and is_noun(each)), None)
    return None


def _is_modifier(figure: Figure, token: Token) -> bool:
    """Does the figure stand before the noun it modifies ("a $48 million contract", "3-inch thickness")?"""
    return not (figure.kind == "count" and token.dep_ == "nummod") and token.head.idx >= figure.end


def _is_change_noun(token: Token) -> bool:
    return token.lower_ in directions().nouns


def _of_phrase(noun: Token, anchor: Token) -> Token | None:
    """ "an increase of 60 % in sales", "a total of": what rose, not the rise."""
    for child in noun.children:
        if child.dep_ == "prep" and child.lower_ in ("in", "of", "for") and child.i > noun.i:
            for inner in child.children:
                if inner.dep_ == "pobj" and not _covers(inner, anchor) and inner.tag_ in NOUN_TAGS:
                    return inner
    return None


def _covers(token: Token, anchor: Token) -> bool:
    return token.left_edge.i <= anchor.i <= token.right_edge.i


def _predicate(verb: Token, anchor: Token) -> Token | None:
    """The figure is itself the grammatical subject: what it is said of, if a noun."""
    for child in verb.children:
        if child.dep_ in ("attr", "dobj") and child.tag_ in NOUN_TAGS and not _covers(child, anchor):
            return child
    return None


def _subject_of(
    verb: Token,
    anchor: Token,
    *,
    figure: Figure | None = None,
    link: Token | None = None,
    objects: bool = False,
) -> Token | None:
    """The noun a verb's figure is about: its object where the verb moves or prices it, else its subject."""
    if (
        objects
        and (found := next((child for child in verb.children if child.dep_ == "dobj"), None)) is not None
    ):
        return found
    if figure is not None and link is not None and link.dep_ not in ("dobj", "attr", "conj"):
        moved = verb.lower_ in directions().verbs and link.dep_ in ("prep", "npadvmod", "agent", "advmod")
        priced = figure.kind == "money" and link.lower_ == "for" and verb.lower_ not in _words("paying")
        shifted = link.tag_ in ("RBR", "JJR")
        ranged = figure.is_range and link.lower_ in ("from", "to", "between")
        if moved or priced or shifted or ranged:
            for child in verb.children:
                if (
                    child.dep_ in ("dobj", "nsubjpass")
                    and child.tag_ in NOUN_TAGS
                    and not _covers(child, anchor)
                ):
                    return child
    is_measure = figure is not None and figure.kind in ("amount", "rate") and figure.has_unit
    if is_measure and (goods := _goods(verb, anchor)) is not None:
        return goods
    for child in verb.children:
        if child.dep_ in SUBJECT_DEPS and child.i != anchor.i and (objects or not _covers(child, anchor)):
            return child
    return None


def _goods(verb: Token, anchor: Token) -> Token | None:
    """What a trade is in, where the clause that it explains says so: "the top oil supplier, exporting …"."""
    objects = [child for child in verb.children if child.dep_ == "dobj"]
    is_trade = verb.dep_ in ("advcl", "acl") and verb.lower_ in _words("trading")
    if not is_trade or not any(_covers(child, anchor) for child in objects):
        return None
    for trader in verb.doc[verb.sent.start : verb.i]:
        if trader.lower_ not in _words("traders"):
            continue
        before = verb.doc[trader.i - 1] if trader.i > verb.sent.start else trader
        if before.dep_ == "compound" and before.head == trader:
            return before
        for child in trader.children:
            if child.dep_ == "prep" and child.lower_ == "of":
                return next((each for each in child.children if each.dep_ == "pobj"), None)
    return None
