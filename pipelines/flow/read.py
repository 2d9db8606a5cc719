"""The steps that read the corpus: its inventory, and the documents that are new."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import polars as pl

from pipelines import identify, inventory
from pipelines.contracts import table
from pipelines.contracts.frames import conform, from_records
from pipelines.contracts.stages import PARSE_PARTS
from pipelines.contracts.vocabulary import EXTRACTED_LANGUAGES
from pipelines.engine import run_batches
from pipelines.flow.context import Context, StepResult, write_tables
from pipelines.parse import ParsedDocument, ReadFailure, ReadLimits, read
from pipelines.store import KEY, Parts

_BATCH_FILES = 64
_BATCH_BYTES = 8 * 1024**2
_RUN_DOCUMENTS = 256
_RUN_CHARS = 4_000_000
_POOL_BYTES = 4 * 1024**2
"""Below this much to read, starting processes costs more than they save."""


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


def take_inventory(ctx: Context) -> StepResult:
    """`files` and what was `left_out`: one look per file, a hash where it is new."""
    before = ctx.store.read_or_none("files")
    now_ns = int(ctx.started_at.timestamp() * 1_000_000_000)
    found = inventory.take(ctx.settings.corpus, before, now_ns, ctx.settings.limit)
    return write_tables(ctx, {"files": found.files, "left_out": found.left_out})


def parse_documents(ctx: Context) -> StepResult:
    """`documents`, `draft_articles`, `segments`: new content is read, all of it gets its ids."""
    files = ctx.store.read("files")
    read_count, lethal = _read_new(ctx, files)
    parsed = parsed_frames(ctx, files["file_key"])
    failures = pl.concat([parsed["failures"], _deaths(lethal)])
    identified = identify.identify_documents(files, parsed, as_of=ctx.as_of, languages=EXTRACTED_LANGUAGES)
    lost = failures.join(files, left_on="content_key", right_on="file_key")
    lost = lost.with_columns(path=pl.concat_str(["path", "member"], separator="#", ignore_nulls=True))
    return write_tables(
        ctx,
        {
            "documents": identified.documents,
            "draft_articles": identified.articles,
            "segments": identified.segments,
            "document_keys": identified.keys,
            "unread": left_out(lost, "parse"),
        },
        read_now=read_count,
    )


def parsed_frames(ctx: Context, file_keys: pl.Series) -> dict[str, pl.DataFrame]:
    """The `parsed_*` frames and `failures` of the given files' content."""
    return {each.name: ctx.parsed_parts.read(each, file_keys) for each in PARSE_PARTS}


def _deaths(lethal: list[NewFile]) -> pl.DataFrame:
    """Files on which the reading process died, as `failures`; the next build tries them again."""
    reason = "Reading this file ended the process that read it."
    records = [
        {"content_key": file.file_key, "member": None, "stage": "parse", "reason": reason, "detail": None}
        for file in lethal
    ]
    return from_records(records, table("failures"))


def left_out(rows: pl.DataFrame, stage: str) -> pl.DataFrame:
    """Rows with `path`, `reason` and `detail` as `left_out` rows of whole files."""
    return conform(
        rows.with_columns(table_name=pl.lit(None), row_id=pl.lit(None), stage=pl.lit(stage)),
        table("left_out"),
    )


def _read_new(ctx: Context, files: pl.DataFrame) -> tuple[int, list[NewFile]]:
    """Read the content that no part holds; return how many files that were and which kill a reader."""
    parts, settings = ctx.parsed_parts, ctx.settings
    if settings.full:
        parts.forget()
    new = files.filter(~pl.col("file_key").is_in(parts.known().implode())).unique("file_key").sort("path")
    batches = list(_batches(new))
    workers = settings.workers if new["byte_count"].sum() > _POOL_BYTES else 1
    lethal = run_batches(
        batches,
        partial(read_batch, corpus=settings.corpus.resolve(), parts=parts, limits=ctx.read_limits),
        partial(_is_read, parts=parts),
        workers,
        lambda done: ctx.progress("Reading files", done, new.height),
    )
    return new.height, lethal


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


def _is_read(batch: tuple[NewFile, ...], parts: Parts) -> bool:
    return parts.part_path(file.file_key for file in batch).exists()


def read_batch(batch: tuple[NewFile, ...], corpus: Path, parts: Parts, limits: ReadLimits) -> None:
    """Read files and add the part that holds what they gave; however much that is, memory stays bounded."""
    with parts.writing(file.file_key for file in batch) as part:
        outcomes = ((file.file_key, outcome) for file in batch for outcome in _read(file, corpus, limits))
        for run in _runs(outcomes):
            for name, frame in _frames(run).items():
                part.add(name, frame)


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


def _read(file: NewFile, corpus: Path, limits: ReadLimits) -> Iterator[ParsedDocument | ReadFailure]:
    try:
        with (corpus / file.path).open("rb") as stream:
            yield from read(stream, file.path, file.format, limits)
    except OSError as error:
        yield ReadFailure(None, "The file cannot be read.", error.strerror)


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
    frame = from_records(
        records, table(name), **unknown, **({"stage": "parse"} if name == "failures" else {})
    )
    return frame.with_columns(pl.Series(column, known[column]) for column in columns)
