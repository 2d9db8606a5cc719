"""Where the story is among the lines of a text: its first and last line, and its title.

On a page with menus and promos the story is the stretch of lines with the greatest sum of weights: running
text counts by its words, everything else against (the maximum-subsequence method of Pasternack and Roth,
WWW 2009). A text without such furniture is a story from end to end.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from pipelines.parse import bylines
from pipelines.parse.lines import Line
from pipelines.parse.notices import agency_of_dateline
from pipelines.parse.phrases import says
from pipelines.parse.shapes import FURNITURE, TEXT
from pipelines.parse.titles import places_of_title, terms, title_line

WEIGHTS = {
    "sentence": 4.0, "headline": -4.0, "fragment": -3.0, "bullet": 3.0, "navigation": -6.0, "promo": -10.0,
    "cookie_notice": -20.0, "syndication_notice": -2.0, "end_of_story": -30.0, "credit": -1.0, "caption":
    -1.0, "correction": -1.0, "byline": -4.0, "date": -12.0, "reader_comment": -25.0, "comment_form": -25.0,
    "story_continues": -6.0, "dateline": 4.0, "repeat": -2.0, "teaser": -12.0, }  # fmt: skip
MAX_PROSE_WEIGHT = 70.0
TELLING = (*TEXT, "headline", "dateline", "caption")
"""Shapes of which a text has one at least that is a story, not the name of a page of others."""
LONE_SHARE = 0.5
"""What text counts that has none above or below: a caption or a teaser, more often than not."""
MAX_FURNITURE_OF_PLAIN_TEXT = 1
TOP_LINES = 5
MAX_TITLE_WORDS = 25
MAX_INTERRUPTION = 60
"""Lines that may stand between a story's text and the line that says that it goes on."""
AUTHOR_NOTE_LINES = 6
"""Lines at the end of a story's text among which a heading may tell that what follows is about the author."""


@dataclass(frozen=True, slots=True)
class Story:
    """Lines `first` to `last` (inclusive) of the text, its title's line, and whether no page is around it."""

    first: int
    last: int
    title: int | None
    is_plain: bool


def find_story(
    lines: Sequence[Line],
    shapes: Sequence[str],
    repeats: Sequence[int | None],
    elsewhere: Collection[int],
    title: int | None = None,
) -> Story | None:
    """The main story, None where there is none; `elsewhere` are lines known to be of other stories.

    `title` is the line known to name the story; it counts where it stands near the text.
    """
    first, last = heaviest_story(lines, shapes, repeats, elsewhere)
    if "prose" not in shapes[first : last + 1] and _furniture(shapes) <= MAX_FURNITURE_OF_PLAIN_TEXT:
        own = [i for i, shape in enumerate(shapes) if shape not in FURNITURE and i not in elsewhere]
        is_told = any(shapes[i] in TELLING for i in own)
        if not own or (elsewhere and not is_told):
            return None
        title = _heading_line(lines, shapes, own)
        first = next((i for i in own if title is None or i > title), title or 0)
        return Story(first, own[-1], title, is_plain=True)
    if first > last:
        return None
    last = _without_tail(lines, shapes, first, last)
    if title is None or title not in places_of_title(first, last, len(lines)):
        title = title_line(lines, shapes, repeats, first, last)
    if title is not None and first <= title < last:
        first = title + 1
    return Story(first, last, title, is_plain=False)


def heaviest_story(
    lines: Sequence[Line], shapes: Sequence[str], repeats: Sequence[int | None], elsewhere: Collection[int]
) -> tuple[int, int]:
    """First and last line of the heaviest stretch of a page; `(0, -1)` where a text has no page around it."""
    return (0, -1) if _is_plain(lines, shapes) else _heaviest_stretch(lines, shapes, repeats, elsewhere)


