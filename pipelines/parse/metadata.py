"""When a story was published, as its page tells: date lines near the title, and lines worded as telling it.

Belongs here: from labelled lines to date candidates. Not here: dates as printed (`dates`), mark-up
(`formats.html`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipelines.parse.dates import FoundDate, date_words, day_in_year, find_dates
from pipelines.parse.labelling import Labels
from pipelines.parse.lines import Line
from pipelines.parse.mastheads import copyright_year
from pipelines.parse.records import DateCandidate

MAX_LINE_CHARS = 300
MAX_WORDS = 40
INTO_TEXT = 8
NEAR = 12
"""Lines before the title or after the text within which a date line is likely about the story."""
RUNNING_KINDS = frozenset(("body", "caption", "list_item", "title", "credit", "standfirst", "heading"))
"""Lines whose days are those of the story, but where `Published:` or its like leads one."""
STATING_KINDS = ("byline", "dateline")
MAX_STAMP_WORDS = 14
LED_TRUST, STATED_TRUST = 25, 45
OF_ANYTHING = frozenset(("date", "created", "issued", "ngày"))
"""Words that lead the day of an event, a law or a study as well."""
LEADING = re.compile(r"(?:^|[(\[|•·])\s*$")
WEEKDAY_BEFORE = re.compile(r"(?:\s(?:on|am|le|el|il|om|den))?(?:\s\w+\.?,?)?\s?")


def text_dates(
    lines: Sequence[Line], labels: Labels, language: str | None = None
) -> tuple[DateCandidate, ...]:
    """Days on which the main story may have been published, most trusted first."""
    own = [i for i, article in enumerate(labels.articles) if article == 0]
    if not own:
        return ()
    title = next((i for i in own if labels.kinds[i] == "title"), own[0])
    text = next((i for i in own if labels.kinds[i] == "body"), title)
    ranked: list[tuple[int, int, Line, FoundDate]] = []
    for index in _places(title, text, own[-1], len(lines)):
        line = lines[index]
        if labels.kinds[index] in RUNNING_KINDS or _is_told(line, labels):
            continue
        for order, found in enumerate(_dates(line, language)):
            trust = _trust(line, found, index, title, text)
            if trust is not None:
                ranked.append((trust + order, abs(index - title), line, found))
    for index in own:
        line, kind = lines[index], labels.kinds[index]
        if kind in RUNNING_KINDS or _is_told(line, labels):
            led = (found for found in _dates(line, language) if _is_led(line, found))
            ranked += [(LED_TRUST, index, line, found) for found in led]
        elif kind in STATING_KINDS:
            ranked += [(STATED_TRUST, index, line, found) for found in _dates(line, language)]
    if not ranked:
        ranked = list(_without_year(lines, labels, title, text))
    ranked.sort(key=lambda one: one[:2])
    return tuple(
        DateCandidate(0, rank, _basis(line, labels), found.day, found.day, found.moment, line.text)
        for rank, (_, _, line, found) in enumerate(_distinct(ranked))
    )


def _is_told(line: Line, labels: Labels) -> bool:
    """Whether a line tells a story in sentences, whosever it is."""
    return line.is_prose and labels.kinds[line.index] not in STATING_KINDS


def _without_year(
    lines: Sequence[Line], labels: Labels, title: int, text: int
) -> Iterator[tuple[int, int, Line, FoundDate]]:
    """Days between title and text that are printed without their year, in that of the page's copyright.

    Pages leave out the year while it lasts, and reserve their rights for the year in which they are shown.
    """
    years = [year for line in lines if (year := copyright_year(line.text))]
    for index in range(title + 1, text) if years else ():
        line = lines[index]
        if (
            labels.kinds[index] in ("byline", "standfirst", "navigation", "other")
            and line.word_count <= MAX_STAMP_WORDS
        ):
            found = day_in_year(line.text, max(years))
            if found:
                yield STATED_TRUST, index, line, found


def _is_led(line: Line, found: FoundDate) -> bool:
    """Whether a word for publishing leads a day: `Posted: Monday, May 4`, `(Published Monday, May 4)`.

    With a colon it may stand anywhere; without, a report or law may be what was published, so that word and
    day must be all of a line or bracket.
    """
    before = line.text[: found.start_char]
    words = [one for one in date_words("published").finditer(before) if one[0].lower() not in OF_ANYTHING]
    if not words:
        return False
    between, after = before[words[-1].end() :], line.text[found.end_char :]
    is_all = LEADING.search(before[: words[-1].start()]) is not None and not after.strip(" )].|")
    is_next = WEEKDAY_BEFORE.fullmatch(between.removeprefix(":")) is not None
    return is_next and (is_all or between.startswith(":"))


def _basis(line: Line, labels: Labels) -> str:
    return "dateline" if labels.kinds[line.index] == "dateline" else "text"


def _distinct(ranked: list[tuple[int, int, Line, FoundDate]]) -> Iterator[tuple[int, int, Line, FoundDate]]:
    seen = set()
    for one in ranked:
        if one[3].day not in seen:
            seen.add(one[3].day)
            yield one


def _places(title: int, text: int, last: int, count: int) -> list[int]:
    around = range(max(0, min(title, text) - NEAR), min(count, max(text, title) + INTO_TEXT))
    return [*around, *range(max(last - 1, around.stop), min(count, last + NEAR))]


def _dates(line: Line, language: str | None) -> list[FoundDate]:
    if len(line.text) > MAX_LINE_CHARS or line.word_count > MAX_WORDS:
        return []
    return list(find_dates(line.text, is_month_first=language == "en"))


def _trust(line: Line, found: FoundDate, index: int, title: int, text: int) -> int | None:
    """Lower is better: published before updated, between title and text before elsewhere."""
    before = line.text[: found.start_char]
    published = [m.end() for m in date_words("published").finditer(before)]
    updated = [m.end() for m in date_words("updated").finditer(before)]
    is_updated = bool(updated) and (not published or updated[-1] > published[-1])
    is_between = title <= index <= text
    if is_updated:
        return 40 if is_between else 60
    if published:
        return 0 if is_between else 10
    return 5 if is_between else 30 if index < text else 50
