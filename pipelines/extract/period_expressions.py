"""Period expressions as the text says them: "last year", "in the first quarter of 2022".

Each is read as a string of this grammar, which `pipelines.normalise.periods` turns into days once the
article's date is known:

    period    = atom | atom "/" atom            from the first day of one to the last day of the other
              | atom "/.." | "../" atom         since, until
    atom      = year ["-" month ["-" day]]      2023, 2023-05, 2023-05-16
              | year "-Q" 1-4 | year "-H" 1-2   2023-Q1
              | unit offset                     year-1, month0, week-2: from the day of publication
              | "month=" 01-12                  that month, the last one up to the day of publication
              | "md=" month "-" day             that day, the nearest to the day of publication
              | "Q=" 1-4 | "H=" 1-2             that quarter or half of the year of publication
              | "weekday=" 1-7                  that weekday, the last one up to the day of publication
    unit      = "day" | "week" | "month" | "quarter" | "year"
              | "last" count unit               last3month: the three months up to the day of publication

Belongs here: reading those from text. Not here: what they say it of (`periods.py`), calendars.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from pipelines.extract.lexicon import lexicon


@dataclass(frozen=True, slots=True)
class PeriodMention:
    """A period expression as printed; `role` is `at`, `since`, `until` or `base` (compared with)."""

    start: int
    end: int
    expression: str
    role: str


_YEAR = r"(?:1[5-9]|20)[0-9]{2}"
_NUMBER = {
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "twelve": 12,
}
_ORDINAL = {
    "first": 1,
    "second": 2,
    "third": 3,
    "fourth": 4,
    "final": 4,
    "1st": 1,
    "2nd": 2,
    "3rd": 3,
    "4th": 4,
}
_OFFSETS = {
    "last": "-1",
    "previous": "-1",
    "past": "-1",
    "this": "0",
    "current": "0",
    "next": "+1",
    "coming": "+1",
}
_DAYS = {"today": "day0", "tonight": "day0", "yesterday": "day-1", "tomorrow": "day+1"}
_SINCE = re.compile(
    r"\b(?:since|from)\s(?:the\s(?:start|beginning|end)\sof\s|early\s|late\s|mid-?\s?)?$", re.IGNORECASE
)
_UNTIL = re.compile(
    r"\b(?:until|till|by|before|up\sto)\s(?:the\s(?:start|beginning|end)\sof\s)?$", re.IGNORECASE
)
_BASE = re.compile(
    r"\b(?:compared\s(?:with|to)|than|versus|vs\.?|from)\s(?:(?:in|at|that\sof|those\sof|the\slevel\sof)\s)?$",
    re.IGNORECASE,
)


@cache
def _pattern() -> re.Pattern[str]:
    data = lexicon("months")
    months = "|".join(sorted(data["months"], key=len, reverse=True))
    days = "|".join(data["weekdays"])
    numbers = "|".join(_NUMBER)
    unit = r"(?P<{0}>day|week|month|quarter|year)"
    return re.compile(
        rf"(?P<iso>\b{_YEAR}-[01][0-9](?:-[0-3][0-9])?\b)"
        rf"|\b(?P<month1>{months})\b\.?\s(?P<day1>[0-3]?[0-9])(?:st|nd|rd|th)?(?![0-9])"
        rf"(?:,?\s(?P<year1>{_YEAR}))?(?!\s?(?:%|per cent|million|billion))"
        rf"|\b(?P<day2>[0-3]?[0-9])(?:st|nd|rd|th)?\s(?:of\s)?(?P<month2>{months})\b\.?(?:,?\s(?P<year2>{_YEAR}))?"
        rf"|\b(?P<month3>{months})\b\.?(?:,?\s(?:of\s)?(?P<year3>{_YEAR})|\s(?P<ago3>last|this)\syear)?"
        rf"|\b(?P<nth>first|second|third|fourth|final|1st|2nd|3rd|4th)(?:\s|-)(?P<part>quarter|half)"
        rf"(?:\s(?:of\s)?(?:(?P<year4>{_YEAR})|(?P<ago4>last|this)\syear))?(?!\s(?:point|per))"
        rf"|\b(?P<short>[QH])(?P<shortn>[1-4])(?:\s(?P<year5>{_YEAR}))?\b"
        rf"|\b(?P<twoyears>{_YEAR})[-–/](?P<toyear>{_YEAR}|[0-9]{{2}})\b"
        rf"|(?<![\w$€£.,/-])(?P<year>{_YEAR})(?![\w%/]|[.,][0-9]|-[0-9a-z])"
        rf"|\b(?P<when>last|previous|past|this|current|next|coming)\s{unit.format('unit')}\b(?!-)"
        rf"|\b(?P<span>last|past|previous|next)\s(?P<many>{numbers}|[0-9]{{1,3}})\s{unit.format('units')}s\b"
        rf"|\b(?P<agon>a|an|one|{numbers}|[0-9]{{1,2}})\s{unit.format('ago')}s?\s(?:ago|earlier|before)\b"
        rf"|\b(?:(?:on|last|this|since|by|from)\s)(?P<weekday>{days})\b"
        rf"|\b(?P<named>today|tonight|yesterday|tomorrow)\b"
        rf"|\b(?P<decade>(?:1[5-9]|20)[0-9]0)s\b",
        re.IGNORECASE,
    )


def period_mentions(text: str) -> list[PeriodMention]:
    """Every period expression of a text, in order, with the role its preposition gives it."""
    found: list[PeriodMention] = []
    for match in _matches(text):
        expression = _expression(match, text)
        if expression is None:
            continue
        before = text[max(0, match.start() - 24) : match.start()]
        role = "at"
        if _BASE.search(before):
            role = "base"
        if re.search(r"\bsince\s", before, re.IGNORECASE) and _SINCE.search(before):
            role = "since"
        elif _UNTIL.search(before):
            role = "until"
        found.append(PeriodMention(match.start(), match.end(), expression, role))
    return _spans(text, found)


_WORD = re.compile(r"[^\W_]+")


@cache
def _openers() -> frozenset[str]:
    """Words that may open a period expression; so may any number."""
    data = lexicon("months")
    prepositions = ("on", "since", "by", "from")
    articles = ("a", "an", "one", "final")
    words = (*data["months"], *_NUMBER, *_ORDINAL, *_OFFSETS, *_DAYS, *prepositions, *articles)
    return frozenset((*words, *(f"{part}{number}" for part in "qh" for number in range(1, 5))))


def _matches(text: str) -> Iterator[re.Match[str]]:
    """What the pattern finds, tried only where a word may open it: most words do not."""
    pattern, openers, behind = _pattern(), _openers(), 0
    for word in _WORD.finditer(text):
        start = word.start()
        if start < behind or not (text[start].isdigit() or word.group().lower() in openers):
            continue
        if match := pattern.match(text, start):
            behind = match.end()
            yield match


def _expression(match: re.Match[str], text: str) -> str | None:
    part = match.groupdict()
    months = lexicon("months")["months"]
    if part["iso"]:
        return _checked(part["iso"])
    for number in ("1", "2"):
        if part["month" + number]:
            if not _is_month(part["month" + number]):
                return None
            month, day = months[part["month" + number].lower()], int(part["day" + number])
            if not 1 <= day <= 31:
                return None
            year = part["year" + number]
            return _checked(f"{year}-{month:02}-{day:02}") if year else f"md={month:02}-{day:02}"
    if part["month3"]:
        return _month(part, months, match, text)
    if part["nth"] or part["short"]:
        return _quarter(part)
    if part["twoyears"]:
        last = part["toyear"] if len(part["toyear"]) == 4 else part["twoyears"][:2] + part["toyear"]
        return f"{part['twoyears']}/{last}" if int(last) > int(part["twoyears"]) else None
    if part["year"]:
        return part["year"]
    if part["when"]:
        return part["unit"].lower() + _OFFSETS[part["when"].lower()]
    if part["span"]:
        count = _NUMBER.get(part["many"].lower()) or int(part["many"])
        name = "next" if part["span"].lower() == "next" else "last"
        return f"{name}{count}{part['units'].lower()}" if count else None
    if part["agon"]:
        lower = part["agon"].lower()
        count = 1 if lower in ("a", "an", "one") else _NUMBER.get(lower) or int(lower)
        return f"{part['ago'].lower()}-{count}"
    if part["weekday"]:
        return f"weekday={lexicon('months')['weekdays'][part['weekday'].lower()]}"
    if part["named"]:
        return _DAYS[part["named"].lower()]
    if part["decade"]:
        return f"{part['decade']}/{int(part['decade']) + 9}"
    return None


def _is_month(word: str) -> bool:
    """ "may" and "march" are months only with a capital."""
    return word[0].isupper() or word.lower() not in ("may", "march", "mar", "dec")


def _month(
    part: dict[str, str | None], months: dict[str, int], match: re.Match[str], text: str
) -> str | None:
    word = part["month3"] or ""
    month = months[word.lower()]
    if not _is_month(word):
        return None
    if part["year3"]:
        return f"{part['year3']}-{month:02}"
    if part["ago3"]:
        return f"year{_OFFSETS[part['ago3'].lower()]}.{month:02}"
    if word.lower() in ("may", "march", "mar", "sun", "jan", "jun") and not re.search(
        r"\b(?:in|of|since|by|last|this|until|from|and|to|during|early|late|mid|next|the|between|for|before|after)[\s-]$",
        text[max(0, match.start() - 10) : match.start()],
        re.IGNORECASE,
    ):
        return None
    return f"month={month:02}"


def _quarter(part: dict[str, str | None]) -> str | None:
    if part["short"]:
        letter, number, year, ago = (
            (part["short"] or "").upper(),
            int(part["shortn"] or 1),
            part["year5"],
            None,
        )
    else:
        letter = "Q" if (part["part"] or "").lower() == "quarter" else "H"
        number, year, ago = _ORDINAL[(part["nth"] or "").lower()], part["year4"], part["ago4"]
    if letter == "H" and number > 2:
        return None
    if year:
        return f"{year}-{letter}{number}"
    return f"year{_OFFSETS[ago.lower()]}.{letter}{number}" if ago else f"{letter}={number}"


def _checked(iso: str) -> str | None:
    parts = [int(part) for part in iso.split("-")]
    if not 1 <= parts[1] <= 12 or (len(parts) == 3 and not 1 <= parts[2] <= _days_in(parts[0], parts[1])):
        return None
    return iso


def _days_in(year: int, month: int) -> int:
    if month == 2:
        return 29 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 28
    return 30 if month in (4, 6, 9, 11) else 31


def _spans(text: str, found: list[PeriodMention]) -> list[PeriodMention]:
    """Joins "from 2019 to 2022" and "between 2021 and 2022" into one mention of role `between`."""
    joined: list[PeriodMention] = []
    for mention in found:
        if joined:
            first = joined[-1]
            gap = text[first.end : mention.start]
            opener = re.search(
                r"\b(between|from)\s$", text[max(0, first.start - 9) : first.start], re.IGNORECASE
            )
            if (
                opener
                and "/" not in first.expression + mention.expression
                and re.fullmatch(r"\s(?:and|to|until|through)\s", gap)
            ):
                expression = f"{first.expression}/{mention.expression}"
                joined[-1] = PeriodMention(first.start, mention.end, expression, "between")
                continue
        joined.append(mention)
    return joined
