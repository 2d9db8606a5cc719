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
"""A figure's trailing zeros, a fraction or a multiple in words never stand for more than this share of it."""
APPROXIMATE = 0.1
"""How far `about` reaches."""
OPEN_END = 1.5
"""How far beyond a bound figures are ever taken for the same: `at least`, `up to` say no more of it."""
LEAST_REACH = 0.1
"""How far beyond its bound `more than` reaches at least."""
EXACT_BELOW = 100
"""Whole numbers below this that count are counted, not rounded."""
JUST_INSIDE = 0.998
"""Half of the last digit reaches to the number between two neighbours, not onto it."""
_DIMENSIONLESS = "1"
"""The base unit of counts and shares, which tells nothing of what is counted."""
TIED = r"^\S*\w\s?[-‑]\s?[a-z]+"
"""A figure that is tied to the noun behind it: "a 90-page filing"."""
_ON = r"(?i)\b(?:another|one more|and other)\b"
_MEASURABLE = (
    "money", "percentage", "fraction", "multiple", "count", "amount", "rate", "score", "duration", "age",
)  # fmt: skip
_COUNTED = ("count", "score", "age")
_ROUGH = ("fraction", "multiple")
SHARE = "percentage"
_SHARE_MEASURE = "percentage:%:"
_SCORE_MEASURE = "score::"
_WINS_ABOVE = 1e6
"""A score is one number to the winners' side and one to the losers', and no value between them."""
_SUMMED = ("count", "money", "amount")


def intervals(figures: pl.DataFrame) -> pl.DataFrame:
    """Each figure with `lowest` and `highest`, the values it may stand for, and `measure`, its unit.

    Values are compared in the base unit where there is one; amounts of different currencies, or
    counts of different things, have different measures. A fraction is a share like any percentage; a score is
    itself, whoever is named first.
    """
    value = pl.coalesce("value_base", "value")
    ratio = pl.when(pl.col("value") != 0).then(value / pl.col("value")).otherwise(1.0).fill_null(1.0)
    size = pl.col("value").abs()
    is_approximate = pl.col("modifier") == "approximate"
    slack = _slack(size, pl.col("kind"), is_approximate) * ratio.abs()
    bound = pl.col("modifier")
    is_fraction = pl.col("kind") == "fraction"
    is_score = pl.col("kind") == "score"
    tally = pl.coalesce("high", "value") * _WINS_ABOVE + pl.coalesce("low", "value")
    return (
        figures.filter(pl.col("kind").is_in(_MEASURABLE))
        .with_columns(
            pl.when(is_score).then(tally)
            .otherwise(pl.coalesce(pl.col("low") * ratio, value - slack)).alias("lowest"),
            pl.when(is_score).then(tally)
            .otherwise(pl.coalesce(pl.col("high") * ratio, value + slack)).alias("highest"),
            value.alias("bound"),
            _fate().alias("fate"),
        )
        .with_columns(
            pl.when(is_fraction).then(pl.lit(_SHARE_MEASURE))
            .when(is_score).then(pl.lit(_SCORE_MEASURE))
            .otherwise(_measure()).alias("measure"),
            pl.when(is_fraction).then(pl.lit(SHARE)).otherwise("kind").alias("kind"),
        )
        .filter(pl.col("lowest").is_not_null(), pl.col("highest").is_not_null())
        .with_columns((_reach(size) * ratio.abs()).alias("reach"))
        .with_columns(
            pl.when(bound == "at_most").then(pl.col("lowest") / OPEN_END)
            .when(bound == "less_than").then(pl.coalesce(pl.col("bound") - pl.col("reach"), "lowest"))
            .when(bound.is_in(["at_least", "more_than"])).then(pl.coalesce("bound", "lowest"))
            .otherwise("lowest")
            .alias("lowest"),
            pl.when(bound == "at_least").then(pl.col("highest") * OPEN_END)
            .when(bound == "more_than").then(pl.coalesce(pl.col("bound") + pl.col("reach"), "highest"))
            .when(bound.is_in(["at_most", "less_than"])).then(pl.coalesce("bound", "highest"))
            .otherwise("highest")
            .alias("highest"),
        )
        .drop("bound", "reach")
    )  # fmt: skip


