"""Where a page shows other stories: blocks of headline, bullets or a blurb, text and credit.

Belongs here: finding the blocks in the lines of a page. Not here: labels of single lines (`labelling`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipelines.parse.lines import Line
from pipelines.parse.phrases import says

MIN_HEADLINE_WORDS = 6
MAX_PARAGRAPHS = 4
MAX_LINES_BETWEEN = 3
MIN_RUN = 3
MIN_BLURB_HEADLINE, MAX_BLURB_HEADLINE = 3, 20
MIN_BLURB_WORDS, MIN_LINKED_BLURB_WORDS, MAX_BLURB_WORDS = 8, 3, 45
MAX_MARKS_BETWEEN = 4
MARKS = ("date", "byline")
"""What each of a page's other stories has of its own, and the sections of one story have not."""


@dataclass(frozen=True, slots=True)
class Block:
    """Lines `first` to `last` (inclusive) of another story: its headline and what belongs to it."""

    first: int
    headline: int
    last: int


def teaser_blocks(lines: Sequence[Line], shapes: Sequence[str]) -> list[Block]:
    """The blocks of other stories that a page shows, in order; no line is in two of them."""
    bulleted = _bulleted_blocks(lines, shapes)
    taken = {index for block in bulleted for index in range(block.first, block.last + 1)}
    blurbs = [
        block
        for block in _blurb_blocks(lines, shapes)
        if taken.isdisjoint(range(block.first, block.last + 1))
    ]
    return sorted([*bulleted, *blurbs], key=lambda block: block.first)


def _blurb_blocks(lines: Sequence[Line], shapes: Sequence[str]) -> list[Block]:
    """Runs of headline and blurb, headline and blurb, each with the mark of a link to another story.

    Sections of one story look the same but for the mark: a headline that is a link, a date, a byline or
    `Read more` of each its own, or a heading above them that says that the story is over.
    """
    blocks = [block for i in range(len(lines)) if (block := _blurb_block(lines, shapes, i))]
    runs: list[list[Block]] = []
    for block in blocks:
        if runs and 0 < block.first - runs[-1][-1].last <= MAX_MARKS_BETWEEN + 1:
            runs[-1].append(block)
        elif not runs or block.first > runs[-1][-1].last:
            runs.append([block])
    return [block for run in runs if _is_of_other_stories(lines, shapes, run) for block in run]


def _blurb_block(lines: Sequence[Line], shapes: Sequence[str], index: int) -> Block | None:
    """A headline with one blurb below it, a mark at most between them, and no more text after it."""
    if not _may_be_headline(lines[index], shapes[index]):
        return None
    text = index + 1
    while text < len(lines) and text <= index + 2 and shapes[text] in MARKS:
        text += 1
    if text >= len(lines) or shapes[text] not in ("prose", "sentence"):
        return None
    least = MIN_LINKED_BLURB_WORDS if lines[index].is_link else MIN_BLURB_WORDS
    is_blurb = least <= lines[text].word_count <= MAX_BLURB_WORDS
    is_last = text + 1 >= len(lines) or shapes[text + 1] not in ("prose", "bullet")
    return Block(index, index, text) if is_blurb and is_last else None


def _may_be_headline(line: Line, shape: str) -> bool:
    is_asking = shape in ("sentence", "prose") and line.text.endswith("?")
    is_numbered = shape == "bullet" and line.text[0].isdigit() and not line.ends_sentence
    is_of_length = MIN_BLURB_HEADLINE <= line.word_count <= MAX_BLURB_HEADLINE
    return is_of_length and (shape == "headline" or is_asking or is_numbered)


def _is_of_other_stories(lines: Sequence[Line], shapes: Sequence[str], run: Sequence[Block]) -> bool:
    if len(run) < MIN_RUN:
        return False
    if all(lines[block.headline].is_link for block in run):
        return True
    top = run[0].first
    if any(shapes[index] == "end_of_story" for index in range(max(0, top - 2), top)):
        return True
    ends = [after.first for after in run[1:]] + [min(len(lines), run[-1].last + MAX_MARKS_BETWEEN + 1)]
    marked = [
        any(shapes[i] in MARKS or says("read_on", lines[i].text) for i in range(block.first + 1, end))
        for block, end in zip(run, ends, strict=True)
    ]
    return all(marked[:-1])


def _bulleted_blocks(lines: Sequence[Line], shapes: Sequence[str]) -> list[Block]:
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
