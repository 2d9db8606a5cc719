"""One story of an export, and the ways of writing that databases share.

Belongs here: fields (`Name: value`), separators, the shape of dates and lengths. Not here: their order.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from pipelines.parse.bylines import led_byline
from pipelines.parse.composed import Part
from pipelines.parse.dates import find_dates
from pipelines.parse.records import Stated
from pipelines.parse.wrapping import paragraphs_of

LENGTH = re.compile(r"^(?:length:\s*)?([\d.,]+) (?:words|wörter|mots|palabras)$", re.IGNORECASE)
COPYRIGHT = re.compile(r"^(?:\(c\)|©|copyright\b|all rights reserved)", re.IGNORECASE)
LANGUAGES = {
    "english": "en", "german": "de", "deutsch": "de", "french": "fr", "spanish": "es", "italian": "it",
    "dutch": "nl",
    "portuguese": "pt", "polish": "pl", "russian": "ru", "swedish": "sv", "danish": "da", "norwegian": "no",
    "finnish": "fi", "turkish": "tr", "japanese": "ja", "chinese": "zh", "korean": "ko", "arabic": "ar",
}  # fmt: skip
MAX_DATE_LINE = 80


@dataclass(frozen=True, slots=True)
class Story:
    """Parts and stated fields of one story, and the stretch of the file that it is."""

    source: str
    parts: list[Part]
    stated: Stated


def is_date_line(line: str) -> bool:
    """Whether a line is a date, perhaps with its weekday and time, and nothing else."""
    if len(line) > MAX_DATE_LINE:
        return False
    found = next(find_dates(line), None)
    return found is not None and found.start_char <= len("Wednesday, ") and len(line) - found.end_char <= 30


def language_of(name: str | None) -> str | None:
    """A BCP 47 tag for the English name of a language."""
    words = re.split(r"[;,\s]", name.strip().casefold()) if name else []
    return LANGUAGES.get(words[0]) if words else None


def byline_of(line: str | None) -> str | None:
    """Names of a byline, without `By`."""
    text = " ".join((line or "").split())
    return led_byline(text) or text or None


def story_of(source: str, title: str | None, body: str, stated: Stated, rest: Iterable[str] = ()) -> Story:
    """A story of a title, a body, and the database's own lines, among which the publisher's name goes."""
    parts: list[Part] = [("title", title)] if title else []
    notices = [one for one in rest if one.strip()]
    told = paragraphs_of(body)
    while told and any(told[-1].casefold() in one.casefold() for one in notices):
        notices.insert(0, told.pop())
    parts += [("body", one) for one in told]
    parts += [("other", one) for one in notices]
    return Story(source, parts, stated)
