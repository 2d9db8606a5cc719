"""Modifiers and bounds around a figure.

Belongs here: hedges ("nearly") and bounds ("more than", "up to"). Not here: up and down (`changes.py`).
"""

from __future__ import annotations

import re
from functools import cache

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
    r"\b(?:come|came|go|went|get|got|turned|hand|take|took|runs?|all|way) $", re.IGNORECASE
)


MOVED = re.compile(
    r"\b(?:edg|inch|creep|crept|tick|climb|nudg|pop|went|going|gone|go|goes|mov|back|shoot|shot|bump|jump|push)"
    r"(?:e?[sd]|ing|ed)?(?:\s(?:back|further|slightly))? $",
    re.IGNORECASE,
)
"""A verb before "up to" that makes it a rise, not a bound: "edged up to 5 %"."""


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
        if phrase == "up to" and MOVED.search(text, max(0, start - 20), start):
            return
        is_span = phrase == "over" and figure.kind == "duration" and match[2].strip() in ("a", "an", "the")
        if (
            is_span
            or (phrase in ("some", "over", "near") and NOT_HEDGES.search(ahead))
            or (phrase == "some" and ahead.endswith(" for "))
            or (phrase == "some" and figure.kind == "ordinal")
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