def counts_on() -> pl.Expr:
    """Whether a sentence (`said`), which begins at `from_char`, counts on behind a count: "and another"."""
    behind = pl.col("said").str.slice(pl.col("end_char") - pl.col("from_char"))
    return (pl.col("kind") == "count") & behind.str.contains(_ON)


def apart() -> pl.Expr:
    """Whether the values that two figures (the second with `_b`) may stand for do not meet."""
    return (pl.col("lowest") > pl.col("highest_b")) | (pl.col("lowest_b") > pl.col("highest"))


def _slack(value: pl.Expr, kind: pl.Expr, is_approximate: pl.Expr) -> pl.Expr:
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
    rounding = pl.min_horizontal(step / 2 * JUST_INSIDE, value * ROUGHEST_ROUNDING)
    is_counted = is_whole & (value < EXACT_BELOW) & (kind.is_in(_COUNTED) | _is_bare())
    exact = (
        pl.when(kind.is_in(_ROUGH)).then(value * ROUGHEST_ROUNDING)
        .when(is_counted).then(0.0)
        .otherwise(rounding)
    )  # fmt: skip
    return pl.when(is_approximate).then(pl.max_horizontal(exact, value * APPROXIMATE)).otherwise(exact)


def _reach(value: pl.Expr) -> pl.Expr:
    """How far from its bound "more than" or "less than" speaks of: to the next number as round as the bound.

    Whoever says "more than 30" means 31 to 40, or would have said "more than 40" (granularity: Krifka 2007,
    Cummins, Sauerland and Solt 2012).
    """
    grains = [factor * 10.0**power for power in range(-3, 13) for factor in (1, 5)]
    fits = [
        pl.when((value >= grain) & (((value / grain) - (value / grain).round(0)).abs() < 1e-9))
        .then(grain)
        .otherwise(0.0)
        for grain in grains
    ]
    widest = pl.max_horizontal(value * (OPEN_END - 1), pl.when(value < 2).then(1.0).otherwise(0.0))
    return pl.min_horizontal(pl.max_horizontal(*fits, value * LEAST_REACH), widest)


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
    """For pairs of passages `a`, `b` that both hold figures of one family: how many agree.

    `agreeing` counts figures of one family whose intervals meet; `differing` is how many measures both print
    (what is counted, in what unit, and what became of it) of which no figures meet, neither alone, nor
    summed up, nor by a number that is printed without what it counts. `are_unmet` says that no figure of
    the one meets any of the other, alone or summed up, whatever they measure: 2,000 positions, 1,800 jobs.
    Figures that say little of what is measured (see `_is_aside`) make nothing unmet.
    """
    known = _with_other_ways(intervals(figures)).select(
        "row",
        _family().alias("family"),
        _is_aside().alias("is_aside"),
        "measure",
        _is_bare().alias("is_bare"),
        "lowest",
        "highest",
        "change",
    )
    judged = _judged(pairs, known, ["family"])
    same = pl.col("measure") == pl.col("measure_b")
    by_bare = judged.filter("agrees", ~same, pl.col("is_bare") | pl.col("is_bare_b"))
    reconciled = [
        by_bare.select("a", "b", "measure"),
        by_bare.select("a", "b", pl.col("measure_b").alias("measure")),
        *_by_sums(pairs, known),
    ]
    measures = (
        judged.filter(same)
        .group_by("a", "b", "measure")
        .agg(pl.col("agrees").any())
        .filter(~pl.col("agrees"))
        .join(pl.concat(reconciled), on=["a", "b", "measure"], how="anti")
        .group_by("a", "b")
        .agg(pl.len().cast(pl.Int64).alias("differing"))
    )
    agreeing = judged.group_by("a", "b").agg(pl.col("agrees").sum().cast(pl.Int64).alias("agreeing"))
    met = pl.concat(
        [
            agreeing.filter(pl.col("agreeing") > 0).select("a", "b"),
            *(each.select("a", "b") for each in _by_totals(pairs, known)),
        ]
    )
    unmet = (
        judged.filter(~pl.col("is_aside"), ~pl.col("is_aside_b"))
        .select("a", "b", are_unmet=pl.lit(value=True))
        .unique()
        .join(met, on=["a", "b"], how="anti")
    )
    return (
        agreeing.join(measures, on=["a", "b"], how="left")
        .join(unmet, on=["a", "b"], how="left")
        .with_columns(pl.col("differing").fill_null(0), pl.col("are_unmet").fill_null(value=False))
    )


