"""A number as printed, and the words and suffixes that scale it.

Belongs here: the record, and what numbers in digits (`digits.py`) and in words (`number_words.py`) share.
Not here: units, modifiers, whether the number is a claim at all.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from pipelines.extract.quantities import lexicon


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number as printed; `value` is None for a vague plural, which has `low` and `high`."""

    start: int
    end: int
    value: float | None
    low: float | None
    high: float | None
    form: str
    """`digits`, `words`, `fraction`, `vague`, `multiple`, `ordinal`, `roman` or `none` (digits that are no
    number)."""
    scale: float = 1.0
    """What a scale word or suffix behind the number multiplies it by."""
    plain: bool = False
    """Only digits: what a year, a label or a part of a name looks like."""

    @property
    def scaled(self) -> bool:
        """Does it print a scale ("billion", "m")?"""
        return self.scale != 1.0


@cache
def scales() -> tuple[re.Pattern[str], dict[str, float], re.Pattern[str], dict[str, float]]:
    """Scale words and scale suffixes behind a number: for each a pattern, and what its words multiply by."""
    data = lexicon.load("numerals")
    words: dict[str, float] = data["scales"] | {"dozen": 12.0}
    suffixes: dict[str, float] = data["suffixes"]
    word = re.compile(rf"\s?-?\s?({'|'.join(words)})\b(?!s)", re.IGNORECASE)
    suffix = re.compile(
        rf"(?:({'|'.join(sorted(suffixes, key=len, reverse=True))})"
        r"|[ \u00a0](bn|tn|mn|mln|bln|trn|mil|B|lakh|cr|m))"
        r"(?![\w²³/])"
    )
    return word, words, suffix, suffixes
