"""What a build of a corpus would meet and cost, told before hours are spent. Loads no model.

Every file is read, as the build would read it, and what it gave is kept in the store: the counts are those of
the build, which need not read the files again, and neither must the next look.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import polars as pl

from pipelines import flow, inventory
from pipelines.errors import BuildLockedError
from pipelines.flow.context import no_progress
from pipelines.flow.read import identified_frames, read_new
from pipelines.inventory import Inventory
from pipelines.load.lock import build_lock
from pipelines.settings import Settings

SHOWN_REASONS = 15
SHOWN_ROWS = 10
"""Problems spelt out; a build lists them all in `ops.quarantine`."""

WORDS_PER_SECOND = 2_000
"""Extracted from and judged per worker: 88 pasted pages (63,600 words) took two workers 17 s."""
FIXED_SECONDS = 15
"""What a build costs however small it is: imports, model, checks."""
DISK_BYTES_PER_WORD = 300
"""Store and two builds together: 18.4 MB for the same pages."""
HASHED = "hashed_files"
"""The inventory of the last look; that of builds is theirs."""


@dataclass(frozen=True, slots=True)
class Outlook:
    """The inventory, a row per article, what cannot be read, and how many words are still to extract from."""

    found: Inventory
    document_count: int
    articles: pl.DataFrame
    unread: pl.DataFrame
    new_words: int


def outlook(settings: Settings, now: datetime, progress: flow.Progress = no_progress) -> str:
    """The lines that `sayso check` prints. Raises CorpusError where there is nothing to look at."""
    with _store_of(settings) as folder:
        settings = settings.model_copy(update={"store": folder, "full": False})
        ctx = flow.Context(settings, "check", now, settings.as_of or now.date(), progress)
        seen = look(ctx)
    lines = [
        *_files(settings, seen),
        *_articles(seen),
        *_problems(seen),
        *_cost(settings, seen),
    ]
    return "\n".join(lines)


@contextmanager
def _store_of(settings: Settings) -> Iterator[Path]:
    """The store; where a build works in it, or it cannot be written to, a folder that is thrown away."""
    with ExitStack() as stack:
        try:
            stack.enter_context(build_lock(settings.store_dir / "build.lock", 0, lambda _: None))
            folder = settings.store_dir
        except (BuildLockedError, OSError):
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="sayso-check-")))
        yield folder


def look(ctx: flow.Context) -> Outlook:
    """Read what was not read before, and put together what all of it gave."""
    found = _inventory(ctx)
    read_new(ctx, found.files)
    extracted = set(ctx.found_parts.known())
    articles: list[pl.DataFrame] = []
    unread: list[pl.DataFrame] = []
    document_count = 0
    for frames in identified_frames(ctx, found.files):
        document_count += frames["documents"].height
        keys = frames["document_keys"].select("document_id", "document_key")
        articles.append(frames["draft_articles"].drop("fingerprint").join(keys, on="document_id"))
        unread.append(frames["unread"])
    rows = pl.concat(articles)
    is_new = ~pl.col("document_key").is_in(sorted(extracted)) & (pl.col("extraction_status") == "done")
    new_words = int(rows.filter(is_new)["word_count"].sum())
    return Outlook(found, document_count, rows, pl.concat(unread), new_words)


def _inventory(ctx: flow.Context) -> Inventory:
    """What lies there; files that a build or an earlier look has hashed are not hashed again."""
    known = [ctx.store.read_or_none(name) for name in ("files", HASHED)]
    before = [frame for frame in known if frame is not None]
    now_ns = int(ctx.started_at.timestamp() * 1_000_000_000)
    settings = ctx.settings
    found = inventory.take(settings.corpus, pl.concat(before) if before else None, now_ns, settings.limit)
    ctx.store.write(HASHED, found.files)
    return found


def _files(settings: Settings, seen: Outlook) -> Iterator[str]:
    files = seen.found.files
    others = seen.found.left_out.filter(pl.col("path") != inventory.MANIFEST).height
    size = int(files["byte_count"].sum()) / 1e6
    yield f"{settings.corpus}: {files.height + others:,} files, {size:,.1f} MB to read"
    yield f"  by format: {_counts(files['format'])}" + (f", not taken {others:,}" if others else "")


def _articles(seen: Outlook) -> Iterator[str]:
    main = seen.articles.filter(pl.col("kind") == "main")
    teasers = seen.articles.height - main.height
    yield f"{seen.document_count:,} documents with {main.height:,} articles and {teasers:,} teasers of others"
    yield f"  by language: {_counts(main['language'].fill_null('unknown'))}"
    unsupported = main.filter(pl.col("extraction_status") == "language_unsupported").height
    if unsupported:
        yield f"  {unsupported:,} in languages without a model: read, not extracted from"
    outlets, dates = main["outlet"].null_count(), main["published_from"].null_count()
    yield f"  {outlets:,} without a known outlet, {dates:,} without a date"
    if outlets or dates:
        yield "  (manifest.csv can tell both: path,url,source,published,title,byline,language)"


def _problems(seen: Outlook) -> Iterator[str]:
    is_users = pl.col("path") == inventory.MANIFEST
    manifest = seen.found.left_out.filter(is_users)
    lost = pl.concat([seen.found.left_out.filter(~is_users), seen.unread.filter(pl.col("stage") != "skip")])
    if lost.is_empty() and manifest.is_empty():
        yield "No unreadable file, no manifest row that matches nothing."
    if lost.height:
        files = lost.filter(~pl.col("path").str.contains("#", literal=True))["path"].n_unique()
        yield f"{files:,} files and {lost.height - files:,} members of files cannot be read:"
        yield from _by_reason(lost)
    if manifest.height:
        stale = manifest["detail"].null_count()
        bad = f", {manifest.height - stale:,} cannot be used" if stale < manifest.height else ""
        yield f"{stale:,} rows of {inventory.MANIFEST} match no file{bad}:"
        rows = manifest.sort("reason", "detail").head(SHOWN_ROWS).rows(named=True)
        yield from (f"  {row['reason']}{_in_brackets(row['detail'])}" for row in rows)
        if manifest.height > SHOWN_ROWS:
            yield f"  and {manifest.height - SHOWN_ROWS:,} more"


def _by_reason(lost: pl.DataFrame) -> Iterator[str]:
    """What was lost by reason, with the first that it befell."""
    reasons = (
        lost.sort("path")
        .group_by("reason", maintain_order=True)
        .agg(pl.len().alias("count"), pl.col("path", "detail").first())
        .sort("count", "reason", descending=[True, False])
    )
    for row in reasons.head(SHOWN_REASONS).rows(named=True):
        yield f"  {row['count']:>6,}  {row['reason']}: {row['path']}{_in_brackets(row['detail'])}"
    if reasons.height > SHOWN_REASONS:
        rest = int(reasons[SHOWN_REASONS:]["count"].sum())
        yield f"  {rest:>6,}  for {reasons.height - SHOWN_REASONS:,} more reasons"


def _in_brackets(detail: str | None) -> str:
    return f" ({detail})" if detail else ""


def _cost(settings: Settings, seen: Outlook) -> Iterator[str]:
    words = int(seen.articles["word_count"].sum())
    seconds = FIXED_SECONDS + seen.new_words / (WORDS_PER_SECOND * max(settings.workers, 1))
    disk = words * DISK_BYTES_PER_WORD / 1e6
    yield (
        f"A build has {seen.new_words:,} of {words:,} words to extract from: about {_duration(seconds)} with "
        f"{settings.workers} workers. Store and warehouse take some {disk:,.0f} MB of disk."
    )


def _counts(values: pl.Series) -> str:
    counts = values.value_counts(sort=True, name="files").sort("files", values.name, descending=[True, False])
    return ", ".join(f"{value} {count:,}" for value, count in counts.rows()) or "none"


def _duration(seconds: float) -> str:
    if seconds < 90:
        return f"{seconds:.0f} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 90 else f"{minutes / 60:.1f} hours"
