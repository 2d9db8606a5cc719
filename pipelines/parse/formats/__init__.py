"""The formats that can be read: one module per family, one row here per kind of file.

Nothing else in the package knows which formats there are. A reader takes all bytes of a file (unpacked), the
limits and the charset that a container states, and yields documents or failures. A stream reader takes the
stream itself: what it reads holds many records and may be larger than the memory.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module
from typing import BinaryIO

from pipelines.parse.formats.html import read as read_html
from pipelines.parse.formats.mail import read as read_mail
from pipelines.parse.formats.markdown import read as read_markdown
from pipelines.parse.formats.press import read as read_text
from pipelines.parse.formats.records.json_files import read_json, read_json_lines
from pipelines.parse.formats.records.parquet import read_parquet
from pipelines.parse.formats.records.tables import read_csv, read_tsv
from pipelines.parse.formats.xml import read as read_xml
from pipelines.parse.records import ParsedDocument, ReadFailure, ReadLimits

Reader = Callable[[bytes, ReadLimits, str | None], Iterator[ParsedDocument | ReadFailure]]
StreamReader = Callable[[BinaryIO, ReadLimits], Iterator[ParsedDocument | ReadFailure]]


def _on_demand(module: str) -> Reader:
    """The reader of a module whose libraries take long to load, loaded when the first such file comes."""

    def read(
        data: bytes, limits: ReadLimits, charset: str | None = None
    ) -> Iterator[ParsedDocument | ReadFailure]:
        reader: Reader = import_module(f"{__name__}.{module}").read
        return reader(data, limits, charset)

    return read


READERS: dict[str, Reader] = {
    "text": read_text, "markdown": read_markdown, "html": read_html, "xml": read_xml, "eml": read_mail,
    "pdf": _on_demand("pdf"), "docx": _on_demand("docx"),
}  # fmt: skip
STREAM_READERS: dict[str, StreamReader] = {
    "json": read_json, "jsonl": read_json_lines, "csv": read_csv, "tsv": read_tsv, "parquet": read_parquet,
}  # fmt: skip
SUFFIXES = {
    ".txt": "text", ".text": "text", ".md": "markdown", ".markdown": "markdown",
    ".pdf": "pdf", ".docx": "docx", ".eml": "eml",
    ".xml": "xml", ".rss": "xml", ".atom": "xml", ".rdf": "xml", ".nitf": "xml", ".newsml": "xml",
    ".html": "html", ".htm": "html", ".xhtml": "html",
    ".json": "json", ".jsonl": "jsonl", ".ndjson": "jsonl",
    ".csv": "csv", ".tsv": "tsv", ".parquet": "parquet",
    ".zip": "zip", ".tar": "tar", ".warc": "warc",
}  # fmt: skip
PACKED_SUFFIXES = (".gz", ".zst")
SHORT_SUFFIXES = {".tgz": ".tar.gz", ".tzst": ".tar.zst"}
MAX_PACKINGS = 3
ASIDES = ("README", "LICENSE", "LICENCE")
"""How names of files about the corpus begin; in small letters they count only as the whole stem."""
USERS_FILES = frozenset({"manifest.csv", "sources.csv", "entities.csv", "quotes.csv", "claims.csv"})


def format_of(path: str) -> str | None:
    """The reader for a file by its name, packed or not; None for a kind that is not supported."""
    stem, dot, suffix = _unpacked_name(path)[0].rpartition(".")
    return SUFFIXES.get(dot + suffix) if stem else None


def packings_of(path: str) -> tuple[str, ...]:
    """What a file is packed in by its name, outermost first: `.gz` or `.zst`, or one in the other."""
    return _unpacked_name(path)[1]


def _unpacked_name(path: str) -> tuple[str, tuple[str, ...]]:
    name = path.rsplit("/", 1)[-1].lower()
    for short, long in SHORT_SUFFIXES.items():
        name = name.removesuffix(short) + long if name.endswith(short) else name
    packings: list[str] = []
    while (suffix := name[name.rfind(".") :]) in PACKED_SUFFIXES and len(packings) < MAX_PACKINGS:
        packings.append(suffix)
        name = name.removesuffix(suffix)
    return name, tuple(packings)


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
