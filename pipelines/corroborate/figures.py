"""Whether two figures agree, given how roughly each is printed.

Belongs here: the interval that a printed figure stands for, and the comparison of the figures of two
passages. Not here: units (`pipelines.normalise`) or what a disagreement means (`relations`).
"""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

import polars as pl

_FATES = Path(__file__).parent / "fates.toml"
ROUGHEST_ROUNDING = 0.05
"""A figure's trailing zeros never stand for more than this share of it."""
APPROXIMATE = 0.1
"""How far `about` reaches."""
OPEN_END = 1.5
"""How far beyond a bound `more than` is meant to reach where figures are taken for the same."""
EXACT_BELOW = 100
"""Whole numbers below this are counted, not rounded."""
_DIMENSIONLESS = "1"
"""The base unit of counts and shares, which tells nothing of what is counted."""
_MEASURABLE = ("money", "percentage", "multiple", "count", "amount", "rate", "score", "duration", "age")


def intervals(figures: pl.DataFrame) -> pl.DataFrame:
    """Each figure with `lowest` and `highest`, the values it may stand for, and `measure`, its unit.

    Values are compared in the base unit where there is one; amounts of different currencies, or
    counts of different things, have different measures.
    """
    value = pl.coalesce("value_base", "value")
    ratio = pl.when(pl.col("value") != 0).then(value / pl.col("value")).otherwise(1.0).fill_null(1.0)
    slack = _slack(pl.col("value").abs(), pl.col("modifier") == "approximate") * ratio.abs()
    return (
        figures.filter(pl.col("kind").is_in(_MEASURABLE))
        .with_columns(
            pl.coalesce(pl.col("low") * ratio, value - slack).alias("lowest"),
            pl.coalesce(pl.col("high") * ratio, value + slack).alias("highest"),
            _fate().alias("fate"),
        )
        .with_columns(_measure().alias("measure"))
        .filter(pl.col("lowest").is_not_null(), pl.col("highest").is_not_null())
        .with_columns(
            pl.when(pl.col("modifier").is_in(["at_most", "less_than"]))
            .then(pl.col("lowest") / OPEN_END)
            .otherwise("lowest")
            .alias("lowest"),
            pl.when(pl.col("modifier").is_in(["at_least", "more_than"]))
            .then(pl.col("highest") * OPEN_END)
            .otherwise("highest")
            .alias("highest"),
        )
    )


def apart() -> pl.Expr:
    """Whether the values that two figures (the second with `_b`) may stand for do not meet."""
    return (pl.col("lowest") > pl.col("highest_b")) | (pl.col("lowest_b") > pl.col("highest"))


def _slack(value: pl.Expr, is_approximate: pl.Expr) -> pl.Expr:
    """Half of the last digit that is printed: trailing zeros are taken for rounding."""
    is_whole = value == value.floor()
    steps = [pl.when(value % 10**power == 0).then(10.0**power).otherwise(1.0) for power in range(1, 13)]
    fractions = [
        pl.when((value * 10**power).round(6) == (value * 10**power).round(0))
        .then(10.0**-power)
        .otherwise(1.0)
        for power in range(1, 5)
    ]
    step = pl.when(is_whole).then(pl.max_horizontal(steps)).otherwise(_largest_below_one(fractions))
    rounding = pl.min_horizontal(step / 2, value * ROUGHEST_ROUNDING)
    exact = pl.when(is_whole & (value < EXACT_BELOW)).then(0.0).otherwise(rounding)
    return pl.when(is_approximate).then(pl.max_horizontal(exact, value * APPROXIMATE)).otherwise(exact)


def _largest_below_one(steps: list[pl.Expr]) -> pl.Expr:
    """The coarsest decimal step that a value is a multiple of."""
    return pl.max_horizontal([pl.when(step < 1).then(step).otherwise(0.0) for step in steps])


def _measure() -> pl.Expr:
    """Kind and unit, such that only figures of one measure can disagree."""
    has_dimension = pl.col("value_base").is_not_null() & (pl.col("unit_base") != _DIMENSIONLESS)
    unit = pl.coalesce(pl.when(has_dimension).then(pl.col("unit_base")), pl.col("unit"), pl.lit(""))
    return pl.concat_str("kind", unit.str.to_lowercase(), "fate", separator=":")


def _fate() -> pl.Expr:
    """What became of those counted, where the words tell of one fate; else nothing."""
    said = pl.concat_str("subject", "text", separator=" ", ignore_nulls=True)
    words = said.str.to_lowercase().str.extract_all(r"[a-z]+")
    told = [
        pl.when(words.list.set_intersection(list(each)).list.len() > 0).then(pl.lit(name))
        for name, each in fates()
    ]
    named = pl.concat_list(told).list.drop_nulls()
    is_one = (pl.col("kind") == "count") & (named.list.len() == 1)
    return pl.when(is_one).then(named.list.first()).otherwise(pl.lit("")).fill_null("")


@cache
def fates() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The words of each fate, read once."""
    lists = tomllib.loads(_FATES.read_text(encoding="utf-8"))
    return tuple((name, tuple(words)) for name, words in sorted(lists.items()))


def compare(pairs: pl.DataFrame, figures: pl.DataFrame) -> pl.DataFrame:
    """For pairs of passages `a`, `b` that both hold figures of one kind: how many agree.

    `agreeing` counts figures of one kind whose intervals meet; `differing` is how many measures both print
    (what is counted, in what unit, and what became of it) of which no figures meet.
    """
    known = intervals(figures).select("row", "kind", "measure", "lowest", "highest", "change")
    both = (
        pairs.select("a", "b")
        .join(known.rename({"row": "a"}), on="a")
        .join(known.rename({"row": "b"}), on=["b", "kind"], suffix="_b")
    )
    meets = (pl.col("lowest") <= pl.col("highest_b")) & (pl.col("lowest_b") <= pl.col("highest"))
    opposite = (
        (pl.col("change") != pl.col("change_b"))
        & (pl.col("change") != "none")
        & (pl.col("change_b") != "none")
    )
    judged = both.with_columns((meets & ~opposite).alias("agrees"))
    measures = (
        judged.filter(pl.col("measure") == pl.col("measure_b"))
        .group_by("a", "b", "measure")
        .agg(pl.col("agrees").any())
        .group_by("a", "b")
        .agg((~pl.col("agrees")).sum().cast(pl.Int64).alias("differing"))
    )
    agreeing = judged.group_by("a", "b").agg(pl.col("agrees").sum().cast(pl.Int64).alias("agreeing"))
    return agreeing.join(measures, on=["a", "b"], how="left").with_columns(pl.col("differing").fill_null(0))
