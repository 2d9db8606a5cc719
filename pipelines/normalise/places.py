"""States, provinces and large cities by name, with their Wikidata items.

The rows are `places.csv` (generated, see `scripts/make_places.py`; its sources and licences are in
`places.csv.license`). Not here: countries (`countries`), nor which mention means which (`entities`).
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import polars as pl

from pipelines.normalise.countries import country_forms
from pipelines.normalise.names import folded, romanised


@cache
def places() -> pl.DataFrame:
    """`form` (key: folded and romanised), `country` (alpha-2), `wikidata_id`; no name of a country."""
    named_countries = country_forms().filter(pl.col("form_kind") == "name")
    table = pl.read_csv(
        files("pipelines.normalise").joinpath("places.csv").read_bytes(), infer_schema=False
    ).with_columns(form=romanised(folded(pl.col("name"))))
    return (
        table.filter(pl.len().over("form") == 1)
        .join(named_countries, on="form", how="anti")
        .select("form", "country", "wikidata_id")
        .sort("form")
    )
