"""One matter at two happenings: what is affirmed of it at the one and denied at the other.

Belongs here: which passages of two events tell how one matter stands. Not here: claims and denials within an
event (`relations`), figures (`disagreements`). A deal that is near at one summit and not made at the next is
no contradiction: the later passage updates the earlier.
"""

from __future__ import annotations

import polars as pl

from pipelines.corroborate.blocks import block_pairs
from pipelines.corroborate.passages import Passages

SURE_OF_STATES = 0.7
MOST_EVENTS = 3
"""Events that name a matter; what more of them name is a party to matters, not one."""
PARTIES = ("person", "place", "group")
LARGEST_BLOCK = 40
NEAR_PREDICATE = 5
"""Words, from what a passage says of its subject on, among which is what it affirms."""
_ORDERS = ("first", "second", "third", "last", "next", "only", "same")
"""What tells one of a kind from others, not how a matter stands."""
SHORTEST_PREDICATE = 4
"""Letters of a stem that says enough by itself to be recognised in another passage."""


def states_apart(passages: Passages, entities: pl.DataFrame) -> pl.DataFrame:
    """`a`, `b`, `relation`, `rule`, `confidence`, and the name of the `matter`.

    Both sentences name the matter, and what one passage says of it is the word that the other denies.
    Where it is known which happening is the later one, `a` is of that.
    """
    rows = passages.rows.filter(
        "is_counted", pl.col("stance") == "held", pl.col("modality") == "asserted",
        pl.col("event_id").is_not_null(), pl.col("nominal").is_null(),
    ).select(
        "row", "scope", "document_id", "sentence_char", "article_id", "polarity", "predicate_stem",
        _affirmed(), "not_before", "not_after",
    )  # fmt: skip
    matters = _matters(passages, rows, entities)
    pairs = block_pairs(matters, ["entity_id"], "row", LARGEST_BLOCK)
    names = matters.join(entities.select("entity_id", pl.col("name").alias("matter")), on="entity_id")
    side = rows.drop("document_id", "sentence_char")
    others = names.select("entity_id", pl.col("row").alias("b"))
    shared = names.rename({"row": "a"}).join(others, on="entity_id")
    both = (
        pairs.join(shared.group_by("a", "b").agg(pl.col("matter").min()), on=["a", "b"])
        .join(side.rename({"row": "a"}), on="a")
        .join(side.rename({"row": "b"}), on="b", suffix="_b")
    )
    apart = both.filter(
        pl.col("scope") != pl.col("scope_b"),
        pl.col("polarity") != pl.col("polarity_b"),
        _says("predicate_stem", "affirmed_b") | _says("predicate_stem_b", "affirmed"),
    )
    later = (pl.col("not_before") > pl.col("not_after_b")).fill_null(value=False)
    earlier = (pl.col("not_before_b") > pl.col("not_after")).fill_null(value=False)
    is_known = later | earlier
    return apart.select(
        pl.when(earlier).then("b").otherwise("a").alias("a"),
        pl.when(earlier).then("a").otherwise("b").alias("b"),
        pl.when(is_known).then(pl.lit("updates")).otherwise(pl.lit("incomparable")).alias("relation"),
        pl.when(is_known).then(pl.lit("later_state")).otherwise(pl.lit("state_elsewhere")).alias("rule"),
        pl.lit(SURE_OF_STATES).alias("confidence"),
        "matter",
    )


def _matters(passages: Passages, rows: pl.DataFrame, entities: pl.DataFrame) -> pl.DataFrame:
    """`entity_id`, `row`: the rare things, neither people nor places, that the sentence of each row names."""
    clauses = passages.rows.filter(pl.col("nominal").is_null())
    named = clauses.select("row", "scope", "document_id", "sentence_char").join(passages.entities, on="row")
    things = entities.filter(~pl.col("kind").is_in(PARTIES)).select("entity_id")
    matters = (
        named.join(things, on="entity_id", how="semi")
        .group_by("entity_id")
        .agg(pl.col("scope").n_unique().alias("events"))
        .filter(pl.col("events").is_between(2, MOST_EVENTS))
    )
    keys = ["document_id", "sentence_char"]
    told = named.join(matters, on="entity_id", how="semi").select("entity_id", *keys).unique()
    return told.join(rows.select("row", *keys), on=keys).select("entity_id", "row")


def _affirmed() -> pl.Expr:
    """The words by which a passage says what it says of its subject."""
    told = pl.col("text").str.slice((pl.col("predicate_char") - pl.col("start_char")).fill_null(0))
    words = told.str.to_lowercase().str.split(" ").list.head(NEAR_PREDICATE)
    return words.list.join(" ").alias("affirmed")


def _says(stem: str, text: str) -> pl.Expr:
    """Whether a passage has a word of the stem that another says of its subject."""
    is_telling = (pl.col(stem).str.len_chars() >= SHORTEST_PREDICATE) & ~pl.col(stem).is_in(_ORDERS)
    begins = (" " + pl.col(text)).str.contains(" " + pl.col(stem), literal=True)
    return (is_telling & begins).fill_null(value=False)
