"""What entities are called: canonical names, surface forms with their kind, and counts of mentions.

Not here: which chains are one entity (`entities`, `identity`).
"""

from __future__ import annotations

import polars as pl

from pipelines.normalise.countries import countries, country_forms
from pipelines.normalise.names import folded, group_key, is_acronym, person_key, romanised, with_keys
from pipelines.normalise.nodes import NODE
from pipelines.normalise.places import places

_GROUP = ["root_kind", "root_key", "apart"]


def canonical_names(resolved: pl.DataFrame, told: pl.DataFrame) -> pl.DataFrame:
    """One row per entity: its group, `kind`, `name`, *`wikidata_id`*, *`country`*.

    The name of a country is the usual one; others bear their most frequent full form, acronyms and
    lone surnames only where nothing fuller is printed. What the user states goes first.
    """
    printed = resolved.with_columns(
        printed=pl.col("name").str.strip_chars().str.replace(r"[’']s?$", ""),
    ).with_columns(
        is_full=pl.col("printed").str.contains(r"\S\s+\S"),
        is_shouted=pl.col("printed").str.to_uppercase() == pl.col("printed"),
    )
    forms = printed.group_by(*_GROUP, "is_full", "is_shouted", "printed").agg(
        pl.col("article_id").n_unique().alias("count"), pl.col("of_country").drop_nulls().min()
    )
    best = (
        forms.sort(
            *_GROUP, "is_full", "is_shouted", "count", pl.col("printed").str.len_chars(), "printed",
            descending=[False, False, False, True, False, True, True, False],
        )
        .group_by(_GROUP, maintain_order=True)
        .agg(pl.col("printed").first(), pl.col("of_country").drop_nulls().min())
    )  # fmt: skip
    return _with_told(_with_countries(best), resolved, told)


def _with_countries(best: pl.DataFrame) -> pl.DataFrame:
    """Name, item and country of those that are countries; the country of seats of power and of peoples.

    Other places known by name get their item and country, unless the corpus has an organization of that
    name: some mentions of a team are always read as its town.
    """
    facts = countries().select(of_country="name", wikidata_id="wikidata_id", own_country="country")
    code_of = countries().select("name", "country")
    forms = country_forms().join(code_of, on="name").select("form", "form_kind", "country")
    seats = (
        forms.filter(pl.col("form_kind").is_in(["capital", "metonym"]))
        .sort("form", "form_kind")
        .unique("form", keep="first", maintain_order=True)
        .select(seat_form="form", seat_country="country")
    )
    demonyms = forms.filter(pl.col("form_kind") == "demonym").select(
        people_form="form", people_country="country"
    )
    teams = best.select(form=pl.col("root_key").str.extract(r"^team of (.+)$")).drop_nulls()
    known = (
        places()
        .join(teams, on="form", how="anti")
        .select(place_form="form", place_item="wikidata_id", place_country="country")
    )
    is_place = pl.col("root_kind") == "place"
    is_seat = pl.col("root_kind").is_in(["place", "organization"])
    is_group = pl.col("root_kind") == "group"
    return (
        best.join(facts, on="of_country", how="left")
        .with_columns(
            seat_form=pl.when(is_seat).then(romanised(folded(pl.col("printed")))),
            people_form=pl.when(is_group).then(romanised(group_key(pl.col("printed")))),
            place_form=pl.when(is_place).then(romanised(folded(pl.col("printed")))),
        )
        .join(seats, on="seat_form", how="left")
        .join(demonyms, on="people_form", how="left")
        .join(known, on="place_form", how="left")
        .select(
            *_GROUP,
            kind="root_kind",
            name=pl.coalesce("of_country", "printed"),
            wikidata_id=pl.coalesce("wikidata_id", "place_item"),
            country=pl.coalesce("own_country", "seat_country", "people_country", "place_country"),
        )
    )


