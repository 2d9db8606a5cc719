"""Tokens of a parse by character, and the word that stands for a figure in it.

Belongs here: going from characters to tokens. Not here: what tokens mean.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import cached_property

from spacy.tokens import Doc, Token

from pipelines.extract.quantities import traps
from pipelines.extract.quantities.figures import Figure
from pipelines.extract.quantities.numerals import Numeral


class Tokens:
    """Tokens of a parse by character."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc

    @cached_property
    def text(self) -> str:
        """The text of the parse, which spaCy puts together anew each time."""
        return self.doc.text

    @cached_property
    def starts(self) -> list[int]:
        """Where each token starts."""
        places: list[int] = self.doc.to_array("IDX").tolist()
        return places

    @cached_property
    def names(self) -> list[tuple[int, int]]:
        """Character spans of the names that hold letters and digits."""
        return traps.name_spans(self.doc[:])

    def at(self, char: int) -> Token | None:
        """The token that holds a character."""
        index = bisect_right(self.starts, char) - 1
        return self.doc[index] if index >= 0 else None

    def between(self, start: int, end: int) -> range:
        """Indices of the tokens that begin between two characters."""
        return range(bisect_left(self.starts, start), bisect_left(self.starts, end))

    def anchor(self, figure: Figure) -> Token:
        """The word that stands for the figure in the parse: the counted noun, the unit, else the number."""
        if figure.noun is not None:
            return figure.noun
        first = self.at(figure.numeral.start) or self.doc[0]
        last = self.at(max(figure.end - 1, figure.numeral.start)) or first
        best = first
        for token in self.doc[first.i : last.i + 1]:
            if not first.i <= token.head.i <= last.i or token.head.i == token.i:
                best = token
                break
        return best

    def name_around(self, numeral: Numeral) -> tuple[int, int] | None:
        """The name with letters and digits that a numeral stands in."""
        return next(
            (span for span in self.names if span[0] <= numeral.start and numeral.end <= span[1]), None
        )
