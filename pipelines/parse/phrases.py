"""Wordings by which a line shows what it is; the lists are in `lexicon/phrases.toml`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

LEXICON = Path(__file__).with_name("lexicon") / "phrases.toml"
MAX_CHARS = 400
"""Longer lines are running text whatever they hold, and are never tested."""
GROUP = re.compile(r"\\.|\[[^\]]*\]|\((?:[^()\\]|\\.)*\)")
COUNTED = re.compile(r".(?:[?*+]|\{[^}]*\})", re.DOTALL)
GAP = "\0"


@cache
def _starts(meaning: str) -> re.Pattern[str] | None:
    """What may stand at the start of a folded line."""
    lists = _lexicon()[meaning]
    starts = [rf"(?:{one})[\s:.…>»›→]*$" for one in lists.get("whole", [])] + lists.get("starts", [])
    return re.compile("|".join(f"(?:{one})" for one in starts)) if starts else None


@cache
def _holds(meaning: str) -> list[tuple[str, re.Pattern[str]]]:
    """What may stand anywhere in a folded line, each with a piece of text that every match has."""
    return [(_needle(one), re.compile(one)) for one in _lexicon()[meaning].get("holds", [])]


def _needle(pattern: str) -> str:
    """The longest plain text in every match of a pattern; empty where it is not plain to see.

    Telling lines that cannot match by a piece of text is a hundred times quicker than matching.
    """
    plain = pattern
    while (without := GROUP.sub(GAP, plain)) != plain:
        plain = without
    plain = COUNTED.sub(GAP, plain)
    return "" if "|" in plain else max(re.split(r"[^\w '’/-]+", plain), key=len)


@cache
def _lexicon() -> dict[str, dict[str, list[str]]]:
    lexicon: dict[str, dict[str, list[str]]] = tomllib.loads(LEXICON.read_text("utf-8"))
    return lexicon


def says(meaning: str, line: str) -> bool:
    """Whether a line is worded like a `meaning` of the lexicon."""
    return len(line) <= MAX_CHARS and _says(meaning, line.lower())


def meanings_of(line: str, meanings: Iterable[str]) -> Iterator[str]:
    """Those of some meanings that a line is worded like, in their order."""
    if len(line) > MAX_CHARS:
        return
    folded = line.lower()
    for meaning in meanings:
        if _says(meaning, folded):
            yield meaning


def _says(meaning: str, folded: str) -> bool:
    starts = _starts(meaning)
    if starts and starts.match(folded):
        return True
    for needle, pattern in _holds(meaning):  # noqa: SIM110 (a generator takes twice the time here)
        if needle in folded and pattern.search(folded):
            return True
    return False
