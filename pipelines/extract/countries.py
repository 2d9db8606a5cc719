"""Countries by any of their names: what ties "the Russian leader" to Russia within an article."""

from __future__ import annotations

from functools import cache

from pipelines.extract.lexicon import lexicon, words


@cache
def _forms() -> dict[str, tuple[str, str]]:
    """Form, case-folded -> country and what the form is: `name`, `people` or `seat`."""
    forms: dict[str, tuple[str, str]] = {}
    for key, (others, seats) in lexicon("countries")["countries"].items():
        country = key.replace("_", " ")
        forms |= {seat.casefold(): (country, "seat") for seat in words(seats)}
        for other in words(others):
            is_people = other[-1].islower() and not other.startswith(_NAME_STARTS)
            forms[other.casefold()] = (country, "people" if is_people else "name")
        forms[country.casefold()] = (country, "name")
    for name in _NAMES_THAT_LOOK_LIKE_PEOPLES:
        country, _ = forms[name]
        forms[name] = (country, "name")
    return forms


_NAME_STARTS = ("United", "Great", "People", "Russian Federation")
_NAMES_THAT_LOOK_LIKE_PEOPLES = ("america", "holland", "burma", "czechia", "türkiye")


def country_of(text: str) -> str | None:
    """The country that a name, adjective, people or seat of government belongs to."""
    found = _forms().get(text.casefold())
    return found[0] if found else None


def country_named(text: str) -> str | None:
    """The country that these words name; None for adjectives, peoples and seats."""
    found = _forms().get(text.casefold())
    return found[0] if found and found[1] == "name" else None


def form_kind(text: str) -> str | None:
    """`name`, `people` or `seat` where these words belong to a country."""
    found = _forms().get(text.casefold())
    return found[1] if found else None
