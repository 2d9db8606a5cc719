"""The formats that can be read: one module per family, one row here per kind of file.

A reader takes the bytes of one file (unpacked) and the limits, and yields a document per story file or
per member of a container, or failures. Nothing else in the package knows which formats there are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from pipelines.parse.formats.html import read as read_html
from pipelines.parse.formats.text import read as read_text
from pipelines.parse.records import ParsedDocument, ReadFailure, ReadLimits

Reader = Callable[[bytes, ReadLimits], Iterator[ParsedDocument | ReadFailure]]

READERS: dict[str, Reader] = {"text": read_text, "html": read_html}
SUFFIXES = {".txt": "text", ".text": "text", ".md": "text", ".html": "html", ".htm": "html", ".xhtml": "html"}
PACKED_SUFFIXES = (".gz",)
ASIDES = ("README", "LICENSE", "LICENCE")
"""How names of files about the corpus begin; in small letters they count only as the whole stem."""
USERS_FILES = frozenset({"manifest.csv", "sources.csv", "entities.csv", "quotes.csv", "claims.csv"})


def format_of(path: str) -> str | None:
    """The reader for a file by its name, packed or not; None for a kind that is not supported."""
    name = path.rsplit("/", 1)[-1].lower()
    for packed in PACKED_SUFFIXES:
        name = name.removesuffix(packed)
    stem, dot, suffix = name.rpartition(".")
    return SUFFIXES.get(dot + suffix) if stem else None


def is_article_file(path: str) -> bool:
    """Whether a path (relative to the corpus, `/` between parts) may hold articles.

    False for `README*`, `LICENSE*`, whatever lies under a dot, and the files by which users tell what they
    know.
    """
    parts = path.split("/")
    if any(part.startswith(".") for part in parts):
        return False
    name = parts[-1]
    is_aside = name.startswith(ASIDES) or name.split(".", 1)[0].upper() in ASIDES
    return path not in USERS_FILES and not is_aside
