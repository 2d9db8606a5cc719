"""Where a page shows other stories: blocks of headline, bullets, text and credit.

Belongs here: finding the blocks in the lines of a page. Not here: labels of single lines (`labelling`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipelines.parse.lines import Line

MIN_HEADLINE_WORDS = 6
MAX_PARAGRAPHS = 4
MAX_LINES_BETWEEN = 3


@dataclass(frozen=True, slots=True)
class Block:
    """Lines `first` to `last` (inclusive) of another story: its headline and what belongs to it."""

    first: int
    headline: int
    last: int


def teaser_blocks(lines: Sequence[Line], shapes: Sequence[str]) -> list[Block]:
    """Blocks of headline and bullets that recur, each with the text that follows up to the next one.

    A single block of that form is a heading with its list; two or more, with full headlines, are other
    stories. A block ends after a few paragraphs. Where a credit stands above the first headline, every
    picture stands above its story, and the credit below a block belongs to the next one.
    """
    starts = [i for i in range(len(lines) - 1) if _is_bulleted_headline(lines, shapes, i)]
    if len(starts) < 2:
        return []
    are_credits_above = starts[0] > 0 and shapes[starts[0] - 1] == "credit"
    ends = [*starts[1:], len(lines)]
    blocks = [_block(shapes, start, end, are_credits_above) for start, end in zip(starts, ends, strict=True)]
    return _adjacent(blocks)


def _is_bulleted_headline(lines: Sequence[Line], shapes: Sequence[str], index: int) -> bool:
    line, after = lines[index], lines[index + 1]
    return (
        shapes[index] == "headline"
        and line.word_count >= MIN_HEADLINE_WORDS
        and after.is_bullet
        and after.word_count >= MIN_HEADLINE_WORDS
    )


def _block(shapes: Sequence[str], start: int, end: int, are_credits_above: bool) -> Block:
    last = start
    paragraphs = 0
    for index in range(start + 1, end):
        shape = shapes[index]
        if shape == "bullet" and not paragraphs:
            last = index
        elif shape in ("prose", "sentence") and paragraphs < MAX_PARAGRAPHS:
            paragraphs += 1
            last = index
        elif shape in ("credit", "caption") and paragraphs and not are_credits_above:
            last = index
            break
        else:
            break
    has_credit = are_credits_above and shapes[start - 1] == "credit"
    return Block(start - 1 if has_credit else start, start, last)


def _adjacent(blocks: list[Block]) -> list[Block]:
    """Blocks that another one follows or precedes with no line, or a few, between."""
    is_near = [after.first - before.last <= MAX_LINES_BETWEEN for before, after in pairwise(blocks)]
    return [block for i, block in enumerate(blocks) if any(is_near[max(0, i - 1) : i + 1])]