def _by_totals(pairs: pl.DataFrame, known: pl.DataFrame) -> list[pl.DataFrame]:
    """Pairs in which all figures of one family of a passage add up to one of the other."""
    figures = known.filter(pl.col("family").is_in(_SUMMED))
    totals = figures.group_by("row", "family").agg(pl.len().alias("parts"), pl.col("lowest", "highest").sum())
    return _meeting(pairs, totals.filter(pl.col("parts") > 1), figures, ["family"])


def _meeting(
    pairs: pl.DataFrame, sums: pl.DataFrame, single: pl.DataFrame, on: list[str]
) -> list[pl.DataFrame]:
    """Pairs (with `on`) in which a sum of one passage meets a figure of the other that is alike in `on`."""
    found = []
    kept = ["row", *on, "lowest", "highest"]
    for a, b in ((sums.select(kept), single.select(kept)), (single.select(kept), sums.select(kept))):
        both = (
            pairs.select("a", "b")
            .join(a.rename({"row": "a"}), on="a")
            .join(b.rename({"row": "b"}), on=["b", *on], suffix="_b")
        )
        found.append(both.filter(~apart()).select("a", "b", *on))
    return found


def _judged(pairs: pl.DataFrame, known: pl.DataFrame, on: list[str]) -> pl.DataFrame:
    """Every two figures of each pair that are alike in `on`, with whether they agree."""
    both = (
        pairs.select("a", "b")
        .join(known.rename({"row": "a"}), on="a")
        .join(known.rename({"row": "b"}), on=["b", *on], suffix="_b")
    )
    opposite = (
        (pl.col("change") != pl.col("change_b"))
        & (pl.col("change") != "none")
        & (pl.col("change_b") != "none")
    )
    return both.with_columns((~apart() & ~opposite).alias("agrees"))


def _by_sums(pairs: pl.DataFrame, known: pl.DataFrame) -> list[pl.DataFrame]:
    """Measures of pairs in which the figures of one passage add up to what the other prints."""
    keys = ["row", "measure", "change"]
    summed = (
        known.filter(~pl.col("is_bare"), pl.col("family").is_in(_SUMMED))
        .group_by(keys)
        .agg(pl.len().alias("parts"), pl.col("lowest", "highest").sum())
        .filter(pl.col("parts") > 1)
        .select(*keys, "lowest", "highest")
    )
    return [met.select("a", "b", "measure") for met in _meeting(pairs, summed, known, keys[1:])]


def _with_other_ways(known: pl.DataFrame) -> pl.DataFrame:
    """The figures, and once more what can be said in another way: doubled is up 100 %, three times counts."""
    multiples = known.filter(pl.col("kind") == "multiple")
    shares = multiples.filter(pl.col("change") == "up", pl.col("lowest") > 1).with_columns(
        pl.lit(SHARE).alias("kind"), pl.lit(_SHARE_MEASURE).alias("measure"), pl.col("lowest", "highest") - 1
    )
    counts = multiples.filter(pl.col("change") == "none").with_columns(pl.lit("count").alias("kind"))
    return pl.concat([known, shares, counts])


def _is_bare() -> pl.Expr:
    """Is this a number printed without what it counts or measures?"""
    return pl.col("kind").is_in(["amount", "count"]) & pl.col("unit").is_null()


def _is_aside() -> pl.Expr:
    """Does a figure say little of what is measured: tied to a noun, part of a list, some of the charges?"""
    is_part = (pl.col("kind") == "count") & pl.col("whole").is_not_null()
    is_charge = pl.col("unit").str.contains(r"^counts?\b").fill_null(value=False)
    return is_part | is_charge | pl.col("text").str.contains(TIED)


def _family() -> pl.Expr:
    """Figures of one family may agree: those of a kind, and bare numbers with counts."""
    return pl.when(_is_bare()).then(pl.lit("count")).otherwise("kind")
