"""What each line of pasted text is, from the text alone: shape, wording, repetition, position, agreement.

The story is the stretch of lines with most running text (the maximum-sum stretch over line weights, after the
"boilerplate" literature's block rules); around it are title, byline and date, behind it is the rest of the page.
Belongs here: kinds of lines. Not here: articles and segments (`assembly`), one line's facts (`lines`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from pipelines.parse import bylines
from pipelines.parse.dates import date_words, find_dates
from pipelines.parse.lines import WORD, Line
from pipelines.parse.phrases import says
from pipelines.parse.teasers import Block, teaser_blocks

WORDED = ("cookie_notice", "syndication_notice", "end_of_story", "navigation", "credit", "promo", "caption")
WEIGHTS = {
    "sentence": 4.0, "headline": -4.0, "fragment": -3.0, "bullet": 3.0, "navigation": -6.0, "promo": -10.0,
    "cookie_notice": -20.0, "syndication_notice": -2.0, "end_of_story": -30.0, "credit": -1.0, "caption": -1.0,
    "byline": -4.0, "date": -4.0, "repeat": -2.0, "teaser": -12.0,
}  # fmt: skip
MAX_PROSE_WEIGHT = 50.0
TEXT_SHAPES = ("prose", "sentence", "bullet")
MAX_TITLE_DISTANCE = 40
MAX_HEADING_WORDS = 12


@dataclass(slots=True)
class Labels:
    """The kind of every line, its article (0 is the main one) and the line whose words it repeats."""

    kinds: list[str]
    articles: list[int | None]
    repeats: list[int | None]
    byline: str | None = None
    teaser_titles: dict[int, str] = field(default_factory=dict)


def label(lines: Sequence[Line]) -> Labels:
    """Label the lines of a pasted page, or of a plain text."""
    repeats = _repeats(lines)
    shapes = [_shape(line) for line in lines]
    blocks = teaser_blocks(lines, shapes)
    labels = Labels(["navigation"] * len(lines), [None] * len(lines), [None] * len(lines))
    in_block = {index for block in blocks for index in range(block.first, block.last + 1)}
    first, last = _story(lines, shapes, repeats, in_block)
    if first > last:
        _label_outside(lines, shapes, labels, range(len(lines)), repeats)
    else:
        title = _title(lines, shapes, repeats, first, last)
        _label_story(lines, shapes, labels, title, first, last, repeats)
        page = [i for i in range(len(lines)) if labels.articles[i] is None and i not in in_block]
        _label_outside(lines, shapes, labels, page, repeats)
    _label_blocks(lines, shapes, labels, blocks)
    return labels


def _shape(line: Line) -> str:
    """What a line is by its wording, else by its form."""
    for meaning in WORDED:
        if says(meaning, line.text) and not (meaning == "promo" and line.word_count > 45):
            return meaning
    if line.is_prose and not line.is_bullet:
        return "prose"
    if line.word_count <= 30 and (bylines.led_byline(line.text) or bylines.affiliated_byline(line.text)):
        return "byline"
    if line.word_count <= 25 and is_date_line(line):
        return "date"
    if line.is_bullet and line.word_count >= 3:
        return "bullet"
    if line.is_headline and not line.text.endswith("?"):
        return "headline"
    return "sentence" if line.is_sentence else "fragment"


def is_date_line(line: Line) -> bool:
    """Whether a short line tells of a day, with little else than author, outlet, time and words for publishing."""
    if len(line.text) > 220 or not any(map(str.isdigit, line.text)):
        return False
    found = next(find_dates(line.text), None)
    if found is None:
        return False
    rest = line.text[: found.start_char] + line.text[found.end_char :]
    is_worded = date_words("published").search(rest) or date_words("updated").search(rest)
    return len(rest.split()) <= 6 or is_worded is not None


def _repeats(lines: Sequence[Line]) -> list[int | None]:
    """For each line the earlier line with the same words, where the words say anything."""
    seen: dict[str, int] = {}
    repeats: list[int | None] = []
    for line in lines:
        key = line.key
        first = seen.setdefault(key, line.index) if key else line.index
        is_telling = line.word_count >= 4 or line.index - first == 1
        repeats.append(first if first != line.index and is_telling else None)
    return repeats


def _story(
    lines: Sequence[Line], shapes: Sequence[str], repeats: Sequence[int | None], in_block: set[int]
) -> tuple[int, int]:
    """First and last line of the story's text: the stretch with the greatest sum of weights."""
    best = (0.0, 0, -1)
    total, start = 0.0, 0
    for index, line in enumerate(lines):
        if index in in_block:
            weight = WEIGHTS["teaser"]
        elif repeats[index] is not None:
            weight = WEIGHTS["repeat"]
        elif shapes[index] == "prose":
            weight = min(float(line.word_count), MAX_PROSE_WEIGHT)
        else:
            weight = WEIGHTS[shapes[index]]
        if total <= 0:
            total, start = 0.0, index
        total += weight
        if total > best[0]:
            best = (total, start, index)
    return best[1], best[2]


