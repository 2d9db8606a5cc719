"""Expressions of time in running text: days, months, years, and what is told from the day of writing.

Belongs here: one sentence to what stands in it. Not here: what follows for the day of publication
(`inference`), dates of lines that state one (`metadata`).
"""

from __future__ import annotations

import re
import tomllib
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from pipelines.parse.dates import FoundDate, find_dates, month_numbers

LEXICON = Path(__file__).parents[1] / "lexicon" / "cues.toml"
UNQUOTED = re.compile(r"“[^”\n]*[”\n]|\"[^\"\n]*[\"\n]|«[^»\n]*[»\n]|„[^“”\n]*[“”\n]")
SENTENCE = re.compile(r"[.!?][\"”’»)]*\s+(?=[\"“‘«(]?[A-ZÀ-Þ])|\n+")
SHORT_FORM = re.compile(
    r"(?:\b(?:[A-Z]|Mr|Mrs|Ms|Dr|St|Gen|Col|Sen|Rep|Gov|Prof|No|vs|Calif|Fla|Pa|\d{1,2})|\b[ap]\.m)$"
)
YEAR = r"(?:19|20)\d\d"
PART_OF_MONTH = {"early": (1, 10), "mid": (11, 20), "late": (21, 31)}


@dataclass(frozen=True, slots=True)
class Named:
    """A day, month or year with its year: its first and last day, and where it stands in its sentence."""

    first: date
    last: date
    start_char: int
    end_char: int
    has_weekday: bool = False

    @property
    def is_day(self) -> bool:
        """Whether it is a single day."""
        return self.first == self.last


@dataclass(frozen=True, slots=True)
class Relative:
    """Words that place something by the day of writing: `last_week`, `weekday` with its number, `ago` …"""

    meaning: str
    count: int
    unit: str
    start_char: int
    end_char: int


@cache
def lexicon() -> dict[str, dict[str, Any]]:
    """The lexicon of cues, by language."""
    return tomllib.loads(LEXICON.read_text("utf-8"))


@cache
def _wording(language: str, meaning: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(lexicon()[language][meaning])})(?!\w)", re.IGNORECASE)


def says(language: str, meaning: str, sentence: str) -> re.Match[str] | None:
    """The first words of a sentence that the lexicon lists for a meaning: `open`, `ahead` or `archive`."""
    return _wording(language, meaning).search(sentence)


def ends_with(language: str, meaning: str, text: str) -> bool:
    """Whether a text ends with words that the lexicon lists for a meaning: `ahead` or `since`."""
    return _ending(language, meaning).search(text) is not None


@cache
def _ending(language: str, meaning: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(lexicon()[language][meaning])})\s*$", re.IGNORECASE)


def sentences(text: str) -> Iterator[str]:
    """The sentences of a text with what is in quotation marks blanked: others spoke on other days."""
    plain = UNQUOTED.sub(lambda found: " " * len(found[0]), text)
    start = 0
    for end in SENTENCE.finditer(plain):
        if SHORT_FORM.search(plain[start : end.start()]):
            continue
        yield plain[start : end.start() + 1].strip()
        start = end.end()
    if plain[start:].strip():
        yield plain[start:].strip()


def named_times(sentence: str, language: str) -> list[Named]:
    """Days, months and years that a sentence names with their year, in order; of parts only the whole."""
    if not re.search(r"\d\d", sentence):
        return []
    found = [
        Named(one.day, one.day, one.start_char, one.end_char, _has_weekday(sentence, one, language))
        for one in find_dates(sentence, is_month_first=language == "en")
    ]
    for match in _months_and_years().finditer(sentence):
        is_new = not any(match.start() < one.end_char and one.start_char < match.end() for one in found)
        if is_new and not _NO_SUCH_DAY.search(sentence[: match.start()]):
            found.append(_month_or_year(match))
    return sorted(found, key=lambda one: one.start_char)


