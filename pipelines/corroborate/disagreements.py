"""Figures that no rounding reconciles: which two measure one thing, and what their disagreement means.

Belongs here: the rules about figures, each with its confidence. Not here: the values that a printed figure
may stand for (`figures`), which figures are told of one thing whatever else is said (`tolls`, `attributes`),
other relations (`relations`).
"""

from __future__ import annotations

import polars as pl

from pipelines.corroborate.attributes import attributes_apart
from pipelines.corroborate.blocks import block_pairs
from pipelines.corroborate.dating import LATER_DAYS, is_later
from pipelines.corroborate.figures import apart, counts_on, intervals
from pipelines.corroborate.grounds import LITTLE_IN_COMMON, with_grounds
from pipelines.corroborate.passages import Passages
from pipelines.corroborate.stems import stems
from pipelines.corroborate.tolls import tolls_apart

LATER_DAYS_OF_DEATHS = 1
"""`LATER_DAYS` where more are dead in the later: people die of wounds, and are found."""
SURE_OF_TOLLS = 0.75
"""What it is worth that two articles of one event count its dead or hurt differently."""
SURE_OF_MEASUREMENTS = 0.8
"""The same where two figures anywhere compare one subject with one thing."""
PERIOD_UNKNOWN = 0.85
"""What a disagreement is worth where figures may hold for other times."""
OTHERS_NAMED = 0.55
"""What it is worth between passages each of which names someone or some place that the other does not."""
LARGEST_BLOCK = 40
_COUNTS_OF_CHARGES = "count:count:"
"""Counts of an indictment are listed in parts: two of murder, four of assault."""
_COMPARED_KINDS = ("multiple", "percentage", "money", "amount")
_LASTING_KINDS = ("count", "age", "duration")
"""What a happening makes true for good, unless a period is stated; other measures have a value a month."""
_TOLD_ANEW = ("count", "amount", "money", "percentage", "rate")
"""What later articles count or measure anew; how old someone is and how long something took they do not."""
_FLAGS = ("is_anywhere", "is_attribute", "others_named")
_YEAR_SECONDS = 31_557_600
_MORE = r"(?i)\b(?:another|additional|further|extra)\s+\S{0,3}$"
"""Before a figure: it is added to one that is not told."""
_OF_A_WHILE = (
    r"(?i)^(?:\s[\w’'-]+){0,3}?\s(?:so far|to date|at first|initially|in the first|annually|"
    r"(?:a|per|each|every) (?:day|week|month|quarter|year))\b"
)
"""Behind a figure: it is that of a part of the time, not of all of it."""


def disagreements(pairs: pl.DataFrame, passages: Passages) -> pl.DataFrame:
    """Pairs of passages with figures that do not meet: what that makes them, by which rule, and how surely.

    `pairs` are passages of one event that say the same with figures, with `likeness`.
    """
    tolls = _unreconciled(tolls_apart(passages), passages)
    return pl.concat(
        [
            _judged(_figures_apart(pairs, passages), passages, pl.col("likeness")),
            _judged(_measurements_apart(passages), passages, pl.lit(SURE_OF_MEASUREMENTS)),
            _judged(tolls, passages, pl.lit(SURE_OF_TOLLS)),
            _judged(
                attributes_apart(passages).with_columns(is_attribute=pl.lit(value=True)),
                passages,
                pl.col("sureness"),
            ),
        ]
    )


def _figures_apart(pairs: pl.DataFrame, passages: Passages) -> pl.DataFrame:
    """Two passages of one event that say the same but for a figure of one measure."""
    alike = pairs.select(
        "a", "b", "likeness", "published_from", "published_to", "published_from_b", "published_to_b"
    )
    figures = _measured(passages).filter(pl.col("measure") != _COUNTS_OF_CHARGES)
    both = alike.join(figures.rename({"row": "a"}), on="a").join(
        figures.rename({"row": "b"}), on=["b", "measure"], suffix="_b"
    )
    same_steps = (pl.col("kind") != "age") | (pl.col("unit") == pl.col("unit_b"))
    same = _unreconciled(
        both.filter(_same_thing(), same_steps, ~pl.col("is_part"), ~pl.col("is_part_b")), passages
    )
    return _with_others_named(same, passages)


