"""The page of the report: HTML that needs nothing beside it, made of the rows of `sql/report`.

The page loads no script, font or picture, so that it can be mailed, archived and read offline. What
stands in it is escaped: articles are other people's text.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

_TEMPLATES = Path(__file__).parent / "templates"
_UNNAMED = "unknown outlet ("

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Section:
    """One question of the report: the first of its rows, and how many there are in all."""

    rows: Sequence[Row]
    total: int

    @property
    def more(self) -> int:
        """Rows that the page has no room for."""
        return self.total - len(self.rows)


def render(sections: Mapping[str, Section]) -> str:
    """The page. `sections` holds one per file of `sql/report`, by name; that of `build` has one row."""
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"number": _number, "day": _day, "interval": _interval, "outlet": _outlet}
    [build] = sections["build"].rows
    return environment.get_template("report.html.jinja").render(build=build, sections=sections)


def _number(value: float | None) -> str:
    """Thousands parted, no more decimals than the value has."""
    if value is None:
        return ""
    return f"{value:,.0f}" if value == int(value) else f"{value:,.6g}"


def _day(value: date | None) -> str:
    return "" if value is None else f"{value.day} {value:%B %Y}"


def _interval(start: date | None, end: date | None) -> str:
    """An interval of days, both included, as short as it can be told; empty where neither end is known."""
    if start and end and (start.day, end) == (1, _last_day(end)):
        if (start.year, start.month) == (end.year, end.month):
            return f"{start:%B %Y}"
        if (start.year, start.month, end.month) == (end.year, 1, 12):
            return str(start.year)
    if start is None or end is None or start == end:
        known = start or end
        bound = "" if start == end else "from " if end is None else "until "
        return bound + _day(known) if known else ""
    if start.year != end.year:
        return f"{_day(start)} to {_day(end)}"
    if start.month != end.month:
        return f"{start.day} {start:%B} to {_day(end)}"
    return f"{start.day} to {_day(end)}"


def _last_day(value: date) -> date:
    return value.replace(day=monthrange(value.year, value.month)[1])


def _outlet(name: str) -> str:
    """An outlet as a reader is told of it; one that is not known goes by its file."""
    return f"outlet unknown, {name.removeprefix(_UNNAMED)[:-1]}" if name.startswith(_UNNAMED) else name
