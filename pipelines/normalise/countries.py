"""Countries, regions and unions by the words that name them: names, demonyms, capitals, metonyms.

The rows are `countries.csv` (generated, see `scripts/make_countries.py`; its sources and licences are in
`countries.csv.license`) and `country_forms.toml` (by hand). Not here: which mention means which (`entities`).
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

import polars as pl

from pipelines.normalise.names import folded, group_key, romanised

_FORM_KINDS = {"aliases": "name", "demonyms": "demonym", "capitals": "capital", "metonyms": "metonym"}


@cache
def countries() -> pl.DataFrame:
    """`name` (key), `kind`, *`country`* (alpha-2), `wikidata_id`, one row per country, region or union."""
    return _table().select("name", "kind", "country", "wikidata_id")


@cache
def country_forms() -> pl.DataFrame:
    """`form` (folded and romanised), `form_kind` (name, demonym, capital, metonym), `name`.

    A form of one kind stands for one country; where two share it (Georgetown) it is left out. Demonyms
    are in the singular.
    """
    table = _table()
    listed = [
        table.select("name", form=pl.col("name"), form_kind=pl.lit("name"), rank=pl.lit(0)),
        table.select(
            "name", form=pl.col("aliases").str.split("|"), form_kind=pl.lit("name"), rank=pl.lit(2)
        ).explode("form"),
        table.select(
            "name", form=pl.col("demonym").str.split(","), form_kind=pl.lit("demonym"), rank=pl.lit(2)
        ).explode("form"),
        table.select("name", form=pl.col("capital"), form_kind=pl.lit("capital"), rank=pl.lit(0)),
        _forms_by_hand(),
    ]
    forms = pl.concat([frame.select("name", "form", "form_kind", "rank") for frame in listed])
    is_demonym = pl.col("form_kind") == "demonym"
    keyed = forms.with_columns(
        form=romanised(pl.when(is_demonym).then(group_key(pl.col("form"))).otherwise(folded(pl.col("form"))))
    ).drop_nulls("form")
    best = keyed.filter(pl.col("rank") == pl.col("rank").min().over("form", "form_kind"))
    return (
        best.filter(pl.col("name").n_unique().over("form", "form_kind") == 1)
        .select("form", "form_kind", "name")
        .unique()
        .sort("form", "form_kind")
    )


def _forms_by_hand() -> pl.DataFrame:
    entries = tomllib.loads(_text("country_forms.toml"))
    rows = [
        (name, form, form_kind, 1)
        for name, entry in entries.items()
        for field, form_kind in _FORM_KINDS.items()
        for form in entry.get(field, ())
    ]
    return pl.DataFrame(
        rows,
        schema={"name": pl.String, "form": pl.String, "form_kind": pl.String, "rank": pl.Int32},
        orient="row",
    )


@cache
def _table() -> pl.DataFrame:
    return pl.read_csv(_text("countries.csv").encode(), infer_schema=False)


def _text(name: str) -> str:
    return files("pipelines.normalise").joinpath(name).read_text("utf-8")