_NO_SUCH_DAY = re.compile(r"(?<!\d)\d{1,2}(?:st|nd|rd|th|\.|º)?\s(?:of\s|de\s)?$", re.IGNORECASE)
"""The day before a month that has none such ("31 February 2025"): who wrote it erred, so it tells nothing."""


@cache
def _months_and_years() -> re.Pattern[str]:
    months = "|".join(sorted(map(re.escape, month_numbers()), key=len, reverse=True))
    return re.compile(
        rf"(?:\b(?P<part>early|mid|late)[ -])?"
        rf"\b(?P<month>{months})\b\.?,?\s(?:of\s|de\s)?(?P<of>{YEAR})(?![\d%-])"
        rf"|(?<![\w$€£.,/:-])(?P<year>{YEAR})(?![\w%/:-]|[.,]\d|\s?(?:[$€£]|million|people|km|m\b))",
        re.IGNORECASE,
    )


def _month_or_year(match: re.Match[str]) -> Named:
    if match["year"]:
        year = int(match["year"])
        return Named(date(year, 1, 1), date(year, 12, 31), match.start(), match.end())
    year, month = int(match["of"]), month_numbers()[match["month"].lower()]
    days = monthrange(year, month)[1]
    first, last = PART_OF_MONTH.get((match["part"] or "").lower(), (1, days))
    return Named(date(year, month, first), date(year, month, min(last, days)), match.start(), match.end())


def _has_weekday(sentence: str, found: FoundDate, language: str) -> bool:
    """Whether the weekday of a day stands right before it."""
    before = re.search(r"(\w+)\.?,?\s(?:(?:the|den|dem|le|el|il)\s)?$", sentence[: found.start_char].lower())
    number = lexicon()[language]["weekdays"].get(before[1]) if before else None
    return number is not None and number == found.day.isoweekday()


@cache
def _relatives(language: str) -> re.Pattern[str]:
    words = lexicon()[language]
    named = "|".join(f"(?P<{name}>{'|'.join(each)})" for name, each in words["relative"].items())
    count = rf"(?P<count{{0}}>\d{{{{1,3}}}}|{'|'.join(words['counts'])})\s(?P<unit{{0}}>\w+)"
    before, after = words["ago"]["before"], words["ago"]["after"]
    ago = [rf"(?:{'|'.join(before)})\s{count.format(1)}"] if before else []
    ago += [rf"{count.format(2)}\s(?:{'|'.join(after)})"] if after else []
    months = "|".join(sorted(map(re.escape, month_numbers()), key=len, reverse=True))
    weekday = rf"(?P<weekday>{'|'.join(words['weekdays'])})(?!\.?,?\s(?:the\s|den\s)?(?:\d|(?:{months})\b))"
    return re.compile(rf"\b(?:{'|'.join(ago)}|{named}|{weekday})(?!\w)", re.IGNORECASE)


@cache
def _unit(language: str, word: str) -> str | None:
    units: dict[str, list[str]] = lexicon()[language]["units"]
    return next((unit for unit, forms in units.items() if re.fullmatch("|".join(forms), word)), None)


def relative_times(sentence: str, language: str) -> list[Relative]:
    """What a sentence places by the day of writing, in order."""
    found = (_relative(match, language) for match in _relatives(language).finditer(sentence))
    return [one for one in found if one is not None]


def _relative(match: re.Match[str], language: str) -> Relative | None:
    start, end = match.span()
    words, part = lexicon()[language], match.groupdict()
    if part["weekday"]:
        is_name = part["weekday"][0].isupper() or language not in ("en", "de")
        number = words["weekdays"][part["weekday"].lower()]
        return Relative("weekday", number, "", start, end) if is_name else None
    count = part.get("count1") or part.get("count2")
    if count:
        unit = _unit(language, (part.get("unit1") or part.get("unit2") or "").lower())
        number = int(count) if count.isdigit() else words["counts"][count.lower()]
        return Relative("ago", number, unit, start, end) if unit else None
    return Relative(next(name for name in words["relative"] if part[name]), 0, "", start, end)
