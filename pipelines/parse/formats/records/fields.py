"""Which field of a record holds which part of a story, by a user's mapping or by well-known names."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

LEXICON = Path(__file__).parents[2] / "lexicon" / "fields.toml"
NAMING_KEYS = (
    "name", "value", "text", "content", "fullname", "original", "main", "rendered", "@value", "#text", "@id",
    "url",
)  # fmt: skip
"""Keys under which an object keeps what it stands for."""
NOT_IN_NAME = re.compile(r"[^\w@]|_")
MISSING = frozenset(("", "nan", "none", "null", "n/a", "[]", "{}", "-"))
PRINTED_LIST = re.compile(r"""^\[\s*(?:'[^']*'|"[^"]*")(?:\s*,\s*(?:'[^']*'|"[^"]*"))*\s*\]$""")
PRINTED_ITEM = re.compile(r"""'([^']*)'|"([^"]*)\"""")
MAX_ITEMS = 10_000

Record = Mapping[str, Any]


@cache
def names_of(role: str) -> tuple[str, ...]:
    """The well-known names of fields with that role, best first."""
    listed: str = tomllib.loads(LEXICON.read_text("utf-8"))[role]
    return tuple(listed.split())


def folded(name: str) -> str:
    """A field's name as the lexicon writes it: `datePublished` and `date_published` are one."""
    return NOT_IN_NAME.sub("", name.lower())


def is_text_name(name: str) -> bool:
    """Whether a field of that name holds the text of a story."""
    return folded(name) in names_of("text")


class Fields:
    """The fields of one record by their role."""

    def __init__(self, record: Record, mapping: Sequence[tuple[str, str]]) -> None:
        self._record = record
        self._mapping = dict(mapping)
        self._known: dict[str, Any] = {}
        for name, value in record.items():
            self._known.setdefault(folded(name), value)
            if isinstance(value, Mapping):
                for inner, held in value.items():
                    self._known.setdefault(f"{folded(name)}.{folded(str(inner))}", held)

    def values(self, role: str) -> list[str]:
        """What the record holds of a part: the first field that has anything; a list gives several values."""
        if role in self._mapping:
            found = _texts(_at(self._record, self._mapping[role]))
            if found:
                return found
        for name in names_of(role):
            found = _texts(self._known.get(name))
            if found:
                return found
        return []

    def has(self, role: str) -> bool:
        """Whether the record has a field for a part, be it empty."""
        return role in self._mapping or any(name in self._known for name in names_of(role))

    def value(self, role: str) -> str | None:
        """What the record holds of a part, as one value."""
        return ", ".join(self.values(role)) or None

    def first(self, role: str) -> str | None:
        """What the record holds of a part, the first value where it is a list."""
        return next(iter(self.values(role)), None)


def _at(record: Record, path: str) -> Any:
    """What stands at a dotted path, or under that very name; a number leads into a list."""
    if path in record:
        return record[path]
    at: Any = record
    for step in path.split("."):
        if isinstance(at, Mapping):
            at = at.get(step)
        elif isinstance(at, list) and step.isdecimal() and int(step) < len(at):
            at = at[int(step)]
        else:
            return None
    return at


def _texts(value: Any, depth: int = 0) -> list[str]:
    """The texts in a value: itself, its items, or what an object says that it stands for."""
    if isinstance(value, str):
        if value.strip().lower() in MISSING:
            return []
        if PRINTED_LIST.match(value.strip()):
            return [item for one in PRINTED_ITEM.findall(value) if (item := (one[0] or one[1]).strip())]
        return [value]
    if isinstance(value, (datetime, date)):
        return [value.isoformat()]
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return [f"{value:.0f}"] if value == value and abs(value) < 1e18 else []
    if depth > 3:
        return []
    if isinstance(value, Mapping):
        inner = {folded(str(key)): held for key, held in value.items()}
        return next((found for key in NAMING_KEYS if (found := _texts(inner.get(key), depth + 1))), [])
    if isinstance(value, (list, tuple)):
        return [text for one in value[:MAX_ITEMS] for text in _texts(one, depth + 1)]
    return []
