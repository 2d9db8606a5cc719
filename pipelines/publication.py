"""When each article was published: the most trusted of all that says so, once the corpus is known.

Belongs here: what goes before what, and the end of time (`as_of`). Not here: finding days in a page or path
(`parse`, `path_patterns`).
"""

from __future__ import annotations

from datetime import date

import polars as pl

from pipelines.contracts.vocabulary import NOT_BEFORE
from pipelines.parse import path_dates, published_interval

MAX_OPEN_DAYS = 366
"""How long before `as_of` an interval without an end may begin and still be worth a date."""
RANKS = {"manifest": -1, "url": 1_000, "pattern": 1_500, "path": 2_000}
"""Beside those of pages: below 1,000 where they state a day, from 3,000 where their text lets infer one."""
COLUMNS = ("article_id", "rank", "basis", "published_from", "published_to", "published_at", "text")


def publication_dates(articles: pl.DataFrame, parsed_dates: pl.DataFrame, as_of: date) -> pl.DataFrame:
    """The date of each article that has one, never after `as_of`, and what it rests on.

    The manifest goes first, then what the page says in its own order, then the address, a path by a pattern,
    any day in a path, and what the text lets infer. What lies outside what a pattern says is not believed. An
    interval without an end closes with `as_of`, if that is soon enough; else only `published_evidence` says
    what there is.
    """
    by_page = articles.select("article_id", "document_key", "article_ordinal").join(
        parsed_dates, on=["document_key", "article_ordinal"]
    )
    main = articles.filter(pl.col("kind") == "main")
    by_pattern = _stated(main, "published_in_path", "filename", RANKS["pattern"], "path")
    by_address = _in_paths(main, "url", "url", RANKS["url"])
    by_path = _in_paths(main, "path", "filename", RANKS["path"])
    doubted = [frame.select(COLUMNS) for frame in (by_page, by_address, by_path)]
    candidates = pl.concat(
        [
            _stated(main, "published", "manifest", RANKS["manifest"], "published"),
            by_pattern,
            _within(pl.concat(doubted), by_pattern),
        ]
    ).filter(pl.col("published_from") <= as_of)
    is_soon = pl.lit(as_of) - pl.col("published_from") <= pl.duration(days=MAX_OPEN_DAYS)
    is_closed = pl.col("published_to").is_not_null() | is_soon
    dated = _best(candidates.filter(is_closed)).with_columns(
        published_to=pl.min_horizontal("published_to", pl.lit(as_of))
    )
    undated = _best(candidates.filter(~is_closed)).join(dated, on="article_id", how="anti")
    return pl.concat([dated, _as_evidence(undated)]).select(
        "article_id",
        "published_from",
        "published_to",
        "published_at",
        published_basis="basis",
        published_evidence="text",
    )


def _best(candidates: pl.DataFrame) -> pl.DataFrame:
    """The most trusted candidate of each article."""
    return candidates.sort(COLUMNS).group_by("article_id", maintain_order=True).first().select(COLUMNS)


def _within(candidates: pl.DataFrame, stated: pl.DataFrame) -> pl.DataFrame:
    """The candidates that overlap what is stated of their article, or of which nothing is."""
    bounds = stated.select("article_id", first="published_from", last="published_to")
    begins_in_time = pl.col("published_from") <= pl.col("last")
    ends_in_time = pl.col("published_to").fill_null(pl.col("last")) >= pl.col("first")
    return (
        candidates.join(bounds, on="article_id", how="left")
        .filter(pl.col("first").is_null() | (begins_in_time & ends_in_time))
        .select(COLUMNS)
    )


def _as_evidence(open_ended: pl.DataFrame) -> pl.DataFrame:
    """No date, but since when it can be."""
    words = pl.concat_str(
        pl.lit(NOT_BEFORE), pl.col("published_from").cast(pl.String), pl.lit(": "), pl.col("text")
    )
    nothing = ("basis", "published_from", "published_to", "published_at")
    return open_ended.with_columns(
        words.alias("text"), *(pl.lit(None, open_ended.schema[name]).alias(name) for name in nothing)
    )


def _stated(articles: pl.DataFrame, column: str, basis: str, rank: int, evidence: str) -> pl.DataFrame:
    """What a cell or a place of a pattern states, for articles where it is a date."""
    given = articles.filter(pl.col(column).is_not_null())
    frame = published_interval(given[column]).with_columns(
        article_id=given["article_id"],
        basis=pl.lit(basis),
        rank=pl.lit(rank, pl.Int32),
        text=given[evidence],
    )
    return frame.filter(pl.col("published_from").is_not_null()).select(COLUMNS)


def _in_paths(articles: pl.DataFrame, column: str, basis: str, rank: int) -> pl.DataFrame:
    """The days that addresses or paths name, for articles where one does."""
    given = articles.filter(pl.col(column).is_not_null())
    frame = path_dates(given[column]).with_columns(
        article_id=given["article_id"],
        basis=pl.lit(basis),
        rank=pl.lit(rank, pl.Int32),
        published_at=pl.lit(None, pl.Datetime("us", "UTC")),
        text=given[column],
    )
    return frame.filter(pl.col("published_from").is_not_null()).select(COLUMNS)
