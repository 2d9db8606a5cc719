"""Where a page shows what its readers wrote: threads of names, times, text and buttons under a story.

Belongs here: finding the lines of the thread. Not here: what the story above it is (`story`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipelines.parse.lines import Line
from pipelines.parse.phrases import says
from pipelines.parse.shapes import TEXT

MIN_FRAMES = 2
MIN_DATED_FRAMES = 2
MIN_TEXT_WORDS = 40
MAX_FRAME_WORDS = 12
MAX_NAME_WORDS = 4
LINES_TO_HEADING = 8
CLOCK = re.compile(r"\b\d{1,2}[:.h]\d\d\b")


def reader_comments(lines: Sequence[Line], shapes: Sequence[str]) -> range:
    """The lines of the thread under a story, its heading included; empty where the page has none.

    A thread has several frames (`Reply`, `… on 12 March at 4:47 pm said:`) below some text, or a heading
    that says comments and names with their time right above text, or the form to write in.
    """
    top = _end_of_enough_text(lines, shapes)
    frames = [index for index in range(top, len(lines)) if shapes[index] == "reader_comment"]
    headings = [i for i in range(top, len(lines)) if says("comments_heading", lines[i].text)]
    dated = [i for i in range(top, len(lines)) if headings and _is_dated_frame(lines, shapes, i)]
    dated = [index for index in dated if index > headings[0]]
    if len(frames) < MIN_FRAMES:
        frames = []
    if len(dated) < MIN_DATED_FRAMES:
        dated = []
    forms = [index for index in range(top, len(lines)) if shapes[index] == "comment_form"]
    frames = sorted({*frames, *dated, *forms})
    if not frames:
        return range(0)
    start = min([frames[0], *(i for i in headings if 0 <= frames[0] - i <= LINES_TO_HEADING)])
    last = frames[-1]
    while last + 1 < len(lines) and shapes[last + 1] in TEXT:
        last += 1
    return range(start, last + 1)


def _end_of_enough_text(lines: Sequence[Line], shapes: Sequence[str]) -> int:
    words = 0
    for line, shape in zip(lines, shapes, strict=True):
        words += line.word_count if shape == "prose" else 0
        if words >= MIN_TEXT_WORDS:
            return line.index + 1
    return len(lines)


def _is_dated_frame(lines: Sequence[Line], shapes: Sequence[str], index: int) -> bool:
    """Whether a line tells a moment, alone or with a name or under one, and a reader's text follows."""
    line = lines[index]
    if shapes[index] != "date" or line.word_count > MAX_FRAME_WORDS:
        return False
    if not (CLOCK.search(line.text) or says("relative_time", line.text)):
        return False
    above = lines[index - 1]
    is_named = above.word_count <= MAX_NAME_WORDS and not above.ends_sentence
    return is_named and index + 1 < len(lines) and shapes[index + 1] in TEXT
