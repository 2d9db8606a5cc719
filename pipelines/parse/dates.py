"""Dates as they are printed: explicit days in many languages, with their time and zone where stated.

Belongs here: text to day or moment. Not here: which of the dates of a page is its publication (`metadata`).
A day without year, or one that is relative to the reader, is no date.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from functools import cache
from pathlib import Path

LEXICON = Path(__file__).with_name("lexicon") / "calendar.toml"
EARLIEST_YEAR, LATEST_YEAR = 1800, 2100
FIRST_SHORT_YEAR = 70
"""Years of two digits run from 1970 to 2069, as POSIX `strptime` nearly has it."""
ZONES = {
    "z": 0, "utc": 0, "gmt": 0, "bst": 60, "cet": 60, "cest": 120, "mez": 60, "mesz": 120, "eet": 120,
    "eest": 180, "msk": 180, "est": -300, "edt": -240, "cdt": -300, "mst": -420, "mdt": -360, "pst": -480,
    "pdt": -420, "hkt": 480, "sgt": 480, "jst": 540, "kst": 540, "aest": 600, "aedt": 660, "nzst": 720,
    "nzdt": 780,
}  # fmt: skip
"""Minutes east of UTC; abbreviations that mean several zones (CST, IST) are left out on purpose."""


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A day, the moment where zone and time are stated too, and where both are printed."""

    day: date
    moment: datetime | None
    start_char: int
    end_char: int


@cache
def month_numbers() -> dict[str, int]:
    """The number of a month by its name or short form, lower case, in all languages of the lexicon."""
    months: dict[str, int] = tomllib.loads(LEXICON.read_text("utf-8"))["months"]
    return months


@cache
def date_words(meaning: str) -> re.Pattern[str]:
    """A pattern for the words that mark a line as telling when it was `published` or `updated`."""
    listed: list[str] = tomllib.loads(LEXICON.read_text("utf-8"))["words"][meaning]
    words = sorted(listed, key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\b", re.IGNORECASE)


WIDE = r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]"
"""Scripts that put no space before a figure."""


@cache
def _printed_date() -> re.Pattern[str]:
    months = "|".join(sorted(map(re.escape, month_numbers()), key=len, reverse=True))
    return re.compile(
        rf"""(?<!\d)(?:(?<!\w)|(?<=[a-zà-ÿ])(?=(?-i:[A-ZÀ-Þ]))|(?<={WIDE})(?=\d)|(?<=[a-zà-ÿ])(?=\d\d\.\d\d\.\d\d))(?:
          (?P<y1>\d{{4}})[-/.](?P<m1>\d{{1,2}})[-/.](?P<d1>\d{{1,2}})(?!\d)
        | (?P<y2>\d{{4}})\s?[年년]\s?(?P<m2>\d{{1,2}})\s?[月월]\s?(?P<d2>\d{{1,2}})\s?[日일]
        | (?P<d3>\d{{1,2}})(?:st|nd|rd|th|er|\.|º|ª)?[\s-]*(?:de\s|of\s)?
          (?P<n3>{months})\b\.?[,\s-]*(?:de\s|del\s)?(?P<y3>\d{{4}})(?!\d)
        | (?P<n4>{months})\b\.?\s+(?P<d4>\d{{1,2}})(?:st|nd|rd|th)?(?:,\s*|\s+)(?P<y4>\d{{4}})(?!\d)
        | (?P<d5>\d{{1,2}})(?P<sep>[./-])\s?(?P<m5>\d{{1,2}})(?P=sep)\s?
          (?P<y5>\d{{4}}|\d\d(?=[\s,;|]|$))(?!\d)
        )""",
        re.IGNORECASE | re.VERBOSE,
    )


YEAR_OR_FIGURES = re.compile(r"(?:1[89]|20)\d\d|\d[./-]\s?\d{1,2}[./-]\s?\d\d")
"""What every date has: told apart cheaply from the many lines that have none."""
TIME_AFTER = re.compile(
    r"""[\s,|–—·•T-]{0,4}(?:at|um|à|kl\.?|a\slas|às|ore|om|@|-)?\s{0,2}
        (?P<hour>\d{1,2})[:.h](?P<minute>\d\d)(?::(?P<second>\d\d)(?:\.\d+)?)?\s{0,2}(?:Uhr)?\s{0,2}
        (?P<half>[ap]\.?m\.?(?!\w))?\s{0,2}\(?(?P<zone>Z\b|[A-Z]{2,4}\b|[+-]\d\d:?\d\d)?(?P<shift>[+-]\d{1,2}(?::?\d\d)?)?""",
    re.VERBOSE | re.IGNORECASE,
)


