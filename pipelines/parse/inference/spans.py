"""Days of publication on which words such as `last week` can mean a given day, month or year.

Belongs here: calendars. Not here: reading text (`cues`), weighing what was read (`inference`).
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta

from pipelines.parse.inference.cues import Named, Relative

Span = tuple[date, date]
DAY = timedelta(days=1)
WEEK = timedelta(days=7)
SUNDAY = 7
HALF_UNIT = {"week": timedelta(days=6), "month": timedelta(days=16), "year": timedelta(days=183)}
"""How far `three weeks ago` may be off: rounded to whole units, either way."""
DAYS_OF_MONTH = 31


def meeting(relative: Relative, named: Named) -> Span | None:
    """The days of writing on which `relative` means `named`; None where it never can, or says nothing.

    A week begins on Sunday or Monday, whoever writes.
    """
    days = (named.last - named.first).days
    is_too_wide = days > MOST_DAYS.get(relative.meaning, MOST_DAYS.get(relative.unit, 366))
    if is_too_wide:
        return None
    if relative.meaning == "weekday":
        return (named.first, named.first + WEEK) if named.first.isoweekday() == relative.count else None
    if relative.meaning == "ago":
        return _ago(relative, named)
    rule = MEETINGS.get(relative.meaning)
    return rule(named) if rule else None


MOST_DAYS = {
    "today": 0, "yesterday": 0, "weekday": 0, "this_week": 0, "last_week": 0, "day": 0, "week": 0,
    "this_month": DAYS_OF_MONTH, "last_month": DAYS_OF_MONTH, "month": DAYS_OF_MONTH,
}  # fmt: skip
"""The longest stretch that words place: nobody writes `yesterday, in 2014`."""


def _today(named: Named) -> Span:
    return named.first, named.last


def _yesterday(named: Named) -> Span:
    return named.first + DAY, named.last + DAY


def _this_week(named: Named) -> Span:
    is_sunday = named.first.isoweekday() == SUNDAY
    return named.first, named.first + 6 * DAY if is_sunday else _next_sunday(named.first)


def _last_week(named: Named) -> Span:
    if named.first.isoweekday() == SUNDAY:
        return named.first + DAY, named.first + 13 * DAY
    sunday = _next_sunday(named.first)
    return sunday, sunday + WEEK


def _next_sunday(day: date) -> date:
    return day + timedelta(days=SUNDAY - day.isoweekday())


def _this_month(named: Named) -> Span:
    return named.first, month_end(named.last)


def _last_month(named: Named) -> Span:
    return add_months(named.first.replace(day=1), 1), month_end(add_months(named.last.replace(day=1), 1))


def _this_year(named: Named) -> Span:
    return named.first, date(named.last.year, 12, 31)


def _last_year(named: Named) -> Span:
    return date(named.first.year + 1, 1, 1), date(named.last.year + 1, 12, 31)


MEETINGS: dict[str, Callable[[Named], Span]] = {
    "today": _today, "yesterday": _yesterday, "this_week": _this_week, "last_week": _last_week,
    "this_month": _this_month, "last_month": _last_month, "this_year": _this_year, "last_year": _last_year,
}  # fmt: skip


def _ago(relative: Relative, named: Named) -> Span:
    """`N units ago`: a count of years after a bare year is that year, else the count is rounded."""
    count, unit = relative.count, relative.unit
    if unit == "day":
        return named.first + (count - 1) * DAY, named.first + (count + 1) * DAY
    if unit == "week":
        return named.first + count * WEEK - HALF_UNIT[unit], named.last + count * WEEK + HALF_UNIT[unit]
    if unit == "year" and named.last - named.first > timedelta(days=DAYS_OF_MONTH):
        return year_of(add_months(named.first, 12 * count))
    months = count * (12 if unit == "year" else 1)
    return add_months(named.first, months) - HALF_UNIT[unit], add_months(named.last, months) + HALF_UNIT[unit]


def add_months(day: date, count: int) -> date:
    """The same day some months later, or the last of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def month_end(day: date) -> date:
    """The last day of a day's month."""
    return day.replace(day=monthrange(day.year, day.month)[1])


def year_of(day: date) -> Span:
    """The first and last day of a day's year."""
    return date(day.year, 1, 1), date(day.year, 12, 31)
