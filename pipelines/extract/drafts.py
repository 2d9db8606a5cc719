"""An attribution in the making, and the quotations of its paragraph to look up by place.

Belongs here: what the steps over one paragraph share. Not here: which cue a quotation belongs to
(`paragraph`), how far content reaches (`reach`).
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from pipelines.extract.cues import Cue
from pipelines.extract.quotation_marks import MARKS, Quotation
from pipelines.extract.sources import Range

Chars = tuple[int, int]
"""Characters of the paragraph from, up to and without."""

WORD = re.compile(r"\w+")
TRIMMED = " \t\n\r\xa0,;:.–—-•‣·*"
ENDS_SPEECH = ".,?!…—–"
LEADS_IN = ",:"
_SMALL_WORDS = frozenset(
    {"a", "an", "and", "as", "at", "but", "by", "de", "en", "for", "from", "in", "into"}
    | {"nor", "of", "on", "or", "s", "the", "to", "up", "via", "vs", "with"}
)
"""Words that titles of works have in small letters."""
_LONG_SPEECH = 8
"""Words from which a quotation that starts with a capital is speech however it ends."""


@dataclass(slots=True, eq=False)
class Draft:
    """An attribution in the making; spans are characters of the paragraph."""

    cue: Cue | None
    cue_chars: Chars | None
    source_chars: Chars | None
    pieces: list[Chars]
    kind: str = "indirect"
    construction: str = "untagged"
    confidence: float = 0.5
    opens_paragraph: bool = False
    is_left_open: bool = False
    source: Range | None = None
    quotations: list[int] = field(default_factory=list)

    @property
    def tag(self) -> Chars:
        """Extent of cue and source together; empty where there is no cue."""
        spans = [span for span in (self.cue_chars, self.source_chars) if span]
        return (min(s[0] for s in spans), max(s[1] for s in spans)) if spans else (0, 0)


class Marks:
    """The quotations of a paragraph, to look up by place."""

    def __init__(self, text: str, quotations: Sequence[Quotation]) -> None:
        self.text = text
        self.quotations = quotations
        self._starts = [q.start for q in quotations]
        self.owner: dict[int, Draft] = {}

    def holding(self, char: int) -> int | None:
        """The quotation that a character stands in."""
        i = bisect_right(self._starts, char) - 1
        return i if i >= 0 and char < self.quotations[i].end else None

    def touching(self, start: int, end: int) -> range:
        """The quotations that share a character with a span."""
        first = bisect_right(self._starts, start) - 1
        if first < 0 or self.quotations[first].end <= start:
            first += 1
        return range(first, bisect_left(self._starts, end))

    def is_speech(self, i: int) -> bool:
        """Whether a quotation reads like an utterance rather than like a quoted phrase."""
        quotation = self.quotations[i]
        inner = self.text[quotation.start : quotation.end].strip(MARKS + " ")
        after = self.text[quotation.end : quotation.end + 1]
        count = len(WORD.findall(inner[:200]))
        if is_name_like(inner):
            return False
        is_long = count >= _LONG_SPEECH and inner[:1].isupper()
        ends = inner[-1:] in ENDS_SPEECH or after == "," or is_long
        starts = inner[:1].isupper() or self._is_led_in(quotation.start)
        return (ends or not quotation.is_closed) and starts and count >= 1

    def _is_led_in(self, start: int) -> bool:
        before = self.text[max(start - 3, 0) : start].rstrip()
        return not before or before[-1:] in LEADS_IN

    def is_alone(self, i: int) -> bool:
        """Whether nothing but marks and other quotations stands in the paragraph."""
        between = outside(0, len(self.text), self.quotations)
        return not any(WORD.search(self.text[a:b]) for a, b in between)


def is_name_like(inner: str) -> bool:
    """Whether the words are set like a title of a work: "Face the Nation,"."""
    all_words = WORD.findall(inner[:120])
    longer = [word for word in all_words if len(word) > 3]
    is_set_so = all(word[0].isupper() or word in _SMALL_WORDS for word in all_words)
    return 0 < len(longer) < 7 and is_set_so and len(all_words) > 1


def outside(start: int, end: int, quotations: Sequence[Quotation]) -> Iterator[Chars]:
    """The stretches of a span that stand in none of the quotations, which are in order."""
    for quotation in quotations:
        if quotation.start > start:
            yield start, quotation.start
        start = max(start, quotation.end)
    if start < end:
        yield start, end


def trim(text: str, span: Chars) -> Chars:
    """The span without white space and punctuation at its ends, but for the full stop of an abbreviation."""
    start, end = span
    while start < end and text[start] in TRIMMED:
        start += 1
    while end > start and text[end - 1] in TRIMMED + "([" and not _is_abbreviation(text, start, end):
        end -= 1
    return start, end


def _is_abbreviation(text: str, start: int, end: int) -> bool:
    """Whether the last full stop belongs to a word: "U.S.", "Inc."."""
    return text[end - 1] == "." and bool(
        re.search(r"(?:\b[A-Z]\.|\b(?:Inc|Corp|Co|Jr|Sr|Ltd))\.?$", text[max(start, end - 6) : end])
    )
