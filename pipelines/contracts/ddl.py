"""DuckDB's statements for a contract: its table and the comments that explain it.

Strings only; `load` runs them. Not here: keys and references. Indexes on bulk tables cost size and
have corrupted files, so keys are held by the structural checks instead.
"""

from __future__ import annotations

from pipelines.contracts.model import Column, Table


def create_table(table: Table) -> str:
    """`CREATE TABLE` with every column in published order, NOT NULL where the contract says so."""
    columns = ",\n".join(f"    {_definition(column)}" for column in table.columns)
    return f"create table {table.qualified_name} (\n{columns}\n)"


def comments(table: Table) -> list[str]:
    """One `COMMENT ON` for the table (its grain) and one for each column (its meaning)."""
    on_columns = [
        f"comment on column {table.qualified_name}.{quoted(column.name)} is {literal(described(column))}"
        for column in table.columns
    ]
    return [f"comment on table {table.qualified_name} is {literal(table.grain)}", *on_columns]


def described(column: Column) -> str:
    """A column's meaning with all the contract knows of it: unit, values, reference."""
    parts = [column.meaning]
    if column.unit:
        parts.append(f"Unit: {column.unit}.")
    if column.vocabulary:
        parts.append(f"One of: {', '.join(column.vocabulary)}.")
    if column.references:
        parts.append(f"References {column.references}.")
    return " ".join(parts)


def quoted(name: str) -> str:
    """An identifier that no keyword can break."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """Text as an SQL literal."""
    return "'" + text.replace("'", "''") + "'"


def _definition(column: Column) -> str:
    return f"{quoted(column.name)} {column.type.duckdb}{'' if column.nullable else ' not null'}"
