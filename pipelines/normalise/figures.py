"""Numeric claims: drafts with units in base units, periods as days, chains as entities.

Belongs here: joining what normalising knows onto the drafts. Not here: the conversions themselves.
"""

from __future__ import annotations

import polars as pl

from pipelines import contracts
from pipelines.contracts.frames import conform
from pipelines.contracts.vocabulary import UNMARKED_CURRENCY
from pipelines.normalise import periods, units


def numeric_claims(
    draft_quantities: pl.DataFrame,
    articles: pl.DataFrame,
    sources: pl.DataFrame,
    chain_entities: pl.DataFrame,
    quotes: pl.DataFrame,
) -> pl.DataFrame:
    """The `numeric_claims` table.

    `articles` gives `article_id`, `source_id`, `published_from`, `published_to`; `sources` `source_id`,
    `country`; `chain_entities` `chain_id`, `entity_id`; `quotes` `quote_id`, `speaker_entity_id`.
    """
    frame = draft_quantities.join(
        articles.select("article_id", "source_id", "published_from", "published_to"),
        on="article_id",
        how="left",
    ).join(sources.select("source_id", "country"), on="source_id", how="left")
    frame = _with_currency(frame)
    frame = _with_base(frame)
    frame = _with_periods(frame)
    for role in ("subject", "comparand", "whole"):
        entities = chain_entities.select(
            pl.col("chain_id").alias(f"{role}_chain_id"), pl.col("entity_id").alias(f"{role}_entity_id")
        )
        frame = frame.join(entities, on=f"{role}_chain_id", how="left")
    speakers = quotes.select("quote_id", pl.col("speaker_entity_id").alias("attributed_entity_id"))
    frame = frame.join(speakers, on="quote_id", how="left")
    return conform(frame, contracts.table("numeric_claims"))


def _with_currency(frame: pl.DataFrame) -> pl.DataFrame:
    """A bare sign's currency: that of the outlet's country, else what is usual."""
    shared = units.shared_currencies()
    printed = pl.col("unit_text").str.to_lowercase().str.extract(r"^\W*?([^\s/\-]+)")
    frame = frame.with_columns(printed=printed)
    local = shared.filter(pl.col("country").is_not_null()).rename({"currency": "local_currency"})
    usual = shared.filter(pl.col("country").is_null()).select(
        "printed", pl.col("currency").alias("usual_currency")
    )
    frame = frame.join(local, on=["printed", "country"], how="left").join(usual, on="printed", how="left")
    is_open = (pl.col("kind") == "money") & (
        pl.col("unit").is_null() | pl.col("unit").str.starts_with(UNMARKED_CURRENCY)
    )
    code = pl.coalesce("local_currency", "usual_currency")
    rate = pl.col("unit").str.strip_prefix(UNMARKED_CURRENCY).fill_null("")
    basis = (
        pl.when(pl.col("local_currency").is_not_null())
        .then(pl.lit("outlet"))
        .when(pl.col("usual_currency").is_not_null())
        .then(pl.lit("unmarked"))
    )
    return frame.with_columns(
        unit=pl.when(is_open).then(pl.concat_str(code, rate)).otherwise(pl.col("unit")),
        unit_basis=pl.when(is_open).then(basis).otherwise(pl.col("unit_basis")),
    )


def _with_base(frame: pl.DataFrame) -> pl.DataFrame:
    """Dimension and value in the base unit; a change of temperature has no zero point."""
    frame = frame.join(units.conversions(frame["unit"]), on="unit", how="left")
    kind = pl.col("kind")
    offset = pl.when(pl.col("change") == "none").then(pl.col("offset")).otherwise(0.0)
    measured = pl.col("value") * pl.col("factor") + offset
    is_money, is_ordinal = kind == "money", kind.is_in(["ordinal", "score"])
    is_count = (kind == "count") & pl.col("dimension").is_null()
    is_fraction = kind == "fraction"
    return frame.with_columns(
        dimension=pl.when(is_money)
        .then(pl.lit("money"))
        .when(is_ordinal)
        .then(None)
        .when(is_count)
        .then(pl.lit("count"))
        .when(is_fraction)
        .then(pl.lit("ratio"))
        .otherwise(pl.col("dimension")),
        value_base=pl.when(is_money | is_ordinal)
        .then(None)
        .when(is_count | is_fraction)
        .then(pl.col("value"))
        .otherwise(measured),
        unit_base=pl.when(is_money | is_ordinal)
        .then(None)
        .when(is_count | is_fraction)
        .then(pl.lit("1"))
        .otherwise(pl.col("unit_base")),
    ).with_columns(unit_base=pl.when(pl.col("value_base").is_not_null()).then(pl.col("unit_base")))


def _with_periods(frame: pl.DataFrame) -> pl.DataFrame:
    """Period and base period as days."""
    for column, name in (("period", "period"), ("base_period", "base_period")):
        solved = periods.resolve(
            frame.select(
                "numeric_claim_id", pl.col(column).alias("expression"), "published_from", "published_to"
            )
        )
        frame = frame.join(
            solved.select(
                "numeric_claim_id",
                pl.col("start").alias(f"{name}_start"),
                pl.col("end").alias(f"{name}_end"),
                pl.col("basis").alias(f"{name}_basis"),
            ),
            on="numeric_claim_id",
            how="left",
        )
    printed = pl.coalesce("period_basis", "base_period_basis")
    is_elsewhere = pl.col("period_scope").is_in(["sentence", "article"])
    return frame.with_columns(
        period_basis=pl.when(is_elsewhere & printed.is_not_null()).then("period_scope").otherwise(printed)
    )
