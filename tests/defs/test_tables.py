"""Previews: Markdown that shows rows as they are, cut where long."""

from __future__ import annotations

import polars as pl

from pipelines.defs.tables import PREVIEW_CHARS, PREVIEW_ROWS, markdown, specs


def test_a_preview_is_a_markdown_table():
    frame = pl.DataFrame({"text": ["a | b\nc", None], "count": [1, 2]})
    assert markdown(frame) == "| text | count |\n| --- | --- |\n| a \\| b c | 1 |\n|  | 2 |"


def test_a_preview_is_short():
    lines = markdown(pl.DataFrame({"text": ["x" * 1_000] * 100})).splitlines()
    assert len(lines) == PREVIEW_ROWS + 2
    assert max(map(len, lines)) <= PREVIEW_CHARS + len("|  |")


def test_an_asset_is_described_by_its_contract():
    (spec,) = specs("extract", {"polars"}, {"quotes": ["draft_quotes"]})
    assert spec.description.endswith("Key: quote_id.")
    schema = spec.metadata["dagster/column_schema"]
    assert "quote_cluster_id" in {column.name for column in schema.columns}
