"""Noun phrases that tell of one thing: "the court's warrant for Putin" here, "his court warrant" there.

Belongs here: which of them are one claim. Not here: finding them (`pipelines.extract.nominals`), clauses
(`likeness`, `claims`).

A phrase has no verb to compare, and one word more or less makes it another thing. So phrases are joined by a
key, whatever their articles are about: the noun with all that narrows it down, and the same parties, two at
least. They take no part in what is weighed of clauses.
"""

from __future__ import annotations

from datetime import timedelta

import polars as pl

from pipelines.corroborate.linkage import connected
from pipelines.corroborate.overrides import APART, told
from pipelines.corroborate.passages import Passages
from pipelines.ids import digest_each

FEWEST_PARTIES = 2
_SAME_FOR_ALL = r"^(\d{4}|md=)"
"""Period expressions that mean one day or year whoever uses them."""
LONGEST_SILENCE = timedelta(days=730)
"""Days without an article that has the phrase after which it may mean another warrant."""
_ASPECTS = ("era", "period", "subject_entity_id")
"""What may not be known of a phrase: how old it is, when it says it was, and which of the parties acts."""


def cluster(passages: Passages, clusters: pl.DataFrame, corrections: pl.DataFrame) -> pl.DataFrame:
    """`row`, `claim_id` of all `passages`: clauses as in `clusters`, noun phrases by what they tell.

    A user's corrections (`overrides.PLACED_SCHEMA`) go first: phrases that are not the same are not joined by
    what they tell, and one that is the same as a clause goes to its claim.
    """
    is_phrase = pl.col("nominal").is_not_null()
    same, not_same = (told(passages.rows, corrections, *actions) for actions in (("same",), APART))
    corrected = pl.concat([same.get_column(side) for side in ("a", "b")])
    members = (
        passages.rows.filter(is_phrase | pl.col("row").is_in(corrected.implode()))
        .select("row", "claim_mention_id", "article_id", "nominal", "published_from", *_ASPECTS[1:])
        .join(clusters, on="row", how="left", maintain_order="left")
        .with_row_index("place")
    )
    alike = _telling_the_same(members.filter(is_phrase), passages.entities, not_same)
    place = pl.col("a", "b").replace_strict(members.get_column("row"), members.get_column("place"))
    pairs = pl.concat([alike, same]).select(place).iter_rows()
    first = pl.col("claim_mention_id").first().over("group").map_batches(digest_each, pl.String)
    of_clause = pl.col("claim_id").drop_nulls().first().over("group")
    named = (
        members.with_columns(pl.Series("group", connected(members.height, pairs), dtype=pl.UInt32))
        .with_columns(pl.coalesce(of_clause, "c" + first).alias("claim_id"))
        .filter(is_phrase)
        .select("row", "claim_id")
    )
    return pl.concat([clusters, named]).sort("row")


def _telling_the_same(phrases: pl.DataFrame, entities: pl.DataFrame, not_same: pl.DataFrame) -> pl.DataFrame:
    """`a`, `b`: each phrase and the first that tells the same.

    Where phrases of one noun and the same parties are years apart, of several periods, or have now one, now
    the other act, those of which that is not known could mean any and stay alone, as do those a user parts.
    """
    parties = (
        phrases.select("row")
        .join(entities, on="row")
        .group_by("row")
        .agg(pl.col("entity_id").unique().sort())
        .filter(pl.col("entity_id").list.len() >= FEWEST_PARTIES)
        .select("row", pl.col("entity_id").list.join(" ").alias("parties"))
    )
    parted = pl.concat([not_same.get_column(side) for side in ("a", "b")])
    keyed = phrases.filter(~pl.col("row").is_in(parted.implode())).join(parties, on="row")
    period = pl.col("period")
    own = period + " " + pl.col("article_id")
    dated = keyed.with_columns(pl.when(period.str.contains(_SAME_FOR_ALL)).then(period).otherwise(own))
    keys = ["nominal", "parties"]
    dated = _with_eras(dated, keys)
    for aspect in _ASPECTS:
        several = pl.col(aspect).drop_nulls().n_unique().over(keys) > 1
        only = pl.col(aspect).drop_nulls().first().over(keys)
        dated = dated.filter(~several | pl.col(aspect).is_not_null()).with_columns(
            pl.when(several).then(aspect).otherwise(only).alias(aspect)
        )
        keys.append(aspect)
    first = pl.col("row").min().over(keys)
    return dated.select(first.alias("a"), pl.col("row").alias("b")).filter(pl.col("a") != pl.col("b"))


def _with_eras(phrases: pl.DataFrame, keys: list[str]) -> pl.DataFrame:
    """Phrases with `era`: how often those of the same keys had fallen silent before; NULL where undated."""
    ordered = phrases.filter(pl.col("published_from").is_not_null()).sort("published_from", "row")
    is_new = (pl.col("published_from").diff() > LONGEST_SILENCE).fill_null(value=False)
    eras = ordered.select("row", is_new.cum_sum().over(keys).alias("era"))
    return phrases.join(eras, on="row", how="left", maintain_order="left")
