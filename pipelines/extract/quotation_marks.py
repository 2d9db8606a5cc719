"""Pairing of quotation marks within one paragraph.

Belongs here: which mark opens, which closes, which is an apostrophe; nesting; marks without a partner.
Not here: who is quoted, or whether the words are speech at all.

One pass over the marks with a stack, so the time is linear whatever the text holds.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

MAX_DEPTH = 6
"""Deeper nesting is noise: marks beyond it are not paired."""

MARKS = "\"“”„‟«»‘’‚‛'`"
DOUBLE_MARKS = '"“”„‟«»'

_MARK = re.compile(r"``|''|[\"“”„‟«»‘’‚‛']")


class Style(Enum):
    """Marks that may close each other."""

    DOUBLE = "double"
    SINGLE = "single"
    ANGLE = "angle"


@dataclass(frozen=True, slots=True)
class Quotation:
    """A stretch between marks, which it includes; offsets into the paragraph.

    `is_closed` is false where the paragraph ends first, `is_opened` where it has no opening mark.
    """

    start: int
    end: int
    style: Style
    depth: int
    is_closed: bool = True
    is_opened: bool = True


@dataclass(frozen=True, slots=True)
class _Mark:
    start: int
    end: int
    style: Style
    may_open: bool
    may_close: bool


def find_quotations(text: str) -> list[Quotation]:
    """The quotations of a paragraph by start, an outer one before those nested in it."""
    marks = [mark for mark in _marks(text) if mark.may_open or mark.may_close]
    found = list(_pair(text, marks))
    return sorted(found, key=lambda quotation: (quotation.start, -quotation.end))


def _marks(text: str) -> Iterator[_Mark]:
    for match in _MARK.finditer(text):
        symbol, start, end = match.group(), match.start(), match.end()
        before = text[start - 1] if start else " "
        if before == " " and start > 1 and text[start - 2] in "'’‘":
            # Marks of two quotations that end together are often set apart: "the term 'outreach,' ".
            before = "’" if text[end : end + 1].isspace() or end == len(text) else before
        after = text[end] if end < len(text) else " "
        style = _style(symbol)
        may_open, may_close = _sides(symbol, before, after)
        if style is Style.SINGLE and before.isalnum() and after.isalnum():
            continue
        yield _Mark(start, end, style, may_open, may_close)


def _style(symbol: str) -> Style:
    if symbol in "«»":
        return Style.ANGLE
    return Style.SINGLE if symbol in "‘’‚‛'" else Style.DOUBLE


def _sides(symbol: str, before: str, after: str) -> tuple[bool, bool]:
    """Whether a mark may open and may close, by its shape and by what stands next to it."""
    if symbol in "“„‟«‘‚‛``":
        return True, False
    if symbol == "»":
        return False, True
    leans_right = not after.isspace() and after not in ",.;:!?)]}"
    leans_left = not before.isspace() and before not in "([{"
    if symbol in "”’":
        # A closing shape also opens where a word processor turned it the wrong way: " ’90s", " ”Yes".
        return (symbol == "”" and before.isspace() and leans_right), leans_left
    if leans_right and leans_left and before in "—–-/" + MARKS:
        return True, before in MARKS
    return leans_right and not (leans_left and before.isalnum()), leans_left


def _pair(text: str, marks: list[_Mark]) -> Iterator[Quotation]:
    stack: list[_Mark] = []
    singles = _single_closers(text, marks)
    for mark in marks:
        opener = _matching(stack, mark) if mark.may_close else None
        if opener is not None and mark.style is Style.SINGLE and _is_plural_genitive(text, mark, singles):
            continue
        if opener is not None:
            del stack[opener + 1 :]
            opened = stack.pop()
            yield Quotation(opened.start, mark.end, mark.style, len(stack))
        elif mark.may_open and len(stack) < MAX_DEPTH:
            if mark.style is Style.SINGLE and not _has_closer_after(singles, mark.end):
                continue
            stack.append(mark)
        elif mark.may_close and mark.style is Style.DOUBLE and not stack:
            yield Quotation(0, mark.end, mark.style, 0, is_opened=False)
    for depth, mark in enumerate(stack):
        if mark.style is not Style.SINGLE or text[mark.start] == "‘":
            yield Quotation(mark.start, len(text), mark.style, depth, is_closed=False)


def _matching(stack: list[_Mark], mark: _Mark) -> int | None:
    """Position of the innermost open mark of that style."""
    for position in range(len(stack) - 1, -1, -1):
        if stack[position].style is mark.style:
            return position
        if mark.style is Style.SINGLE:
            return None
    return None


def _single_closers(text: str, marks: list[_Mark]) -> list[int]:
    return [mark.start for mark in marks if mark.style is Style.SINGLE and mark.may_close and mark.start]


def _has_closer_after(singles: list[int], start: int) -> bool:
    return bisect_left(singles, start) < len(singles)


def _is_plural_genitive(text: str, mark: _Mark, singles: list[int]) -> bool:
    """Whether the mark is the apostrophe of "the leaders’ statement": a real closing mark follows."""
    if mark.start == 0 or text[mark.start - 1] not in "sS":
        return False
    follows = text[mark.end : mark.end + 2]
    if not (len(follows) == 2 and follows[0] == " " and follows[1].islower()):
        return False
    following = bisect_left(singles, mark.end)
    if following == len(singles):
        return False
    between = text[mark.end : min(singles[following], mark.end + 200)]
    return "‘" not in between and " '" not in between and singles[following] - mark.end < 200
