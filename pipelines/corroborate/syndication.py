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
    groups = _groups(main, _reused(main), _noticed(main))
    table = contracts.table("syndication_groups")
    return frames.conform(pl.DataFrame(groups, schema=frames.schema(table)), table)


def _reused(main: pl.DataFrame) -> pl.DataFrame:
    """Pairs of rows `a` < `b` of which the one holds enough of the other, the shorter text."""
    exploded = _hashes(main)
    sizes = exploded.group_by("row").agg(pl.len().alias("size"))
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
        .filter(
            pl.col("shared") >= LEAST_CONTAINMENT * pl.min_horizontal("size_a", "size_b"),
            pl.col("shared") >= FEWEST_SHARED_HASHES,
        )
        .select("a", "b")
        .sort("a", "b")
    )


def _hashes(main: pl.DataFrame) -> pl.DataFrame:
    """`row`, `hash`: the fingerprints of each text."""
    return main.select("row", pl.col("fingerprint").list.unique().alias("hash")).explode("hash").drop_nulls()


def _overlaps(main: pl.DataFrame, group: pl.Series) -> dict[int, float]:
    """Per row of a group of several, the share of its text that stands elsewhere in the group."""
    members = main.with_columns(group.alias("group")).filter(pl.len().over("group") > 1)
    hashes = _hashes(members).join(members.select("row", "group"), on="row")
    told = hashes.with_columns((pl.len().over("group", "hash") > 1).alias("is_elsewhere"))
    return dict(told.group_by("row").agg(pl.col("is_elsewhere").mean()).iter_rows())


def _noticed(main: pl.DataFrame) -> pl.DataFrame:
    """Rows whose text says that another outlet wrote it."""
    return main.filter(
        pl.col("origin_source_id").is_not_null() & pl.col("origin_source_id").ne_missing(pl.col("source_id"))
    ).select("row", "origin_source_id")


def _groups(
    main: pl.DataFrame, reuse: pl.DataFrame, noticed: pl.DataFrame
) -> list[dict[str, str | float | None]]:
    """One record per member of a group of two or more, or with a notice."""
    component = connected(main.height, reuse.iter_rows())
    sizes: dict[int, int] = {}
    for name in component:
        sizes[name] = sizes.get(name, 0) + 1
    origins: dict[int, str] = dict(noticed.iter_rows())
    overlaps = _overlaps(main, pl.Series(component))
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
