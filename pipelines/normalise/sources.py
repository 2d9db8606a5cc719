"""Who published a copy and who wrote it: printed names and addresses become rows of `sources`.

What is known of publishers is `outlets.toml`; what a user states in sources.csv goes before it. A
publisher that neither knows is a source of its own. Not here: finding the name in a page (`parse`).
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

import polars as pl

from pipelines.contracts import table
from pipelines.contracts.frames import conform
from pipelines.ids import digests
from pipelines.normalise.domains import host, registrable_domain
from pipelines.normalise.names import folded

USER_SOURCE_COLUMNS = ("name", "domain", "alias", "owner", "country", "kind")
_FACTS = ("name", "domain", "kind", "country", "owner")
_PENDING = ("event_id", "event_confidence", "syndication_group_id")
"""Columns of `articles` that `corroborate` fills."""


def resolve_sources(
    draft_articles: pl.DataFrame, user_sources: pl.DataFrame | None = None
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """`sources` (those that an article or the user names), and `articles` with their ids.

    `user_sources` has `USER_SOURCE_COLUMNS`, one row per alias. The articles keep their `fingerprint`
    and lack what `corroborate` adds.
    """
    given = _given(user_sources)
    publishers, forms = _publishers(given)
    printed = _printed(draft_articles)
    known = _match(printed, forms)
    unknown = _unknown(printed.join(known, on="printed", how="anti"))
    named = pl.concat([known, unknown.select("printed", "publisher")])
    everyone = pl.concat([publishers, unknown.select("publisher", *_FACTS).unique("publisher")])
    everyone = everyone.with_columns(digests(everyone, ["publisher"], "s").alias("source_id"))
    by_printed = named.join(everyone, on="publisher").select("printed", "source_id")
    wanted = pl.concat([named["publisher"], given["publisher"]]).unique()
    sources = everyone.filter(pl.col("publisher").is_in(wanted.implode()))
    return conform(sources, table("sources")), _with_source_ids(draft_articles, by_printed)


def _with_source_ids(draft_articles: pl.DataFrame, by_printed: pl.DataFrame) -> pl.DataFrame:
    columns = [name for name in table("articles").column_names if name not in _PENDING]
    articles = draft_articles
    for role, column, basis in (
        ("outlet", "source_id", "source_basis"),
        ("origin", "origin_source_id", "origin_basis"),
    ):
        ids = by_printed.rename({"printed": role, "source_id": column})
        articles = articles.join(ids, on=role, how="left").with_columns(
            pl.when(pl.col(column).is_not_null()).then(f"{role}_basis").alias(basis)
        )
    return articles.select(*columns, "fingerprint").sort("article_id")


def _printed(draft_articles: pl.DataFrame) -> pl.DataFrame:
    """Every distinct text that names a publisher: `printed`, its count, and the forms to look up."""
    printed = pl.concat([draft_articles["outlet"], draft_articles["origin"].alias("outlet")])
    return (
        printed.alias("printed")
        .to_frame()
        .filter(pl.col("printed").str.strip_chars() != "")
        .group_by("printed")
        .len("count")
        .sort("printed")
        .with_columns(host=host(pl.col("printed")), name_form=folded(pl.col("printed")))
        .with_columns(domain=registrable_domain(pl.col("host")))
    )


def _match(printed: pl.DataFrame, forms: pl.DataFrame) -> pl.DataFrame:
    """The publisher of each text that is known: its host first, then the domain, then the name."""
    tried = [
        printed.select("printed", form=pl.col(column), rank=pl.lit(rank))
        for rank, column in enumerate(("host", "domain", "name_form"))
    ]
    return (
        pl.concat(tried)
        .join(forms, on="form")
        .sort("printed", "rank", "publisher")
        .unique("printed", keep="first", maintain_order=True)
        .select("printed", "publisher")
    )


def _unknown(printed: pl.DataFrame) -> pl.DataFrame:
    """Publishers that no list has: texts that fold alike, and a site with the name it spells, are one."""
    spelt = pl.when(pl.col("domain").is_not_null()).then(
        pl.col("domain").str.extract(r"^([^.]+)").str.replace_all(r"[-_]", "").str.replace(r"^the", "")
    )
    texts = printed.with_columns(
        publisher=pl.coalesce(spelt, pl.col("name_form").str.replace_all(" ", "")),
        is_address=pl.col("domain").is_not_null(),
    )
    facts = (
        texts.sort(
            "publisher", "is_address", pl.col("count"), "printed", descending=[False, False, True, False]
        )
        .group_by("publisher", maintain_order=True)
        .agg(
            name=pl.when(pl.col("is_address"))
            .then("domain")
            .otherwise(pl.col("printed").str.strip_chars())
            .first(),
            domain=pl.col("domain").drop_nulls().first(),
        )
        .with_columns(kind=pl.lit("outlet"), country=pl.lit(None, pl.String), owner=pl.lit(None, pl.String))
    )
    return texts.select("printed", "publisher").join(facts, on="publisher").sort("printed")


def _given(user_sources: pl.DataFrame | None) -> pl.DataFrame:
    """The user's rows with the `publisher` each is about: a known one, where name or domain is known."""
    if user_sources is None or user_sources.is_empty():
        return pl.DataFrame(schema=dict.fromkeys((*USER_SOURCE_COLUMNS, "publisher"), pl.String))
    rows = user_sources.select(pl.col(USER_SOURCE_COLUMNS).cast(pl.String)).with_row_index("row")
    looked_up = rows.select(
        printed=pl.col("row"),
        host=host(pl.col("domain")),
        domain=registrable_domain(host(pl.col("domain"))),
        name_form=folded(pl.col("name")),
    )
    _, forms = known_outlets()
    found = _match(looked_up, forms).rename({"printed": "row"})
    own = pl.concat_str(pl.lit("user "), folded(pl.col("name")))
    return (
        rows.join(found, on="row", how="left")
        .with_columns(pl.coalesce("publisher", own))
        .sort("row")
        .drop("row")
    )


