"""Tables as assets: their specs, made from the contracts, and previews of their rows.

Not here: which step makes which table (`assets`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import dagster as dg
import polars as pl

from pipelines import contracts

PREVIEW_ROWS = 5
PREVIEW_CHARS = 80
"""Longer values are cut in a preview: it shows what rows look like, the store holds them."""


def specs(group: str, kinds: Iterable[str], made_from: Mapping[str, Iterable[str]]) -> list[dg.AssetSpec]:
    """One asset per table of a layer; `made_from` maps each to the tables that it is made from."""
    return [
        dg.AssetSpec(
            name,
            group_name=group,
            kinds=set(kinds),
            deps=list(sources),
            description=_description(contracts.table(name)),
            metadata={"dagster/column_schema": _column_schema(contracts.table(name))},
        )
        for name, sources in made_from.items()
    ]


def markdown(frame: pl.DataFrame) -> str:
    """The first rows as a Markdown table, long values cut."""
    head = frame.head(PREVIEW_ROWS)
    lines = ["| " + " | ".join(head.columns) + " |", "|" + " --- |" * head.width]
    lines += ["| " + " | ".join(_cell(value) for value in row) + " |" for row in head.rows()]
    return "\n".join(lines)


def _cell(value: object) -> str:
    if value is None:
        return ""
    text = " ".join(str(value).split()).replace("|", "\\|")
    return text if len(text) <= PREVIEW_CHARS else text[: PREVIEW_CHARS - 1] + "…"


def _description(table: contracts.Table) -> str:
    return f"{table.grain}\n\nKey: {', '.join(table.key)}."


def _column_schema(table: contracts.Table) -> dg.TableSchema:
    return dg.TableSchema(
        columns=[
            dg.TableColumn(
                column.name,
                type=column.type.duckdb,
                description=column.meaning,
                constraints=dg.TableColumnConstraints(nullable=column.nullable),
            )
            for column in table.columns
        ]
    )
