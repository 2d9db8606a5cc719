"""Days for period expressions, given when the article was published.

The grammar is that of `pipelines.extract.period_expressions`. Belongs here: calendars. Not here: reading
text.
"""

from __future__ import annotations

import polars as pl

RELATIVE = r"[a-z=]|\bQ=|\bH="
UNITS = {"day": "1d", "week": "1w", "month": "1mo", "quarter": "1q", "year": "1y"}
COLUMNS = ("expression", "published_from", "published_to")


def resolve(frame: pl.DataFrame) -> pl.DataFrame:
    """The frame with `start` and `end` (DATE) of its `expression`, and their `basis`.

    It needs `expression`, `published_from` and `published_to`. `basis` is `stated` for absolute
    expressions and `publication_date` for relative ones. Where the date of the article is open, or its
    interval leaves more than one reading, all three are NULL.
    """
    keys = frame.select(COLUMNS).unique().filter(pl.col("expression").is_not_null())
    parts = pl.col("expression").str.split_exact("/", 1)
    keys = keys.with_columns(
        parts.struct.field("field_0").alias("first"),
        parts.struct.field("field_1").fill_null(parts.struct.field("field_0")).alias("last"),
        pl.col("expression").str.contains(RELATIVE).alias("is_relative"),
    ).with_columns(
        *_bounds("first", "published_from", "first_from"),
        *_bounds("first", "published_to", "first_to"),
        *_bounds("last", "published_from", "last_from"),
        *_bounds("last", "published_to", "last_to"),
    )
    dated = pl.col("published_from").is_not_null() & pl.col("published_to").is_not_null()
    same_start = pl.col("first_from_start") == pl.col("first_to_start")
    same_end = pl.col("last_from_end") == pl.col("last_to_end")
    start = (
        pl.when(pl.col("first") == "..")
        .then(None)
        .when(~pl.col("is_relative") | (dated & same_start))
        .then(pl.col("first_from_start"))
    )
    published = pl.when(pl.col("published_from") == pl.col("published_to")).then(pl.col("published_to"))
    end = (
        pl.when(pl.col("last") == "..")
        .then(published)
        .when(~pl.col("is_relative") | (dated & same_end))
        .then(pl.col("last_from_end"))
    )
    solved = keys.select(*COLUMNS, "is_relative", start=start, end=end).with_columns(
        end=pl.when(pl.col("start") > pl.col("end")).then(None).otherwise(pl.col("end"))
    )
    basis = pl.when(pl.col("start").is_not_null() | pl.col("end").is_not_null()).then(
        pl.when("is_relative").then(pl.lit("publication_date")).otherwise(pl.lit("stated"))
    )
    solved = solved.select(*COLUMNS, "start", "end", basis=basis)
    return frame.join(solved, on=COLUMNS, how="left", nulls_equal=True, maintain_order="left")