def _content_words(text: str) -> set[str]:
    return {word for word in WORD.findall(text.casefold()) if len(word) > 3}


def _title(
    lines: Sequence[Line], shapes: Sequence[str], repeats: Sequence[int | None], first: int, last: int
) -> int | None:
    """The line that names the story: a headline before its text that shares words with it."""
    story = [line.text for line in lines[first : min(last, first + 30) + 1]]
    told = _content_words(" ".join(text[:2000] for text in story))
    repeated = {index for index in repeats if index is not None}
    best: tuple[float, int] | None = None
    for index in range(max(0, first - MAX_TITLE_DISTANCE), first):
        line = lines[index]
        if shapes[index] not in ("headline", "sentence", "fragment") or line.word_count < 2:
            continue
        words = _content_words(line.text)
        shared = len(words & told)
        score = 2.0 * shared + (2.0 if line.is_after_blank else 0.0)
        score += 2.0 if index in repeated or repeats[index] is not None else 0.0
        score -= 0.1 * (first - index) + (3.0 if line.ends_sentence and not line.text.endswith("?") else 0.0)
        score += 3.0 if index == 0 else 0.0
        if shared * 3 >= len(words) and score > 3.0 and (best is None or score >= best[0]):
            best = (score, index)
    return best[1] if best else None


def _label_story(
    lines: Sequence[Line],
    shapes: Sequence[str],
    labels: Labels,
    title: int | None,
    first: int,
    last: int,
    repeats: Sequence[int | None],
) -> None:
    if title is not None:
        _set(labels, title, "title", 0)
        for index in range(title + 1, first):
            _set_preamble(lines, shapes, labels, index)
    pulled = _pull_quotes(lines, shapes, first, last)
    for index in range(first, last + 1):
        _set_inside(lines, shapes, labels, index, last, repeats, pulled)
    _label_standfirst(lines, labels, title, first, last)
    _label_frame(lines, shapes, labels, title, first, last)


def _set(labels: Labels, index: int, kind: str, article: int | None) -> None:
    labels.kinds[index] = kind
    labels.articles[index] = article


def _set_preamble(lines: Sequence[Line], shapes: Sequence[str], labels: Labels, index: int) -> None:
    """A line between the title and the text: standfirst, byline, date, caption, or the page's own."""
    line, shape = lines[index], shapes[index]
    if shape in ("caption", "credit", "syndication_notice"):
        _set(labels, index, shape, 0)
    elif shape in ("byline", "date"):
        _set(labels, index, "byline", 0)
        labels.byline = labels.byline or _names(line)
    elif bylines.leading_name(line.text) and labels.byline is None:
        _set(labels, index, "byline", 0)
        labels.byline = _names(line)
    elif shape in ("sentence", "prose") or (shape == "headline" and line.word_count >= 6):
        _set(labels, index, "standfirst", 0)
    elif shape == "bullet":
        _set(labels, index, "list_item", 0)


def _names(line: Line) -> str | None:
    return (
        bylines.led_byline(line.text)
        or bylines.affiliated_byline(line.text)
        or bylines.leading_name(line.text)
    )


def _set_inside(
    lines: Sequence[Line],
    shapes: Sequence[str],
    labels: Labels,
    index: int,
    last: int,
    repeats: Sequence[int | None],
    pulled: dict[int, int],
) -> None:
    """A line between the first and the last line of the story's text."""
    line, shape = lines[index], shapes[index]
    if repeats[index] is not None:
        _set(labels, index, "duplicate", 0)
        labels.repeats[index] = repeats[index]
    elif index in pulled:
        _set(labels, index, "pull_quote", 0)
        labels.repeats[index] = pulled[index]
    elif shape in ("prose", "sentence"):
        _set(labels, index, "body", 0)
    elif shape == "bullet":
        _set(labels, index, "list_item", 0)
    elif shape in ("caption", "credit", "syndication_notice"):
        _set(labels, index, shape, 0)
    elif shape == "byline":
        _set(labels, index, "byline", 0)
        labels.byline = labels.byline or _names(line)
    elif shape == "headline" or (shape == "fragment" and line.is_after_blank):
        kind = _heading_or_teaser(lines, shapes, index, last, repeats)
        _set(labels, index, kind, None if kind == "teaser" else 0)
    elif shape in ("promo", "cookie_notice"):
        _set(labels, index, shape, None)
    else:
        _set(labels, index, "other", None)