def find_dates(text: str, is_month_first: bool = False) -> Iterator[FoundDate]:
    """Every explicit day in a short text, in order.

    Of `03/04/2023` the month is only known where one part is past 12; else `is_month_first` decides.
    """
    if not YEAR_OR_FIGURES.search(text):
        return
    for found in _printed_date().finditer(text):
        day = _day(found, is_month_first)
        if day is None:
            continue
        time = TIME_AFTER.match(text, found.end())
        moment = _moment(day, time) if time else None
        yield FoundDate(day, moment, found.start(), time.end() if time else found.end())


def _day(found: re.Match[str], is_month_first: bool) -> date | None:
    part = found.groupdict()
    year = next(int(part[name]) for name in ("y1", "y2", "y3", "y4", "y5") if part[name])
    name = part["n3"] or part["n4"]
    if name:
        month, number = month_numbers().get(name.lower(), 0), int(part["d3"] or part["d4"])
    elif part["y5"]:
        number, month = int(part["d5"]), int(part["m5"])
        is_swapped = month > 12 or (is_month_first and number <= 12 and part["sep"] == "/")
        if is_swapped:
            number, month = month, number
        year += 0 if year >= 100 else 1900 if year >= FIRST_SHORT_YEAR else 2000
    else:
        month, number = int(part["m1"] or part["m2"]), int(part["d1"] or part["d2"])
    return _valid_day(year, month, number)


def _valid_day(year: int, month: int, number: int) -> date | None:
    if not EARLIEST_YEAR <= year <= LATEST_YEAR:
        return None
    try:
        return date(year, month, number)
    except ValueError:
        return None


def _moment(day: date, time: re.Match[str]) -> datetime | None:
    zone = time["zone"] or ""
    minutes = _zone_minutes(
        zone if zone.lower() not in ("utc", "gmt") or not time["shift"] else time["shift"]
    )
    hour = int(time["hour"])
    if time["half"]:
        hour = hour % 12 + (12 if time["half"].lower().startswith("p") else 0)
    if minutes is None or hour > 23 or int(time["minute"]) > 59 or int(time["second"] or 0) > 59:
        return None
    zone_of = timezone(timedelta(minutes=minutes))
    return datetime(
        day.year, day.month, day.day, hour, int(time["minute"]), int(time["second"] or 0), tzinfo=zone_of
    )


def _zone_minutes(zone: str) -> int | None:
    offset = re.fullmatch(r"([+-])(\d{1,2}):?(\d\d)?", zone)
    if not offset:
        return ZONES.get(zone.lower())
    minutes = int(offset[2]) * 60 + int(offset[3] or 0)
    return None if minutes >= 24 * 60 else minutes if offset[1] == "+" else -minutes


@cache
def _day_of_year() -> re.Pattern[str]:
    months = "|".join(sorted(map(re.escape, month_numbers()), key=len, reverse=True))
    return re.compile(
        rf"""(?<![\w.])(?:
          (?P<d1>\d{{1,2}})(?:st|nd|rd|th|\.|º)?\s(?:de\s|of\s)?(?P<m1>{months})\b
        | (?P<m2>{months})\b\.?\s(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?\b
        )(?!\.?,?\s*(?:de\s)?\d{{4}})""",
        re.IGNORECASE | re.VERBOSE,
    )


def day_in_year(text: str, year: int) -> FoundDate | None:
    """The first day that a short text prints without a year (`8 May, 17:46`), taken in the given one."""
    found = _day_of_year().search(text)
    if found is None:
        return None
    month = month_numbers()[(found["m1"] or found["m2"]).lower()]
    day = _valid_day(year, month, int(found["d1"] or found["d2"]))
    return FoundDate(day, None, found.start(), found.end()) if day else None


URL_DAY = re.compile(r"(?<!\d)(\d{4})[/_-]?(\d{2})[/_-]?(\d{2})(?!\d)")


def date_in_path(path: str) -> date | None:
    """The day that an address or a path names: `2023-03-21`, `2023/03/21` or `20230321`."""
    for found in URL_DAY.finditer(path):
        day = _valid_day(int(found[1]), int(found[2]), int(found[3]))
        if day and day.year >= 1980:
            return day
    return None