def _publishers(given: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Every publisher with its facts, the user's first, and the forms that stand for each."""
    outlets, outlet_forms = known_outlets()
    stated = given.group_by("publisher", maintain_order=True).agg(
        pl.col(name).drop_nulls().first() for name in _FACTS
    )
    facts = (
        pl.concat([stated, outlets], how="vertical")
        .group_by("publisher", maintain_order=True)
        .agg(pl.col(name).drop_nulls().first() for name in _FACTS)
        .with_columns(pl.col("kind").fill_null("outlet"))
    )
    stated_forms = pl.concat(
        [
            given.select("publisher", form=folded(pl.col("name"))),
            given.select("publisher", form=folded(pl.col("alias"))),
            given.select("publisher", form=host(pl.col("alias"))),
            given.select("publisher", form=host(pl.col("domain"))),
        ]
    ).drop_nulls()
    forms = pl.concat([stated_forms, outlet_forms]).unique("form", keep="first", maintain_order=True)
    return facts.select("publisher", *_FACTS), forms


@cache
def known_outlets() -> tuple[pl.DataFrame, pl.DataFrame]:
    """The outlets of `outlets.toml` and their forms (folded names, hosts), each form with one publisher."""
    text = files("pipelines.normalise").joinpath("outlets.toml").read_text("utf-8")
    entries = tomllib.loads(text)["outlet"]
    outlets = pl.DataFrame(
        [{name: entry.get(name) for name in _FACTS} for entry in entries],
        schema=dict.fromkeys(_FACTS, pl.String),
    ).with_columns(publisher=pl.concat_str(pl.lit("outlet "), folded(pl.col("name"))))
    aliases = pl.DataFrame(
        [(entry["name"], alias) for entry in entries for alias in entry.get("aliases", ())],
        schema={"name": pl.String, "form": pl.String},
        orient="row",
    ).join(outlets.select("name", "publisher"), on="name", maintain_order="left")
    forms = pl.concat(
        [
            outlets.select("publisher", form=folded(pl.col("name"))),
            outlets.select("publisher", form=host(pl.col("domain"))),
            aliases.select("publisher", form=folded(pl.col("form"))),
            aliases.select("publisher", form=host(pl.col("form"))),
        ]
    ).drop_nulls()
    return (
        outlets.select("publisher", *_FACTS),
        forms.unique("form", keep="first", maintain_order=True),
    )
