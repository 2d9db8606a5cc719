"""What lies in the corpus folder: one look per file, a hash only where a file is new or has moved.

Belongs here: walking, hashing, joining the manifest. Not here: reading what a file says (`parse`).
"""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import polars as pl

from pipelines.contracts import table
from pipelines.contracts.frames import conform
from pipelines.errors import CorpusError
from pipelines.parse import format_of, is_article_file, packings_of, published_interval, read_manifest

MANIFEST = "manifest.csv"
USER_FILES = (MANIFEST, "sources.csv", "entities.csv", "quotes.csv", "claims.csv")
"""What users bring beside their articles, at the top of the corpus."""

_RACY_NS = 2_000_000_000
"""A file changed this shortly before it was hashed may change again within one tick of its clock."""
_MANIFEST_COLUMNS = ("url", "source", "published", "title", "byline", "language")


@dataclass(frozen=True, slots=True)
class Inventory:
    """The files of a corpus (`files`) and what could not be taken (`left_out`)."""

    files: pl.DataFrame
    left_out: pl.DataFrame


@dataclass(frozen=True, slots=True)
class _Seen:
    """A file with its hash; field names are columns of `files`."""

    path: str
    byte_count: int
    modified_ns: int
    seen_ns: int
    sha256: str
    format: str
    file_key: str


def take(corpus: Path, before: pl.DataFrame | None, now_ns: int, limit: int | None = None) -> Inventory:
    """The inventory of a folder; `before` is the last one's `files`, so that unchanged ones cost a look.

    Raises CorpusError where the folder is missing, or holds no article.
    """
    require_articles(corpus)
    hashes = _known_hashes(before)
    seen: list[_Seen] = []
    problems: list[tuple[str, str, str | None]] = []
    for path in walk(corpus):
        if limit is not None and len(seen) >= limit:
            break
        try:
            seen.append(_look(corpus, path, hashes, now_ns))
        except _LeftOutError as problem:
            problems.append((_readable(path), problem.reason, problem.detail))
    manifest, manifest_problems = read_manifest(_existing(corpus / MANIFEST))
    problems += [(MANIFEST, each.reason, f"line {each.line}") for each in manifest_problems]
    files = pl.DataFrame(seen, schema={name: table("files").column(name).type.polars for name in _SEEN})
    problems += _stale(manifest, files, limit)
    return Inventory(_with_manifest(files, manifest), _left_out(problems))


def require_articles(corpus: Path) -> None:
    """Raise CorpusError where the folder is missing, or holds nothing that may be an article."""
    if not corpus.is_dir():
        raise CorpusError(f"The corpus folder {corpus} is not there. Is it mounted? Set SAYSO_CORPUS.")
    if next(_walk(corpus), None) is None:
        raise CorpusError(f"The corpus folder {corpus} holds no article. Is it mounted? Set SAYSO_CORPUS.")


_SEEN = ("path", "byte_count", "modified_ns", "seen_ns", "sha256", "format", "file_key")


class _LeftOutError(Exception):
    def __init__(self, reason: str, detail: str | None = None) -> None:
        super().__init__(reason)
        self.reason, self.detail = reason, detail


def walk(corpus: Path) -> list[str]:
    """Relative paths of everything that may be an article, sorted; links to folders are followed once."""
    return sorted(_walk(corpus))


def _walk(corpus: Path) -> Iterator[str]:
    entered: set[str] = set()
    for folder, subfolders, names in os.walk(corpus, followlinks=True):
        real = os.path.realpath(folder)
        if real in entered:
            subfolders.clear()
            continue
        entered.add(real)
        subfolders[:] = sorted(name for name in subfolders if not name.startswith("."))
        paths = (Path(folder, name).relative_to(corpus).as_posix() for name in names)
        yield from (path for path in paths if is_article_file(path))


def _readable(path: str) -> str:
    """A file name as text, whatever bytes it has."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def _existing(path: Path) -> Path | None:
    return path if path.is_file() else None


def _known_hashes(before: pl.DataFrame | None) -> dict[tuple[str, int, int], tuple[str, int]]:
    """Hashes that can be trusted, by path, size and time of change."""
    if before is None:
        return {}
    trusted = before.filter(pl.col("seen_ns") - pl.col("modified_ns") > _RACY_NS)
    columns = ("path", "byte_count", "modified_ns", "sha256", "seen_ns")
    return {
        (path, size, modified): (sha256, seen)
        for path, size, modified, sha256, seen in trusted.select(columns).rows()
    }


def _look(corpus: Path, path: str, hashes: dict[tuple[str, int, int], tuple[str, int]], now_ns: int) -> _Seen:
    if _readable(path) != path:
        raise _LeftOutError("The file's name is not valid UTF-8.")
    reader = format_of(path)
    if reader is None:
        raise _LeftOutError(f"Files of the kind {Path(path).suffix or 'without ending'!r} are not read.")
    try:
        status = (corpus / path).stat()
        if not stat.S_ISREG(status.st_mode):
            raise _LeftOutError("This is not a regular file.")
        key = (path, status.st_size, status.st_mtime_ns)
        sha256, seen_ns = hashes.get(key) or (_sha256(corpus / path), now_ns)
    except FileNotFoundError:
        is_link = (corpus / path).is_symlink()
        raise _LeftOutError(
            "The link points to a file that is not there." if is_link else "The file vanished."
        ) from None
    except OSError as error:
        raise _LeftOutError("The file cannot be read.", error.strerror) from error
    file_key = f"{sha256}.{reader}{''.join(reversed(packings_of(path)))}"
    return _Seen(path, status.st_size, status.st_mtime_ns, seen_ns, sha256, reader, file_key)


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _with_manifest(files: pl.DataFrame, manifest: pl.DataFrame) -> pl.DataFrame:
    stated = manifest.select("path", *_MANIFEST_COLUMNS).unique("path", keep="none")
    return conform(files.join(stated, on="path", how="left"), table("files"))


def _stale(
    manifest: pl.DataFrame, files: pl.DataFrame, limit: int | None
) -> list[tuple[str, str, str | None]]:
    """Manifest rows that match no file; with a limit nobody can tell."""
    if limit is not None:
        return []
    unmatched = manifest.join(files, on="path", how="anti").get_column("path").sort()
    return [(MANIFEST, f"The row for {path!r} matches no file.", None) for path in unmatched]


def late_dates(files: pl.DataFrame, as_of: date) -> pl.DataFrame:
    """The manifest's dates that are not believed, as rows left out: nothing is published after `as_of`."""
    given = files.filter(pl.col("published").is_not_null()).sort("path")
    first = published_interval(given["published"])["published_from"]
    late = given.filter(first > as_of)
    reason = "The row for {!r} says it was published on {}, after {}: its date is not used."
    return _left_out(
        [
            (MANIFEST, reason.format(path, published, as_of), None)
            for path, published in late.select("path", "published").rows()
        ]
    )


def _left_out(problems: list[tuple[str, str, str | None]]) -> pl.DataFrame:
    frame = pl.DataFrame(problems, schema=["path", "reason", "detail"], orient="row").with_columns(
        table_name=pl.lit(None), row_id=pl.lit(None), stage=pl.lit("inventory")
    )
    return conform(frame, table("left_out"))
