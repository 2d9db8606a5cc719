"""Conversion of units to the base unit of their dimension, from UCUM codes (ucum.org).

Belongs here: UCUM arithmetic and bare currency signs. Not here: reading units in text. Money is never
converted: its dimension is `money`, without a base.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import polars as pl

FOLDER = Path(__file__).parent
TERM = re.compile(r"([./]?)([^./]+)")
CODE = re.compile(r"[^./]+(?:[./][^./]+)*")
POWERED = re.compile(r"(.+?)([+-]?[1-9])")
NUMBER = re.compile(r"10\*([0-9]{1,2})|([1-9][0-9]{0,8})")
ANNOTATION = re.compile(r"\{[^{}]*\}")


@dataclass(frozen=True, slots=True)
class Conversion:
    """`value * factor + offset` is the value in `base`, the base unit of `dimension`."""

    dimension: str
    base: str | None
    factor: float
    offset: float = 0.0


@cache
def _tables() -> dict[str, Any]:
    with (FOLDER / "units.toml").open("rb") as file:
        return tomllib.load(file)


def conversion(code: str) -> Conversion | None:
    """How a UCUM code converts; None where it is not known."""
    if not CODE.fullmatch(code):
        return None
    factor, offset, exponents, terms = 1.0, 0.0, dict[str, int](), 0
    for match in TERM.finditer(code):
        atom = _atom(match[2])
        if atom is None:
            return None
        sign = -1 if match[1] == "/" else 1
        terms += 1
        factor *= atom["factor"] ** sign
        offset = atom.get("offset", 0.0)
        for axis, power in atom.items():
            if len(axis) == 1:
                exponents[axis] = exponents.get(axis, 0) + sign * power
    key = "".join(f"{axis}{exponents[axis]}" for axis in "LMTIKABRPN" if exponents.get(axis))
    dimension = _tables()["dimensions"].get(key)
    if dimension is None:
        return None
    return Conversion(dimension["name"], dimension["base"], factor, offset if terms == 1 else 0.0)


def _atom(term: str) -> dict[str, Any] | None:
    """An atom, perhaps with prefix and exponent, as factor and exponents."""
    tables = _tables()
    plain, metric, prefixes = tables["plain"], tables["metric"], tables["prefixes"]
    if term in plain:
        return dict(plain[term])
    if term in metric:
        return dict(metric[term])
    if number := NUMBER.fullmatch(term):
        return {"factor": 10.0 ** int(number[1]) if number[1] else float(number[2])}
    if ANNOTATION.fullmatch(term):
        return {"factor": 1.0, "N": 1}
    if term[:1] in prefixes and term[1:] in metric:
        return {**metric[term[1:]], "factor": prefixes[term[0]] * metric[term[1:]]["factor"]}
    if powered := POWERED.fullmatch(term):
        base, power = _atom(powered[1]), int(powered[2])
        if base is None or "offset" in base or NUMBER.match(powered[1]):
            return None
        return {axis: value**power if axis == "factor" else value * power for axis, value in base.items()}
    return None


def conversions(codes: pl.Series) -> pl.DataFrame:
    """One row per distinct code that converts: `unit`, `dimension`, `unit_base`, `factor`, `offset`."""
    rows = [
        (code, found.dimension, found.base, found.factor, found.offset)
        for code in codes.drop_nulls().unique().sort()
        if (found := conversion(code)) is not None
    ]
    schema = {
        "unit": pl.String,
        "dimension": pl.String,
        "unit_base": pl.String,
        "factor": pl.Float64,
        "offset": pl.Float64,
    }
    return pl.DataFrame(rows, schema=schema, orient="row")


@cache
def shared_currencies() -> pl.DataFrame:
    """What a printed sign or name means in a country: `printed`, `country` (NULL by default), `currency`."""
    with (FOLDER / "currencies.toml").open("rb") as file:
        families = tomllib.load(file)
    rows = [
        (printed, country, currency)
        for family in families.values()
        for printed in family["printed"]
        for country, currency in [(None, family["default"]), *family["countries"].items()]
    ]
    return pl.DataFrame(
        rows, schema={"printed": pl.String, "country": pl.String, "currency": pl.String}, orient="row"
    )
