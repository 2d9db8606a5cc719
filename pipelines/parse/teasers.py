"""Where a page shows other stories: blocks of headline, bullets, text and credit, after or inside the main story.

Belongs here: finding the blocks in the lines of a page. Not here: labels of single lines (`labelling`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipelines.parse.lines import Line

MIN_HEADLINE_WORDS = 6
MAX_PARAGRAPHS = 4


@dataclass(frozen=True, slots=True)
class Block:
    """Lines `first` to `last` (inclusive): a headline and what belongs to it."""

    first: int
    last: int


def teaser_blocks(lines: Sequence[Line], shapes: Sequence[str]) -> list[Block]:
    """Blocks of headline and bullets that recur, each with the text that follows up to the next one.

    A single block of that form is a heading with its list; two or more, with full headlines, are other stories.
    The block's text ends with a credit, a promo or after a few paragraphs.
    """
    starts = [i for i in range(len(lines) - 1) if _is_bulleted_headline(lines, shapes, i)]
    if len(starts) < 2:
        return []
    ends = [*starts[1:], len(lines)]
    blocks = [
        Block(start, _block_end(lines, shapes, start, end)) for start, end in zip(starts, ends, strict=True)
    ]
    return _adjacent(blocks)


def _is_bulleted_headline(lines: Sequence[Line], shapes: Sequence[str], index: int) -> bool:
    line, after = lines[index], lines[index + 1]
    return (
        shapes[index] == "headline"
        and line.word_count >= MIN_HEADLINE_WORDS
        and after.is_bullet
        and after.word_count >= MIN_HEADLINE_WORDS
    )


def _block_end(lines: Sequence[Line], shapes: Sequence[str], start: int, end: int) -> int:
    last = start
    paragraphs = 0
    for index in range(start + 1, end):
        shape = shapes[index]
        if shape == "bullet" and not paragraphs:
            last = index
        elif shape in ("prose", "sentence") and paragraphs < MAX_PARAGRAPHS:
            paragraphs += 1
            last = index
        elif shape in ("credit", "caption") and paragraphs:
            return index
        else:
            break
    return last


def _adjacent(blocks: list[Block]) -> list[Block]:
    """Blocks of which at least two follow each other with no line, or a few, between."""
    near = [b.first - a.last <= 3 for a, b in pairwise(blocks)]
    return [block for i, block in enumerate(blocks) if (i > 0 and near[i - 1]) or (i < len(near) and near[i])]
