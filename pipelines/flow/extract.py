"""The step of the language pass: what is new is extracted from, all of it gets its ids.

The language room takes seconds to import: it is imported by what uses it, so that a build with
nothing new does without.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

import polars as pl

from pipelines import identify
from pipelines.contracts import table
from pipelines.contracts.frames import empty, from_records
from pipelines.contracts.stages import EXTRACT_PARTS
from pipelines.engine import HERE, Begin, Report, Stop, run_batches
from pipelines.flow.context import Context, StepResult, write_tables
from pipelines.flow.read import left_out
from pipelines.store import KEY, Parts

if TYPE_CHECKING:
    from pipelines.extract import DocumentInput, Found

_CHUNK_DOCUMENTS = 4_000
"""Documents whose text is held in memory at a time."""
_BATCH_DOCUMENTS = 32
_BATCH_CHARS = 200_000
_POOL_CHARS = 300_000
"""Below this much text, loading the model in several processes costs more than it saves."""


def run_language_pass(ctx: Context) -> StepResult:
    """The `draft_*` tables of what articles say; one language pass over each new article."""
    keys, segments = ctx.store.read("document_keys"), ctx.store.read("segments")
    articles = ctx.store.read("draft_articles")
    wanted = _wanted(keys, articles)
    extracted_count, stops = _extract_new(ctx, wanted, segments)
    found = {each.name: ctx.found_parts.read(each, wanted["document_key"]) for each in EXTRACT_PARTS}
    failures = pl.concat([found["failures"], _deaths(stops)])
    lost = failures.join(keys, left_on="content_key", right_on="document_key")
    articles = _with_failures(articles, lost["document_id"])
    drafts = identify.identify_found(keys, articles, found)
    drafts["draft_articles"] = articles
    drafts["unextracted"] = left_out(lost)
    return write_tables(ctx, drafts, extracted_now=extracted_count)


def _wanted(keys: pl.DataFrame, articles: pl.DataFrame) -> pl.DataFrame:
    """One row per content to extract from, with a document that has it."""
    tried = articles.filter(pl.col("extraction_status").is_in(["done", "failed"]))
    wanted = keys.join(tried, on="document_id", how="semi")
    return wanted.sort("document_id").unique("document_key", keep="first", maintain_order=True)


def _with_failures(articles: pl.DataFrame, failed_ids: pl.Series) -> pl.DataFrame:
    has_failed = pl.col("document_id").is_in(failed_ids.implode())
    tried = pl.col("extraction_status").is_in(["done", "failed"])
    status = pl.when(~tried).then("extraction_status").when(has_failed).then(pl.lit("failed"))
    return articles.with_columns(extraction_status=status.otherwise(pl.lit("done")))


def _deaths(stops: list[Stop[DocumentInput]]) -> pl.DataFrame:
    """Documents on which the extracting process died; the next build tries them again."""
    reason = "Extracting from this document ended the process that did it."
    return _failures([stop.item for stop in stops], reason, None)


def _failures(documents: list[DocumentInput], reason: str, detail: str | None) -> pl.DataFrame:
    records = [
        {
            "content_key": each.document_key,
            "member": None,
            "stage": "extract",
            "reason": reason,
            "detail": detail,
        }
        for each in documents
    ]
    return from_records(records, table("failures"))


def _extract_new(
    ctx: Context, wanted: pl.DataFrame, segments: pl.DataFrame
) -> tuple[int, list[Stop[DocumentInput]]]:
    """Extract from content that no part holds; return how many that were and which kill a process."""
    parts, settings = ctx.found_parts, ctx.settings
    if settings.full:
        parts.forget()
    new = wanted.filter(~pl.col("document_key").is_in(parts.known().implode()))
    stops: list[Stop[DocumentInput]] = []
    for offset in range(0, new.height, _CHUNK_DOCUMENTS):
        documents = document_inputs(new[offset : offset + _CHUNK_DOCUMENTS], segments)
        chars = sum(len(segment.text) for document in documents for segment in document.segments)
        stops += run_batches(
            list(_batches(documents)),
            partial(extract_batch, parts=parts, model=settings.model),
            settings.workers if chars > _POOL_CHARS else HERE,
            _reporter(ctx, before=offset, total=new.height),
        )
    return new.height, stops


def _reporter(ctx: Context, before: int, total: int) -> Report:
    return lambda done: ctx.progress("Language pass", before + done, total)


def document_inputs(wanted: pl.DataFrame, segments: pl.DataFrame) -> list[DocumentInput]:
    """The story segments of documents, in order; `wanted` has `document_id` and `document_key`."""
    from pipelines.extract import DocumentInput, SegmentInput

    ordinal = pl.col("article_id").str.extract(r"-a(\d+)$", 1).cast(pl.Int32)
    repeats = pl.col("repeats_segment_id").str.extract(r"-s(\d+)$", 1).cast(pl.Int32)
    rows = (
        segments.filter(pl.col("article_id").is_not_null() & identify.is_story(pl.col("kind")))
        .join(wanted.select("document_id", "document_key"), on="document_id")
        .sort("document_id", "ordinal")
        .select("document_key", "ordinal", ordinal.alias("article_ordinal"), "kind", "start_char", "text",
                repeats.alias("repeats_ordinal"))
    )  # fmt: skip
    return [
        DocumentInput(str(key), tuple(SegmentInput(*row) for row in group.drop("document_key").rows()))
        for (key,), group in rows.group_by("document_key", maintain_order=True)
    ] + [DocumentInput(key, ()) for key in sorted(set(wanted["document_key"]) - set(rows["document_key"]))]


def _batches(documents: list[DocumentInput]) -> Iterator[tuple[DocumentInput, ...]]:
    batch: list[DocumentInput] = []
    size = 0
    for document in documents:
        chars = sum(len(segment.text) for segment in document.segments)
        if batch and (len(batch) >= _BATCH_DOCUMENTS or size + chars > _BATCH_CHARS):
            yield tuple(batch)
            batch, size = [], 0
        batch.append(document)
        size += chars
    if batch:
        yield tuple(batch)


def extract_batch(batch: tuple[DocumentInput, ...], begin: Begin, parts: Parts, model: str) -> None:
    """Extract from documents and add the part that holds what was found.

    A document on which the code fails becomes a failure with the error's own words, so that one
    odd article does not hold up a corpus; the error is a bug all the same and shows in quarantine.
    """
    from pipelines.extract import extract_documents, load

    nlp = load(model)
    frames: dict[str, list[pl.DataFrame]] = {
        each.name: [empty(each).with_columns(pl.lit(None, pl.String).alias(KEY))] for each in EXTRACT_PARTS
    }
    for index, document in enumerate(batch):
        begin(index)
        try:
            (found,) = extract_documents([document], nlp)
            gained = found_frames(found)
        except Exception as error:  # noqa: BLE001
            reason = "The extractor failed on this document; this is a bug in it."
            gained = {"failures": _failures([document], reason, f"{type(error).__name__}: {error}")}
        for name, frame in gained.items():
            frames[name].append(frame.with_columns(pl.lit(document.document_key).alias(KEY)))
    keys = [document.document_key for document in batch]
    parts.write(keys, {name: pl.concat(each) for name, each in frames.items()})


def found_frames(found: Found) -> dict[str, pl.DataFrame]:
    """What was found in one document, as frames of the `found_*` contracts."""
    kinds = ("mentions", "chains", "quotes", "speakers", "quantities", "statements")
    return {
        f"found_{kind}": from_records(
            getattr(found, kind), table(f"found_{kind}"), document_key=found.document_key
        )
        for kind in kinds
    }
