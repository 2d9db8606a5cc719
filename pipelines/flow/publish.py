"""The steps that end a build: the staged file, and its publishing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import polars as pl

from pipelines.changes import Causes, DocumentCounts, changes, count_documents
from pipelines.contracts import WAREHOUSE_TABLES, table
from pipelines.contracts.frames import conform, empty
from pipelines.errors import CheckFailedError, ShrinkError
from pipelines.flow.context import STORED_AS, Context, StepResult, finished_tables
from pipelines.flow.encode import live_sentences
from pipelines.flow.news import Inputs, inputs
from pipelines.flow.recall import live_events
from pipelines.history import Run, ops_tables
from pipelines.inventory import Inventory
from pipelines.load.build import BuildInfo, stage, write_ops
from pipelines.load.publish import clean_leftovers, published_info
from pipelines.load.publish import publish as move_into_place
from pipelines.versions import code_version, model_version

_FEW_FILES = 5
"""Fewer new files than this in quarantine are never a reason to hold a build back."""


def stage_warehouse(ctx: Context) -> StepResult:
    """Write the next warehouse beside the published one, complete but for how this run ends."""
    clean_leftovers(ctx.settings.warehouse)
    frames = finished_tables(ctx)
    ops = ops_tables(ctx.history, _run(ctx), _quarantine(ctx))
    stage({**frames, **ops}, ctx.staged_path, ctx.settings.sql_dir, _build_info(ctx))
    ctx.pause("staged")
    rows = {name: frame.height for name, frame in frames.items()}
    return StepResult(rows={"staged_warehouse": sum(rows.values())}, notes={"rows": rows})


def publish(ctx: Context) -> StepResult:
    """Make the staged and checked file the published one, unless it would lose too much.

    Raises ShrinkError where it would and nobody allowed it, CheckFailedError where it failed a check.
    """
    _refuse_failed(ctx)
    before = published_info(ctx.settings.warehouse)
    documents = ctx.store.read(STORED_AS["documents"])
    counts = count_documents(_published(ctx, before, "documents"), documents)
    quarantine = _quarantine(ctx)
    if before is not None and not ctx.settings.allow_shrink:
        _refuse_shrinking(ctx, counts, before, quarantine)
    now_inputs = inputs(ctx, Inventory(ctx.store.read("files"), ctx.store.read("left_out")))
    ctx.history.attach(ctx.run_id, "changes", _changes(ctx, before, now_inputs))
    run = replace(
        _run(ctx),
        status="published",
        finished_at=ctx.clock(),
        document_count=documents.height,
        added_count=counts.added,
        changed_count=counts.changed,
        deleted_count=counts.deleted,
        quarantined_count=quarantine.height,
    )
    write_ops(ctx.staged_path, ops_tables(ctx.history, run, quarantine))
    kept = [*(each.name for each in WAREHOUSE_TABLES), "quarantine"]
    ctx.store.snapshot(ctx.run_id, {name: STORED_AS.get(name, name) for name in kept})
    move_into_place(
        ctx.staged_path,
        ctx.settings.warehouse,
        _info(ctx, run, now_inputs),
        keep=ctx.settings.keep_builds,
        pause=ctx.pause,
    )
    ctx.history.save(run)
    _tidy(ctx)
    return StepResult(rows={"warehouse": documents.height}, notes={"warehouse": str(ctx.settings.warehouse)})


def _run(ctx: Context) -> Run:
    """This run as the history has it; one that only re-runs a step may not be there yet."""
    kept = ctx.history.get(ctx.run_id)
    return kept or Run(
        run_id=ctx.run_id,
        trigger="ui",
        started_at=ctx.started_at,
        as_of=ctx.as_of,
        code_version=code_version(),
        model=model_version(ctx.settings.model),
        settings_hash=ctx.settings.rows_hash,
    )


def _quarantine(ctx: Context) -> pl.DataFrame:
    """What this build left out, as `ops.quarantine`."""
    left_out = pl.concat([ctx.store.read("quarantine"), ctx.store.read("stale")])
    return conform(
        left_out.with_columns(run_id=pl.lit(ctx.run_id), quarantined_at=pl.lit(ctx.started_at)),
        table("quarantine"),
    )


def _build_info(ctx: Context) -> BuildInfo:
    now_inputs = inputs(ctx, Inventory(ctx.store.read("files"), ctx.store.read("left_out")))
    return BuildInfo(
        run_id=ctx.run_id,
        built_at=ctx.started_at,
        as_of=ctx.as_of,
        code_version=code_version(),
        model=model_version(ctx.settings.model),
        settings_hash=ctx.settings.rows_hash,
        corpus_hash=now_inputs.corpus,
    )


def _info(ctx: Context, run: Run, now_inputs: Inputs) -> dict[str, Any]:
    """What stands beside a build, to be read while the build itself is open elsewhere."""
    return {
        "run_id": run.run_id,
        "built_at": ctx.started_at.isoformat(),
        "document_count": run.document_count,
        "inputs": now_inputs.as_dict(),
    }


def _published(ctx: Context, info: Mapping[str, Any] | None, name: str) -> pl.DataFrame | None:
    """A table as the published build has it; None where nothing is published or nothing was kept."""
    return None if info is None else ctx.store.read_snapshot(info["run_id"], name)


def _refuse_failed(ctx: Context) -> None:
    """Where only publishing is run again, the failures of the last checks still stand."""
    for name in ("expectation_results", "structural_results"):
        results = ctx.store.read_or_none(name)
        if results is None:
            continue
        failed = results.filter(~pl.col("success") & (pl.col("severity") == "critical"))
        if failed.height:
            first = failed.row(0, named=True)
            raise CheckFailedError(
                f"{failed.height} critical check(s) failed when the tables were last checked, first "
                f"{first['observed']} Nothing is published until they hold: sayso build"
            )


def _refuse_shrinking(
    ctx: Context, counts: DocumentCounts, before: Mapping[str, Any], quarantine: pl.DataFrame
) -> None:
    settings, published_count = ctx.settings, int(before["document_count"])
    if counts.deleted > settings.max_loss * published_count:
        raise ShrinkError(
            f"{counts.deleted} of {published_count} published documents are gone from the corpus, more than "
            f"the {settings.max_loss:.0%} that SAYSO_MAX_LOSS allows. "
            "If they were meant to go: sayso build --allow-shrink"
        )
    earlier = _published(ctx, before, "quarantine")
    is_document = pl.col("row_id").is_null() | (pl.col("table_name") == "documents")
    lost = quarantine.filter(is_document & (pl.col("stage") != "skip"))
    lost = lost.unique("path")
    if earlier is not None:
        lost = lost.join(earlier, on="path", how="anti")
    new_count = counts.added + counts.changed + lost.height
    if lost.height >= _FEW_FILES and lost.height > settings.max_quarantine * new_count:
        first = lost.sort("path").row(0, named=True)
        raise ShrinkError(
            f"{lost.height} of {new_count} new files are in quarantine, more than the "
            f"{settings.max_quarantine:.0%} that SAYSO_MAX_QUARANTINE allows; the first: {first['path']} "
            f"({first['reason']}). To publish all the same: sayso build --allow-shrink"
        )


def _changes(ctx: Context, before: Mapping[str, Any] | None, now_inputs: Inputs) -> pl.DataFrame:
    """Rows of `ops.changes`; a first build has nothing to be compared with."""
    then = Inputs.of_published(dict(before)) if before is not None else None
    earlier = {each.name: _published(ctx, before, each.name) for each in WAREHOUSE_TABLES}
    kept = {name: frame for name, frame in earlier.items() if frame is not None}
    if then is None or "documents" not in kept:
        return empty(table("changes"))
    causes = Causes(
        code=then.code != now_inputs.code,
        settings=then.settings != now_inputs.settings,
        override=then.overrides != now_inputs.overrides,
    )
    return changes(ctx.run_id, kept, finished_tables(ctx), causes)


def _tidy(ctx: Context) -> None:
    """Drop what only older builds, code and settings needed. A kill here costs disk, not truth."""
    ctx.store.forget_snapshots_but(ctx.run_id)
    keys = ctx.store.read("document_keys")
    ctx.parsed_parts.compact(ctx.store.read("files")["file_key"])
    ctx.found_parts.compact(keys["document_key"])
    ctx.encoded_parts.compact(live_sentences(ctx))
    ctx.scored_parts.compact(live_events(ctx))
    ctx.parsed_parts.forget_other_versions()
    ctx.found_parts.forget_other_versions()
    ctx.encoded_parts.forget_other_versions()
    ctx.scored_parts.forget_other_versions()
    ctx.history.forget_but(ctx.settings.keep_runs)
