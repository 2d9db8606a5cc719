"""The blocks of a page that hold its lines: their tags, and what their names say.

Belongs here: facts of one block and of those around it. Not here: which blocks hold the story (`evidence`).
"""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from pathlib import Path

from lxml import etree

LEXICON = Path(__file__).parents[2] / "lexicon" / "markup_names.toml"
WHOLE_PAGE = frozenset(("html", "body", "main"))
NAMING = ("class", "id", "role", "itemprop", "itemtype", "data-testid", "data-component")
"""Attributes by which authors name a block."""
POST = re.compile(r"\b(?:hentry|type-post)\b")
"""Classes of a story in the microformat hAtom, which most blogs bear."""
MAX_NAME_CHARS = 300
MAX_CLASS_CHARS = 60
STYLE_BLOCKS = 3


class Block:
    """An element that holds lines, itself or in other blocks."""

    __slots__ = ("depth", "names", "parent", "post", "style", "tag", "tags", "thread")

    def __init__(self, element: etree._Element, parent: Block | None) -> None:
        self.tag = str(element.tag)
        self.parent = parent
        self.depth: int = parent.depth + 1 if parent else 0
        self.names = _names(element)
        own = (self.tag, (element.get("class") or "")[:MAX_CLASS_CHARS])
        self.style: tuple[tuple[str, str], ...] = (own, *(parent.style[: STYLE_BLOCKS - 1] if parent else ()))
        """Tags and classes by which it and the blocks right around it are alike others."""
        held = parent.tags if parent else frozenset()
        self.tags: frozenset[str] = held if self.tag in held else held | {self.tag}
        """Its own tag and those of all blocks that hold it."""
        names = self.names
        is_post = self.tag == "article" or (bool(names) and POST.search(names) is not None)
        self.post: Block | None = self if is_post else parent.post if parent else None
        """The innermost block around it, or itself, that is marked as one of the page's stories."""
        is_thread = bool(names) and self.tag not in WHOLE_PAGE and "thread" in meanings_of(names)
        self.thread: Block | None = (parent.thread if parent else None) or (self if is_thread else None)
        """The outermost block around it, or itself, that is named as a thread of readers' comments."""

    @property
    def meanings(self) -> frozenset[str]:
        """What its own names say it is."""
        return meanings_of(self.names)


def _names(element: etree._Element) -> str:
    given = [value for name in NAMING if (value := element.get(name))]
    return " ".join(given)[:MAX_NAME_CHARS].lower() if given else ""


@lru_cache(maxsize=1 << 16)
def meanings_of(names: str) -> frozenset[str]:
    """The meanings of the lexicon that the names of a block have."""
    if not names:
        return frozenset()
    return frozenset(meaning for meaning, pattern in lexicon().items() if pattern.search(names))


@cache
def lexicon() -> dict[str, re.Pattern[str]]:
    """Patterns of the names that blocks of each meaning bear."""
    listed: dict[str, list[str]] = tomllib.loads(LEXICON.read_text("utf-8"))["names"]
    return {meaning: re.compile("|".join(patterns)) for meaning, patterns in listed.items()}
