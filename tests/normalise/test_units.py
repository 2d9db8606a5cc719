"""UCUM codes convert to the base unit of their dimension."""

from __future__ import annotations

import pytest

from pipelines.extract.quantities import lexicon
from pipelines.normalise.units import conversion

WITHOUT_DIMENSION = ("{points}", "dB", "lm", "lx", "mol", "M{pixel}")


@pytest.mark.parametrize(
    ("code", "dimension", "base", "value"),
    [
        ("km", "length", "m", 1000),
        ("[mi_i]", "length", "m", 1609.344),
        ("m3/a", "volume_flow", "m3/s", 1 / 31557600),
        ("kW.h", "energy", "J", 3.6e6),
        ("%", "ratio", "1", 0.01),
        ("[bp]", "percentage_points", "%{points}", 0.01),
        ("[mi_i]/h", "speed", "m/s", 0.44704),
        ("10*9.m3", "volume", "m3", 1e9),
        ("{test}/d", "count_rate", "1/s", 1 / 86400),
        ("GBy", "information", "bit", 8e9),
    ],
)
def test_conversion(code: str, dimension: str, base: str, value: float) -> None:
    found = conversion(code)
    assert found is not None
    assert (found.dimension, found.base, found.factor) == (dimension, base, pytest.approx(value))


def test_temperatures_have_a_zero_point_and_their_rates_have_none() -> None:
    celsius, rate = conversion("Cel"), conversion("Cel/a")
    assert celsius is not None
    assert celsius.offset == pytest.approx(273.15)
    assert rate is None


@pytest.mark.parametrize("code", ["", "USD", "person", "km/", "/", "m/0", "10*999", "[nothing]", "Cel2"])
def test_an_unknown_code_does_not_convert(code: str) -> None:
    assert conversion(code) is None


def test_every_unit_that_is_read_converts_or_is_known_not_to() -> None:
    table = lexicon.measures()
    codes = {unit.code for unit in (*table.names.values(), *table.symbols.values()) if unit.code}
    open_codes = {code for code in codes if conversion(code) is None}
    assert {
        code for code in open_codes if not any(code.endswith(known) for known in WITHOUT_DIMENSION)
    } == set()
