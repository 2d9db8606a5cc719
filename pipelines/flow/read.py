"""The steps that read the corpus: its inventory, and the documents that are new."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import polars as pl

from pipelines import identify, inventory
from pipelines.contracts import table
from pipelines.contracts.frames import conform, from_records
from pipelines.contracts.stages import PARSE_PARTS
from pipelines.contracts.vocabulary import EXTRACTED_LANGUAGES
from pipelines.engine import Begin, Bounds, Stop, run_batches
from pipelines.flow.context import PREVIEW_ROWS, Context, StepResult, write_tables
from pipelines.parse import ParsedDocument, ReadFailure, ReadLimits, read
from pipelines.store import KEY, Parts

_BATCH_FILES = 64
_BATCH_BYTES = 8 * 1024**2
_RUN_DOCUMENTS = 256
_RUN_CHARS = 4_000_000
_RUN_FILES, _RUN_BYTES = 4_000, 64 * 1024**2
"""Files, and bytes of them as they lie, whose rows get their ids together."""
READ_TABLES = {
    "documents": table("documents"), "draft_articles": table("draft_articles"), "segments": table("segments"),
    "document_keys": table("document_keys"), "unread": table("left_out"),
}  # fmt: skip
"""The working tables that reading gives, each with its contract."""
_MAX_BARRED = 20
"""Members of one file that may stop its reader; each costs the time limit, and all before it once more."""


Outcome = tuple[str, ParsedDocument | ReadFailure]
"""A file's key and what reading it gave."""
_Row = tuple[str, str, object]
"""Keys of file and document, and a record with the columns of one table."""


@dataclass(frozen=True, slots=True)
class NewFile:
    """A file to read: its content key, where it lies, and the reader for it."""

    file_key: str
    path: str
    format: str
    barred: tuple[tuple[str | None, str], ...] = ()
    """Members that stopped a reader, and why; the file itself where the member is None."""


def take_inventory(ctx: Context) -> StepResult:
    """`files` and what was `left_out`: one look per file, a hash where it is new."""
    before = ctx.store.read_or_none("files")
    now_ns = int(ctx.started_at.timestamp() * 1_000_000_000)
    found = inventory.take(ctx.settings.corpus, before, now_ns, ctx.settings.limit)
    left_out_rows = pl.concat([found.left_out, inventory.late_dates(found.files, ctx.as_of)])
    return write_tables(ctx, {"files": found.files, "left_out": left_out_rows})


def parse_documents(ctx: Context) -> StepResult:
    """`documents`, `draft_articles`, `segments`: new content is read, all of it gets its ids."""
    files = ctx.store.read("files")
    read_count = read_new(ctx, files)
    with ctx.store.writing(READ_TABLES) as add:
        for frames in identified_frames(ctx, files):
            for name, frame in frames.items():
                add(name, frame)
    lazy = {name: pl.scan_parquet(ctx.store.table_path(name)) for name in READ_TABLES}
    return StepResult(
        rows={name: frame.select(pl.len()).collect().item() for name, frame in lazy.items()},
        preview={name: frame.head(PREVIEW_ROWS).collect() for name, frame in lazy.items()},
        notes={"read_now": read_count},
    )


def identified_frames(ctx: Context, files: pl.DataFrame) -> Iterator[dict[str, pl.DataFrame]]:
    """The tables that reading gives (`READ_TABLES`), some files at a time, so that memory stays bounded."""
    runs = list(_file_runs(files))
    parsed_runs = ctx.parsed_parts.read_in_turn(PARSE_PARTS, (run["file_key"] for run in runs))
    for run, parsed in zip(runs, parsed_runs, strict=True):
        found = identify.identify_documents(
            run,
            parsed,
            as_of=ctx.as_of,
            languages=EXTRACTED_LANGUAGES,
            path_patterns=ctx.settings.path_patterns,
        )
        lost = parsed["failures"].join(run, left_on="content_key", right_on="file_key")
        lost = lost.with_columns(path=pl.concat_str(["path", "member"], separator="#", ignore_nulls=True))
        yield {
            "documents": found.documents,
            "draft_articles": found.articles,
            "segments": found.segments,
            "document_keys": found.keys,
            "unread": left_out(lost),
        }


def _file_runs(files: pl.DataFrame) -> Iterator[pl.DataFrame]:
    """The files in runs of a size, by path."""
    files = files.sort("path")
    number = pl.col("byte_count").cum_sum() // _RUN_BYTES + pl.int_range(pl.len()) // _RUN_FILES
    yield from files.with_columns(run=number).partition_by("run", maintain_order=True, include_key=False)


def left_out(rows: pl.DataFrame) -> pl.DataFrame:
    """Rows with `path`, `stage`, `reason` and `detail` as `left_out` rows of whole files."""
    return conform(rows.with_columns(table_name=pl.lit(None), row_id=pl.lit(None)), table("left_out"))