def _with_others_named(pairs: pl.DataFrame, passages: Passages) -> pl.DataFrame:
    """Pairs with `others_named`: whether each of the two passages names an entity that the other does not."""
    both = pairs.select("a", "b").unique()
    for side, other in (("a", "b"), ("b", "a")):
        own = both.select("a", "b").join(passages.entities.rename({"row": side}), on=side)
        alone = own.join(passages.entities.rename({"row": other}), on=[other, "entity_id"], how="anti")
        found = alone.select("a", "b", pl.lit(value=True).alias(f"alone_{side}")).unique()
        both = both.join(found, on=["a", "b"], how="left")
    others = (pl.col("alone_a") & pl.col("alone_b")).fill_null(value=False).alias("others_named")
    return pairs.join(both.select("a", "b", others), on=["a", "b"])


def _measurements_apart(passages: Passages) -> pl.DataFrame:
    """Two figures anywhere of one measure, of the same subject against the same other thing.

    A share of people, told as one of theirs, says nothing of what they share.
    """
    figures = _measured(passages).filter(
        pl.col("kind").is_in(_COMPARED_KINDS),
        pl.col("subject_entity_id").is_not_null(),
        pl.coalesce("comparand_entity_id", "whole_entity_id").is_not_null(),
        pl.col("subject_stems").is_not_null(),
    )
    keys = ["measure", "subject_entity_id", "subject_stems", "against"]
    against = pl.coalesce("comparand_entity_id", "whole_entity_id").alias("against")
    keyed = figures.with_columns(against).filter(pl.col("against") != pl.col("subject_entity_id"))
    pairs = block_pairs(keyed, keys, "row", LARGEST_BLOCK)
    dates = passages.rows.select(
        "row", "article_id", "polarity", "stance", "is_counted", "published_from", "published_to"
    )
    both = (
        pairs.join(keyed.rename({"row": "a"}), on="a")
        .join(keyed.rename({"row": "b"}), on=["b", *keys], suffix="_b")
        .join(dates.rename({"row": "a"}), on="a")
        .join(dates.rename({"row": "b"}), on="b", suffix="_b")
        .filter(
            pl.col("article_id") != pl.col("article_id_b"),
            pl.col("polarity") == pl.col("polarity_b"),
            pl.col("stance") == pl.col("stance_b"),
            pl.col("is_counted") & pl.col("is_counted_b"),
        )
    )
    return _unreconciled(both, passages).with_columns(is_anywhere=pl.lit(value=True))


def _unreconciled(both: pl.DataFrame, passages: Passages) -> pl.DataFrame:
    """Figure pairs of which neither article prints the other's figure as well, of anything."""
    articles = passages.rows.select("row", pl.col("article_id").alias("article"))
    kind = pl.col("kind").replace("amount", "count")
    printed = intervals(passages.figures).select(
        pl.col("article_id").alias("article"), kind, "lowest", "highest"
    )
    kept = both.with_row_index("pair")
    for side, other in (("a", "_b"), ("b", "")):
        meets = (
            kept.join(articles.rename({"row": side}), on=side)
            .select("pair", "article", "kind", f"lowest{other}", f"highest{other}")
            .rename({f"lowest{other}": "low", f"highest{other}": "high"})
            .join(printed, on=["article", "kind"])
            .filter(pl.col("low") <= pl.col("highest"), pl.col("lowest") <= pl.col("high"))
        )
        kept = kept.join(meets.select("pair").unique(), on="pair", how="anti")
    return kept


def _measured(passages: Passages) -> pl.DataFrame:
    """Figures with the values they may stand for, what they measure, and for when."""
    known = intervals(passages.figures.filter(pl.col("same_as").is_null()))
    words = known.select(
        "numeric_claim_id", pl.col("subject").str.to_lowercase().str.split(" ").alias("term")
    )
    exploded = (
        words.explode("term")
        .drop_nulls("term")
        .with_columns(pl.col("term").str.replace(r"['’]s$", "").str.strip_chars("'’\"“”,."))
        .filter(
            pl.col("term").str.len_chars() > 2, ~pl.col("term").is_in(["the", "its", "their", "his", "her"])
        )
    )
    subjects = (
        exploded.join(stems(exploded.get_column("term")), on="term")
        .group_by("numeric_claim_id")
        .agg(pl.col("stem").unique().sort().str.join(" ").alias("subject_stems"))
    )
    sentences = passages.rows.select(
        "row", pl.coalesce("sentence", "text").alias("said"), pl.col("sentence_char").alias("from_char")
    )
    ahead = pl.col("said").str.slice(0, pl.col("start_char") - pl.col("from_char"))
    behind = pl.col("said").str.slice(pl.col("end_char") - pl.col("from_char"))
    return (
        known.join(subjects, on="numeric_claim_id", how="left")
        .join(sentences, on="row")
        .with_columns(
            pl.when(pl.col("fate") == "").then("subject_stems").otherwise("fate").alias("subject_stems"),
            ahead.str.contains(_MORE).alias("is_more"),
            behind.str.contains(_OF_A_WHILE).alias("is_of_a_while"),
            counts_on().alias("is_part"),
        )
        .select(
            "row", "numeric_claim_id", "kind", "measure", "unit", "fate", "lowest", "highest", "change",
            "is_more", "is_of_a_while", "is_part", "subject_entity_id", "subject_stems",
            "comparand_entity_id", "whole_entity_id", "period_start", "period_end",
        )
    )  # fmt: skip


