"""Quantities: every figure of an article that says something about the world.

One linear pass: scan numerals (`numerals`), leave out what is no claim (`traps`), read units (`units`),
join ranges (`figures`), find what is counted (`counted`), how it is hedged and where it moved
(`modifiers`), what it measures (`subjects`) and when (`pipelines.extract.periods`).
"""

from pipelines.extract.quantities.finder import find_quantities

__all__ = ["find_quantities"]
