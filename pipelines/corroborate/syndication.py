"""Groups of copies: articles that are one text, or say that they are.

Belongs here: reading notices (an origin other than the outlet) and text reuse (fingerprints
contained in one another). Not here: what copies mean for a count (`independence`).

Agency copies are cut and re-titled, so that containment of the shorter text is what counts, not the
share of the union (Broder 1997; winnowing after Schleimer, Wilkerson and Aiken 2003).
"""

from __future__ import annotations

import polars as pl

from pipelines import contracts
from pipelines.contracts import frames
from pipelines.corroborate.blocks import block_pairs
from pipelines.corroborate.linkage import connected
from pipelines.ids import digest

LEAST_CONTAINMENT = 0.5
"""Share of the shorter text's hashes found in the longer one, from which it is a copy."""
FEWEST_SHARED_HASHES = 4
"""Fewer shared hashes may be a common quotation."""
LARGEST_BLOCK = 50
"""A hash in more texts than this is boilerplate."""


def find_syndication(articles: pl.DataFrame) -> pl.DataFrame:
    """The `syndication_groups` of a corpus's articles; teasers are never copies.

    A notice makes a row by itself, so that a copy is known as one even where its original is absent.
    """
    main = articles.filter(pl.col("kind") == "main").sort("article_id").with_row_index("row")
    reuse = _reused(main)
    noticed = _noticed(main)
    groups = _groups(main, reuse, noticed)
    table = contracts.table("syndication_groups")
    return frames.conform(pl.DataFrame(groups, schema=frames.schema(table)), table)


def _reused(main: pl.DataFrame) -> pl.DataFrame:
    """Pairs of rows `a` < `b` with `overlap`, the containment of the shorter text."""
    hashes = main.select("row", pl.col("fingerprint").list.unique().alias("hash"))
    sizes = hashes.select("row", pl.col("hash").list.len().alias("size"))
    exploded = hashes.explode("hash").drop_nulls()
    rare = exploded.filter(pl.len().over("hash") <= LARGEST_BLOCK)
    candidates = block_pairs(rare, ["hash"], "row", LARGEST_BLOCK)
    shared = (
        candidates.join(rare.rename({"row": "a"}), on="a")
        .join(rare.rename({"row": "b"}), on=["b", "hash"])
        .group_by("a", "b")
        .agg(pl.len().alias("shared"))
    )
    return (
        shared.join(sizes.rename({"row": "a", "size": "size_a"}), on="a")
        .join(sizes.rename({"row": "b", "size": "size_b"}), on="b")
        .with_columns((pl.col("shared") / pl.min_horizontal("size_a", "size_b")).alias("overlap"))
        .filter(pl.col("overlap") >= LEAST_CONTAINMENT, pl.col("shared") >= FEWEST_SHARED_HASHES)
        .select("a", "b", "overlap")
        .sort("a", "b")
    )


def _noticed(main: pl.DataFrame) -> pl.DataFrame:
    """Rows whose text says that another outlet wrote it."""
    return main.filter(
        pl.col("origin_source_id").is_not_null() & pl.col("origin_source_id").ne_missing(pl.col("source_id"))
    ).select("row", "origin_source_id")


def _groups(
    main: pl.DataFrame, reuse: pl.DataFrame, noticed: pl.DataFrame
) -> list[dict[str, str | float | None]]:
    """One record per member of a group of two or more, or with a notice."""
    pairs = list(reuse.select("a", "b").iter_rows())
    component = connected(main.height, pairs)
    sizes: dict[int, int] = {}
    for name in component:
        sizes[name] = sizes.get(name, 0) + 1
    origins: dict[int, str] = dict(noticed.iter_rows())
    overlaps: dict[int, float] = {}
    for a, b, overlap in reuse.iter_rows():
        for row in (a, b):
            overlaps[row] = max(overlaps.get(row, 0.0), overlap)
    article_ids = main.get_column("article_id").to_list()
    group_origin: dict[int, str] = {}
    for row in sorted(origins):
        group_origin.setdefault(component[row], origins[row])
    return [
        {
            "syndication_group_id": "y" + digest(article_ids[component[row]]),
            "article_id": article_ids[row],
            "origin_source_id": origins.get(row) or group_origin.get(component[row]),
            "evidence": "notice" if row in origins else "text_reuse",
            "overlap": round(overlaps[row], 4) if row in overlaps else None,
        }
        for row in range(main.height)
        if sizes[component[row]] > 1 or row in origins
    ]
