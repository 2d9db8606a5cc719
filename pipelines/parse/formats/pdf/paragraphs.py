"""Lines on pages to paragraphs: running heads taken out, broken lines and words joined, the title found.

Belongs here: what place and size of lines tell. Not here: what their words tell (`loose`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from pipelines.parse.formats.pdf.pages import PageLine
from pipelines.parse.lines import SENTENCE_END

EDGE = 3
"""Lines at the top and at the bottom of a page among which running heads stand."""
PAGE_NUMBER = re.compile(
    r"^(?:(?:page|seite|s\.|p\.)\s*)?[-–—|]?\s*\d{1,4}(?:\s*(?:/|of|von|sur|de)\s*\d{1,4})?\s*[-–—|]?$",
    re.IGNORECASE,
)
DIGITS = re.compile(r"\d+")
BULLET = re.compile(r"^(?:[•·▪●‣◦]|[-–—]\s|\d{1,2}[.)]\s)")
HYPHENATED = re.compile(r"(\w+)[-\u00ad\u2010]$")
PUNCTUATION = ".,;:!?()[]\"'“”‘’"
MAX_HALF = 60
"""Characters at the end of a line within which the first half of a word stands."""
GAP = 1.3
"""Distance of lines, in usual ones, from which a paragraph ends."""
LARGER = 1.15
"""Size, in usual ones, from which a line is a heading."""
SHORT = 0.8
INDENT = 6.0
MAX_HANGING = 40.0
"""Points by which the lines of a list item stand in from its mark."""
MAX_TITLE_WORDS = 30


@dataclass(frozen=True, slots=True)
class Paragraphs:
    """Paragraphs in order, the title among them, and what runs along on pages."""

    texts: list[str]
    title: str | None
    furniture: list[str]
    repairs: tuple[str, ...]


def paragraphs_of(pages: Sequence[Sequence[PageLine]]) -> Paragraphs:
    """The paragraphs of a document; pages must not all be empty."""
    running = _running_keys(pages)
    furniture: dict[str, str] = {}
    lines: list[list[PageLine]] = []
    for page in pages:
        kept: list[PageLine] = []
        for index, line in enumerate(page):
            is_edge = index < EDGE or index >= len(page) - EDGE
            if is_edge and (
                (_key(line), round(line.y)) in running or (PAGE_NUMBER.match(line.text) and len(page) > 1)
            ):
                furniture.setdefault(_key(line), line.text)
            else:
                kept.append(line)
        lines.append(kept)
    if not any(lines):
        return Paragraphs([line.text for page in pages for line in page], None, [], ())
    usual = _Usual.of(lines)
    blocks = list(_blocks(lines, usual))
    title = _title(blocks, usual)
    words = _words(lines)
    joined = [_joined(block, words) for block in blocks if block is not title]
    count = sum(one[1] for one in joined)
    repairs = (f"{count} words joined that line ends had parted",) if count else ()
    return Paragraphs(
        [text for text, _ in joined],
        _joined(title, words)[0] if title else None,
        list(furniture.values()),
        repairs,
    )


def _key(line: PageLine) -> str:
    return DIGITS.sub("#", " ".join(line.text.casefold().split()))


def _running_keys(pages: Sequence[Sequence[PageLine]]) -> set[tuple[str, int]]:
    """Lines that stand at the same height of at least half of the pages, whatever number they carry."""
    counts: Counter[tuple[str, int]] = Counter()
    for page in pages:
        counts.update({(_key(line), round(line.y)) for line in (*page[:EDGE], *page[-EDGE:])})
    needed = max(2, (len(pages) + 1) // 2)
    return {key for key, count in counts.items() if count >= needed}


@dataclass(frozen=True, slots=True)
class _Usual:
    """Size, distance and reach of the lines that most text stands in."""

    size: float
    gap: float
    chars: float

    @classmethod
    def of(cls, pages: Sequence[Sequence[PageLine]]) -> _Usual:
        lines = [line for page in pages for line in page]
        sizes: Counter[float] = Counter()
        for line in lines:
            sizes[round(line.size, 1)] += len(line.text)
        gaps = [above.y - below.y for page in pages for above, below in pairwise(page) if above.y > below.y]
        lengths = sorted(len(line.text) for line in lines)
        return cls(
            sizes.most_common(1)[0][0], median(gaps) if gaps else 0.0, lengths[int(len(lengths) * 0.8)]
        )


def _blocks(pages: Sequence[Sequence[PageLine]], usual: _Usual) -> Iterator[list[PageLine]]:
    """Lines of one paragraph each; a paragraph may go on on the next page."""
    block: list[PageLine] = []
    for page in pages:
        for index, line in enumerate(page):
            if block and _starts_anew(block, line, usual, is_new_page=index == 0):
                yield block
                block = []
            block.append(line)
    if block:
        yield block


def _starts_anew(block: Sequence[PageLine], line: PageLine, usual: _Usual, *, is_new_page: bool) -> bool:
    last = block[-1]
    is_resized = abs(line.size - last.size) > 0.08 * max(line.size, last.size)
    if is_resized or BULLET.match(line.text):
        return True
    if HYPHENATED.search(last.text):
        return False
    ends = SENTENCE_END.search(last.text[-8:]) is not None
    is_new_column = is_new_page or line.y > last.y
    if is_new_column:
        return ends and not line.text[:1].islower()
    usual_gap = usual.gap * max(1.0, line.size / usual.size) if usual.size else usual.gap
    if usual_gap and last.y - line.y > GAP * usual_gap:
        return True
    if BULLET.match(block[0].text) and 0 < line.x - block[0].x < MAX_HANGING:
        return False
    first_x = block[0].x if len(block) == 1 else block[1].x
    is_indented = INDENT < line.x - first_x < 60 and len(block) > 1
    is_short = len(last.text) < SHORT * usual.chars
    return is_indented or (is_short and (ends or not line.text[:1].islower()))


def _title(blocks: Sequence[list[PageLine]], usual: _Usual) -> list[PageLine] | None:
    """The first block of the largest size, where that is clearly larger than the text and no essay."""
    if not usual.size:
        return None
    early = [
        block for block in blocks[:12] if block[0].size > LARGER * usual.size and _word_count(block) >= 2
    ]
    largest = max(early, key=lambda block: block[0].size, default=None)
    return largest if largest and _word_count(largest) <= MAX_TITLE_WORDS else None


def _word_count(block: Sequence[PageLine]) -> int:
    return sum(len(line.text.split()) for line in block)


def _words(pages: Sequence[Sequence[PageLine]]) -> set[str]:
    """All words that stand inside lines, by which the two halves of a word are judged."""
    return {
        word.strip(PUNCTUATION).casefold()
        for page in pages
        for line in page
        for word in line.text.split()[:-1]
    }


def _joined(block: Sequence[PageLine], words: set[str]) -> tuple[str, int]:
    """The text of a paragraph, and how many words were joined in it.

    A hyphen at the end of a line stays where the word is known with it and not without, or a capital or a
    digit follows.
    """
    pieces, count = [block[0].text], 0
    for line in block[1:]:
        last = pieces[-1]
        half = HYPHENATED.search(last[-MAX_HALF:])
        other = line.text.split(maxsplit=1)[0].strip(PUNCTUATION)
        if not half or not other:
            pieces.append(f" {line.text}")
        elif not other[0].islower() or _is_compound(half[1], other, words):
            pieces[-1:] = [last.rstrip("\u00ad"), line.text]
        else:
            pieces[-1:] = [last[:-1], line.text]
            count += 1
    return "".join(pieces).replace("\u00ad", ""), count


def _is_compound(half: str, other: str, words: set[str]) -> bool:
    """Whether two halves are known as a word with a hyphen, and not as one without."""
    return f"{half}-{other}".casefold() in words and f"{half}{other}".casefold() not in words
