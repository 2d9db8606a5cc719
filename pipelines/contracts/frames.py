"""Frames as contracts want them: schemas, empty frames, and the one gate that frames pass.

Not here: rules about values (`checks` and the expectation suites).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields
from typing import Any

import polars as pl

from pipelines.contracts.model import Table


def schema(table: Table) -> pl.Schema:
    """The Polars schema of a table, columns in published order."""
    return pl.Schema({column.name: column.type.polars for column in table.columns})


def empty(table: Table) -> pl.DataFrame:
    """A frame of that table with no rows."""
    return pl.DataFrame(schema=schema(table))


def conform(frame: pl.DataFrame, table: Table) -> pl.DataFrame:
    """The frame with exactly the table's columns, types and order, sorted by its key.

    Raises `polars.exceptions.ColumnNotFoundError` where a column is missing and
    `polars.exceptions.InvalidOperationError` where a value does not fit its type: both are bugs.
    """
    return frame.select(
        pl.col(column.name).cast(column.type.polars, strict=True) for column in table.columns
    ).sort(table.key, nulls_last=True, maintain_order=True)


def from_records(records: Iterable[Any], table: Table, **constants: Any) -> pl.DataFrame:
    """A frame of frozen dataclasses (or mappings) whose fields are the table's columns.

    `constants` fill the columns that every row shares; a nested record becomes a struct.
    """
    names = [column.name for column in table.columns if column.name not in constants]
    rows = [_row(record, names) for record in records]
    partial = pl.Schema({name: table.column(name).type.polars for name in names})
    frame = pl.DataFrame(rows, schema=partial, orient="row")
    return frame.with_columns(
        pl.lit(value, dtype=table.column(name).type.polars).alias(name) for name, value in constants.items()
    ).select(table.column_names)


def _row(record: Any, names: list[str]) -> tuple[Any, ...]:
    if isinstance(record, Mapping):
        return tuple(_plain(record.get(name)) for name in names)
    return tuple(_plain(getattr(record, name)) for name in names)


def _plain(value: Any) -> Any:
    """Records inside lists as dicts, tuples as lists: what Polars takes for structs and lists."""
    if isinstance(value, (list, tuple)):
        return [_plain(each) for each in value]
    if hasattr(value, "__dataclass_fields__"):
        return {field.name: getattr(value, field.name) for field in fields(value)}
    return value
