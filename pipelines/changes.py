"""What a build changed: the rows added, changed and removed since the published one, and why.

Pure frames in, frames out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from pipelines.contracts import WAREHOUSE_TABLES, Table, table
from pipelines.contracts.frames import conform, empty


@dataclass(frozen=True, slots=True)
class Causes:
    """What differs from the published build besides the corpus."""

    code: bool
    settings: bool
    override: bool


@dataclass(frozen=True, slots=True)
class DocumentCounts:
    """Documents gained, lost, or replaced at the same path."""

    added: int
    changed: int
    deleted: int


def _keyed(frame: pl.DataFrame, of: Table, columns: Sequence[str]) -> pl.DataFrame:
    """Key, document and a hash over `columns` of every row; the hash only serves within one comparison."""
    key = pl.concat_str([pl.col(name).cast(pl.String) for name in of.key], separator="|")
    document = pl.col("document_id") if "document_id" in of.column_names else pl.lit(None, pl.String)
    return frame.select(key=key, document_id=document, row=pl.struct(columns).hash(seed=0))


def _compared(of: Table, before: pl.DataFrame, after: pl.DataFrame) -> pl.DataFrame:
    """Rows of one table that differ by the columns of both builds: an older one may lack the newest."""
    shared = [name for name in of.column_names if name in before.columns]
    if not set(of.key) <= set(shared):
        before, shared = empty(of), list(of.column_names)
    both = _keyed(before, of, shared).join(
        _keyed(after, of, shared), on="key", how="full", coalesce=True, suffix="_after"
    )
    change = (
        pl.when(pl.col("row").is_null())
        .then(pl.lit("added"))
        .when(pl.col("row_after").is_null())
        .then(pl.lit("removed"))
        .when(pl.col("row") != pl.col("row_after"))
        .then(pl.lit("changed"))
    )
    return both.select(
        "key", change=change, document_id=pl.coalesce("document_id_after", "document_id")
    ).filter(pl.col("change").is_not_null())


def changes(
    run_id: str, before: Mapping[str, pl.DataFrame], after: Mapping[str, pl.DataFrame], causes: Causes
) -> pl.DataFrame:
    """Rows of `ops.changes` between two builds.

    A row whose document came or went has the corpus as its cause; any other row the first of code,
    settings and overrides that differs, and the corpus (other articles) where none does.
    """
    moved = pl.concat(
        [
            before["documents"].join(after["documents"], on="document_id", how="anti").select("document_id"),
            after["documents"].join(before["documents"], on="document_id", how="anti").select("document_id"),
        ]
    ).to_series()
    background = next((name for name in ("code", "settings", "override") if getattr(causes, name)), "corpus")
    frames = [
        _compared(each, before[each.name], after[each.name]).with_columns(table_name=pl.lit(each.name))
        for each in WAREHOUSE_TABLES
        if each.name in before and each.name in after
    ]
    cause = (
        pl.when(pl.col("document_id").is_in(moved.implode()))
        .then(pl.lit("corpus"))
        .otherwise(pl.lit(background))
    )
    contract = table("changes")
    if not frames:
        return empty(contract)
    return conform(pl.concat(frames).with_columns(run_id=pl.lit(run_id), cause=cause), contract)


def count_documents(before: pl.DataFrame | None, after: pl.DataFrame) -> DocumentCounts:
    """How the documents of two builds differ, by path and content."""
    if before is None:
        return DocumentCounts(added=after.height, changed=0, deleted=0)
    both = before.select("path", "sha256").join(
        after.select("path", "sha256"), on="path", how="full", coalesce=True, suffix="_after"
    )
    return DocumentCounts(
        added=both.filter(pl.col("sha256").is_null()).height,
        changed=both.filter(pl.col("sha256") != pl.col("sha256_after")).height,
        deleted=both.filter(pl.col("sha256_after").is_null()).height,
    )
