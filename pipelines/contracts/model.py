"""What a table contract is made of: tables, columns, types.

Belongs here: the vocabulary in which contracts are written. Not here: any table itself
(`tables/`, `stages`), nor what is generated from contracts (`frames`, `ddl`, `checks`, `dictionary`).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Any

import polars as pl

SPAN_STRUCT = pl.Struct({"start_char": pl.Int32, "end_char": pl.Int32})


class Type(Enum):
    """A column type, as Polars and DuckDB each spell it."""

    TEXT = (pl.String(), "VARCHAR")
    INTEGER = (pl.Int32(), "INTEGER")
    BIGINT = (pl.Int64(), "BIGINT")
    DOUBLE = (pl.Float64(), "DOUBLE")
    BOOLEAN = (pl.Boolean(), "BOOLEAN")
    DATE = (pl.Date(), "DATE")
    TIMESTAMPTZ = (pl.Datetime("us", "UTC"), "TIMESTAMPTZ")
    TEXTS = (pl.List(pl.String()), "VARCHAR[]")
    INTEGERS = (pl.List(pl.Int32()), "INTEGER[]")
    HASHES = (pl.List(pl.UInt64()), "UBIGINT[]")
    BYTES = (pl.Binary(), "BLOB")
    SPANS = (pl.List(SPAN_STRUCT), "STRUCT(start_char INTEGER, end_char INTEGER)[]")

    @property
    def polars(self) -> pl.DataType:
        """The Polars dtype."""
        dtype: pl.DataType = self.value[0]
        return dtype

    @property
    def duckdb(self) -> str:
        """The DuckDB type, as DDL spells it."""
        name: str = self.value[1]
        return name


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its meaning in a sentence, whether NULL is allowed, what it refers to."""

    name: str
    type: Type
    meaning: str
    nullable: bool = False
    references: str | None = None
    """The table whose key the column holds."""
    vocabulary: tuple[str, ...] = ()
    """The closed list of values, where there is one."""
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """One table: what a row is (its grain), its key, its columns in order."""

    name: str
    grain: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    schema: str = "main"
    """`main` and `ops` are published; `stage` tables live in the store only."""

    def __post_init__(self) -> None:
        names = [column.name for column in self.columns]
        if len(set(names)) != len(names):
            raise ValueError(f"{self.name}: a column is named twice")
        missing = set(self.key) - set(names)
        if missing:
            raise ValueError(f"{self.name}: key columns not in the table: {sorted(missing)}")

    @property
    def qualified_name(self) -> str:
        """The name as SQL writes it: `documents`, `ops.runs`."""
        return self.name if self.schema == "main" else f"{self.schema}.{self.name}"

    @property
    def column_names(self) -> tuple[str, ...]:
        """Column names in their published order."""
        return tuple(column.name for column in self.columns)

    @property
    def has_span(self) -> bool:
        """Whether rows must satisfy the span round-trip."""
        return {"document_id", "start_char", "end_char", "text"} <= set(self.column_names)

    def column(self, name: str) -> Column:
        """The column of that name; KeyError where there is none."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(f"{self.name} has no column {name!r}")


def col(name: str, type_: Type, meaning: str, **extra: Any) -> Column:
    """A column that is never NULL."""
    return Column(name, type_, meaning, **extra)


def opt(name: str, type_: Type, meaning: str, **extra: Any) -> Column:
    """A column that is NULL where the value is unknown."""
    return Column(name, type_, meaning, nullable=True, **extra)
