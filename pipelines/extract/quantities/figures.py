"""The figure while it is being read: a numeral that gathers its unit, bounds, modifier and direction.

Belongs here: the working record and how neighbouring figures join (ranges, sums of units). Not here:
what the figure is about (`subjects.py`), which figures are no claims (`traps.py`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from spacy.tokens import Span, Token

from pipelines.extract.quantities.lexicon import Unit
from pipelines.extract.quantities.numerals import Numeral
from pipelines.extract.quantities.units import (
    MONEY_CONTEXT,
    UnitMatch,
    currency_before,
    is_money_pound,
    rate_after,
    unit_after,
)


@dataclass(slots=True)
class Figure:
    """A figure in the making; offsets are those of the segment."""

    numeral: Numeral
    start: int
    end: int
    value: float | None
    low: float | None
    high: float | None
    unit: str | None = None
    unit_text: str | None = None
    kind: str = "amount"
    has_unit: bool = False
    modifier: str = "exact"
    change: str = "none"
    from_value: float | None = None
    to_value: float | None = None
    noun: Token | None = None
    """The counted noun, or the word of the unit."""
    fate: Span | None = None
    """What is said of those counted ("people were killed")."""
    restates: Figure | None = None
    part_of: Figure | None = None
    """The total of the list that this figure is a member of."""
    sums: bool = False
    """Is this the total of a list, which prints its members, not the number?"""
    move_of: Figure | None = None
    """The level that this figure is the move to: "5,000 cars, up 4 %"."""
    level_of: Figure | None = None
    """The change that this figure is the level before or after."""
    confidence: float = 0.9
    rate: str | None = None
    is_inferred: bool = False
    """Does the text entail this figure without printing it?"""
    inherits: bool = False
    """Is the unit that of the figure before, not printed?"""

    @property
    def is_range(self) -> bool:
        """Two ends rather than one value."""
        return self.value is None

    def scale(self, factor: float) -> None:
        """Multiplies every number of the figure."""
        if factor != 1.0:
            self.value, self.low, self.high = (
                None if number is None else _times(number, factor)
                for number in (self.value, self.low, self.high)
            )


def _times(number: float, factor: float) -> float:
    """Hundredths by division: 0.07 is not what 7 * 0.01 gives."""
    return number / 100 if factor == 0.01 else number * factor


def read(text: str, numeral: Numeral, floor: int = 0) -> Figure:
    """A figure from a numeral with the unit, currency and rate printed beside it."""
    figure = Figure(numeral, numeral.start, numeral.end, numeral.value, numeral.low, numeral.high)
    if numeral.form == "multiple":
        figure.unit, figure.kind, figure.unit_text = "{times}", "multiple", None
        figure.has_unit = True
        return figure
    if numeral.form == "fraction":
        figure.kind = "fraction"
    before = currency_before(text, numeral.start, floor)
    after = unit_after(text, numeral.end)
    if numeral.form == "vague":
        after = _after_of(text, numeral.end) or after
    elif numeral.form == "fraction" and not after:
        after = _after_article(text, numeral.end)
    if before:
        _take_money(figure, text, before, after)
    elif after:
        _take_unit(figure, text, after)
    if figure.has_unit and figure.kind not in ("multiple", "age"):
        _take_rate(figure, text)
    return figure


def _after_of(text: str, end: int) -> UnitMatch | None:
    of = re.match(r"\s+of(?=\s)", text[end : end + 8])
    return unit_after(text, end + of.end()) if of else None


def _after_article(text: str, end: int) -> UnitMatch | None:
    """ "half an hour", "a quarter of a mile"."""
    article = re.match(r"\s+(?:of\s+)?(?:an?)(?=\s)", text[end : end + 10])
    return unit_after(text, end + article.end()) if article else None


def _take_money(figure: Figure, text: str, before: UnitMatch, after: UnitMatch | None) -> None:
    figure.kind, figure.unit, figure.has_unit = "money", before.unit.code, True
    figure.start = before.start
    figure.unit_text = text[before.start : figure.numeral.start].strip()
    figure.scale(before.unit.factor)
    if figure.unit is None and (country := DOLLARS_OF.match(text, figure.end)):
        figure.unit, figure.end = {"U": "USD", "C": "CAD", "A": "AUD"}[country[1][0]], country.end()
    if (
        after
        and after.unit.kind == "money"
        and after.unit.factor == 1.0
        and after.start != figure.numeral.end
    ):
        figure.end = after.end
        figure.unit = figure.unit or after.unit.code


DOLLARS_OF = re.compile(
    r"\s(U\.S\.|US|USD|Canadian|CAD|CDN|Australian|AUD)(?!\s[a-z]+s?\s(?:dollars?))(?=\W|$)(?!\s[A-Z])"
)


def _take_unit(figure: Figure, text: str, after: UnitMatch) -> None:
    unit, numeral = after.unit, figure.numeral
    printed = text[after.start : after.end].rstrip(")]")
    lower = printed.lower()
    if lower in ("pound", "pounds") and is_money_pound(text, numeral, numeral.start, after.end):
        unit = Unit("GBP", "money")
    if (
        unit.kind == "money"
        and unit.factor == 0.01
        and lower in ("p", "c")
        and not _is_pence(text, numeral, lower)
    ):
        return
    if lower in ("second", "seconds", "point", "points", "quarter", "minute") and numeral.form == "ordinal":
        return
    if numeral.form == "words" and lower in ("'", "′"):
        return
    if lower in ("time", "times") and not _is_multiple(text, numeral, lower):
        return
    figure.end, figure.unit_text, figure.unit, figure.kind = after.end, printed, unit.code, unit.kind
    figure.has_unit = True
    figure.scale(unit.factor)
    if unit.kind == "money" and not numeral.scaled and (scale := SCALE_AFTER.match(text, figure.end)):
        figure.end = scale.end()
        figure.scale({"million": 1e6, "billion": 1e9, "trillion": 1e12}[scale[1].lower()])


SCALE_AFTER = re.compile(r"\s(million|billion|trillion)\b", re.IGNORECASE)


def _is_pence(text: str, numeral: Numeral, letter: str) -> bool:
    """Is "p" pence, "c" cents, by the words around?"""
    around = text[max(0, numeral.start - 200) : numeral.end + 200]
    return bool(MONEY_CONTEXT.search(around)) if letter == "p" else "cent" in around.lower()


def _is_multiple(text: str, numeral: Numeral, lower: str) -> bool:
    """ "six times larger", "lost it 7 times"; not "one-time gains", "one time"."""
    return lower == "times" and numeral.value != 1


def _take_rate(figure: Figure, text: str) -> None:
    if rate := rate_after(text, figure.end):
        end, code = rate
        figure.unit_text = f"{figure.unit_text or ''}{text[figure.end : end]}".strip()
        figure.rate, figure.end = code, end
        if figure.kind not in ("money", "percentage"):
            figure.kind = "rate"


# --- joining neighbours -----------------------------------------------------------------------

HEDGED = r"(?:over|around|about|up to|nearly|almost|some|as much as|more than)"
DASH = re.compile(r"\s?(?:-|–|—|−|‐|‑)\s?(?:to[\s-]{1,2})?$")
TO = re.compile(rf"[\s-]{{1,2}}(?:up\s)?to[\s-]{{1,2}}(?:{HEDGED}\s)?$", re.IGNORECASE)
AND = re.compile(r"\s?and\s$", re.IGNORECASE)
OPENED = r"\s(?:(?:about|around|roughly|up to|as low as|nearly)\s)?$"
BETWEEN = re.compile(rf"\bbetween{OPENED}", re.IGNORECASE)
FROM = re.compile(rf"\bfrom{OPENED}", re.IGNORECASE)
BY = re.compile(rf"\bby{OPENED}", re.IGNORECASE)
FAR_TO = re.compile(
    rf"[^.;:()0-9]{{0,40}}(?:[0-9][\d.:]{{0,5}}\s?[ap]\.?m\.?[^.;:()0-9]{{0,20}})?\sto\s(?:{HEDGED}\s)?$"
)
VOTES_TO = re.compile(r"\svotes?\s(?:in\sfavou?r\s)?(?:to|against)\s", re.IGNORECASE)
VOTE = re.compile(r"\b(?:vote[ds]?|voting|ballots?)\b[^.;:\d]*$", re.IGNORECASE)
OR = re.compile(r"\s?or\s$", re.IGNORECASE)
CENTS = re.compile(r"\s?(?:,|and|&)?\s?$")
AMOUNT_ENDS = re.compile(r"\s*(?:[.,;!?)]|$)")
JOINABLE = {"[ft_i]": ("[in_i]", 12.0), "[lb_av]": ("[oz_av]", 16.0), "[stone_av]": ("[lb_av]", 14.0)}
LONGEST_GAP = 60


def joined(text: str, figures: list[Figure]) -> list[Figure]:
    """The figures, ranges made one, "10 dollars 30 cents" summed, units shared by "8 or 9 euros"."""
    for join in (_join_tight, _join_loose):
        kept: list[Figure] = []
        for figure in figures:
            previous = kept[-1] if kept else None
            if previous and not previous.is_range and not figure.is_range and _may_join(previous, figure):
                gap = text[previous.end : figure.start]
                if len(gap) <= LONGEST_GAP and join(text, previous, figure, gap):
                    continue
            kept.append(figure)
        figures = kept
    return figures


def _may_join(first: Figure, second: Figure) -> bool:
    unfit = ("ordinal", "vague", "multiple")
    return first.end <= second.start and first.numeral.form not in unfit and second.numeral.form not in unfit


def _join_tight(text: str, first: Figure, second: Figure, gap: str) -> bool:
    """Joins "5-6", "33–35 billion" and sums; says whether it did."""
    if CENTS.fullmatch(gap) and _add_smaller(text, first, second):
        return True
    if not DASH.fullmatch(gap) or not _same_unit(first, second):
        return False
    score = _is_score(first, second)
    merged = _merge(first, second)
    if merged and score:
        first.kind, first.confidence = "score", 0.6
        if VOTE.search(text, max(0, first.start - 40), first.start):
            first.unit, first.has_unit = "vote", True
    return merged


def _join_loose(text: str, first: Figure, second: Figure, gap: str) -> bool:
    """Joins "between 5 and 6", "from 5 to 6", "three or four years"; says whether it did."""
    if AND.fullmatch(gap):
        return (
            bool(BETWEEN.search(text, max(0, first.start - 20), first.start))
            and _same_unit(first, second)
            and (_merge(first, second))
        )
    if OR.fullmatch(gap):
        if not _same_unit(first, second):
            return False
        if _is_step(first, second):
            return _merge(first, second)
        _share_unit(first, second)
        return False
    if VOTES_TO.fullmatch(gap) and first.numeral.plain and second.numeral.plain and _merge(first, second):
        first.kind, first.unit, first.unit_text, first.has_unit = "score", "vote", "votes", True
        return True
    is_from = bool(FROM.search(text, max(0, first.start - 20), first.start))
    near = bool(TO.fullmatch(gap))
    if not near and not (is_from and first.has_unit and FAR_TO.fullmatch(gap)):
        return False
    if BY.search(text, max(0, first.start - 20), first.start) or not _is_spoken_range(first, second, is_from):
        return False
    ends = first.value, second.value
    is_vote = _is_score(first, second) and bool(VOTE.search(text, max(0, first.start - 40), first.start))
    if not _merge(first, second):
        return False
    if is_vote and not is_from:
        first.kind, first.unit, first.unit_text, first.has_unit = "score", "vote", None, True
    if is_from:
        first.from_value, first.to_value = _same_scale(first, ends)
    return True


def _same_unit(first: Figure, second: Figure) -> bool:
    """May the two be ends of one range: the same unit, or only one prints it?"""
    if not first.has_unit or not second.has_unit:
        return second.has_unit or not first.has_unit or first.kind == "money"
    if first.kind == second.kind == "money":
        small = [(each.unit_text or "").lower() in SMALL_MONEY for each in (first, second)]
        return small[0] == small[1] and (first.unit == second.unit or None in (first.unit, second.unit))
    return first.unit == second.unit and first.rate in (second.rate, None)


SMALL_MONEY = frozenset(
    ("cent", "cents", "pence", "penny", "p", "c", "¢", "sen", "kopeck", "kopecks", "paise")
)


def _is_step(first: Figure, second: Figure) -> bool:
    """ "three or four years": neighbours in words are an estimate between the two."""
    return (
        first.value is not None
        and second.value is not None
        and second.value - first.value == 1
        and first.value < 8
        and second.kind == "duration"
    )


def _is_score(first: Figure, second: Figure) -> bool:
    return first.numeral.plain and second.numeral.plain and not second.has_unit and (first.value or 0) < 200


def _is_spoken_range(first: Figure, second: Figure, is_from: bool) -> bool:
    """ "15 to 22 miles", "5 per cent to 6 per cent", "from 208 pounds to 193"; not "9.4 per cent to $84"."""
    if first.has_unit and not second.has_unit:
        return is_from or first.kind == "money"
    return _same_unit(first, second)


def _share_unit(first: Figure, second: Figure) -> None:
    if second.has_unit and not first.has_unit:
        first.unit, first.unit_text, first.kind, first.has_unit = (
            second.unit,
            second.unit_text,
            second.kind,
            True,
        )
        _share_scale(first, second)


def _share_scale(first: Figure, second: Figure) -> None:
    """ "$10 to $15 billion": the scale that only the second end prints; not "$200 to $4 million"."""
    if first.numeral.scaled or not second.numeral.scaled or first.value is None or second.value is None:
        return
    scale = second.numeral.scale
    if abs(first.value) <= 10 * abs(second.value) / scale:
        first.value *= scale


def _merge(first: Figure, second: Figure) -> bool:
    _share_scale(first, second)
    if first.value is None or second.value is None:
        return False
    first.low, first.high = min(first.value, second.value), max(first.value, second.value)
    first.value = None
    first.end = second.end
    if second.has_unit or not first.has_unit:
        first.unit = second.unit or first.unit
        first.unit_text = second.unit_text if second.has_unit else first.unit_text
        first.kind, first.has_unit = second.kind, first.has_unit or second.has_unit
    first.rate = second.rate or first.rate
    first.noun = second.noun or first.noun
    return True


def _same_scale(figure: Figure, ends: tuple[float | None, float | None]) -> tuple[float | None, float | None]:
    """The ends of a merged range in the order printed."""
    falling = ends[0] is not None and ends[1] is not None and ends[0] > ends[1] and figure.high == ends[0]
    return (figure.high, figure.low) if falling else (figure.low, figure.high)


def _add_smaller(text: str, first: Figure, second: Figure) -> bool:
    """Adds cents to dollars, inches to feet."""
    if first.value is None or second.value is None or first.rate or second.rate:
        return False
    if first.kind == "money" and not second.has_unit and second.numeral.plain and first.unit_text:
        is_cents = (
            second.end - second.start == 2
            and first.unit_text[:1].isalpha()
            and first.value == int(first.value)
        )
        if not is_cents or not AMOUNT_ENDS.match(text, second.end) or first.numeral.scaled:
            return False
        first.value += second.value / 100
        first.end = second.end
        return True
    if first.kind == "money" and (second.unit_text or "").lower() in ("cent", "cents", "pence", "p"):
        if first.value != int(first.value) or not 0 < second.value < 1:
            return False
        first.value += second.value
    elif first.unit in JOINABLE and second.unit == JOINABLE[first.unit][0]:
        if second.value >= JOINABLE[first.unit][1]:
            return False
        first.value += second.value / JOINABLE[first.unit][1]
    else:
        return False
    first.end = second.end
    return True
