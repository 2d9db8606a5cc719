"""The words of an article by their offsets in the document, also across the segments they span."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from pipelines.extract.records import AnalysedSegment


class Passages:
    """Looks up words by document offsets; segments are in order and do not overlap."""

    def __init__(self, segments: Sequence[AnalysedSegment]) -> None:
        self._starts = [segment.start_char for segment in segments]
        self.texts = [segment.doc.text if segment.text is None else segment.text for segment in segments]
        self._tails = [segment.tail for segment in segments]

    def position(self, char: int) -> int:
        """Which segment a character stands in."""
        return max(bisect_right(self._starts, char) - 1, 0)

    def follows_on(self, position: int) -> bool:
        """Whether nothing but white space parts this segment from the one before it."""
        if position <= 0 or position >= len(self._starts):
            return False
        before = position - 1
        end = self._starts[before] + len(self.texts[before]) + len(self._tails[before])
        return end == self._starts[position]

    def text(self, start: int, end: int) -> str:
        """The words from `start` to `end`; both lie in segments that follow on from each other."""
        first, last = self.position(start), self.position(max(end - 1, start))
        if first == last:
            offset = self._starts[first]
            return self.texts[first][start - offset : end - offset]
        parts = [self.texts[first][start - self._starts[first] :], self._tails[first]]
        for position in range(first + 1, last):
            parts += [self.texts[position], self._tails[position]]
        parts.append(self.texts[last][: end - self._starts[last]])
        return "".join(parts)
