"""The steps that judge: rows before `normalise`, finished tables, and the staged file."""

from __future__ import annotations

from dataclasses import replace

import polars as pl

from pipelines.contracts import table
from pipelines.contracts.checks import sql_tests, structural_checks
from pipelines.contracts.frames import conform
from pipelines.contracts.outcomes import CheckOutcome, to_frame
from pipelines.contracts.stages import DRAFTS
from pipelines.flow.context import Context, StepResult, finished_tables, write_tables
from pipelines.ids import digests
from pipelines.load.connect import run_checks
from pipelines.store import KEY, Parts
from pipelines.validate import suites
from pipelines.validate.expectations import check_rows
from pipelines.validate.expectations import check_tables as judge_tables
from pipelines.validate.quarantine import part
from pipelines.versions import validate_version

ACCEPTED = ("documents", "segments", *(draft.name for draft in DRAFTS))
"""What is judged row by row; what passes is kept as `accepted_<name>`."""


def part_off_failing_rows(ctx: Context) -> StepResult:
    """The accepted drafts, and `quarantine`: every file and row left out so far, with its reason."""
    frames = {name: ctx.store.read(name) for name in ACCEPTED}
    judged_count, verdicts = _verdicts(ctx, frames)
    parted = part(frames, verdicts)
    left_out = [ctx.store.read(name) for name in ("left_out", "unread", "unextracted")]
    quarantine = pl.concat([*left_out, conform(parted.quarantine, table("left_out"))])
    accepted = {f"accepted_{name}": frame for name, frame in parted.accepted.items()}
    for name, frame in accepted.items():
        ctx.store.write(name, frame)
    result = write_tables(
        ctx,
        {"quarantine": conform(quarantine, table("left_out"))},
        judged_now=judged_count,
        parted_off=parted.quarantine.height,
    )
    accepted_count = sum(frame.height for frame in accepted.values())
    return replace(result, rows={**result.rows, "accepted_drafts": accepted_count})


def _verdicts(ctx: Context, frames: dict[str, pl.DataFrame]) -> tuple[int, pl.DataFrame]:
    """What row-level expectations say of every row; only documents never judged so are judged now."""
    parts = ctx.verdict_parts(validate_version(ctx.settings.model))
    keys = _verdict_keys(frames, ctx.store.read("document_keys"))
    new = keys.filter(~pl.col(KEY).is_in(parts.known().implode()))
    if new.height:
        ctx.progress("Judging rows", 0, new.height)
        _judge(ctx, parts, frames, new)
        ctx.progress("Judging rows", new.height, new.height)
    return new.height, parts.read(table("verdicts"), keys[KEY])


def _verdict_keys(frames: dict[str, pl.DataFrame], document_keys: pl.DataFrame) -> pl.DataFrame:
    """One key per document: its id, its content, and what manifest and dates made of its articles."""
    articles = (
        frames["draft_articles"]
        .drop("fingerprint")
        .select("document_id", "article_id", drawn=pl.struct(pl.exclude("document_id")).struct.json_encode())
        .sort("article_id")
        .group_by("document_id", maintain_order=True)
        .agg(pl.col("drawn").str.join("\n"))
    )
    documents = document_keys.join(articles, on="document_id", how="left").sort("document_id")
    keys = digests(documents, ["document_id", "document_key", "drawn"], "v")
    return documents.select("document_id", keys.alias(KEY))


def _judge(ctx: Context, parts: Parts, frames: dict[str, pl.DataFrame], new: pl.DataFrame) -> None:
    """Judge the rows of new documents and keep what was said of them."""
    rows = {
        name: frame.filter(_document_id(frame).is_in(new["document_id"].implode()))
        for name, frame in frames.items()
    }
    verdicts = check_rows(rows, suites.load(ctx.settings.expectations_dir))
    parts.write(new[KEY].to_list(), {"verdicts": verdicts.join(new, on="document_id")})


def _document_id(frame: pl.DataFrame) -> pl.Expr:
    """The document of a row; ids of what stands in a document begin with that document's."""
    if "document_id" in frame.columns:
        return pl.col("document_id")
    return pl.col("quote_id").str.extract(r"^([^-]+)")


def check_tables(ctx: Context) -> list[CheckOutcome]:
    """How every expectation went on the finished tables; kept for `ops.check_results`."""
    outcomes = judge_tables(finished_tables(ctx), suites.load(ctx.settings.expectations_dir))
    _keep(ctx, "expectation_results", outcomes)
    return outcomes


def check_staged(ctx: Context) -> list[CheckOutcome]:
    """How every structural check and SQL test went on the staged file; kept for `ops.check_results`."""
    checks = [*structural_checks(), *sql_tests(ctx.settings.sql_dir / "tests")]
    outcomes = run_checks(ctx.staged_path, checks)
    _keep(ctx, "structural_results", outcomes)
    ctx.pause("checked")
    return outcomes


def _keep(ctx: Context, name: str, outcomes: list[CheckOutcome]) -> None:
    """Keep outcomes as a working table, and with the run, so that a failed night tells of them too."""
    ctx.store.write(name, to_frame(outcomes, ctx.run_id))
    kept = [ctx.store.read_or_none(each) for each in ("expectation_results", "structural_results")]
    of_run = [frame.filter(pl.col("run_id") == ctx.run_id) for frame in kept if frame is not None]
    ctx.history.attach(ctx.run_id, "check_results", pl.concat(of_run))