def _same_thing() -> pl.Expr:
    """Whether nothing known of two figures differs, and neither is added to the other or of a part of it."""
    equal = [
        (pl.col(name) == pl.col(f"{name}_b")).fill_null(value=True)
        for name in (
            "subject_stems",
            "subject_entity_id",
            "comparand_entity_id",
            "whole_entity_id",
            "is_more",
            "is_of_a_while",
        )
    ]
    return pl.all_horizontal(equal)


def _judged(both: pl.DataFrame, passages: Passages, likeness: pl.Expr) -> pl.DataFrame:
    """Figure pairs that no rounding reconciles: of other periods, of a later count, or in conflict."""
    flags = {name: pl.lit(value=False) for name in _FLAGS if name not in both.columns}
    both = both.with_columns(**flags)
    grounded = with_grounds(
        both.filter(apart(), pl.col("change") == pl.col("change_b"), ~_had_a_birthday()), passages
    )
    is_grounded = pl.col("is_grounded") | pl.col("is_anywhere")
    other_period = (
        (pl.col("period_start") > pl.col("period_end_b")) | (pl.col("period_start_b") > pl.col("period_end"))
    ).fill_null(value=False)
    same_period = (pl.col("period_start") == pl.col("period_start_b")).fill_null(value=False)
    no_period = pl.col("period_start").is_null() & pl.col("period_start_b").is_null()
    later, earlier = _is_later("", "_b"), _is_later("_b", "")
    told_anew = pl.col("kind").is_in(_TOLD_ANEW) & ~pl.col("is_attribute") & ~pl.col("is_anywhere")
    relation = (
        pl.when(other_period).then(pl.lit("incomparable"))
        .when(told_anew & (later | earlier) & ~same_period).then(pl.lit("updates"))
        .otherwise(pl.lit("conflicts"))
    )  # fmt: skip
    rule = (
        pl.when(relation == "incomparable").then(pl.lit("figures_of_other_periods"))
        .when(relation == "updates").then(pl.lit("later_count"))
        .otherwise(pl.lit("figures_apart"))
    )  # fmt: skip
    turn = (relation == "updates") & earlier
    lasts = pl.col("kind").is_in(_LASTING_KINDS) & no_period
    certainty = (
        likeness
        * pl.when(same_period | lasts).then(1.0).otherwise(PERIOD_UNKNOWN)
        * pl.when(is_grounded | (relation == "incomparable")).then(1.0).otherwise(LITTLE_IN_COMMON)
        * pl.when("others_named").then(OTHERS_NAMED).otherwise(1.0)
    )
    return grounded.select(
        pl.when(turn).then("b").otherwise("a").alias("a"),
        pl.when(turn).then("a").otherwise("b").alias("b"),
        relation.alias("relation"),
        rule.alias("rule"),
        certainty.round(4).cast(pl.Float64).alias("confidence"),
        "fate",
        pl.lit(None, pl.String).alias("matter"),
        is_grounded.alias("is_grounded"),
        "others_named",
        pl.when(turn).then("numeric_claim_id_b").otherwise("numeric_claim_id").alias("figure_a"),
        pl.when(turn).then("numeric_claim_id").otherwise("numeric_claim_id_b").alias("figure_b"),
    )


def _had_a_birthday() -> pl.Expr:
    """Whether the later article makes a person one year older."""
    older = ((pl.col("lowest") - pl.col("highest_b")) / _YEAR_SECONDS).round()
    later = (pl.col("published_from") - pl.col("published_to_b")).dt.total_days()
    earlier = (pl.col("published_from_b") - pl.col("published_to")).dt.total_days()
    aged = ((older == 1) & (later > 0)) | ((older == -1) & (earlier > 0))
    return (pl.col("kind") == "age") & aged.fill_null(value=False)


def _is_later(side: str, other: str) -> pl.Expr:
    """Whether the figure of one side is published so long after the other's that it may be a newer one."""
    more_dead = (pl.col("fate") == "dead") & (pl.col(f"lowest{side}") > pl.col(f"highest{other}"))
    return is_later(side, other, pl.when(more_dead).then(LATER_DAYS_OF_DEATHS).otherwise(LATER_DAYS))
