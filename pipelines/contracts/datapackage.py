"""The descriptor of an export: what its files are and what their columns mean.

A Data Package (Frictionless Data Package 1.0, `datapackage.json`), generated from the contracts, so that a
table that left the warehouse still says what it is. Not here: writing any file (`load/export`).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pipelines.contracts.ddl import described
from pipelines.contracts.model import Column, Table, Type

_TYPES = {
    Type.TEXT: "string",
    Type.INTEGER: "integer",
    Type.BIGINT: "integer",
    Type.DOUBLE: "number",
    Type.BOOLEAN: "boolean",
    Type.DATE: "date",
    Type.TIMESTAMPTZ: "datetime",
}
"""What is not here is nested: an `array`, in CSV as JSON text."""


def datapackage(
    tables: Mapping[str, Table], views: Mapping[str, str], build: Mapping[str, str | int]
) -> dict[str, Any]:
    """The descriptor: `tables` and the comments of `views` by their files, `build` to cite it by."""
    files = {table.name: table for table in tables.values()}
    return {
        "name": "sayso",
        "title": "Who said what, which figures were printed, and in how many independent sources",
        "created": build["built_at"],
        "build": dict(build),
        "resources": [
            *(_of_table(path, table, files) for path, table in tables.items()),
            *(_resource(path, comment) for path, comment in views.items()),
        ],
    }


def _of_table(path: str, table: Table, exported: Mapping[str, Table]) -> dict[str, Any]:
    foreign_keys = [
        {
            "fields": column.name,
            "reference": {"resource": column.references, "fields": exported[column.references].key[0]},
        }
        for column in table.columns
        if column.references is not None and column.references in exported
    ]
    schema = {
        "fields": [_field(column) for column in table.columns],
        "primaryKey": list(table.key),
        "foreignKeys": foreign_keys,
    }
    return _resource(path, table.grain) | {"schema": schema}


def _resource(path: str, description: str) -> dict[str, Any]:
    stem, _, extension = path.rpartition("/")[2].partition(".")
    return {"name": stem, "path": path, "format": extension, "description": description}


def _field(column: Column) -> dict[str, Any]:
    return {
        "name": column.name,
        "type": _TYPES.get(column.type, "array"),
        "description": described(column),
        "constraints": {"required": not column.nullable},
    }
