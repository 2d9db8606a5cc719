"""Period expressions become days once the article's date is known."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from pipelines.normalise.periods import resolve

SCHEMA = {"expression": pl.String, "published_from": pl.Date, "published_to": pl.Date}


def solved(expression: str | None, first: date | None, last: date | None = None) -> tuple[object, ...]:
    frame = pl.DataFrame([(expression, first, last or first)], schema=SCHEMA, orient="row")
    return resolve(frame).select("start", "end", "basis").row(0)


FRIDAY = date(2024, 5, 17)


@pytest.mark.parametrize(
    ("expression", "start", "end"),
    [
        ("2023", date(2023, 1, 1), date(2023, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2023-05-16", date(2023, 5, 16), date(2023, 5, 16)),
        ("2023-Q4", date(2023, 10, 1), date(2023, 12, 31)),
        ("2023-H2", date(2023, 7, 1), date(2023, 12, 31)),
        ("2021/2022", date(2021, 1, 1), date(2022, 12, 31)),
        ("2022-02/..", date(2022, 2, 1), FRIDAY),
        ("../2022", None, date(2022, 12, 31)),
    ],
)
def test_absolute_periods_are_stated(expression: str, start: date | None, end: date) -> None:
    assert solved(expression, FRIDAY) == (start, end, "stated")


@pytest.mark.parametrize(
    ("expression", "start", "end"),
    [
        ("year-1", date(2023, 1, 1), date(2023, 12, 31)),
        ("month0", date(2024, 5, 1), date(2024, 5, 31)),
        ("quarter+1", date(2024, 7, 1), date(2024, 9, 30)),
        ("week0", date(2024, 5, 13), date(2024, 5, 19)),
        ("day-1", date(2024, 5, 16), date(2024, 5, 16)),
        ("month=03", date(2024, 3, 1), date(2024, 3, 31)),
        ("month=11", date(2023, 11, 1), date(2023, 11, 30)),
        ("md=05-11", date(2024, 5, 11), date(2024, 5, 11)),
        ("md=12-31", date(2023, 12, 31), date(2023, 12, 31)),
        ("weekday=4", date(2024, 5, 16), date(2024, 5, 16)),
        ("Q=1", date(2024, 1, 1), date(2024, 3, 31)),
        ("Q=4", date(2023, 10, 1), date(2023, 12, 31)),
        ("year-1.03", date(2023, 3, 1), date(2023, 3, 31)),
        ("last3month", date(2024, 2, 17), FRIDAY),
    ],
)
def test_relative_periods_rest_on_the_date_of_publication(expression: str, start: date, end: date) -> None:
    assert solved(expression, FRIDAY) == (start, end, "publication_date")


def test_without_a_date_relative_periods_are_open_and_absolute_ones_are_not() -> None:
    assert solved("year-1", None) == (None, None, None)
    assert solved("2023", None) == (date(2023, 1, 1), date(2023, 12, 31), "stated")


def test_an_interval_that_leaves_two_readings_leaves_the_period_open() -> None:
    assert solved("year-1", date(2023, 12, 30), date(2024, 1, 2)) == (None, None, None)
    assert solved("year-1", date(2024, 1, 1), date(2024, 2, 2))[2] == "publication_date"


def test_no_expression_no_period_and_rows_keep_their_order() -> None:
    frame = pl.DataFrame(
        [("2023", FRIDAY, FRIDAY), (None, FRIDAY, FRIDAY), ("2022", None, None)], schema=SCHEMA, orient="row"
    )
    assert resolve(frame)["start"].to_list() == [date(2023, 1, 1), None, date(2022, 1, 1)]
