"""Text that a program or a typist broke into lines of one width: its paragraphs as lines again.

A line was wrapped where the first word of the next one would not have fitted in. Texts with a line wider than
anybody wraps are not: pasted pages have each paragraph on one line. Mail and exports are known to be wrapped,
and less is asked of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from pipelines.parse.lines import Line

MIN_WIDTH, MAX_WIDTH = 45, 100
"""Characters between which lines are wrapped."""
MIN_WORDS = 3
"""An address may be longer than any line is wide."""
MIN_GOING_ON = 0.4
"""Share of wrapped lines that must go on in small letters: lines of a list or a menu do not."""


def unwrapped(text: str, lines: Sequence[Line]) -> list[Line]:
    """The lines of a text, those that were wrapped joined; spans hold, and line ends read as blanks."""
    width = max((_column(text, line) for line in lines if line.word_count >= MIN_WORDS), default=0)
    if not MIN_WIDTH <= width <= MAX_WIDTH:
        return list(lines)
    breaks = {after.index for before, after in pairwise(lines) if _is_wrapped(text, before, after, width)}
    going_on = sum(lines[index].text[0].islower() for index in breaks)
    if going_on < 2 or going_on < MIN_GOING_ON * len(breaks):
        return list(lines)
    joined: list[Line] = []
    for line in lines:
        if line.index in breaks:
            start = joined[-1].start_char
            whole = text[start : line.end_char].replace("\n", " ")
            joined[-1] = replace(joined[-1], end_char=line.end_char, text=whole)
        else:
            joined.append(replace(line, index=len(joined)))
    return joined


def _is_wrapped(text: str, before: Line, after: Line, width: int) -> bool:
    """Whether nothing but the width parts two lines: no blank line, indent or bullet."""
    is_apart = after.is_after_blank or after.is_bullet or text[after.start_char - 1] != "\n"
    return not is_apart and _column(text, before) + 1 + len(after.text.split(maxsplit=1)[0]) > width


def _column(text: str, line: Line) -> int:
    """How far a line reaches to the right, its indent included."""
    return line.end_char - (text.rfind("\n", 0, line.start_char) + 1)


def paragraphs_of(text: str) -> list[str]:
    """The paragraphs of what a format is known to wrap, mail or an export, each on one line.

    Lines that no blank one parts are one paragraph where all but the last are long.
    """
    found: list[str] = []
    block: list[str] = []
    for line in (*text.split("\n"), ""):
        if line.strip():
            block.append(" ".join(line.split()))
            continue
        is_wrapped = (
            block and min(map(len, block[:-1]), default=0) >= MIN_WIDTH and max(map(len, block)) <= MAX_WIDTH
        )
        found += [" ".join(block)] if is_wrapped else block
        block = []
    return found
