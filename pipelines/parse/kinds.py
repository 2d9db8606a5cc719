"""Which reader a file is for: by its name, or by the media type that a container states.

Belongs here: names and types to formats, and which files are no articles. Not here: the readers (`formats`),
containers (`containers`).
"""

from __future__ import annotations

import posixpath
from urllib.parse import unquote, urlsplit

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

TYPES = {
    "text/html": "html", "application/xhtml+xml": "html",
    "text/plain": "text", "text/markdown": "markdown",
    "application/pdf": "pdf", "application/x-pdf": "pdf", "message/rfc822": "eml",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "text/xml": "xml", "application/xml": "xml",
    "application/json": "json", "text/json": "json",
    "application/x-ndjson": "jsonl", "application/jsonl": "jsonl", "application/json-lines": "jsonl",
    "text/csv": "csv", "text/tab-separated-values": "tsv",
}  # fmt: skip
TYPES_BY_ENDING = {"+xml": "xml", "+json": "json"}
TELLING_NOTHING = frozenset((
    "", "application/octet-stream", "binary/octet-stream", "application/download",
    "application/force-download", "application/x-download", "unknown/unknown",
))  # fmt: skip
"""Types that servers and mail programs state where they know none: the name tells more."""
WORDLESS = ("image/", "audio/", "video/", "font/")
MADE_FOR_MACHINES = frozenset(("robots.txt", "ads.txt", "app-ads.txt", "sellers.json", "manifest.json"))
"""What every site serves, whoever writes there."""


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


def format_of_type(media_type: str) -> str | None:
    """The reader for a media type (small letters, without options); None where it names no readable kind."""
    ending = next((one for one in TYPES_BY_ENDING if media_type.endswith(one)), None)
    if ending is None or media_type in TYPES or media_type.startswith(WORDLESS):
        return TYPES.get(media_type)
    return TYPES_BY_ENDING[ending]


def format_of_page(media_type: str, url: str) -> str | None:
    """The reader for what a server sent as `media_type` for an address; None for what is no document."""
    name = _name_of(url)
    if name in MADE_FOR_MACHINES:
        return None
    return format_of(name) if media_type in TELLING_NOTHING else format_of_type(media_type)


def _name_of(url: str) -> str:
    """The last step of an address's path, in small letters."""
    try:
        return posixpath.basename(unquote(urlsplit(url).path)).lower()
    except ValueError:
        return ""


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
