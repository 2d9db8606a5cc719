"""The dead and hurt of one happening, as each article counts them: what outlets differ over most.

Belongs here: which figure of an article is its toll, and which two tolls count the same people. Not here:
what their disagreement means (`relations`). Articles that word all else differently still count the same
people, so passages need not be alike: what is compared is the first count of each, if it is the largest.
"""

from __future__ import annotations

import polars as pl

from pipelines.corroborate.blocks import block_pairs
from pipelines.corroborate.figures import counts_on, fates, intervals
from pipelines.corroborate.grounds import with_grounds
from pipelines.corroborate.passages import Passages

_TOLLED = ("dead", "hurt")
_ANYONE = ("person", "victim", "individual", "casualty", "man", "other")
"""Units that leave none of the sufferers out; children or officers are some of them."""
LARGEST_EVENT = 60
FIGURE_COLUMNS = (
    "numeric_claim_id", "kind", "fate", "lowest", "highest", "change", "period_start", "period_end",
)  # fmt: skip
FEW_NAMED = 2.0
"""Dead of whom a sentence tells without counting them: one, or a few."""
_DEAD_AMONG = r"(?i)\b(?:of (?:them|whom|those|the)|including|among)\b"
"""Where the dead may be some of those who are counted as hurt."""
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
    grounded = with_grounds(apart, passages).filter("is_grounded")
    return grounded.drop("article_id", "article_id_b", "are_others", "is_grounded")


def _tolls(passages: Passages) -> pl.DataFrame:
    """Per article and fate its first count of anyone, where none that follows is larger.

    `are_others` are others than someone who is named, and may be hurt or dead; `tells_dead` says that the
    dead are not counted in.
    """
    counts = _counts(passages)
    whole = ~pl.col("text").str.contains(" of ", literal=True)
    dead = counts.filter(pl.col("fate") == "dead", whole)
    first_dead = dead.group_by("article_id", maintain_order=True).agg(
        pl.col("lowest").first().alias("dead_lowest"), pl.col("highest").first().alias("dead_highest")
    )
    told = (
        counts.join(first_dead, on="article_id", how="left")
        .with_columns(
            (pl.col("is_with_dead") | pl.col("row").is_in(dead.get_column("row").implode())).alias(
                "is_beside"
            ),
            pl.col("is_with_dead").any().over("article_id").alias("names_dead"),
        )
        .with_columns(
            pl.when("names_dead").then(pl.coalesce(f"dead_{end}", pl.lit(value))).otherwise(f"dead_{end}")
            .alias(f"dead_{end}")
            for end, value in (("lowest", 1.0), ("highest", FEW_NAMED))
        )
    )  # fmt: skip
    than_dead = pl.col("is_beside") | (pl.col("dead_lowest").is_not_null() & ~pl.col("follows_and"))
    told = told.with_columns(
        (pl.col("has_others") & ~than_dead).alias("are_others"),
        (pl.col("is_beside") | (pl.col("has_others") & than_dead)).alias("tells_dead"),
    )
    return (
        told.with_columns(
            pl.col("lowest").max().over("article_id", "fate").alias("most"),
            pl.col("tells_dead").any().over("article_id", "fate", "lowest"),
        )
        .unique(["article_id", "fate"], keep="first", maintain_order=True)
        .filter(pl.col("highest") >= pl.col("most"), ~pl.col("is_part"))
    )


def _counts(passages: Passages) -> pl.DataFrame:
    """The counts of anyone dead or hurt, in order of text, with `has_others`, `follows_and`, `is_part`.

    `is_with_dead` are hurt of whom the sentence tells dead apart, in whatever words: "a man was killed and".
    """
    rows = passages.rows.filter(
        "is_counted", pl.col("stance") == "held", pl.col("polarity") == "affirmed",
        pl.col("event_id").is_not_null(),
    ).select(
        "row", "event_id", *_ARTICLE_COLUMNS, pl.coalesce("sentence", "text").alias("said"),
        pl.col("sentence_char").alias("from_char"),
    )  # fmt: skip
    ahead = pl.col("said").str.slice(0, pl.col("start_char") - pl.col("from_char"))
    return (
        intervals(passages.figures)
        .drop("article_id")
        .filter(pl.col("kind") == "count", pl.col("fate").is_in(_TOLLED))
        .with_columns(pl.col("unit").str.split(" ").alias("words"))
        .filter(pl.col("words").list.last().is_in(_ANYONE).fill_null(value=True))
        .join(rows, on="row")
        .with_columns(
            pl.col("words").list.contains("other").fill_null(value=False).alias("has_others"),
            ahead.str.contains(r"\band\s+$").alias("follows_and"),
            counts_on().alias("is_part"),
            (
                (pl.col("fate") == "hurt")
                & pl.col("said").str.contains(_of_dead())
                & ~pl.col("said").str.contains(_DEAD_AMONG)
            ).alias("is_with_dead"),
        )
        .sort("article_id", "start_char", "numeric_claim_id")
    )


def _of_dead() -> str:
    """A pattern of the words that tell of dead."""
    return rf"(?i)\b(?:{'|'.join(dict(fates())['dead'])})\b"


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
