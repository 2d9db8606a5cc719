"""The file that XML stories come from, and how a story of it becomes a document.

Belongs here: members, bytes and repairs, alike for every kind of XML. Not here: elements and their meaning.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from lxml import etree

from pipelines.parse.composed import Part, compose
from pipelines.parse.formats.xml.tree import Tree
from pipelines.parse.records import ParsedDocument, ReadFailure, Stated

ENCODING = re.compile(rb"""^\s*<\?xml[^>]{0,100}?encoding\s*=\s*["']([A-Za-z0-9_.:-]{2,40})""")
MAX_MEMBER_CHARS = 300


def declared_encoding(data: bytes) -> str | None:
    """The encoding that the XML declaration names."""
    found = ENCODING.search(data[:400].removeprefix(b"\xef\xbb\xbf"))
    return found[1].decode("ascii") if found else None


@dataclass(slots=True)
class Source:
    """A parsed file with what its documents share; hands out member names that are not taken yet."""

    tree: Tree
    data: bytes
    encoding: str
    repairs: tuple[str, ...]
    _taken: set[str] = field(default_factory=set)

    def member(self, stated: str | None, ordinal: int) -> str:
        """The name of a story inside its file: what it calls itself, or `item 3`."""
        name = " ".join((stated or "").split())
        if not name or len(name) > MAX_MEMBER_CHARS or name in self._taken:
            name = f"item {ordinal}"
        while name in self._taken:
            name += "*"
        self._taken.add(name)
        return name

    def document(
        self,
        element: etree._Element,
        format: str,
        parts: Sequence[Part],
        stated: Stated,
        member: str | None = None,
    ) -> ParsedDocument | ReadFailure:
        """The document of one element; the bytes of a member are its own element's."""
        mistake = self.tree.mistake
        repairs = (*self.repairs, f"mistakes in the XML passed over: {mistake}") if mistake else self.repairs
        return compose(
            parts,
            self.data if member is None else etree.tostring(element, encoding="utf-8", with_tail=False),
            format,
            stated=stated,
            member=member,
            encoding=self.encoding,
            repairs=repairs,
        )


def without_title(parts: Sequence[Part], title: str | None) -> list[Part]:
    """The parts of a body that does not start with the title once more."""
    words = (title or "").casefold().split()
    rest = list(parts)
    while rest and words and rest[0][1].casefold().split() == words:
        rest = rest[1:]
    return rest
