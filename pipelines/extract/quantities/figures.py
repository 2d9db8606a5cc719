"""The figure while it is being read: a numeral that gathers its unit, bounds, modifier and direction.

Belongs here: the working record and how neighbouring figures join (ranges, sums of units). Not here:
what the figure is about (`subjects.py`), which figures are no claims (`traps.py`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from spacy.tokens import Doc, Token

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
    restates: Figure | None = None
    confidence: float = 0.9
    rate: str | None = None
    modified_start: int | None = None

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


def read(text: str, numeral: Numeral) -> Figure:
    """A figure from a numeral with the unit, currency and rate printed beside it."""
    figure = Figure(numeral, numeral.start, numeral.end, numeral.value, numeral.low, numeral.high)
    if numeral.form == "multiple":
        figure.unit, figure.kind, figure.unit_text = "{times}", "multiple", None
        figure.has_unit = True
        return figure
    if numeral.form == "fraction" and numeral.start > 0:
        figure.kind = "fraction"
    before = currency_before(text, numeral.start)
    after = unit_after(text, numeral.end)
    if numeral.form == "vague":
        after = _after_of(text, numeral.end)
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
    if (
        after
        and after.unit.kind == "money"
        and after.unit.factor == 1.0
        and not after.start == figure.numeral.end
    ):
        figure.end = after.end
        figure.unit = figure.unit or after.unit.code


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
    if lower in ("time", "times") and not _is_multiple(text, numeral, lower):
        return
    figure.end, figure.unit_text, figure.unit, figure.kind = after.end, printed, unit.code, unit.kind
    figure.has_unit = True
    figure.scale(unit.factor)


def _is_pence(text: str, numeral: Numeral, letter: str) -> bool:
    return (letter == "p" and bool(MONEY_CONTEXT.search(text))) or (letter == "c" and "cent" in text.lower())


def _is_multiple(text: str, numeral: Numeral, lower: str) -> bool:
    """ "six times larger", "lost it 7 times"; not "one-time gains", "one time"."""
    return lower == "times" and numeral.value != 1


def _take_rate(figure: Figure, text: str) -> None:
    if rate := rate_after(text, figure.end):
        end, code = rate
        figure.rate = code
        figure.end = end
        figure.unit_text = text[
            figure.end if figure.unit_text is None else _unit_start(figure, text) : end
        ].strip()
        if figure.kind != "money":
            figure.kind = "rate" if figure.unit != "%" else "percentage"


def _unit_start(figure: Figure, text: str) -> int:
    """Where the unit's words begin: behind the numeral, or at its sign where money stands in front."""
    if figure.kind == "money" and figure.start < figure.numeral.start:
        return figure.start
    gap = re.match(r"[\s-]*[(\[]?", text[figure.numeral.end : figure.end])
    return figure.numeral.end + (gap.end() if gap else 0)


# --- joining neighbours -----------------------------------------------------------------------

DASH = re.compile(r"\s?(?:-|–|—|−|‐|‑|to)(?:\s?(?:to|-))?\s?(?:over|around|about|up to|nearly|almost|some|as much as|"
                  r"more than)?\s?$", re.IGNORECASE)  # fmt: skip
AND = re.compile(r"\s?(?:and|to)\s$", re.IGNORECASE)
BETWEEN = re.compile(
    r"\b(?:between|from)\s(?:about\s|around\s|roughly\s|up to\s|as low as\s)?$", re.IGNORECASE
)
FROM = re.compile(r"\bfrom\s(?:(?:about|around|roughly|up to|as low as|nearly)\s)?$", re.IGNORECASE)
OR = re.compile(r"\s?or\s$", re.IGNORECASE)
CENTS = re.compile(r"\s?(?:,|and|&)?\s?$")
JOINABLE = {"[ft_i]": ("[in_i]", 12.0), "[lb_av]": ("[oz_av]", 16.0), "[stone_av]": ("[lb_av]", 14.0)}


def joined(text: str, doc: Doc, figures: list[Figure]) -> list[Figure]:
    """The figures with ranges made one row, "10 dollars 30 cents" summed, and units shared by "8 or 9 euros"."""
    kept: list[Figure] = []
    for figure in figures:
        previous = kept[-1] if kept else None
        if previous and not previous.is_range and previous.end <= figure.start:
            gap = text[previous.end : figure.start]
            if len(gap) <= 16 and _join(text, previous, figure, gap):
                continue
        kept.append(figure)
    return kept


def _join(text: str, first: Figure, second: Figure, gap: str) -> bool:
    """Joins `second` into `first` where they are one quantity; says whether it did."""
    if first.numeral.form in ("ordinal", "vague") or second.numeral.form in ("ordinal", "vague"):
        return False
    if CENTS.fullmatch(gap) and _add_smaller(text, first, second):
        return True
    if OR.fullmatch(gap) or (AND.fullmatch(gap) and gap.strip() == "and"):
        between = BETWEEN.search(text, max(0, first.start - 16), first.start)
        if gap.strip() == "and" and between and _same_unit(first, second):
            return _merge(first, second)
        if OR.fullmatch(gap) and _same_unit(first, second):
            if _is_step(first, second):
                return _merge(first, second)
            _share_unit(first, second)
        return False
    if DASH.fullmatch(gap) and _same_unit(first, second):
        spoken = "to" in gap.split()
        score = not spoken and _is_score(first, second)
        if spoken and not _is_spoken_range(text, first, second):
            return False
        ends = first.value, second.value
        merged = _merge(first, second)
        if merged and FROM.search(text, max(0, first.start - 20), first.start):
            first.from_value, first.to_value = _same_scale(first, ends)
        if merged and score:
            first.kind, first.confidence = "score", 0.6
        return merged
    return False


def _same_unit(first: Figure, second: Figure) -> bool:
    if not first.has_unit or not second.has_unit:
        return second.has_unit or not first.has_unit or first.kind == "money"
    return first.unit == second.unit or (
        first.kind == second.kind == "money" and None in (first.unit, second.unit)
    )


def _is_step(first: Figure, second: Figure) -> bool:
    """ "three or four years": neighbours in words are an estimate between the two."""
    return (
        first.value is not None
        and second.value is not None
        and second.value - first.value == 1
        and first.value < 8
        and second.has_unit
        and second.kind == "duration"
    )


def _is_score(first: Figure, second: Figure) -> bool:
    return first.numeral.plain and second.numeral.plain and not second.has_unit and (first.value or 0) < 200


def _is_spoken_range(text: str, first: Figure, second: Figure) -> bool:
    """ "15 to 22 miles", "5 per cent to 6 per cent"; not "$5 to 3 people"."""
    return (
        not (first.has_unit and not second.has_unit and first.kind != "money")
        or first.numeral.form == "words"
    )


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
    """ "$10 to $15 billion": the scale that only the second end prints."""
    if first.numeral.scaled or not second.numeral.scaled or first.value is None or second.value is None:
        return
    if abs(first.value) < 1000 <= abs(second.value):
        for scale in (1e12, 1e9, 1e7, 1e6, 1e5, 1e3, 1e2):
            if abs(second.value) >= scale:
                first.value *= scale
                return


def _merge(first: Figure, second: Figure) -> bool:
    if second.value is None:
        return False
    _share_scale(first, second)
    ends = first.value, second.value
    if ends[0] is None:
        return False
    first.low, first.high = min(ends), max(ends)  # type: ignore[type-var]
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
