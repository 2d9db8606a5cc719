"""Whether two figures agree, given how roughly each is printed.

Belongs here: the interval that a printed figure stands for, and the comparison of the figures of two
passages. Not here: units (`pipelines.normalise`) or what a disagreement means (`relations`).
"""

from __future__ import annotations

import polars as pl

ROUGHEST_ROUNDING = 0.05
"""A figure's trailing zeros never stand for more than this share of it."""
APPROXIMATE = 0.1
"""How far `about` reaches."""
OPEN_END = 1.5
"""How far beyond a bound `more than` is meant to reach where figures are taken for the same."""
EXACT_BELOW = 100
"""Whole numbers below this are counted, not rounded."""
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
            _measure().alias("measure"),
        )
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
    unit = pl.coalesce(
        pl.when(pl.col("value_base").is_not_null()).then(pl.col("unit_base")), pl.col("unit"), pl.lit("")
    )
    return pl.col("kind") + ":" + unit.str.to_lowercase()


def compare(pairs: pl.DataFrame, figures: pl.DataFrame) -> pl.DataFrame:
    """For pairs of passages `a`, `b` that both hold figures of one kind: how many agree.

    `agreeing` counts figures of one kind whose intervals meet, `measured_alike` those of one
    measure, and `differing` is how many of these do not meet.
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
    alike = pl.col("measure") == pl.col("measure_b")
    return both.group_by("a", "b").agg(
        (meets & ~opposite).sum().cast(pl.Int64).alias("agreeing"),
        alike.sum().cast(pl.Int64).alias("measured_alike"),
        (alike & ~(meets & ~opposite)).sum().cast(pl.Int64).alias("differing"),
    )
