"""Lines that print a quotation of the text again, set large between its paragraphs."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipelines.parse import bylines
from pipelines.parse.lines import Line

QUOTE_MARKS = re.compile('["“”„«»‘’]')
GRAM = 4
MAX_WORDS = 60


def pull_quotes(lines: Sequence[Line], first: int, last: int) -> dict[int, int]:
    """Pull quotes between two lines, and names right under them, each with the line whose words it repeats.

    A pull quote has no word that its home lacks: all its 4-grams stand in one longer paragraph with
    quotation marks.
    """
    homes = _quoting_paragraphs(lines[first : last + 1])
    pulled: dict[int, int] = {}
    for index in range(first, last + 1):
        line = lines[index]
        if not GRAM <= line.word_count <= MAX_WORDS:
            continue
        found = {homes.get(gram) for gram in _grams(line)}
        home = found.pop() if len(found) == 1 else None
        if home is None or home == index or lines[home].word_count <= line.word_count:
            continue
        pulled[index] = home
        if index < last and bylines.is_name(lines[index + 1].text):
            pulled[index + 1] = home
    return pulled


def _quoting_paragraphs(lines: Sequence[Line]) -> dict[tuple[str, ...], int]:
    homes: dict[tuple[str, ...], int] = {}
    for line in lines:
        if line.is_prose and QUOTE_MARKS.search(line.text):
            for gram in _grams(line):
                homes.setdefault(gram, line.index)
    return homes


def _grams(line: Line) -> list[tuple[str, ...]]:
    words = line.key.split()
    return [tuple(words[i : i + GRAM]) for i in range(len(words) - GRAM + 1)]
