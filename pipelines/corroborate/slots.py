"""One act that two passages put on two days, or tell of two people or places.

Belongs here: when two passages say the same but for the day or the name in one place. Not here: what they may
contradict each other in by a word (`contraries`) or a figure (`disagreements`).
"""

from __future__ import annotations

import polars as pl

SURE_OF_DAYS = 0.8
"""What the score of a pair is worth where one act has two days."""
SURE_OF_NEXT_DAYS = 0.55
"""The same of two days on end: what happens in an evening is told of either."""
SURE_OF_NAMES = 0.55
"""The same of two names: both may have had a part in the act, or one place hold the other."""
ONE_ACT_SCORE, ONE_ACT_LIKENESS = 0.45, 0.5
"""From here on two passages are about one act, if the day or the name in one place differs."""
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    r"Jan(?:uary|\.)", r"Feb(?:ruary|\.)", "March", "April", "May", "June", "July", r"Aug(?:ust|\.)",
    r"Sept(?:ember|\.)", r"Oct(?:ober|\.)", r"Nov(?:ember|\.)", r"Dec(?:ember|\.)",
)  # fmt: skip
_DAY = rf"(?:{'|'.join(_WEEKDAYS)}|(?:{'|'.join(_MONTHS)})\s\d\d?)\b"
_TIME = rf"{_DAY}|\b(?:{'|'.join(_MONTHS)})"
_NIGHT = r"(?i)\b(?:night|overnight|late|midnight|early|evening|morning|a\.m\.|p\.m\.|dawn)\b"
_LINKS = (
    r"\b(?:in|of|for|from|after|during|over|at|by|with|that|which|who|when|and|before|since|until|to|as)\b"
)
"""Words behind which a day may be that of something else than the act."""
_PLACED = r"\b(?:as|by|to|in|at|near|from)\s(?:\p{Lu}[\p{L}’'.-]+\s?)+"
"""A preposition with the name behind it."""
_CAPITALISED = r"\p{Lu}[\p{L}]+"


def other_days(pairs: pl.DataFrame) -> pl.DataFrame:
    """Pairs of passages that put one act on two days, neither by night."""
    is_act = (
        (pl.col("score") >= ONE_ACT_SCORE)
        & (pl.col("stance") == "held")
        & (pl.col("predicate_stem") == pl.col("predicate_stem_b")).fill_null(value=False)
    )
    by_night = [pl.col(f"text{side}").str.contains(_NIGHT) for side in ("", "_b")]
    acts = pairs.filter(pl.col("polarity") == pl.col("polarity_b"), is_act, ~pl.any_horizontal(by_night))
    named = acts.with_columns(_named_day(side).alias(f"named{side}") for side in ("", "_b"))
    dated = named.with_columns(_date(side).alias(f"day{side}") for side in ("", "_b"))
    gap = (pl.col("day") - pl.col("day_b")).dt.total_days().abs()
    sureness = pl.when(gap > 1).then(SURE_OF_DAYS).otherwise(SURE_OF_NEXT_DAYS)
    apart = dated.filter(gap > 0, pl.col("named") != pl.col("named_b"))
    return told(apart.with_columns(confidence=pl.col("score") * sureness), "conflicts", "other_day")


def other_names(pairs: pl.DataFrame) -> pl.DataFrame:
    """Pairs of passages that say one thing of two names behind one preposition."""
    near = pairs.filter(
        pl.col("polarity") == pl.col("polarity_b"),
        (pl.col("predicate_stem") == pl.col("predicate_stem_b")).fill_null(value=False),
        pl.col("score") >= ONE_ACT_SCORE,
        pl.col("likeness") >= ONE_ACT_LIKENESS,
    )
    near = near.with_row_index("pair")
    here, there = _names_alone(near, "text", "text_b"), _names_alone(near, "text_b", "text")
    in_one_place = here.join(there, on=["pair", "preposition"]).select("pair")
    found = near.join(in_one_place, on="pair")
    return told(found.with_columns(confidence=pl.col("score") * SURE_OF_NAMES), "conflicts", "other_name")


def _names_alone(pairs: pl.DataFrame, text: str, other: str) -> pl.DataFrame:
    """`pair`, `preposition`: where one text has one name, behind it, of which the other has no word."""
    said = pairs.select("pair", pl.col(other).str.extract_all(_CAPITALISED).alias("word"))
    placed = pairs.select(
        "pair", pl.col(text).str.replace_all(_TIME, "").str.extract_all(_PLACED).alias("name")
    )
    names = placed.explode("name").drop_nulls().unique()
    words = names.with_columns(pl.col("name").str.extract_all(_CAPITALISED).alias("word")).explode("word")
    met = words.join(said.explode("word"), on=["pair", "word"], how="semi")
    alone = names.join(met, on=["pair", "name"], how="anti").filter(pl.len().over("pair") == 1)
    return alone.select("pair", pl.col("name").str.extract(r"^(\w+)").alias("preposition"))


def _named_day(side: str) -> pl.Expr:
    """The only day that a passage names, where it is that of what the passage says of its subject."""
    text = pl.col(f"text{side}")
    behind = text.str.slice(pl.col(f"predicate_char{side}") - pl.col(f"start_char{side}"))
    between = behind.str.extract(rf"^(.*?)(?:\bon\s)?{_DAY}").str.contains(_LINKS)
    ahead = text.str.contains(rf"^\W*(?:On\s)?{_DAY}")
    days = text.str.extract_all(_DAY)
    return pl.when(days.list.len() == 1, ahead | ~between.fill_null(value=True)).then(days.list.first())


def _date(side: str) -> pl.Expr:
    """The date of a named day: the last such day up to that of publication."""
    published = pl.when(pl.col(f"published_from{side}") == pl.col(f"published_to{side}")).then(
        pl.col(f"published_from{side}")
    )
    named = pl.col(f"named{side}")
    numbers = {day: number + 1 for number, day in enumerate(_WEEKDAYS)}
    weekday = named.replace_strict(numbers, default=None, return_dtype=pl.Int8)
    back = (published.dt.weekday() - weekday) % 7
    months = {month[:3]: number + 1 for number, month in enumerate(_MONTHS)}
    month = named.str.slice(0, 3).replace_strict(months, default=None, return_dtype=pl.Int8)
    day = named.str.extract(r"(\d\d?)$").cast(pl.Int8)
    this_year = pl.date(published.dt.year(), month, pl.when(day.is_between(1, 28)).then(day))
    return pl.coalesce(
        published - pl.duration(days=back),
        pl.when(this_year > published).then(this_year.dt.offset_by("-1y")).otherwise(this_year),
    )


def told(found: pl.DataFrame, relation: str, rule: str) -> pl.DataFrame:
    """Pairs with their `confidence`, and what is told of them by which rule."""
    return found.select(
        "a", "b",
        pl.lit(relation).alias("relation"),
        pl.lit(rule).alias("rule"),
        pl.col("confidence").cast(pl.Float64),
    )  # fmt: skip