def read_new(ctx: Context, files: pl.DataFrame) -> int:
    """Read the content that no part holds, or only one that may not last; return how many files that were."""
    parts, settings = ctx.parsed_parts, ctx.settings
    if settings.full:
        parts.forget()
    parts.forget_passing()
    new = files.filter(~pl.col("file_key").is_in(parts.known().implode())).unique("file_key").sort("path")
    run_batches(
        list(_batches(new)),
        partial(read_batch, corpus=settings.corpus.resolve(), parts=parts, limits=ctx.read_limits),
        settings.workers,
        lambda done: ctx.progress("Reading files", done, new.height),
        Bounds(settings.reader_seconds, settings.reader_megabytes),
        barred,
    )
    return new.height


def barred(stop: Stop[NewFile]) -> NewFile:
    """The file without the member that stopped its reader; after many such the file itself is let be."""
    file = stop.item
    is_lost = len(file.barred) >= _MAX_BARRED
    place = None if is_lost else stop.place
    return replace(file, barred=(*file.barred, (place, f"Reading it {stop.reason}.")))


def _batches(new: pl.DataFrame) -> Iterator[tuple[NewFile, ...]]:
    batch: list[NewFile] = []
    size = 0
    for file_key, path, reader, byte_count in new.select("file_key", "path", "format", "byte_count").rows():
        if batch and (len(batch) >= _BATCH_FILES or size + byte_count > _BATCH_BYTES):
            yield tuple(batch)
            batch, size = [], 0
        batch.append(NewFile(file_key, path, reader))
        size += byte_count
    if batch:
        yield tuple(batch)


def read_batch(
    batch: tuple[NewFile, ...], begin: Begin, corpus: Path, parts: Parts, limits: ReadLimits
) -> None:
    """Read files and add the part that holds what they gave; however much that is, memory stays bounded."""
    with parts.writing(file.file_key for file in batch) as part:
        for run in _runs(_outcomes(batch, begin, corpus, limits)):
            part.passing.update(key for key, one in run if isinstance(one, ReadFailure) and one.is_passing)
            for name, frame in _frames(run).items():
                part.add(name, frame)


def _outcomes(
    batch: tuple[NewFile, ...], begin: Begin, corpus: Path, limits: ReadLimits
) -> Iterator[Outcome]:
    for index, file in enumerate(batch):
        begin(index)
        for outcome in _read(file, corpus, limits, partial(begin, index)):
            yield file.file_key, outcome


def _runs(outcomes: Iterator[Outcome]) -> Iterator[list[Outcome]]:
    """Outcomes in runs that make one frame: making a frame costs as much as reading a short document."""
    run: list[Outcome] = []
    chars = 0
    for file_key, outcome in outcomes:
        run.append((file_key, outcome))
        chars += len(outcome.text) if isinstance(outcome, ParsedDocument) else 0
        if len(run) >= _RUN_DOCUMENTS or chars > _RUN_CHARS:
            yield run
            run, chars = [], 0
    if run:
        yield run


def _read(
    file: NewFile, corpus: Path, limits: ReadLimits, begin: Callable[[str | None], None]
) -> Iterator[ParsedDocument | ReadFailure]:
    """What a file gives; where it is at is told before each member and after each document."""
    reasons = dict(file.barred)
    place: str | None = None

    def watch(member: str | None) -> str | None:
        nonlocal place
        place = member or place
        begin(place)
        return reasons.get(member) if member else None

    if None in reasons:
        yield ReadFailure(None, reasons[None])
        return
    try:
        with (corpus / file.path).open("rb") as stream:
            for outcome in read(stream, file.path, file.format, limits, watch):
                yield outcome
                begin(place)
    except OSError as error:
        yield ReadFailure(None, "The file cannot be read.", error.strerror, is_passing=True)


def _frames(outcomes: Sequence[Outcome]) -> dict[str, pl.DataFrame]:
    """What documents gave, as frames of the `parsed_*` contracts and `failures`, with their part's key."""
    rows: dict[str, list[_Row]] = {each.name: [] for each in PARSE_PARTS}
    for file_key, outcome in outcomes:
        if isinstance(outcome, ReadFailure):
            rows["failures"].append((file_key, file_key, outcome))
            continue
        key = file_key if outcome.member is None else f"{file_key}#{outcome.member}"
        rows["parsed_documents"].append((file_key, key, outcome))
        rows["parsed_articles"] += [(file_key, key, article) for article in outcome.articles]
        rows["parsed_dates"] += [(file_key, key, candidate) for candidate in outcome.dates]
        rows["parsed_segments"] += [(file_key, key, segment) for segment in outcome.segments]
    return {name: _frame(name, held) for name, held in rows.items() if held}


def _frame(name: str, rows: Sequence[_Row]) -> pl.DataFrame:
    """Rows of one table; keys are laid over the columns that records do not know."""
    file_keys, keys, records = zip(*rows, strict=True)
    known = {KEY: file_keys, "file_key": file_keys, "document_key": keys, "content_key": keys}
    columns = [column for column in known if column == KEY or column in table(name).column_names]
    unknown = {column: None for column in columns if column != KEY}
    frame = from_records(records, table(name), **unknown)
    return frame.with_columns(pl.Series(column, known[column]) for column in columns)