def _bounds(atom_column: str, day_column: str, name: str) -> tuple[pl.Expr, pl.Expr]:
    """First and last day of an atom for an article of that day."""
    atom, day = pl.col(atom_column), pl.col(day_column)
    starts: list[tuple[pl.Expr, pl.Expr, str]] = []
    year = atom.str.extract(r"^(\d{4})")
    starts.append((atom.str.contains(r"^\d{4}-\d\d-\d\d$"), atom.str.to_date("%Y-%m-%d", strict=False), "1d"))
    starts.append((atom.str.contains(r"^\d{4}-\d\d$"), _date(year, atom.str.slice(5, 2)), "1mo"))
    starts.append((atom.str.contains(r"^\d{4}$"), _date(year, pl.lit("01")), "1y"))
    for letter, months, length in (("Q", 3, "3mo"), ("H", 6, "6mo")):
        number = atom.str.extract(rf"{letter}=?(\d)$").cast(pl.Int32, strict=False)
        shift = pl.format("{}mo", (number - 1) * months)
        starts.append(
            (
                atom.str.contains(rf"^\d{{4}}-{letter}\d$"),
                _date(year, pl.lit("01")).dt.offset_by(shift),
                length,
            )
        )
        offset = pl.format("{}y", atom.str.extract(r"^year([+-]?\d+)\."))
        starts.append(
            (
                atom.str.contains(rf"^year[+-]?\d+\.{letter}\d$"),
                day.dt.truncate("1y").dt.offset_by(offset).dt.offset_by(shift),
                length,
            )
        )
        this_year = day.dt.truncate("1y").dt.offset_by(shift)
        starts.append((atom.str.contains(rf"^{letter}=\d$"), _not_after(this_year, day), length))
    offset_months = pl.format("{}mo", atom.str.extract(r"\.(\d\d)$").cast(pl.Int32, strict=False) - 1)
    offset_years = pl.format("{}y", atom.str.extract(r"^year([+-]?\d+)\."))
    starts.append(
        (
            atom.str.contains(r"^year[+-]?\d+\.\d\d$"),
            day.dt.truncate("1y").dt.offset_by(offset_years).dt.offset_by(offset_months),
            "1mo",
        )
    )
    month = pl.format("{}mo", atom.str.extract(r"^month=(\d\d)$").cast(pl.Int32, strict=False) - 1)
    starts.append(
        (
            atom.str.contains(r"^month=\d\d$"),
            _not_after(day.dt.truncate("1y").dt.offset_by(month), day),
            "1mo",
        )
    )
    starts.append((atom.str.contains(r"^md=\d\d-\d\d$"), _nearest(atom, day), "1d"))
    back = (
        day.dt.weekday().cast(pl.Int32) - atom.str.extract(r"^weekday=(\d)$").cast(pl.Int32, strict=False)
    ) % 7
    starts.append((atom.str.contains(r"^weekday=\d$"), day.dt.offset_by(pl.format("-{}d", back)), "1d"))
    for unit, length in UNITS.items():
        count = pl.format(
            "{}" + length[1:], atom.str.extract(rf"^{unit}([+-]?\d+)$").str.replace("+", "", literal=True)
        )
        starts.append(
            (atom.str.contains(rf"^{unit}[+-]?\d+$"), day.dt.truncate(length).dt.offset_by(count), length)
        )
    start, end = pl.lit(None, dtype=pl.Date), pl.lit(None, dtype=pl.Date)
    for holds, first, length in starts:
        start = pl.when(holds).then(first).otherwise(start)
        end = pl.when(holds).then(first.dt.offset_by(length).dt.offset_by("-1d")).otherwise(end)
    for unit, length in UNITS.items():
        many = atom.str.extract(rf"^(?:last|next)(\d+){unit}$")
        back_by, on_by = pl.format("-{}" + length[1:], many), pl.format("{}" + length[1:], many)
        is_last, is_next = atom.str.contains(rf"^last\d+{unit}$"), atom.str.contains(rf"^next\d+{unit}$")
        start = pl.when(is_last).then(day.dt.offset_by(back_by)).when(is_next).then(day).otherwise(start)
        end = pl.when(is_last).then(day).when(is_next).then(day.dt.offset_by(on_by)).otherwise(end)
    return start.alias(f"{name}_start"), end.alias(f"{name}_end")


def _date(year: pl.Expr, month: pl.Expr) -> pl.Expr:
    return pl.concat_str(year, pl.lit("-"), month, pl.lit("-01")).str.to_date("%Y-%m-%d", strict=False)


def _not_after(start: pl.Expr, day: pl.Expr) -> pl.Expr:
    """That date, or a year earlier where it lies ahead."""
    return pl.when(start > day).then(start.dt.offset_by("-1y")).otherwise(start)


def _nearest(atom: pl.Expr, day: pl.Expr) -> pl.Expr:
    """A day without a year: in the year that puts it nearest to the day of publication."""
    text = pl.concat_str(day.dt.year().cast(pl.String), pl.lit("-"), atom.str.extract(r"^md=(\d\d-\d\d)$"))
    date = text.str.to_date("%Y-%m-%d", strict=False)
    ahead = (date - day).dt.total_days()
    return (
        pl.when(ahead > 183)
        .then(date.dt.offset_by("-1y"))
        .when(ahead < -183)
        .then(date.dt.offset_by("1y"))
        .otherwise(date)
    )
