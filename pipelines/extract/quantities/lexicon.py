"""The lexicons of figures, read once from the TOML files beside the extractor.

Belongs here: reading those files into look-up tables. Not here: matching them in text.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from pipelines.extract.quantities.nouns import plural

FOLDER = Path(__file__).parents[1] / "lexicon"


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of measure or a currency; `code` is None where the printed sign has several meanings."""

    code: str | None
    kind: str
    factor: float = 1.0


@dataclass(frozen=True, slots=True)
class UnitTable:
    """Units by name (lower case, singular and plural) and by symbol (exact)."""

    names: dict[str, Unit]
    symbols: dict[str, Unit]


@cache
def load(name: str) -> dict[str, Any]:
    """A lexicon file as the mapping it holds."""
    with (FOLDER / f"{name}.toml").open("rb") as file:
        return tomllib.load(file)


@cache
def words(name: str, section: str, key: str) -> frozenset[str]:
    """One list of a lexicon file as a set."""
    return frozenset(load(name)[section][key])


def _with_plurals(names: list[str]) -> list[str]:
    return [form for name in names for form in (name, plural(name))]


@cache
def measures() -> UnitTable:
    """Every unit of measure with its prefixed, squared and cubed forms."""
    data = load("units")
    table = UnitTable({}, {})
    for section, kind in (("ratio", "percentage"), ("measure", "amount"), ("duration", "duration")):
        for code, forms in data[section].items():
            _add(table, Unit(code, _kind(code, kind)), forms)
    for code, forms in data["prefixable"].items():
        _add(table, Unit(code, "amount"), forms, keep=True)
        for prefix, letter in data["prefixes"].items():
            prefixed = {
                "names": [prefix + name for name in forms["names"]],
                "symbols": [letter + symbol for symbol in forms["symbols"]],
            }
            _add(table, Unit(letter + code, "amount"), prefixed, keep=True)
    for forms in data["squarable"].values():
        _add(table, Unit(forms["square"], "amount"), _powers(forms, ("square", "sq", "sq."), "²2"), keep=True)
        _add(table, Unit(forms["cube"], "amount"), _powers(forms, ("cubic", "cu", "cu."), "³3"), keep=True)
    return table


def _kind(code: str, usual: str) -> str:
    if "/" in code:
        return "rate"
    return {"{times}": "multiple", "{points}": "amount"}.get(code, usual)


def _powers(forms: dict[str, Any], words: tuple[str, ...], digits: str) -> dict[str, list[str]]:
    names = [f"{word} {name}" for word in words for name in [*forms["names"], *forms["symbols"]]]
    return {"names": names, "symbols": [symbol + digit for symbol in forms["symbols"] for digit in digits]}


def _add(table: UnitTable, unit: Unit, forms: dict[str, Any], keep: bool = False) -> None:
    for name in _with_plurals(forms["names"]):
        if not (keep and name in table.names):
            table.names[name] = unit
    for symbol in forms["symbols"]:
        if not (keep and symbol in table.symbols):
            table.symbols[symbol] = unit


@cache
def currencies() -> UnitTable:
    """Currency names and signs, hundredths with their factor."""
    data = load("currencies")
    names = {
        form: Unit(code or None, "money")
        for name, code in data["names"].items()
        for form in (name, plural(name))
    }
    names |= {
        form: Unit(code or None, "money", 0.01)
        for name, code in data["subunits"].items()
        for form in (name, plural(name))
    }
    symbols = {sign: Unit(code or None, "money") for sign, code in data["signs"].items()}
    symbols |= {code: Unit({"RMB": "CNY"}.get(code, code), "money") for code in data["codes"]}
    symbols |= {sign: Unit(code or None, "money", 0.01) for sign, code in data["subunit_signs"].items()}
    return UnitTable(names, symbols)
