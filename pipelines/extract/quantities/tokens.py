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

    def __init__(self, doc: Doc, text: str | None = None) -> None:
        self.doc = doc
        self._text = text

    @cached_property
    def text(self) -> str:
        """The text of the parse, which spaCy puts together anew each time."""
        return self.doc.text if self._text is None else self._text

    @cached_property
    def starts(self) -> list[int]:
        """Where each token starts."""
        places: list[int] = self.doc.to_array("IDX").tolist()
        return places

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
        """The name of several words that a numeral stands in, in characters."""
        token = self.at(numeral.start)
        if token is None or token.ent_type_ not in traps.NAMED:
            return None
        first = last = token.i
        while first > 0 and self.doc[first].ent_iob_ == "I":
            first -= 1
        while last + 1 < len(self.doc) and self.doc[last + 1].ent_iob_ == "I":
            last += 1
        start, end = self.starts[first], self.starts[last] + len(self.doc[last])
        is_within = first < last and start <= numeral.start and numeral.end <= end
        return (start, end) if is_within else None
