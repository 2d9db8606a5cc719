"""Offices that one article of the corpus says who holds, and another only names: "the Russian leader".

Frames in, frames out. Not here: roles that their own article settles (`extract.references`).
"""

from __future__ import annotations

import polars as pl

from pipelines.normalise.countries import countries, country_forms
from pipelines.normalise.names import folded, group_key, romanised

METHOD = "office"
"""The method by which an open role is its holder's."""
_SURENESS = 0.7
_LEADERS = ["leader", "president", "premier", "prime minister", "chancellor", "king", "queen", "ruler"]
"""Whoever holds one of these may be called by another, without further words: no army chief is a leader."""
_PAST = r"\b(?:former|ex|late|then|deputy|vice|acting|interim|next|future|incoming|outgoing)\b"
_NO_OFFICE = r"\b(?:counterpart|citizen|man|woman|official|officials|lawmaker|analyst|expert|spokes\p{L}+)\b"
_UNDATED = 100_000
"""Days between articles of which one has no date: further than any that have."""
_PREVAILS = 3
"""Where dates do not tell, the holder that this many times as many articles tell of."""
OFFICE = ["state", "office"]


def holders_of_open_roles(
    mentions: pl.DataFrame, named: pl.DataFrame, articles: pl.DataFrame
) -> pl.DataFrame:
    """`mention_id` and `chain_id` of roles left open whose holder the corpus tells and their article names.

    `mentions` and `articles` as drafts, `named` with `chain_id`, `article_id`, `kind`, `entity_id`. In an
    article's time: the holder told of nearest to its date, so that an office may change hands.
    """
    is_single = (pl.col("form") == "role") & (pl.col("kind") == "person")
    is_single &= pl.col("chain_member_ids").list.len() == 0
    roles = _with_offices(mentions.filter(is_single)).join(_days(articles), on="article_id")
    people = named.filter(pl.col("kind") == "person").select("chain_id", "article_id", "entity_id")
    told = roles.join(people.drop("article_id"), on="chain_id").select(
        *OFFICE, "entity_id", "article_id", "day"
    )
    asked = roles.filter(pl.col("chain_id").is_null()).select("mention_id", "article_id", "day", *OFFICE)
    found = _best(asked, told.select(*OFFICE, "entity_id", told_in="article_id", day_told="day"))
    here = people.sort("chain_id").unique(["article_id", "entity_id"], keep="first", maintain_order=True)
    return (
        found.join(here, on=["article_id", "entity_id"]).select("mention_id", "chain_id").sort("mention_id")
    )


def _best(asked: pl.DataFrame, told: pl.DataFrame) -> pl.DataFrame:
    """`mention_id`, `article_id` and the one entity whose hold on the office stands out."""
    gap = (pl.col("day") - pl.col("day_told")).abs().fill_null(_UNDATED)
    ranked = (
        asked.join(told, on=OFFICE)
        .group_by("mention_id", "article_id", "entity_id")
        .agg(gap=gap.min(), count=pl.col("told_in").n_unique())
        .sort("mention_id", "gap", "count", "entity_id", descending=[False, False, True, False])
        .group_by("mention_id", "article_id", maintain_order=True)
        .agg(
            pl.col("entity_id").first(),
            nearest=pl.col("gap").first(),
            next=pl.col("gap").get(1, null_on_oob=True),
            most=pl.col("count").first(),
            fewer=pl.col("count").get(1, null_on_oob=True),
        )
    )
    is_nearer = pl.col("nearest") < pl.col("next")
    prevails = pl.col("most") >= _PREVAILS * pl.col("fewer")
    return ranked.filter(pl.col("next").is_null() | is_nearer | prevails)


def _days(articles: pl.DataFrame) -> pl.DataFrame:
    middle = (
        pl.col("published_from").to_physical() + pl.coalesce("published_to", "published_from").to_physical()
    ) // 2
    return articles.select("article_id", day=middle)


def _with_offices(roles: pl.DataFrame) -> pl.DataFrame:
    """Roles that tell a country and an office of today: with `state` and `office`."""
    texts = roles.select("text").unique()
    words = texts.with_columns(
        plain=folded(pl.col("text").str.replace_all(r"[’']s\b", " ").str.replace_all(r"[’']", " "))
    ).drop_nulls("plain")
    words = words.filter(~pl.col("plain").str.contains(_PAST) & ~pl.col("plain").str.contains(_NO_OFFICE))
    forms = _forms_of_states()
    grams = pl.concat(
        [
            words.with_columns(gram=pl.col("plain").str.extract_all(pattern))
            .explode("gram")
            .drop_nulls("gram")
            for pattern in (r"\S+", r"^\S+ \S+", r"\S+ \S+$")
        ]
    )
    offices = (
        grams.with_columns(form=romanised(pl.col("gram")), people=romanised(group_key(pl.col("gram"))))
        .join(forms, left_on="form", right_on="form", how="left")
        .join(forms.rename({"state": "other"}), left_on="people", right_on="form", how="left")
        .with_columns(state=pl.coalesce("state", "other"))
        .drop_nulls("state")
        .with_columns(office=_office(pl.col("plain"), pl.col("gram")))
        .filter(pl.col("office") != "")
        .sort("text", pl.col("gram").str.len_chars(), "gram", descending=[False, True, False])
        .group_by("text", maintain_order=True)
        .agg(pl.col("state", "office").first(), states=pl.col("state").n_unique())
        .filter(pl.col("states") == 1)
        .select("text", *OFFICE)
    )
    return roles.join(offices, on="text")


def _office(plain: pl.Expr, country: pl.Expr) -> pl.Expr:
    """What is left of a role without its country, possessives and words of no weight."""
    bare = (
        pl.concat_str(pl.lit(" "), plain, pl.lit(" "))
        .str.split(pl.concat_str(pl.lit(" "), country, pl.lit(" ")))
        .list.join(" ")
        .str.replace(r"^(.*)$", " $1 ")
        .str.replace_all(r"(?: (?:the|his|her|its|their|of|new|current|own))+ ", " ")
        .str.strip_chars()
    )
    return pl.when(bare.is_in(_LEADERS)).then(pl.lit("leader")).otherwise(bare)


def _forms_of_states() -> pl.DataFrame:
    """Names and adjectives of states: `form`, `state`."""
    states = countries().filter(pl.col("country").is_not_null()).select("name")
    return (
        country_forms()
        .filter(pl.col("form_kind").is_in(["name", "demonym"]))
        .join(states, on="name", how="semi")
        .sort("form", "form_kind", descending=[False, True])
        .unique("form", keep="first", maintain_order=True)
        .select("form", state="name")
    )


def with_holders(rows: pl.DataFrame, held: pl.DataFrame, on: str) -> pl.DataFrame:
    """Mentions or speakers (`chain_id`, `method`, `confidence`) with the chains of `held`, by `on`."""
    is_held = pl.col("holder").is_not_null() & pl.col("chain_id").is_null()
    return (
        rows.join(held.rename({"chain_id": "holder"}), on=on, how="left")
        .with_columns(
            method=pl.when(is_held).then(pl.lit(METHOD)).otherwise("method"),
            confidence=pl.when(is_held).then(pl.lit(_SURENESS)).otherwise("confidence"),
            chain_id=pl.coalesce("chain_id", "holder"),
        )
        .drop("holder")
    )
