"""What a build changed: the rows added, changed and removed since the published one, and why.

Pure frames in, frames out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from pipelines.contracts import WAREHOUSE_TABLES, Table, table
from pipelines.contracts.frames import conform, empty

MEMBERS = {
    "claims": ("claim_mentions", "claim_mention_id", "claim_id"),
    "entities": ("mentions", "mention_id", "entity_id"),
    "events": ("articles", "article_id", "event_id"),
}
"""What is put together of others, with the table, key and reference of its members: it may merge or split."""


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
    rows = pl.concat(frames).with_columns(run_id=pl.lit(run_id), cause=cause)
    return conform(rows.join(_became(before, after), on=["table_name", "key"], how="left"), contract)


def _became(before: Mapping[str, pl.DataFrame], after: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """`table_name`, `key`, `became`: where the members of what merged or split are found now."""
    moves = [
        _moves(name, before[members], after[members], member, key)
        for name, (members, member, key) in MEMBERS.items()
        if members in before and members in after
        if {member, key} <= set(before[members].columns)
    ]
    columns = {name: table("changes").column(name).type.polars for name in ("table_name", "key", "became")}
    return pl.concat([pl.DataFrame(schema=columns), *moves])


def _moves(name: str, before: pl.DataFrame, after: pl.DataFrame, member: str, key: str) -> pl.DataFrame:
    moved = before.select(member, key=key).join(after.select(member, now=key), on=member)
    return (
        moved.drop_nulls()
        .filter(pl.col("key") != pl.col("now"))
        .group_by("key")
        .agg(became=pl.col("now").unique().sort())
        .select(pl.lit(name).alias("table_name"), "key", "became")
    )


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
