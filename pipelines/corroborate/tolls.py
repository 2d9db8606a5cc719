"""The dead and hurt of one happening, as each article counts them: what outlets differ over most.

Belongs here: which figure of an article is its toll, and which two tolls count the same people. Not here:
what their disagreement means (`relations`). Articles that word all else differently still count the same
people, so passages need not be alike: what is compared is the first count of each, if it is the largest.
"""

from __future__ import annotations

import polars as pl

from pipelines.corroborate.blocks import block_pairs, held
from pipelines.corroborate.figures import intervals
from pipelines.corroborate.passages import Passages

_TOLLED = ("dead", "hurt")
_ANYONE = ("person", "victim", "individual", "casualty", "man", "other")
"""Units that leave none of the sufferers out; children or officers are some of them."""
LARGEST_EVENT = 60
FEWEST_SHARED = 10
"""Words and names that two articles must share, a name among them: events of few words are guesses."""
FIGURE_COLUMNS = (
    "numeric_claim_id", "kind", "fate", "lowest", "highest", "change", "period_start", "period_end",
)  # fmt: skip
_ARTICLE_COLUMNS = ("article_id", "published_from", "published_to")


def tolls_apart(passages: Passages) -> pl.DataFrame:
    """Pairs of rows `a` < `b` of two articles of one event whose tolls of one fate do not meet."""
    tolls = _tolls(passages)
    keys = ["event_id", "fate", "are_others"]
    columns = [*keys, "row", *(name for name in (*FIGURE_COLUMNS, *_ARTICLE_COLUMNS) if name not in keys)]
    side = tolls.select(*columns, "dead_lowest", "dead_highest", "tells_dead")
    pairs = block_pairs(side, keys, "row", LARGEST_EVENT)
    both = pairs.join(side.rename({"row": "a"}), on="a").join(
        side.rename({"row": "b"}), on=["b", *keys], suffix="_b"
    )
    apart = both.filter(
        pl.col("article_id") != pl.col("article_id_b"),
        (pl.col("lowest") > pl.col("highest_b")) | (pl.col("lowest_b") > pl.col("highest")),
        ~_counts_the_dead_too(),
    )
    return _of_the_same(apart, passages).drop("article_id", "article_id_b", "are_others")


def _of_the_same(apart: pl.DataFrame, passages: Passages) -> pl.DataFrame:
    """Pairs whose articles have enough words and a name in common."""
    articles = pl.concat([apart.get_column("article_id"), apart.get_column("article_id_b")]).unique()
    rows = passages.rows.select("row", "article_id").filter(pl.col("article_id").is_in(articles.implode()))
    said = held(passages.words, "row", rows.get_column("row").to_numpy()).join(rows, on="row")
    stems = said.select("article_id", "stem", "is_name").unique(["article_id", "stem"])
    others = stems.select("stem", pl.col("article_id").alias("article_id_b"))
    return (
        apart.join(stems, on="article_id")
        .join(others, on=["article_id_b", "stem"])
        .group_by(apart.columns)
        .agg(pl.len().alias("shared"), pl.col("is_name").any())
        .filter(pl.col("shared") >= FEWEST_SHARED, "is_name")
        .drop("shared", "is_name")
    )


def _tolls(passages: Passages) -> pl.DataFrame:
    """Per article and fate its first count of anyone, where none that follows is larger."""
    rows = passages.rows.filter(
        "is_counted", pl.col("stance") == "held", pl.col("polarity") == "affirmed",
        pl.col("event_id").is_not_null(),
    ).select("row", "event_id", *_ARTICLE_COLUMNS)  # fmt: skip
    counts = (
        intervals(passages.figures)
        .drop("article_id")
        .filter(pl.col("kind") == "count", pl.col("fate").is_in(_TOLLED))
        .with_columns(pl.col("unit").str.split(" ").alias("words"))
        .with_columns(pl.col("words").list.contains("other").fill_null(value=False).alias("are_others"))
        .filter(pl.col("words").list.last().is_in(_ANYONE).fill_null(value=True))
        .join(rows, on="row")
        .sort("article_id", "start_char", "numeric_claim_id")
    )
    whole = ~pl.col("text").str.contains(" of ", literal=True)
    dead = counts.filter(pl.col("fate") == "dead", whole)
    first_dead = dead.group_by("article_id", maintain_order=True).agg(
        pl.col("lowest").first().alias("dead_lowest"), pl.col("highest").first().alias("dead_highest")
    )
    return (
        counts.with_columns(pl.col("lowest").max().over("article_id", "fate").alias("most"))
        .unique(["article_id", "fate"], keep="first", maintain_order=True)
        .filter(pl.col("highest") >= pl.col("most"))
        .join(first_dead, on="article_id", how="left")
        .join(_told_beside(counts, dead), on=["article_id", "fate", "lowest"], how="left")
        .with_columns(pl.col("tells_dead").fill_null(value=False))
    )


def _told_beside(counts: pl.DataFrame, dead: pl.DataFrame) -> pl.DataFrame:
    """Counts that some passage of the article gives beside its dead, so that they do not hold them."""
    beside = counts.join(dead.select("row").unique(), on="row", how="semi")
    return beside.select("article_id", "fate", "lowest", tells_dead=pl.lit(value=True)).unique()


def _counts_the_dead_too() -> pl.Expr:
    """Whether one count of the hurt may hold the dead: nine hurt and one dead are ten who were hit.

    Not where both articles tell the dead from the hurt.
    """
    ways = [
        (pl.col(f"lowest{more}") - pl.col(f"highest{fewer}") <= pl.col(f"dead_highest{side}"))
        & (pl.col(f"highest{more}") - pl.col(f"lowest{fewer}") >= pl.col(f"dead_lowest{side}"))
        for side in ("", "_b")
        for more, fewer in (("", "_b"), ("_b", ""))
    ]
    meets = pl.any_horizontal(ways).fill_null(value=False)
    return (pl.col("fate") == "hurt") & meets & ~(pl.col("tells_dead") & pl.col("tells_dead_b"))