def _without_tail(lines: Sequence[Line], shapes: Sequence[str], first: int, last: int) -> int:
    """The last line of the text proper, before notes on the author and what is no text."""
    for index in range(max(first + 1, last - AUTHOR_NOTE_LINES), last + 1):
        if shapes[index] not in TEXT and _is_author_heading(lines[index].text):
            last = index - 1
            break
    while last > first and (shapes[last] not in TEXT or says("author_note", lines[last].text)):
        last -= 1
    return last


def _is_author_heading(text: str) -> bool:
    """`About the author`, or a preposition that says about and a person's name."""
    words = text.split(maxsplit=6)
    is_named = any(bylines.is_name(" ".join(words[start:])) for start in (1, 2, 3))
    return says("author_heading", text) or (is_named and says("about", text))


def _furniture(shapes: Sequence[str]) -> int:
    return sum(shape in FURNITURE for shape in shapes)


def _is_plain(lines: Sequence[Line], shapes: Sequence[str]) -> bool:
    """Whether a text is a story with no page around it: no furniture, text or a dateline right at its top.

    Pages in languages that the lexicon does not know show no furniture, but begin with menus.
    """
    if _furniture(shapes) > MAX_FURNITURE_OF_PLAIN_TEXT:
        return False
    top = shapes[:TOP_LINES]
    return len(lines) <= TOP_LINES or "prose" in top or "dateline" in top


def _heading_line(lines: Sequence[Line], shapes: Sequence[str], own: Sequence[int]) -> int | None:
    """The title of a plain text: the line above its text, its dateline or its byline.

    Where several lines stand there, it is the first that shares words with the text; those above are a
    menu's.
    """
    text = next(
        (n for n, i in enumerate(own) if shapes[i] in (*TEXT, "dateline", "byline", "date")), len(own)
    )
    above = [i for i in own[:text] if _may_be_title(lines[i], shapes[i])]
    told = terms(" ".join(lines[i].text[:2000] for i in own[text:][:30]))
    agreeing = [i for i in above if 3 * len(terms(lines[i].text) & told) >= len(terms(lines[i].text))]
    if above:
        return (agreeing or above)[0] if len(own) > 1 else None
    if len(own) < 2 or not _may_be_title(lines[own[0]], shapes[own[0]]):
        return None
    is_headed = shapes[own[1]] in ("dateline", "byline", "date") or agency_of_dateline(lines[own[1]].text)
    return own[0] if is_headed or lines[own[0]].text.endswith("?") else None


def _may_be_title(line: Line, shape: str) -> bool:
    is_form = shape in ("headline", "fragment", "sentence", "prose")
    return is_form and line.word_count <= MAX_TITLE_WORDS and not line.text.endswith(":")


def _heaviest_stretch(
    lines: Sequence[Line], shapes: Sequence[str], repeats: Sequence[int | None], elsewhere: Collection[int]
) -> tuple[int, int]:
    best = (0.0, 0, -1)
    total, start = 0.0, 0
    for index, line in enumerate(lines):
        if shapes[index] == "story_continues" and 0 <= index - best[2] <= MAX_INTERRUPTION:
            total, start = best[0], best[1]
            continue
        if total <= 0:
            total, start = 0.0, index
        is_alone = not any(
            shape in TEXT for shape in (*shapes[max(0, index - 1) : index], *shapes[index + 1 : index + 2])
        )
        weight = _weight(line, shapes[index], repeats[index] is not None, index in elsewhere)
        total += weight * LONE_SHARE if is_alone and weight > 0 else weight
        if total > best[0]:
            best = (total, start, index)
    return best[1], best[2]


def _weight(line: Line, shape: str, is_repeat: bool, is_elsewhere: bool) -> float:
    if is_elsewhere:
        return WEIGHTS["teaser"]
    if is_repeat:
        return WEIGHTS["repeat"]
    return min(float(line.word_count), MAX_PROSE_WEIGHT) if shape == "prose" else WEIGHTS[shape]