def _with_told(groups: pl.DataFrame, resolved: pl.DataFrame, told: pl.DataFrame) -> pl.DataFrame:
    """The user's name, kind, item and aliases, where a row is about a name of the entity."""
    stated = (
        resolved.select(*NODE, *_GROUP)
        .unique()
        .join(told, on=NODE)
        .sort(*_GROUP, "line")
        .group_by(_GROUP, maintain_order=True)
        .agg(
            pl.col("told_name", "told_kind", "told_item").drop_nulls().first(),
            told_aliases=pl.col("told_alias").drop_nulls(),
        )
    )
    return (
        groups.join(stated, on=_GROUP, how="left")
        .with_columns(
            name=pl.coalesce("told_name", "name"),
            kind=pl.coalesce("told_kind", "kind"),
            wikidata_id=pl.coalesce("told_item", "wikidata_id"),
            told_aliases=pl.col("told_aliases").fill_null(pl.lit([], dtype=pl.List(pl.String))),
        )
        .drop("told_name", "told_kind", "told_item")
    )


def entity_counts(linked: pl.DataFrame, articles: pl.DataFrame, segments: pl.DataFrame) -> pl.DataFrame:
    """`mention_count` and `article_count` per `entity_id`, repeated segments and teasers left out."""
    repeats = segments.filter(pl.col("repeats_segment_id").is_not_null()).select("segment_id")
    main = articles.filter(pl.col("kind") == "main").select("article_id")
    return (
        linked.filter(pl.col("entity_id").is_not_null())
        .join(repeats, on="segment_id", how="anti")
        .join(main, on="article_id", how="semi")
        .group_by("entity_id")
        .agg(mention_count=pl.len(), article_count=pl.col("article_id").n_unique())
    )


def alias_rows(linked: pl.DataFrame, groups: pl.DataFrame, articles: pl.DataFrame) -> pl.DataFrame:
    """Every form under which an entity is mentioned, but pronouns, and its canonical name.

    A role is valid from the first to the last day on which an article uses it; a name has no days.
    """
    dates = articles.select("article_id", "published_from", "published_to")
    is_role = pl.col("form") == "role"
    names = groups.select("entity_id", canonical="name", entity_kind="kind")
    said = (
        linked.filter(pl.col("entity_id").is_not_null() & (pl.col("form") != "pronoun"))
        .join(dates, on="article_id", how="left")
        .group_by("entity_id", "form", alias=pl.col("text").str.replace_all(r"\s+", " "))
        .agg(
            valid_from=pl.when(is_role).then("published_from").min(),
            valid_to=pl.when(is_role).then("published_to").max(),
        )
        .join(with_keys(names, canonical_key=person_key(pl.col("canonical"))), on="entity_id")
    )
    said = with_keys(
        said, alias_key=person_key(pl.col("alias")), plain=romanised(folded(pl.col("alias")))
    ).with_columns(kind=_alias_kind())
    columns = ["entity_id", "alias", "kind", "valid_from", "valid_to"]
    stated = pl.concat(
        [
            groups.select("entity_id", alias="name"),
            groups.select("entity_id", alias="told_aliases").explode("alias").drop_nulls(),
        ]
    ).with_columns(kind=pl.lit("name"), valid_from=pl.lit(None, pl.Date), valid_to=pl.lit(None, pl.Date))
    return (
        pl.concat([said.select(columns), stated.select(columns)])
        .sort("entity_id", "alias", "kind", "valid_from", nulls_last=True)
        .unique(["entity_id", "alias", "kind"], keep="first", maintain_order=True)
    )


def _alias_kind() -> pl.Expr:
    """What kind of form a mention's words are, beside the canonical name."""
    key, canonical = pl.col("alias_key"), pl.col("canonical_key")
    is_part = pl.concat_str(pl.lit(" "), canonical, pl.lit(" ")).str.contains(
        pl.concat_str(pl.lit(" "), key, pl.lit(" ")), literal=True
    )
    stands_for = country_forms().filter(pl.col("form_kind").is_in(["capital", "metonym"]))["form"].unique()
    is_elsewhere = pl.col("plain").is_in(stands_for.implode()) & (key != canonical)
    return (
        pl.when(pl.col("form") == "role")
        .then(pl.lit("role"))
        .when(is_elsewhere.fill_null(value=False) & ~is_part.fill_null(value=False))
        .then(pl.lit("metonym"))
        .when((key == canonical).fill_null(value=True))
        .then(pl.lit("name"))
        .when(is_acronym(pl.col("alias")) & (pl.col("entity_kind") != "person"))
        .then(pl.lit("acronym"))
        .when(is_part.fill_null(value=False))
        .then(pl.lit("short_name"))
        .otherwise(pl.lit("name"))
    )
