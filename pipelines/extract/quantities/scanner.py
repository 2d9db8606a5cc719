"""Every numeral of a text, in order.

Belongs here: putting numbers in digits and in words together. Not here: reading either.
"""

from __future__ import annotations

from pipelines.extract.quantities import digits, number_words
from pipelines.extract.quantities.numerals import Numeral

WIDTHS = str.maketrans("０１２３４５６７８９，．％＄－：／￥￡￠", "0123456789,.%$-:/¥£¢")


def folded(text: str) -> str:
    """The text with full-width digits and signs as plain ones; every character keeps its place."""
    return text if text.isascii() else text.translate(WIDTHS)


def scan(text: str) -> list[Numeral]:
    """Every numeral of the (folded) text in order, never overlapping."""
    found = digits.numerals(text) + number_words.numerals(text)
    found.sort(key=lambda numeral: (numeral.start, -numeral.end))
    kept: list[Numeral] = []
    for numeral in found:
        if not kept or numeral.start >= kept[-1].end:
            kept.append(numeral)
    return kept
