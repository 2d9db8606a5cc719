"""Wordings by which a line shows what it is; the lists are in `lexicon/phrases.toml`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

LEXICON = Path(__file__).with_name("lexicon") / "phrases.toml"
MAX_CHARS = 400
"""Longer lines are running text whatever they hold, and are never tested."""


@cache
def _patterns() -> Mapping[str, re.Pattern[str]]:
    with LEXICON.open("rb") as file:
        lists: dict[str, dict[str, list[str]]] = tomllib.load(file)
    return {meaning: _compiled(fragments) for meaning, fragments in lists.items()}


def _compiled(fragments: dict[str, list[str]]) -> re.Pattern[str]:
    """One pattern for `match`: whole lines, beginnings, and what may stand anywhere."""
    ways = [rf"(?:{one})[\s:.…>»›→]*$" for one in fragments.get("whole", [])]
    ways += [f"(?:{one})" for one in fragments.get("starts", [])]
    ways += [f".*?(?:{one})" for one in fragments.get("holds", [])]
    return re.compile("|".join(ways), re.IGNORECASE)


def says(meaning: str, line: str) -> bool:
    """Whether a line is worded like a `meaning` of the lexicon."""
    return len(line) <= MAX_CHARS and _patterns()[meaning].match(line) is not None
