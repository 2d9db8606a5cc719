"""Wordings by which a line shows what it is; the lists are in `lexicon/phrases.toml`."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path

LEXICON = Path(__file__).with_name("lexicon") / "phrases.toml"
MAX_CHARS = 400
"""Longer lines are running text whatever they hold, and are never tested."""


@cache
def _patterns(meaning: str) -> tuple[re.Pattern[str] | None, re.Pattern[str] | None]:
    """What may stand at the start of a folded line, and what anywhere in it."""
    lists = _lexicon()[meaning]
    starts = [rf"(?:{one})[\s:.…>»›→]*$" for one in lists.get("whole", [])] + lists.get("starts", [])
    return _any_of(starts), _any_of(lists.get("holds", []))


@cache
def _lexicon() -> dict[str, dict[str, list[str]]]:
    lexicon: dict[str, dict[str, list[str]]] = tomllib.loads(LEXICON.read_text("utf-8"))
    return lexicon


def _any_of(fragments: list[str]) -> re.Pattern[str] | None:
    return re.compile("|".join(f"(?:{one})" for one in fragments)) if fragments else None


def says(meaning: str, line: str) -> bool:
    """Whether a line is worded like a `meaning` of the lexicon."""
    if len(line) > MAX_CHARS:
        return False
    folded = line.lower()
    starts, holds = _patterns(meaning)
    return bool(starts and starts.match(folded)) or bool(holds and holds.search(folded))
