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
LINES_TO_DATED = 40
"""Lines below its heading within which a thread's first dated frame stands: forms and rules come between."""
CLOCK = re.compile(r"\b\d{1,2}[:.h]\d\d\b")


def reader_comments(lines: Sequence[Line], shapes: Sequence[str]) -> range:
    """The lines of the thread under a story, its heading included; empty where the page has none.

    A thread has several frames (`Reply`, `… on 12 March at 4:47 pm said:`) below some text, or a heading
    that says comments and names with their time right above text, or the form to write in.
    """
    top = _end_of_enough_text(lines, shapes)
    below = range(top, len(lines))
    frames = [index for index in below if shapes[index] == "reader_comment"]
    forms = [index for index in below if shapes[index] == "comment_form"]
    dated = [index for index in below if _is_dated_frame(lines, shapes, index)]
    if len(frames) < MIN_FRAMES:
        frames = []
    if len(dated) < MIN_DATED_FRAMES or not _headings(lines, max(top, dated[0] - LINES_TO_DATED), dated[0]):
        dated = []
    frames = sorted({*frames, *dated, *forms})
    if not frames:
        return range(0)
    start = min([frames[0], *_headings(lines, max(top, frames[0] - LINES_TO_HEADING), frames[0])])
    last = frames[-1]
    while last + 1 < len(lines) and shapes[last + 1] in TEXT:
        last += 1
    return range(start, last + 1)


def _headings(lines: Sequence[Line], first: int, end: int) -> list[int]:
    return [index for index in range(first, end) if says("comments_heading", lines[index].text)]


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
