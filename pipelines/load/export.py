"""The published rows as files for other tools: Parquet, CSV, JSON-LD.

Reads one build from beginning to end, whatever is published meanwhile. Each file is written beside its
place and moved there whole. Not here: what a node of linked data says (`sql/linked_data`), or what a
column means (`contracts/datapackage`).
"""

from __future__ import annotations

import json
from pathlib import Path

import duckdb

from pipelines.contracts import BUILD_INFO, PUBLISHED_TABLES, Table
from pipelines.contracts.datapackage import datapackage
from pipelines.contracts.ddl import literal, quoted
from pipelines.load.connect import connect_read_only
from pipelines.load.files import whole_file

_OPTIONS = {"parquet": "format parquet, compression zstd", "csv": "format csv, header true"}
_NODES_AT_ONCE = 1_000
_CONTEXT = {
    "@vocab": "https://schema.org/",
    "oa": "http://www.w3.org/ns/oa#",
    "dcterms": "http://purl.org/dc/terms/",
    "url": {"@type": "@id"},
}


def export(target: Path, kind: str, folder: Path, linked_data: Path) -> list[Path]:
    """Write the warehouse at `target` into `folder` as one of `EXPORT_FORMATS`; returns the files.

    Parquet and CSV: a file per table (those of `ops` in `ops/`), one per view in `views/`, and a
    `datapackage.json` that describes them. In CSV what is nested is JSON text. JSON-LD: one file,
    `sayso.jsonld`, by the queries of the folder `linked_data`.

    Raises `SaysoError` where there is no warehouse yet, `OSError` where the folder cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with connect_read_only(target) as connection:
        connection.execute("set TimeZone = 'UTC'")
        if kind == "jsonld":
            return [_linked_data(connection, folder / "sayso.jsonld", linked_data)]
        return _tables(connection, kind, folder)


def _tables(connection: duckdb.DuckDBPyConnection, kind: str, folder: Path) -> list[Path]:
    tables = {f"{_place(each)}.{kind}": each for each in (*PUBLISHED_TABLES, BUILD_INFO)}
    views = dict(
        connection.sql(
            "select view_name, comment from duckdb_views() where not internal order by view_name"
        ).fetchall()
    )
    for inner in ("ops", "views"):
        (folder / inner).mkdir(exist_ok=True)
    for path, table in tables.items():
        order = ", ".join(map(quoted, table.key))
        _copy(connection, f"from {table.qualified_name} order by {order}", kind, folder / path)
    for view in views:
        _copy(connection, f"from {quoted(view)}", kind, folder / "views" / f"{view}.{kind}")
    commented = {f"views/{view}.{kind}": comment for view, comment in views.items()}
    described = folder / "datapackage.json"
    package = datapackage(tables, commented, _build(connection))
    with whole_file(described) as part:
        part.write_text(json.dumps(package, indent=2, ensure_ascii=False), encoding="utf-8")
    return [*(folder / path for path in (*tables, *commented)), described]


def _place(table: Table) -> str:
    return table.name if table.schema == "main" else f"{table.schema}/{table.name}"


def _copy(connection: duckdb.DuckDBPyConnection, rows: str, kind: str, path: Path) -> None:
    flat = ", ".join(
        f"to_json({quoted(name)}) as {quoted(name)}" if kind == "csv" and _is_nested(type_) else quoted(name)
        for name, type_, *_ in connection.sql(f"describe {rows}").fetchall()
    )
    with whole_file(path) as part:
        connection.execute(f"copy (select {flat} {rows}) to {literal(str(part))} ({_OPTIONS[kind]})")


def _is_nested(type_: str) -> bool:
    return type_.endswith("[]") or type_.startswith("STRUCT")


def _linked_data(connection: duckdb.DuckDBPyConnection, path: Path, sql_dir: Path) -> Path:
    connection.execute((sql_dir / "shared.sql").read_text(encoding="utf-8"))
    nodes = [query.read_text(encoding="utf-8") for query in sorted((sql_dir / "nodes").glob("*.sql"))]
    with whole_file(path) as part, part.open("w", encoding="utf-8") as out:
        out.write(f'{{"@context": {json.dumps(_CONTEXT)},\n"@graph": [')
        separator = "\n"
        for query in nodes:
            found = connection.execute(f"select filled(node) from ({query})")  # noqa: S608
            while rows := found.fetchmany(_NODES_AT_ONCE):
                out.write(separator + ",\n".join(node for (node,) in rows))
                separator = ",\n"
        out.write("\n]}\n")
    return path


def _build(connection: duckdb.DuckDBPyConnection) -> dict[str, str | int]:
    """What one cites the build by, as JSON can hold it."""
    [build] = connection.sql(f"from {BUILD_INFO.qualified_name}").pl().to_dicts()
    return {
        name: value if isinstance(value, int) else value.isoformat() if hasattr(value, "isoformat") else value
        for name, value in build.items()
    }
