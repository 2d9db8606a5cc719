"""Modifiers and bounds around a figure, and the direction of a change.

Belongs here: hedges ("nearly"), bounds ("more than", "up to"), up and down. Not here: periods, subjects.
"""

from __future__ import annotations

import re
from functools import cache

from spacy.tokens import Token

from pipelines.extract.quantities import lexicon
from pipelines.extract.quantities.figures import Figure

LONGEST = 40


@cache
def _before() -> tuple[re.Pattern[str], dict[str, str]]:
    data = lexicon.load("modifiers")
    kinds = {phrase: kind for kind, phrases in data["before"].items() for phrase in phrases}
    phrases = "|".join(re.escape(phrase) for phrase in sorted(kinds, key=len, reverse=True)).replace(
        r"\ ", r"\s"
    )
    skipped = "|".join(data["transparent"]["words"])
    return re.compile(
        rf"(?:(?<=\W)|^)({phrases})\s?((?:(?:{skipped})\s){{0,2}})[(\"“‘]?$", re.IGNORECASE
    ), kinds


@cache
def _after() -> tuple[re.Pattern[str], dict[str, str]]:
    kinds = {
        phrase: kind for kind, phrases in lexicon.load("modifiers")["after"].items() for phrase in phrases
    }
    phrases = "|".join(re.escape(phrase) for phrase in sorted(kinds, key=len, reverse=True))
    return re.compile(rf"[\s-]?({phrases})(?!\w)", re.IGNORECASE), kinds


NOT_HEDGES = re.compile(
    r"\b(?:for|come|came|go|went|get|got|turned|hand|take|took|runs?|all|way) $", re.IGNORECASE
)


def modify(text: str, figure: Figure) -> None:
    """Sets the modifier and widens the figure's span over it."""
    pattern, kinds = _before()
    base = max(0, figure.start - LONGEST)
    window = text[base : figure.start]
    phrase = None
    if match := pattern.search(window):
        phrase = re.sub(r"\s", " ", match[1].lower())
        kind = kinds[phrase]
        start = base + match.start(1)
        ahead = text[max(0, start - 6) : start]
        if (phrase in ("some", "over", "near") and NOT_HEDGES.search(ahead)) or (
            phrase == "some" and figure.kind == "ordinal"
        ):
            phrase = None
        else:
            if re.search(r"\b(?:not|no)\s$", ahead, re.IGNORECASE):
                kind = {"more_than": "at_most", "less_than": "at_least"}.get(kind, kind)
                start -= len(re.search(r"(?:not|no)\s$", ahead, re.IGNORECASE).group())  # type: ignore[union-attr]
            figure.modifier, figure.start = kind, start
            _outer(text, figure, pattern, kinds)
    after, after_kinds = _after()
    if phrase is None and (match := after.match(text, figure.end)):
        if match[1] == "plus" and re.match(r"\splus\s", text[figure.end : figure.end + 6]):
            return
        figure.modifier = after_kinds[match[1].lower()]
        figure.end = match.end()


def _outer(text: str, figure: Figure, pattern: re.Pattern[str], kinds: dict[str, str]) -> None:
    """ "about, or above 10": a second modifier right before the first; bounds win over hedges."""
    match = pattern.search(text[max(0, figure.start - 20) : figure.start])
    if match and not match[2]:
        kind = kinds[re.sub(r"\s", " ", match[1].lower())]
        figure.start = max(0, figure.start - 20) + match.start(1)
        if figure.modifier == "approximate":
            figure.modifier = kind


# --- change ---------------------------------------------------------------------------------


@cache
def _directions() -> tuple[dict[str, str], dict[str, str], re.Pattern[str], re.Pattern[str]]:
    data = lexicon.load("modifiers")
    verbs = {word: way for way in ("up", "down") for word in data[way]["verbs"]}
    nouns = {word: way for way in ("up", "down") for word in data[way]["nouns"]}
    adverbs = {word: way for way in ("up", "down") for word in data[way]["adverbs"]}
    before = re.compile(
        rf"\b({'|'.join(adverbs)})(?:\s(?:by|some|another|a|an|about|around))?\s$", re.IGNORECASE
    )
    after = re.compile(
        rf"\s?-?\s?(higher|lower|up|down|{'|'.join(nouns)}|longer|shorter|bigger|cheaper|dearer)\b(?!\s(?:to|for|in|on|at)\b)",
        re.IGNORECASE,
    )
    return verbs, nouns | adverbs, before, after


PHRASAL = re.compile(
    r"\b(?:g[ia]ves?|given|giving|ma[dk]e|makes|making|sets?|setting|t[ao]kes?|took|puts?|putting|picks?|picked|opens?|"
    r"opened|brings?|brought|builds?|built|buys?|bought|clean\w*|end\w*|sign\w*|follow\w*|turn\w*|line\w*|"
    r"show\w*|rack\w*|write|wrote|written|nail\w*|hold\w*|track\w*|break\w*|broke|knock\w*|shut\w*|tear|tore)\s$",
    re.IGNORECASE,
)
COMPARATIVES = {
    "longer": "up",
    "bigger": "up",
    "larger": "up",
    "dearer": "up",
    "shorter": "down",
    "cheaper": "down",
}
DELTA_KINDS = frozenset(
    ("amount", "money", "percentage", "count", "fraction", "rate", "multiple", "duration")
)
OWNERSHIP = frozenset(["raise", "raised", "raises", "raising"])
MULTIPLYING = frozenset(
    [
        "doubled",
        "tripled",
        "trebled",
        "quadrupled",
        "quadruple",
        "doubling",
        "tripling",
        "quadrupling",
        "triples",
        "doubles",
        "quintupled",
    ]
)


