"""What a build of a corpus would meet and cost, told before hours are spent. Loads no model.

Every file is looked at and hashed; what only reading can tell (language, outlet, date) is read from
a sample into a folder that is thrown away. Nothing of the store or the warehouse is touched.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import polars as pl

from pipelines import flow, inventory
from pipelines.settings import Settings
from pipelines.store import Store

SAMPLE_FILES = 1_000
"""Read at most this many files; parsing them takes about a minute."""
SHOWN = 10
"""Problems spelt out; a build lists them all in `ops.quarantine`."""

WORDS_PER_SECOND = 2_000
"""Read, extracted from and judged per worker: 88 pasted pages (63,600 words) took two workers 17 s."""
FIXED_SECONDS = 15
"""What a build costs however small it is: imports, model, checks."""
DISK_BYTES_PER_WORD = 300
"""Store and two builds together: 18.4 MB for the same pages."""


def outlook(settings: Settings, now: datetime) -> str:
    """The lines that `sayso check` prints. Raises CorpusError where there is nothing to look at."""
    before = Store(settings.store_dir).read_or_none("files")
    now_ns = int(now.timestamp() * 1_000_000_000)
    found = inventory.take(settings.corpus, before, now_ns, settings.limit)
    with tempfile.TemporaryDirectory(prefix="sayso-check-") as folder:
        sample = min(SAMPLE_FILES, settings.limit or SAMPLE_FILES)
        trial = settings.model_copy(update={"store": Path(folder), "limit": sample, "full": False})
        ctx = flow.Context(trial, "check", now, settings.as_of or now.date())
        flow.take_inventory(ctx)
        flow.parse_documents(ctx)
        articles, unread = ctx.store.read("draft_articles"), ctx.store.read("unread")
    read_count = min(sample, found.files.height)
    lines = [
        *_files(settings, found.files),
        *_articles(articles, read_count, found.files.height),
        *_problems(pl.concat([found.left_out, unread])),
        *_cost(settings, articles, read_count, found.files.height),
    ]
    return "\n".join(lines)


def _files(settings: Settings, files: pl.DataFrame) -> Iterator[str]:
    size = int(files["byte_count"].sum()) / 1e6
    yield f"{settings.corpus}: {files.height:,} files, {size:,.1f} MB"
    yield f"  by format: {_counts(files['format'])}"


def _articles(articles: pl.DataFrame, read_count: int, file_count: int) -> Iterator[str]:
    if read_count < file_count:
        yield f"Of the first {read_count:,} files, by path:"
    main = articles.filter(pl.col("kind") == "main")
    unsupported = main.filter(pl.col("extraction_status") == "language_unsupported").height
    yield f"{main.height:,} articles and {articles.height - main.height:,} teasers of others"
    yield f"  by language: {_counts(main['language'].fill_null('unknown'))}"
    if unsupported:
        yield f"  {unsupported:,} in languages without a model: read, not extracted from"
    outlets, dates = main["outlet"].null_count(), main["published_from"].null_count()
    yield f"  {outlets:,} without a known outlet, {dates:,} without a date"
    if outlets or dates:
        yield "  (manifest.csv can tell both: path,url,source,published,title,byline,language)"


def _problems(left_out: pl.DataFrame) -> Iterator[str]:
    if left_out.is_empty():
        yield "No unreadable file, no manifest row that matches nothing."
        return
    yield f"{left_out.height:,} files or manifest rows cannot be used:"
    for row in left_out.sort("path", "detail").head(SHOWN).rows(named=True):
        detail = f" ({row['detail']})" if row["detail"] else ""
        yield f"  {row['path']}: {row['reason']}{detail}"
    if left_out.height > SHOWN:
        yield f"  and {left_out.height - SHOWN:,} more"


def _cost(settings: Settings, articles: pl.DataFrame, read_count: int, file_count: int) -> Iterator[str]:
    words = int(articles["word_count"].sum()) * file_count / max(read_count, 1)
    seconds = FIXED_SECONDS + words / (WORDS_PER_SECOND * max(settings.workers, 1))
    disk = words * DISK_BYTES_PER_WORD / 1e6
    yield (
        f"A first build of some {words:,.0f} words takes about {_duration(seconds)} with "
        f"{settings.workers} workers, and {disk:,.0f} MB of disk; a later one only what is new."
    )


def _counts(values: pl.Series) -> str:
    counts = values.value_counts(sort=True, name="files").sort("files", values.name, descending=[True, False])
    return ", ".join(f"{value} {count:,}" for value, count in counts.rows()) or "none"


def _duration(seconds: float) -> str:
    if seconds < 90:
        return f"{seconds:.0f} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 90 else f"{minutes / 60:.1f} hours"
