"""Wordings by which a line shows what it is; the lists are in `lexicon/phrases.toml`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

LEXICON = Path(__file__).with_name("lexicon") / "phrases.toml"
MAX_CHARS = 400
"""Longer lines are running text whatever they hold, and are never tested."""
GROUP = re.compile(r"\\.|\[[^\]]*\]|\((?:[^()\\]|\\.)*\)")
CHOICE = re.compile(r"\(\?:([^()\[\]\\]+)\)(?![?*{])")
"""A group of plain alternatives that every match has one of."""
COUNTED = re.compile(r".(?:[?*+]|\{[^}]*\})", re.DOTALL)
PLAIN = re.compile(r"[^\w '’/-]+")
MAX_END_CHARS = 60
GAP = "\0"


@dataclass(frozen=True, slots=True)
class _Wording:
    """The patterns of one meaning, for folded lines."""

    starts: re.Pattern[str] | None
    """What may stand at the start."""
    ends: re.Pattern[str] | None
    """What may stand at the end, in few characters."""
    holds: tuple[tuple[tuple[str, ...], re.Pattern[str]], ...]
    """What may stand anywhere, each with pieces of text of which every match has one."""

    def is_of(self, folded: str) -> bool:
        """Whether a folded line is worded so."""
        if self.starts and self.starts.match(folded):
            return True
        if self.ends and self.ends.search(folded[-MAX_END_CHARS:]):
            return True
        for needles, pattern in self.holds:
            for needle in needles:
                if needle in folded:
                    if pattern.search(folded):
                        return True
                    break
        return False


@cache
def _wording(meaning: str) -> _Wording:
    lists = _lexicon()[meaning]
    starts = [rf"(?:{one})[\s:.…>»›→]*$" for one in lists.get("whole", [])] + lists.get("starts", [])
    starts += [one for one in lists.get("holds", []) if one.startswith("^")]
    anywhere = [one for one in lists.get("holds", []) if not one.startswith("^")]
    holds = tuple((_needles(one), re.compile(one)) for one in anywhere)
    return _Wording(_any_of(starts), _any_of(lists.get("ends", [])), holds)


def _any_of(patterns: Sequence[str]) -> re.Pattern[str] | None:
    return re.compile("|".join(f"(?:{one})" for one in patterns)) if patterns else None


def _needles(pattern: str) -> tuple[str, ...]:
    """Pieces of plain text of which every match of a pattern has one; an empty one where none is to be seen.

    Telling lines that cannot match by a piece of text is a hundred times quicker than matching.
    """
    plain = pattern
    while (without := GROUP.sub(GAP, plain)) != plain:
        plain = without
    plain = COUNTED.sub(GAP, plain)
    if "|" in plain:
        return ("",)
    choices = [
        tuple(_longest(COUNTED.sub(GAP, one)) for one in choice[1].split("|"))
        for choice in CHOICE.finditer(pattern)
        if _depth(pattern[: choice.start()]) == 0
    ]
    return max([(_longest(plain),), *choices], key=lambda needles: min(map(len, needles)))


def _depth(head: str) -> int:
    """How many groups are open behind the head of a pattern."""
    bare = re.sub(r"\\.|\[[^\]]*\]", "", head)
    return bare.count("(") - bare.count(")")


def _longest(plain: str) -> str:
    return max(PLAIN.split(plain), key=len)


@cache
def _lexicon() -> dict[str, dict[str, list[str]]]:
    lexicon: dict[str, dict[str, list[str]]] = tomllib.loads(LEXICON.read_text("utf-8"))
    return lexicon


def says(meaning: str, line: str) -> bool:
    """Whether a line is worded like a `meaning` of the lexicon."""
    return len(line) <= MAX_CHARS and _wording(meaning).is_of(line.lower())


def meanings_of(line: str, meanings: Iterable[str]) -> Iterator[str]:
    """Those of some meanings that a line is worded like, in their order."""
    if len(line) <= MAX_CHARS:
        folded = line.lower()
        yield from (meaning for meaning in meanings if _wording(meaning).is_of(folded))
