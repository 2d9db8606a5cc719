"""When each article can have been published: by its own date, else by what its event shows.

Belongs here: bounds on days, and which of two was later. Not here: dates that articles state or let infer
(`pipelines.publication`).
"""

from __future__ import annotations

import polars as pl

from pipelines.contracts.vocabulary import NOT_BEFORE
from pipelines.corroborate.nearness import WINDOW_DAYS

LATER_DAYS = 2
"""What is told otherwise so much later may have come about, or been counted anew."""


def dated(articles: pl.DataFrame, article_events: pl.DataFrame) -> pl.DataFrame:
    """`article_id`, `not_before`, `not_after`: days that bound the publication of each article.

    An article without a date was published within the window of its event's other articles, whose dates, or
    the days before which their text cannot have been written, bound the happening.
    """
    shown = (
        pl.col("published_evidence").str.extract(rf"^{NOT_BEFORE}(\d{{4}}-\d\d-\d\d)").str.to_date("%Y-%m-%d")
    )
    window = pl.duration(days=WINDOW_DAYS)
    own = articles.select(
        "article_id", "published_from", "published_to", pl.coalesce("published_from", shown).alias("shown")
    ).join(article_events.select("article_id", "event_id"), on="article_id", how="left")
    scope = pl.coalesce("event_id", "article_id")
    return own.select(
        "article_id",
        pl.coalesce(
            "published_from", pl.max_horizontal("shown", pl.col("shown").max().over(scope) - window)
        ).alias("not_before"),
        pl.coalesce("published_to", pl.col("published_to").min().over(scope) + window).alias("not_after"),
    )


def is_later(side: str, other: str, days: int | pl.Expr) -> pl.Expr:
    """Whether the article of one side of a pair is known to be published so many days after the other's."""
    gap = (pl.col(f"published_from{side}") - pl.col(f"published_to{other}")).dt.total_days()
    return (gap >= days).fill_null(value=False)
