"""Word lists as data: one TOML file per idea, read once.

Belongs here: reading them. Not here: what a list means, which its first comment says.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def lexicon(name: str) -> dict[str, Any]:
    """The content of `<name>.toml` beside this module."""
    return tomllib.loads((files(__package__) / f"{name}.toml").read_text(encoding="utf-8"))


def words(text: str) -> frozenset[str]:
    """The entries of a list that is written as one string, `_` standing for a space within an entry."""
    return frozenset(entry.replace("_", " ") for entry in text.split())
