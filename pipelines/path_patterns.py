"""What paths say where a user has told how they are built: `{source}/{published}/…`.

Belongs here: patterns to what each path states. Not here: days that any path may name (`parse.paths`), what
goes before what (`identify`, `publication`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import polars as pl

PLACES = {
    "source": r"[^/]+?",
    "published": r"(?:19|20)\d\d(?:[-_]?(?:0[1-9]|1[0-2])(?:[-_]?(?:0[1-9]|[12]\d|3[01]))?)?",
    "year": r"(?:19|20)\d\d",
    "month": r"0?[1-9]|1[0-2]",
    "day": r"0?[1-9]|[12]\d|3[01]",
    "language": r"[A-Za-z]{2,3}(?:[-_][A-Za-z]{2})?",
}
"""Places of a pattern and what may stand there."""
PIECE = re.compile(
    r"\{(?P<place>[^{}]*)\}|(?P<rest>…|\.\.\.|\*\*)|(?P<any>\*)|(?P<stray>[{}])|(?P<plain>[^{}*…])", re.DOTALL
)
COLUMNS = ("source", "published", "language")


def compiled(pattern: str) -> str:
    """The regular expression that a pattern stands for, anchored, with a named group per place.

    `*` is anything within one folder or name, `…` (or `...`, `**`) anything at all. Raises ValueError with
    what is wrong with the pattern.
    """
    parts: list[str] = []
    places: list[str] = []
    previous = ""
    for piece in PIECE.finditer(pattern):
        place = piece["place"]
        if piece["stray"]:
            raise ValueError(f"path pattern {pattern!r}: a brace is not closed, or not opened")
        if place is not None:
            _check(pattern, place, places, previous)
            places.append(place)
            parts.append(f"(?P<{place}>{PLACES[place]})")
        else:
            parts.append(".*" if piece["rest"] else "[^/]*" if piece["any"] else re.escape(piece[0]))
        previous = "place" if place is not None else "wild" if piece["rest"] or piece["any"] else ""
    if not places:
        raise ValueError(f"path pattern {pattern!r}: it holds none of {_names()}")
    for part, whole in (("month", "year"), ("day", "month")):
        if part in places and whole not in places:
            raise ValueError(f"path pattern {pattern!r}: {{{part}}} needs {{{whole}}}")
    return f"^{''.join(parts)}$"


def _check(pattern: str, place: str, before: Sequence[str], previous: str) -> None:
    if place not in PLACES:
        raise ValueError(f"path pattern {pattern!r}: {{{place}}} is none of {_names()}")
    if place in before:
        raise ValueError(f"path pattern {pattern!r}: {{{place}}} stands twice")
    if "published" in {place, *before} and {"year", "month", "day"} & {place, *before}:
        raise ValueError(f"path pattern {pattern!r}: {{published}} holds year, month and day already")
    if previous:
        raise ValueError(f"path pattern {pattern!r}: nothing parts {{{place}}} from what stands before it")


def _names() -> str:
    return ", ".join(f"{{{name}}}" for name in PLACES)


def path_statements(paths: pl.Series, patterns: Sequence[str]) -> pl.DataFrame:
    """One row per path, in order: `path`, `source`, `published` (ISO 8601) and `language`.

    Of several patterns the first that fits a path counts; where none does, all three are NULL.
    """
    frame = pl.DataFrame({"path": paths.cast(pl.String)})
    found = [_by_pattern(compiled(pattern)) for pattern in patterns]
    fits = [pl.col("path").str.contains(compiled(pattern)) for pattern in patterns]
    nothing = pl.lit(None, pl.String)
    chosen = {
        name: pl.coalesce(
            *(pl.when(fit).then(each[name]) for fit, each in zip(_first(fits), found, strict=True)), nothing
        )
        for name in COLUMNS
    }
    return frame.select("path", **chosen)


def _first(fits: Sequence[pl.Expr]) -> list[pl.Expr]:
    """Whether each pattern fits and none before it does."""
    return [fit & ~pl.any_horizontal(pl.lit(value=False), *fits[:index]) for index, fit in enumerate(fits)]


def _by_pattern(pattern: str) -> dict[str, pl.Expr]:
    """What the places of one pattern give, as columns."""
    group = {name: _group(pattern, name) for name in PLACES}
    digits = group["published"].str.replace_all("[-_]", "")
    whole = pl.concat_str(
        digits.str.slice(0, 4), _after_dash(digits.str.slice(4, 2)), _after_dash(digits.str.slice(6, 2))
    )
    pieces = pl.concat_str(
        group["year"],
        _after_dash(group["month"].str.zfill(2).fill_null("")),
        _after_dash(group["day"].str.zfill(2).fill_null("")),
    )
    return {
        "source": group["source"].str.replace_all("_", " ").str.strip_chars(),
        "published": pl.coalesce(whole, pieces),
        "language": pl.concat_str(
            group["language"].str.extract(r"^(\w{2,3}?)(?:[-_]|$)").str.to_lowercase(),
            _after_dash(group["language"].str.extract(r"[-_](\w\w)$").str.to_uppercase().fill_null("")),
        ),
    }


def _group(pattern: str, name: str) -> pl.Expr:
    if f"(?P<{name}>" not in pattern:
        return pl.lit(None, pl.String)
    return pl.col("path").str.extract_groups(pattern).struct.field(name)


def _after_dash(part: pl.Expr) -> pl.Expr:
    return pl.when(part != "").then(pl.lit("-") + part).otherwise(pl.lit(""))
