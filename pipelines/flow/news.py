"""Whether there is anything to build: what a build depends on, compared with the published one."""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import polars as pl

from pipelines import inventory
from pipelines.flow.context import Context
from pipelines.ids import digest
from pipelines.load.publish import published_info
from pipelines.versions import code_version

_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Inputs:
    """Digests of everything that decides a build's rows."""

    corpus: str
    overrides: str
    settings: str
    code: str

    @classmethod
    def of_published(cls, info: dict[str, Any] | None) -> Inputs | None:
        """Those of the published build, or None where nothing is published."""
        return None if info is None else cls(**info["inputs"])

    def as_dict(self) -> dict[str, str]:
        """For the note beside a build."""
        return asdict(self)


def inputs(ctx: Context, found: inventory.Inventory) -> Inputs:
    """The inputs of a build of this inventory now."""
    return Inputs(
        corpus=corpus_hash(found.files, found.left_out),
        overrides=_overrides_hash(ctx),
        settings=ctx.settings.rows_hash,
        code=code_version(),
    )


def corpus_hash(files: pl.DataFrame, left_out: pl.DataFrame) -> str:
    """Digest of names and contents, and of what could not be taken."""
    taken = files.sort("path").select(pl.concat_str(["path", "file_key"], separator=" ")).to_series()
    lost = left_out.sort("path", "reason").select(pl.concat_str(["path", "reason"], separator=" "))
    return digest(*taken, "", *lost.to_series())


def _overrides_hash(ctx: Context) -> str:
    """Digest of what users brought beside their articles."""
    contents = []
    for name in inventory.USER_FILES:
        path = ctx.settings.corpus / name
        contents.append(hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "")
    return digest(*contents)


def _has_recovered(ctx: Context, files: pl.DataFrame) -> bool:
    """Whether a file that the file system did not give when it was last read can be read by now."""
    lost = files.filter(pl.col("file_key").is_in(ctx.parsed_parts.passing().implode()))
    return any(_is_readable(ctx.settings.corpus / path) for path in lost["path"])


def _is_readable(path: Path) -> bool:
    try:
        with path.open("rb") as stream:
            while stream.read(_CHUNK):
                pass
    except OSError:
        return False
    return True


def nothing_new(ctx: Context) -> str | None:
    """Why there is nothing to build, in a sentence; None where there is something.

    Costs a look per file. Raises CorpusError where the folder is missing or empty.
    """
    inventory.require_articles(ctx.settings.corpus)
    info = published_info(ctx.settings.warehouse)
    if ctx.settings.full or info is None:
        return None
    now_ns = int(ctx.started_at.timestamp() * 1_000_000_000)
    known = ctx.store.read_or_none("files")
    found = inventory.take(ctx.settings.corpus, known, now_ns, ctx.settings.limit)
    if inputs(ctx, found) != Inputs.of_published(info) or _has_recovered(ctx, found.files):
        return None
    count = found.files.height
    return (
        f"Nothing is new: the published build of {info['built_at'][:16]} holds all {count} files as they are."
    )
