"""The direction of a figure: whether it is a rise or a fall, and the levels it moved between.

Belongs here: up and down, from what, to what. Not here: hedges and bounds (`modifiers.py`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from spacy.tokens import Token

from pipelines.extract.quantities import lexicon
from pipelines.extract.quantities.figures import Figure

DELTA_KINDS = frozenset(
    ["amount", "money", "percentage", "count", "fraction", "rate", "multiple", "duration"]
)
BARE_VERB = re.compile(
    r"\b([a-z]+)(?:\s(?:up|down|back|further|slightly|sharply|only|just|even))*(?:\s(?:by|to))?\s$",
    re.IGNORECASE,
)
NOUN_OF = re.compile(r"\b([a-z]+)\sof\s(?:(?:an?|the|some)\s)?$", re.IGNORECASE)
THAN = re.compile(r"\sthan\b", re.IGNORECASE)
COMPARED = re.compile(r"\s(?:more|less|fewer|\w+er)\sthan\b", re.IGNORECASE)
THAN_BEFORE = re.compile(
    r"\s(?:(more|higher|larger|bigger)|less|fewer|lower|smaller)\sthan\s(?:in\s)?(?:the\s)?"
    r"(?:(?:an?|one|two|last|previous|same)\s(?:year|month|week|quarter|period)|(?:1[5-9]|20)[0-9]{2}\b)",
    re.IGNORECASE,
)
MODIFYING = frozenset(("nummod", "compound", "amod", "nmod"))
MOVING_LINKS = frozenset(("", "dobj", "npadvmod", "by", "to", "advmod"))
HANGING = frozenset(
    [
        "nummod",
        "quantmod",
        "compound",
        "nmod",
        "amod",
        "advmod",
        "conj",
        "appos",
        "punct",
        "dep",
        "prep",
        "npadvmod",
        "prt",
    ]
)
CLAUSES = frozenset(("nsubj", "nsubjpass", "csubj", "relcl", "advcl", "ccomp"))


@dataclass(frozen=True, slots=True)
class Directions:
    """Words of movement, each with `up` or `down`."""

    verbs: dict[str, str]
    nouns: dict[str, str]
    adverbs: dict[str, str]
    comparatives: dict[str, str]
    adverb_before: re.Pattern[str]
    word_after: re.Pattern[str]
    phrasal: frozenset[str]
    gathering: frozenset[str]
    multiplying: frozenset[str]


@cache
def directions() -> Directions:
    """The lexicon of movement."""
    data, words = lexicon.load("modifiers"), lexicon.load("figure_words")["changes"]
    verbs, nouns, adverbs = (
        {word: way for way in ("up", "down") for word in data[way][kind]}
        for kind in ("verbs", "nouns", "adverbs")
    )
    after = "|".join([*sorted(adverbs.keys() - {"off"}), *nouns, *words["comparatives"]])
    return Directions(
        verbs,
        nouns,
        adverbs,
        words["comparatives"],
        re.compile(
            rf"\b(?:(\w+)\s)?({'|'.join(adverbs)})(?:\s(?:by|to|some|another|a|an|about|around))?\s$",
            re.IGNORECASE,
        ),
        re.compile(rf"\s?-?\s?({after})\b(?!\s(?:to|for|in|on|at)\b)", re.IGNORECASE),
        frozenset(words["phrasal"]),
        frozenset(words["gathering"]),
        frozenset(words["multiplying"]),
    )


def direction(text: str, figure: Figure, anchor: Token) -> None:
    """Sets `change` where the figure is a rise or a fall, or the level after one."""
    if figure.kind in DELTA_KINDS:
        figure.change = _beside(text, figure, anchor) or _by_verb(text, figure, anchor) or "none"


def _beside(text: str, figure: Figure, anchor: Token) -> str | None:
    """The direction that the words right beside the figure give it."""
    words = directions()
    if figure.numeral.form == "multiple" and anchor.pos_ == "VERB":
        return "up" if anchor.lower_ in words.multiplying else None
    window = text[max(0, figure.start - 24) : figure.start]
    match = words.adverb_before.search(window)
    if match and match[2].lower() != "off" and (match[1] or "").lower() not in words.phrasal:
        return words.adverbs[match[2].lower()]
    match = NOUN_OF.search(window)
    if match and (way := words.nouns.get(match[1].lower())):
        return way
    if match and match[1].lower() in ("rate", "pace"):
        verb, link = governing_verb(anchor.head.head if anchor.dep_ == "pobj" else anchor)
        return words.verbs.get(verb.lower_) if verb is not None and link == "at" else None
    if match := THAN_BEFORE.match(text, figure.end):
        return "up" if match[1] else "down"
    if figure.kind != "multiple" and (match := words.word_after.match(text, figure.end)):
        word = match[1].lower()
        if word in ("lower", "higher") and _describes(anchor, match.start(1)):
            return None
        if word in words.comparatives and THAN.match(text, match.end()):
            return None
        return words.adverbs.get(word) or words.nouns.get(word) or words.comparatives.get(word)
    return None


def _describes(anchor: Token, char: int) -> bool:
    """Is the word at a character an adjective of the noun behind it ("the 8-inch lower display")?"""
    doc = anchor.doc
    word = next((token for token in doc[anchor.i : anchor.i + 6] if token.idx >= char), None)
    return word is not None and word.i + 1 < len(doc) and doc[word.i + 1].tag_[:2] == "NN"


def _by_verb(text: str, figure: Figure, anchor: Token) -> str | None:
    """The direction of the verb that the figure hangs on."""
    words = directions()
    if anchor.dep_ in MODIFYING and anchor.head.tag_[:2] == "NN" and anchor.head.idx >= figure.end:
        return None
    if COMPARED.match(text, figure.end):
        return None
    verb, link = governing_verb(anchor)
    if verb is None:
        match = BARE_VERB.search(text, max(0, figure.start - 24), figure.start)
        return words.verbs.get(match[1].lower()) if match else None
    way = words.verbs.get(verb.lower_)
    if figure.unit == "{points}" and any(
        child.dep_ == "nsubj" and child.ent_type_ == "PERSON" for child in verb.children
    ):
        return None
    if way is None or (link == "dobj" and verb.lower_ in words.gathering):
        return None
    if (figure.kind == "duration" and link != "by") or (figure.unit == "{times}" and link == "npadvmod"):
        return None
    return way if link in MOVING_LINKS or (link == "from" and figure.is_range) else None


def governing_verb(anchor: Token) -> tuple[Token | None, str]:
    """The verb a figure hangs on and how: `dobj`, `npadvmod`, `other`, or the preposition between."""
    token, link = anchor, ""
    for _ in range(6):
        head = token.head
        if head.i == token.i:
            return None, ""
        if token.dep_ == "pobj":
            link, token = head.lower_, head
            continue
        if head.pos_ in ("VERB", "AUX"):
            if token.dep_ in CLAUSES:
                return None, ""
            direct = token.dep_ if token.dep_ in ("dobj", "npadvmod", "advmod", "attr") else "other"
            return head, link or ("" if token.dep_ == "prep" else direct)
        if token.dep_ not in HANGING or (token.dep_ == "prep" and head.pos_ not in ("ADV", "ADP", "NUM")):
            return None, ""
        token = head
    return None, ""


FROM = re.compile(
    r"(?:\sof\s(?:[\w’'-]+\s?){1,4})?\s?,?\s?(?:[\w’'%]+\s){0,4}?"
    r"(?:from|compared with|compared to|versus|vs\.?)\s(?:about\s|around\s)?$"
    r"|\s(?:[\w’'-]+\s){5,8}compared (?:with|to)\s(?:about\s|around\s)?$"
)
TO = re.compile(
    r"\s?(?:,|\()?\s?(?:[\w’'.]+\s){0,4}?to\s"
    r"(?:(?:about|around|nearly|just|over|more than)\s)?(?:an?\s\w+\sof\s)?$"
)


OR_ELSE = re.compile(r",?\sor\s$")
BY_TOO = re.compile(r",\s(?:and\s)?(?:[A-Z][\w&.’'-]*\s){1,4}(?:by\s)?$")


def levels(text: str, figures: list[Figure]) -> None:
    """Links a change with the level it led to and the level it came from."""
    for figure, following in pairwise(figures):
        gap = text[figure.end : following.start]
        if len(gap) > 50 or following.value is None or figure.kind == "ordinal":
            continue
        if (
            figure.change != "none"
            and figure.to_value is None
            and TO.fullmatch(gap)
            and figure.value is not None
        ):
            figure.to_value = following.value
            following.change, following.level_of = "none", figure
            if figure.unit == "{points}":
                _inherit(figure, following)
        elif (
            FROM.fullmatch(gap)
            and figure.value is not None
            and (following.kind == figure.kind or _is_bare(following))
        ):
            _inherit(figure, following)
            figure.from_value, figure.to_value = following.value, figure.value
            following.change, following.level_of = "none", figure
    for figure, following in pairwise(figures):
        gap = text[figure.end : following.start]
        again = OR_ELSE.fullmatch(gap) or (BY_TOO.fullmatch(gap) and figure.kind == following.kind)
        if again:
            following.level_of = figure if OR_ELSE.fullmatch(gap) else None
        if again and following.change == "none" and following.kind in DELTA_KINDS:
            following.change = figure.change
    for figure, following in pairwise(figures):
        if _move_gap().fullmatch(text, figure.end, following.start) and following.change != "none":
            _move(figure, following)
    for figure in figures:
        if figure.is_range and figure.change == "none":
            figure.from_value = figure.to_value = None


@cache
def _move_gap() -> re.Pattern[str]:
    """What parts a level from the move to it: ", up", ", down by", ", an estimated increase of"."""
    nouns = "|".join(directions().nouns)
    return re.compile(
        rf"[^.;:()]{{0,40}}?,\s(?:(?:[a-z]+\s){{0,2}}?(?:up|down)(?:\sby)?|an?\s(?:[a-z]+\s)?(?:{nouns})\sof)\s",
        re.IGNORECASE,
    )


def _move(level: Figure, move: Figure) -> None:
    """ "5,000 cars, up 4 %": the move is of what the level counts or measures, and led to it."""
    if (
        level.change == "none"
        and level.kind in ("count", "money", "amount", "rate")
        and level.restates is None
    ):
        move.move_of = level
        if move.kind == "percentage" and move.to_value is None:
            move.to_value = level.value


def _is_bare(figure: Figure) -> bool:
    return figure.kind == "amount" and figure.unit is None


def _inherit(figure: Figure, following: Figure) -> None:
    """The level before or after a change has the unit of its pair where it prints none."""
    if _is_bare(following):
        following.unit, following.unit_text, following.kind = figure.unit, figure.unit_text, figure.kind
        following.inherits = True
