"""What figures tell of one thing whatever else is said of it: a person's age, how long a document is.

Belongs here: which figures are such attributes, and which two are told of one thing. Not here: what their
disagreement means (`disagreements`). Passages need not be alike: "a 90-page filing" and "the 92-page filing
says" disagree whatever the filing is said to hold.
"""

from __future__ import annotations

import polars as pl

from pipelines.corroborate.blocks import block_pairs
from pipelines.corroborate.figures import TIED, apart, intervals
from pipelines.corroborate.passages import Passages
from pipelines.corroborate.stems import stems

SURE_OF_AGES = 0.8
"""What it is worth that two articles of one event give a person two ages."""
SURE_OF_EXTENTS = 0.75
"""The same of the length of a document, which the event has one of."""
SURE_OF_TIED = 0.65
"""The same of whatever else is tied to a noun: "a two-storey house"."""
LARGEST_EVENT = 60
_EXTENTS = ("page", "word", "character")
_YEARS = "a"
_TIED_KINDS = ("count", "duration", "money", "amount")
_NAME = r"^(?:\p{Lu}[\p{L}\p{M}.’'-]*\s?)+$"
_GIVEN_AND_FAMILY = r"^(?:\p{Lu}[\p{L}]*\.\s)*(\p{Lu}[\p{L}’'-]+\s\p{Lu}[\p{L}’'-]+)"
"""A given name and the one behind it, titles left out: who has a third is not someone else."""
_OF_OTHERS = r"['’]s\s"
_COLUMNS = (
    "row", "numeric_claim_id", "kind", "fate", "measure", "lowest", "highest", "change", "sureness", "thing",
)  # fmt: skip


def attributes_apart(passages: Passages) -> pl.DataFrame:
    """Pairs of rows `a` < `b` of two articles of one event that give one thing two values, with `sureness`.

    An article that gives more than one value is not believed: it tells of two things, or corrects itself. It
    does not matter what a clause denies: to deny having read a filing does not change how long it is.
    """
    rows = passages.rows.filter(
        "is_counted", pl.col("stance") == "held", pl.col("event_id").is_not_null()
    ).select("row", "event_id", "article_id", "published_from", "published_to")  # fmt: skip
    known = intervals(passages.figures.filter(pl.col("same_as").is_null())).drop("article_id")
    told = pl.concat([_ages(known), _extents(known), _tied(known)]).join(rows, on="row")
    keys = ["event_id", "measure", "thing", "sureness"]
    one = pl.struct("lowest", "highest").n_unique().over("article_id", *keys) == 1
    side = told.filter(one).sort("numeric_claim_id").unique(["row", *keys], keep="first", maintain_order=True)
    both = (
        block_pairs(side, keys, "row", LARGEST_EVENT)
        .join(side.rename({"row": "a"}), on="a")
        .join(side.rename({"row": "b"}), on=["b", *keys], suffix="_b")
        .filter(pl.col("article_id") != pl.col("article_id_b"), apart())
    )
    return _of_one(both, passages).with_columns(
        pl.lit(None, pl.Date).alias(name)
        for name in ("period_start", "period_end", "period_start_b", "period_end_b")
    )


def _ages(known: pl.DataFrame) -> pl.DataFrame:
    """How old people are who are named with their age: by who it is, and by the first two of their names."""
    named = pl.col("subject").str.contains(_NAME) & ~pl.col("subject").str.contains(_OF_OTHERS)
    aged = known.filter(pl.col("kind") == "age", pl.col("unit") == _YEARS, named)
    by_name = pl.col("subject").str.extract(_GIVEN_AND_FAMILY).str.to_lowercase()
    people = [
        aged.with_columns(pl.lit(SURE_OF_AGES).alias("sureness"), thing.alias("thing"))
        for thing in (pl.col("subject_entity_id"), by_name)
    ]
    return pl.concat(people).drop_nulls("thing").select(_COLUMNS)


def _extents(known: pl.DataFrame) -> pl.DataFrame:
    """How many pages or words documents have."""
    is_extent = (pl.col("kind") == "count") & pl.col("unit").is_in(_EXTENTS)
    return _with_nouns(known.filter(is_extent), SURE_OF_EXTENTS)


def _tied(known: pl.DataFrame) -> pl.DataFrame:
    """Figures tied to the noun behind them."""
    is_tied = pl.col("kind").is_in(_TIED_KINDS) & pl.col("text").str.contains(TIED)
    is_extent = pl.col("unit").is_in(_EXTENTS).fill_null(value=False)
    return _with_nouns(known.filter(is_tied & ~is_extent), SURE_OF_TIED)


def _with_nouns(figures: pl.DataFrame, sureness: float) -> pl.DataFrame:
    """Figures whose subject is a plain noun, by the stem of that noun."""
    noun = pl.col("subject").str.replace(r"\s(?:of|to|in|on|for|from|between|at|with)\s.*$", "")
    nouned = figures.with_columns(noun.str.split(" ").list.last().str.to_lowercase().alias("term"))
    known = nouned.filter(pl.col("term").str.len_chars() > 2)
    return (
        known.join(stems(known.get_column("term")), on="term")
        .with_columns(pl.lit(sureness).alias("sureness"), pl.col("stem").alias("thing"))
        .select(_COLUMNS)
    )


def _of_one(both: pl.DataFrame, passages: Passages) -> pl.DataFrame:
    """Pairs of ages and extents, and of what else is tied to a noun where the passages name someone alike."""
    shared = (
        both.select("a", "b")
        .unique()
        .join(passages.entities.rename({"row": "a"}), on="a")
        .join(passages.entities.rename({"row": "b"}), on=["b", "entity_id"])
        .select("a", "b", meets=pl.lit(value=True))
        .unique()
    )
    needs_name = pl.col("sureness") == SURE_OF_TIED
    return both.join(shared, on=["a", "b"], how="left").filter(~needs_name | pl.col("meets")).drop("meets")