def direction(text: str, figure: Figure, anchor: Token) -> None:
    """Sets `change` where the figure is a rise or a fall, or the level after one."""
    if figure.kind not in DELTA_KINDS:
        return
    verbs, nouns, before, after = _directions()
    if figure.numeral.form == "multiple":
        word = text[figure.numeral.start : figure.numeral.end].lower()
        if word in MULTIPLYING and anchor.pos_ == "VERB":
            figure.change = "up"
            return
    window = text[max(0, figure.start - 24) : figure.start]
    if match := before.search(window):
        if match[1].lower() != "off" and not PHRASAL.search(window[: match.start()]):
            figure.change = nouns[match[1].lower()]
            return
    if match := re.search(r"\b([a-z]+)\sof\s(?:an?\s|the\s|some\s)?$", window, re.IGNORECASE):
        if way := nouns.get(match[1].lower()):
            figure.change = way
            return
    if figure.kind != "multiple" and (match := after.match(text, figure.end)):
        word = match[1].lower()
        if way := nouns.get(word) or COMPARATIVES.get(word):
            figure.change = way
            return
    if anchor.dep_ in ("nummod", "compound", "amod", "nmod") and anchor.head.tag_[:2] == "NN":
        if anchor.head.i > anchor.i and anchor.head.idx >= figure.end:
            return
    verb, link = governing_verb(anchor)
    if verb is None:
        return
    way = verbs.get(verb.lower_)
    if way is None or (link == "dobj" and verb.lower_ in OWNERSHIP):
        return
    if figure.kind == "duration" and link != "by":
        return
    if figure.unit == "{times}" and link == "npadvmod":
        return
    if link == "from" and figure.is_range:
        figure.change = way
    if link in ("", "dobj", "npadvmod", "by", "to", "advmod"):
        figure.change = way


UPWARD = frozenset(
    ("nummod", "quantmod", "compound", "nmod", "amod", "advmod", "conj", "appos", "punct", "dep")
)


def governing_verb(anchor: Token) -> tuple[Token | None, str]:
    """The verb a figure hangs on and how: `dobj`, `npadvmod`, or the preposition between."""
    token, link = anchor, ""
    for _ in range(6):
        head = token.head
        if head is token:
            return None, ""
        if token.dep_ == "pobj":
            link = head.lower_
            token = head
            continue
        if head.pos_ in ("VERB", "AUX"):
            if token.dep_ in ("nsubj", "nsubjpass", "csubj", "relcl", "advcl", "ccomp"):
                return None, ""
            return head, link or (
                token.dep_
                if token.dep_ in ("dobj", "npadvmod", "advmod", "attr")
                else "other"
                if token.dep_ != "prep"
                else link
            )
        if token.dep_ == "prep" and head.pos_ not in ("ADV", "ADP", "NUM"):
            return None, ""
        if token.dep_ not in UPWARD and token.dep_ not in ("prep", "npadvmod", "prt"):
            return None, ""
        token = head
    return None, ""


FROM = re.compile(
    r"\s?,?\s?(?:[\w’'%]+\s){0,4}?(?:from|compared with|compared to|versus|vs\.?)\s(?:about\s|around\s)?$"
)
TO = re.compile(
    r"\s?(?:,|\()?\s?(?:[\w’'.]+\s){0,4}?to\s(?:about\s|around\s|nearly\s|just\s|over\s|more than\s)?(?:an?\s\w+\sof\s)?$"
)


OR_ELSE = re.compile(r",?\sor\s$")
BY_TOO = re.compile(r",\s(?:and\s)?(?:[A-Z][\w&.’'-]*\s){1,4}(?:by\s)?$")


def levels(text: str, figures: list[Figure]) -> None:
    """Links a change with the level it led to and the level it came from."""
    for figure, following in zip(figures, figures[1:], strict=False):
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
            following.change = "none"
            if figure.unit == "{points}":
                _inherit(figure, following)
        elif (
            FROM.fullmatch(gap)
            and figure.value is not None
            and (following.kind == figure.kind or _is_bare(following))
        ):
            _inherit(figure, following)
            figure.from_value, figure.to_value = following.value, figure.value
            following.change = "none"
    for figure, following in zip(figures, figures[1:], strict=False):
        gap = text[figure.end : following.start]
        again = OR_ELSE.fullmatch(gap) or (BY_TOO.fullmatch(gap) and figure.kind == following.kind)
        if again and following.change == "none" and following.kind in DELTA_KINDS:
            following.change = figure.change
    for figure in figures:
        if figure.is_range and figure.change == "none":
            figure.from_value = figure.to_value = None


def _is_bare(figure: Figure) -> bool:
    return figure.kind == "amount" and figure.unit is None


def _inherit(figure: Figure, following: Figure) -> None:
    """The level before or after a change has the unit of its pair where it prints none."""
    if _is_bare(following):
        following.unit, following.unit_text, following.kind = figure.unit, figure.unit_text, figure.kind
        following.inherits = True
