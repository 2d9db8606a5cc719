"""When a figure or a statement holds: which period expression of its sentence says so.

Belongs here: choosing among the expressions near it, and what is only compared with. Not here: reading
them (`period_expressions.py`), whose clause they stand in (`governing.py`), calendars.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from spacy.tokens import Doc, Token

from pipelines.extract import governing
from pipelines.extract.period_expressions import PeriodMention, period_mentions

FARTHEST = 140
"""Characters from which a period is no longer a figure's."""
_KEPT = "period expressions"


class Periods:
    """The period expressions of one parse, found once for all that asks about it."""

    def __init__(self, doc: Doc, text: str | None = None) -> None:
        self.text = doc.text if text is None else text
        self.mentions = period_mentions(self.text)
        self.starts = [mention.start for mention in self.mentions]
        self._places: list[int] = doc.to_array("IDX").tolist() if self.mentions else []
        self.sentences = _sentence_starts(doc, self._places) if self.mentions else []
        self._doc = doc

    def near(self, start: int, end: int) -> list[PeriodMention]:
        """Those in the sentence of a span and not far from it."""
        if not self.mentions:
            return []
        index = max(bisect_right(self.sentences, start) - 1, 0)
        low = max(self.sentences[index], start - FARTHEST) if self.sentences else 0
        high = self.sentences[index + 1] if index + 1 < len(self.sentences) else len(self.text)
        first = bisect_left(self.starts, low)
        last = bisect_left(self.starts, min(high, end + FARTHEST))
        return self.mentions[first:last]

    def beside(self, start: int, end: int, word: Token) -> str | None:
        """The only period of a sentence, where it stands in a clause coordinate with that of a word."""
        near = [each for each in self.near(start, end) if each.role != "base"]
        if len({(each.expression, each.role) for each in near}) != 1:
            return None
        only = near[0]
        is_apart = self.text.endswith(AGO, 0, only.end) or _is_apart(self.text, only, start, end)
        is_beside = not is_apart and governing.stands_beside(self._token(only), word)
        return _with_role(only) if is_beside else None

    def _token(self, mention: PeriodMention) -> Token:
        return self._doc[max(bisect_right(self._places, mention.start) - 1, 0)]

    def governs(self, mention: PeriodMention, word: Token) -> bool:
        """Does a period say when the clause of a word holds?"""
        return governing.governs(self._token(mention), word)


def find_period(
    doc: Doc, start: int, end: int, *, periods: Periods | None = None, word: Token | None = None
) -> str | None:
    """The period that holds for characters `start` to `end` of a segment: the nearest in its sentence.

    With a `word`, only a period that governs its clause counts. The period expressions of a parse are
    found once and kept with it.
    """
    if periods is None:
        periods = doc.user_data.get(_KEPT) or Periods(doc)
        doc.user_data[_KEPT] = periods
    return find_periods(periods, start, end, is_change=False, word=word)[0]


def find_periods(
    periods: Periods,
    start: int,
    end: int,
    *,
    is_change: bool,
    others: Sequence[int] = (),
    word: Token | None = None,
) -> tuple[str | None, str | None]:
    """Period and base period of characters `start` to `end`; a change since or from a time has it as base.

    `others` are the starts, sorted, of the other figures: a period behind one of them belongs to that first.
    With a `word`, only a period that governs its clause counts.
    """
    near = [
        (cost, each)
        for each in periods.near(start, end)
        if not _is_apart(periods.text, each, start, end) and (word is None or periods.governs(each, word))
        if (cost := _cost(periods, each, start, end, others, is_change=is_change)) <= FARTHEST
    ]
    near.sort(key=lambda pair: (pair[0], pair[1].start))
    period = base = None
    for _, each in near:
        if each.role == "between" and is_change:
            first, last = each.expression.split("/")
            period, base = period or last, base or first
        elif is_change and each.role in ("since", "base"):
            base = base or each.expression
        elif each.role != "base" and period is None:
            period = _with_role(each)
    return period, base


def _with_role(mention: PeriodMention) -> str:
    expression = mention.expression
    if "/" in expression:
        return expression
    return {"since": f"{expression}/..", "until": f"../{expression}"}.get(mention.role, expression)


SAYING = re.compile(
    r"\b(?:said|says|say|saying|told|announced|warned|reported|suggested|claimed|predicted|"
    r"stated|argued|published)\b(?!\s(?:it|to|up)\b)",
    re.IGNORECASE,
)


def _is_apart(text: str, mention: PeriodMention, start: int, end: int) -> bool:
    """Is the period that of the saying, not of what is said ("Earlier this year Lavrov said that 90 % …")?"""
    low, high = (mention.end, start) if mention.end <= start else (end, mention.start)
    return bool(SAYING.search(text, max(0, low - 12) if mention.start >= end else low, high))


AGO = (" ago", " earlier", " before")
"""How "a year ago" ends: behind another figure it is that figure's."""


def _cost(
    periods: Periods, mention: PeriodMention, start: int, end: int, others: Sequence[int], *, is_change: bool
) -> int:
    """Characters between figure and period, dearer where another figure stands between them."""
    distance = max(mention.start - end, start - mention.end, 0)
    if mention.start >= end:
        has_other = bisect_left(others, end) < bisect_left(others, mention.start)
        is_ago = periods.text.endswith(AGO, 0, mention.end)
        is_parted = is_change or "," in periods.text[end : mention.start]
        is_base = is_ago or (is_parted and mention.role in ("since", "base"))
        return distance + (FARTHEST + 1 if is_base else 60) * has_other
    return distance + 8


def _sentence_starts(doc: Doc, places: Sequence[int]) -> list[int]:
    opens = doc.to_array("SENT_START").tolist()
    return [place for place, is_open in zip(places, opens, strict=True) if place == 0 or is_open == 1]