def _heading_or_teaser(
    lines: Sequence[Line], shapes: Sequence[str], index: int, last: int, repeats: Sequence[int | None]
) -> str:
    """A short line before text is a heading; a full headline, or one printed twice, is of another story."""
    line = lines[index]
    is_doubled = index + 1 < len(lines) and repeats[index + 1] == index
    if is_doubled or line.word_count > MAX_HEADING_WORDS:
        return "teaser" if line.word_count > 3 else "other"
    following = shapes[index + 1] if index < last else ""
    return "heading" if following in ("prose", "sentence", "bullet", "caption") else "other"


QUOTE_MARKS = re.compile('["“”„«»‘’]')
GRAM = 4


def _pull_quotes(lines: Sequence[Line], shapes: Sequence[str], first: int, last: int) -> dict[int, int]:
    """Lines that print a quotation of the text again, and the name under them, with the line they repeat."""
    grams: dict[tuple[str, ...], int] = {}
    for line in lines[first : last + 1]:
        if line.is_prose and QUOTE_MARKS.search(line.text):
            words = line.key.split()
            for i in range(len(words) - GRAM + 1):
                grams.setdefault(tuple(words[i : i + GRAM]), line.index)
    pulled: dict[int, int] = {}
    for index in range(first, last + 1):
        line = lines[index]
        if line.word_count < GRAM or line.word_count > 60:
            continue
        words = line.key.split()
        homes = {grams.get(tuple(words[i : i + GRAM])) for i in range(len(words) - GRAM + 1)}
        home = next(iter(homes)) if len(homes) == 1 else None
        if home is None or home == index or lines[home].word_count <= line.word_count:
            continue
        pulled[index] = home
        if index < last and bylines.is_name(lines[index + 1].text):
            pulled[index + 1] = home
    return pulled


FULL_NAME = re.compile(r"\b[A-Z][\w'’-]+ [A-Z][\w'’-]+\b")


def _label_standfirst(
    lines: Sequence[Line], labels: Labels, title: int | None, first: int, last: int
) -> None:
    """The first sentence under a title is a standfirst where the next line introduces the same names in full again."""
    if title is None or first != title + 1 or first >= last:
        return
    line, after = lines[first], lines[first + 1]
    if labels.kinds[first] != "body" or labels.kinds[first + 1] != "body" or line.word_count > 45:
        return
    if set(FULL_NAME.findall(line.text)) & set(FULL_NAME.findall(after.text[:300])):
        labels.kinds[first] = "standfirst"


def _label_frame(
    lines: Sequence[Line], shapes: Sequence[str], labels: Labels, title: int | None, first: int, last: int
) -> None:
    """Bylines, dates and notices right above the title and right below the text."""
    for index in range(last + 1, min(last + 6, len(lines))):
        if shapes[index] in ("byline", "syndication_notice", "credit"):
            _set(labels, index, shapes[index], 0)
            if shapes[index] == "byline":
                labels.byline = labels.byline or _names(lines[index])
    top = first if title is None else title
    for index in range(max(0, top - 4), top):
        if shapes[index] in ("byline", "date"):
            _set(labels, index, "byline", 0)
            labels.byline = labels.byline or _names(lines[index])


OUTSIDE_KINDS = {
    "cookie_notice": "cookie_notice", "promo": "promo", "syndication_notice": "syndication_notice", "credit": "credit",
    "caption": "caption", "prose": "promo", "headline": "teaser", "sentence": "promo", "bullet": "navigation",
}  # fmt: skip
MIN_TEASER_WORDS = 6


def _label_outside(
    lines: Sequence[Line],
    shapes: Sequence[str],
    labels: Labels,
    indexes: Sequence[int],
    repeats: Sequence[int | None],
) -> None:
    """Lines that belong to the page: menus, promos, notices, headlines of other stories."""
    for index in indexes:
        kind = OUTSIDE_KINDS.get(shapes[index], "navigation")
        if kind == "teaser" and lines[index].word_count < MIN_TEASER_WORDS:
            kind = "navigation"
        if repeats[index] is not None:
            kind = "duplicate"
            labels.repeats[index] = repeats[index]
        _set(labels, index, kind, None)


BLOCK_KINDS = {"bullet": "list_item", "prose": "body", "sentence": "body", "headline": "title"}


def _label_blocks(
    lines: Sequence[Line], shapes: Sequence[str], labels: Labels, blocks: Sequence[Block]
) -> None:
    """Each block of another story becomes an article of its own."""
    for ordinal, block in enumerate(blocks, start=1):
        labels.teaser_titles[ordinal] = lines[block.first].text
        _set(labels, block.first, "title", ordinal)
        for index in range(block.first + 1, block.last + 1):
            _set(labels, index, BLOCK_KINDS.get(shapes[index], shapes[index]), ordinal)
