"""What a line is taken alone: by its wording where that says it, else by its form.

Belongs here: one line to one shape. Not here: what neighbours and position make of it (`labelling`).
"""

from __future__ import annotations

import re

from pipelines.parse import bylines
from pipelines.parse.dates import date_words, find_dates
from pipelines.parse.lines import Line
from pipelines.parse.phrases import meanings_of, says

WORDED = (
    "cookie_notice", "syndication_notice", "story_continues", "end_of_story", "reader_comment",
    "comment_form", "navigation", "correction", "credit", "promo", "caption", )  # fmt: skip
FURNITURE = frozenset(
    (
        "cookie_notice",
        "story_continues",
        "end_of_story",
        "reader_comment",
        "comment_form",
        "navigation",
        "promo",
    )
)
"""Shapes that only pages have, never the text of a story alone."""
TEXT = frozenset(("prose", "sentence", "bullet"))
MAX_PROMO_WORDS = 45
MAX_WORDS_OF = {"promo": MAX_PROMO_WORDS, "story_continues": 20}
MAX_BYLINE_WORDS = 40
MAX_DATE_LINE_CHARS = 220
PLACE_IN_CAPITALS = re.compile(r"^[A-ZÀ-Þ][A-ZÀ-Þ .,'’/-]{2,40}(?:[A-Z][A-Za-z.]*[ ,/]*){0,3}$")
GLUED_WORD = re.compile(r"[a-zà-ÿ][A-ZÀ-Þ][a-zà-ÿ]")
MAX_LABEL_WORDS = 5


def shape_of(line: Line) -> str:
    """`byline`, `date`, `dateline`, a meaning of the lexicon, or what `form_of` gives."""
    for meaning in meanings_of(line.text, WORDED):
        if line.word_count <= MAX_WORDS_OF.get(meaning, line.word_count):
            return meaning
    if is_glued_caption(line):
        return "caption"
    if says("relative_time", line.text):
        return "date"
    if line.is_bullet and is_date_line(line) and line.text[0].isdigit():
        return "date"
    form = form_of(line)
    if form != "bullet" and line.word_count <= MAX_BYLINE_WORDS and bylines.affiliated_byline(line.text):
        return "byline"
    if form in ("bullet", "prose"):
        return form
    if bylines.led_byline(line.text):
        return "byline"
    if is_dateline(line):
        return "dateline"
    return "date" if is_date_line(line) else form


def form_of(line: Line) -> str:
    """`prose`, `sentence`, `bullet`, `headline` or `fragment`: what a line is whatever its words."""
    if line.is_bullet and line.word_count >= 3:
        return "bullet"
    if line.is_prose:
        return "headline" if line.is_echo else "prose"
    if line.is_headline and not line.text.endswith("?"):
        return "headline"
    return "sentence" if line.is_sentence else "fragment"


def is_date_line(line: Line) -> bool:
    """Whether a short line tells a day, and little else but author, outlet, time and words for publishing."""
    if len(line.text) > MAX_DATE_LINE_CHARS or line.word_count > 25 or not any(map(str.isdigit, line.text)):
        return False
    found = next(find_dates(line.text), None)
    if found is None:
        return False
    rest = line.text[: found.start_char] + line.text[found.end_char :]
    is_worded = date_words("published").search(rest) or date_words("updated").search(rest)
    return len(rest.split()) <= 6 or is_worded is not None


def is_dateline(line: Line) -> bool:
    """Whether a line holds a place in capitals and a day, as agencies write: `LONDON 1996-08-30`."""
    if len(line.text) > 80 or not any(map(str.isdigit, line.text)):
        return False
    found = next(find_dates(line.text), None)
    if found is None or line.text[found.end_char :].strip(" .)"):
        return False
    return PLACE_IN_CAPITALS.match(line.text[: found.start_char].strip(" ,(")) is not None


def is_glued_caption(line: Line) -> bool:
    """Whether a picture's label runs into its caption: `Xi PutinRussian President … on March 21, 2023.`

    Names such as `McDonald` are glued too, so the caption must also tell its day or its credit.
    """
    if line.word_count > 60 or len(line.text) > 400:
        return False
    label = " ".join(line.text.split(maxsplit=MAX_LABEL_WORDS)[:MAX_LABEL_WORDS])
    if GLUED_WORD.search(label) is None or is_date_line(line):
        return False
    return next(find_dates(line.text), None) is not None
