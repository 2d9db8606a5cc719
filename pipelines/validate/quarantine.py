"""Parting rows that break a critical expectation from those that may go on, and what depends on them.

What depends on what is read from the contracts: a row whose mandatory reference is left out goes
too, an optional reference becomes NULL, a list loses the member. Pure frames in, frames out. Not
here: judging rows (`expectations`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import polars as pl

from pipelines import contracts
from pipelines.contracts import Column, Table, Type
from pipelines.contracts.stages import DRAFT_OF, PUBLISHED_AS

_TILES = {"segments": "documents"}
"""Tables whose rows tile a row of another, which cannot stand with one of them missing."""

_QUARANTINE = contracts.table("quarantine")
QUARANTINE_COLUMNS = ("path", "table_name", "row_id", "stage", "reason", "detail")
"""What is known of a row left out before the run records when and in which build."""

_DROPPED = pl.Schema(dict.fromkeys(("row_id", "root_table", "root_id", "reason", "detail"), pl.String()))
"""A row left out, and the row whose broken rule is the reason: itself or what it depends on."""


@dataclass(frozen=True, slots=True)
class Parted:
    """The rows that go on, by frame, and those that do not."""

    accepted: dict[str, pl.DataFrame]
    quarantine: pl.DataFrame
    """`QUARANTINE_COLUMNS`, one row per row left out, sorted by path, table and row."""


def part(frames: Mapping[str, pl.DataFrame], verdicts: pl.DataFrame) -> Parted:
    """Part off the rows with a critical verdict and all that needs them.

    `frames` holds `documents`, `segments` and the drafts under their contracts' names; `verdicts`
    as in the contract of that name. Verdicts on rows that are not there are passed over.
    """
    dropped = _judged(frames, verdicts)
    pending = [name for name, rows in dropped.items() if not rows.is_empty()]
    while pending:
        target = pending.pop()
        for name, needing in _needing(frames, target, dropped[target]):
            more = needing.join(dropped[name], on="row_id", how="anti")
            if not more.is_empty():
                dropped[name] = pl.concat([dropped[name], more])
                pending.append(name)
    accepted = {name: _without(frame, contracts.table(name), dropped) for name, frame in frames.items()}
    return Parted(accepted, _quarantine(frames, dropped))


def _judged(frames: Mapping[str, pl.DataFrame], verdicts: pl.DataFrame) -> dict[str, pl.DataFrame]:
    """By frame, the rows that break something themselves."""
    critical = (
        verdicts.filter(pl.col("severity") == "critical")
        .sort("table_name", "row_id", "check_name")
        .group_by("table_name", "row_id", maintain_order=True)
        .agg(pl.col("reason").str.join(" "), pl.col("detail").str.join("; "))
        .with_columns(root_table="table_name", root_id="row_id")
    )
    return {
        name: critical.filter(pl.col("table_name") == PUBLISHED_AS.get(name, name))
        .join(frame.select(row_id=_row_id(contracts.table(name))), on="row_id", how="semi")
        .select(_DROPPED.names())
        for name, frame in frames.items()
    }


def _needing(
    frames: Mapping[str, pl.DataFrame], target: str, gone: pl.DataFrame
) -> Iterator[tuple[str, pl.DataFrame]]:
    """By frame, the rows that cannot stand without the rows of `target` that are gone."""
    for name, frame in frames.items():
        table = contracts.table(name)
        for column in _references(table, target):
            if not column.nullable and column.type is Type.TEXT:
                yield name, _one_each(gone, frame.select(_row_id(table).alias("needing_id"), column.name))
    if target in _TILES:
        whole = _TILES[target]
        (key,) = contracts.table(whole).key
        tiles = frames[target].select(pl.col(key).alias("needing_id"), _row_id(contracts.table(target)))
        yield whole, _one_each(gone, tiles)


def _one_each(gone: pl.DataFrame, pairs: pl.DataFrame) -> pl.DataFrame:
    """The needing rows of (needing row, needed row) whose needed row is gone, with one root each."""
    needing, needed = pairs.columns
    return (
        gone.join(pairs, left_on="row_id", right_on=needed)
        .sort(needing, "root_table", "root_id")
        .unique(needing, keep="first", maintain_order=True)
        .select(pl.col(needing).alias("row_id"), *_DROPPED.names()[1:])
    )


def _without(frame: pl.DataFrame, table: Table, dropped: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """The rows that are left, pointing at nothing that was left out."""
    gone = dropped[table.name]
    if not gone.is_empty():
        frame = frame.filter(~_row_id(table).is_in(gone["row_id"].implode()))
    for target, rows in dropped.items():
        if not rows.is_empty():
            frame = frame.with_columns(
                _pointing_elsewhere(column, rows["row_id"]) for column in _references(table, target)
            )
    return frame


def _pointing_elsewhere(column: Column, gone: pl.Series) -> pl.Expr:
    if column.type is Type.TEXTS:
        return pl.col(column.name).list.eval(pl.element().filter(~pl.element().is_in(gone.implode())))
    return pl.when(~pl.col(column.name).is_in(gone.implode())).then(column.name)


def _quarantine(frames: Mapping[str, pl.DataFrame], dropped: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    is_root = (pl.col("root_table") == pl.col("table_name")) & (pl.col("root_id") == pl.col("row_id"))
    of_tile = pl.col("root_table").is_in(list(_TILES))
    because = pl.concat_str(
        pl.lit("Left out with "), "root_table", pl.lit(" "), "root_id",
        pl.when(of_tile).then(pl.lit(", without which the document is not whole")).otherwise(pl.lit("")),
        pl.lit(": "), "reason",
    )  # fmt: skip
    rows = pl.concat(
        [
            pl.DataFrame(schema=pl.Schema({**_DROPPED, "table_name": pl.String()})),
            *(
                rows.with_columns(table_name=pl.lit(PUBLISHED_AS.get(name, name)))
                for name, rows in dropped.items()
            ),
        ]
    )
    return (
        rows.with_columns(
            # Ids of what stands in a document begin with that document's.
            document_id=pl.col("row_id").str.extract(r"^([^-|]+)"),
            stage=pl.lit("validate"),
            reason=pl.when(is_root).then("reason").otherwise(because),
        )
        .join(frames["documents"].select("document_id", "path"), on="document_id", how="left")
        .select(pl.col(name).cast(_QUARANTINE.column(name).type.polars) for name in QUARANTINE_COLUMNS)
        .sort("path", "table_name", "row_id")
    )


def _references(table: Table, target: str) -> list[Column]:
    """The columns of a frame that refer to the frame `target`."""
    return [
        column
        for column in table.columns
        if DRAFT_OF.get(str(column.references), column.references) == target
    ]


def _row_id(table: Table) -> pl.Expr:
    """The key as one text, its parts joined by `|`."""
    return pl.concat_str([pl.col(name).cast(pl.String) for name in table.key], separator="|").alias("row_id")
