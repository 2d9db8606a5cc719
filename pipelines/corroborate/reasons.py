"""Why two claims are said to relate, in a sentence that a reader understands.

Belongs here: wording. Every sentence says what was held equal and what is not known. Not here: the
rules (`relations`).
"""

from __future__ import annotations

import polars as pl

from pipelines.corroborate.passages import Passages

_OPENINGS = {
    "figures_apart": "No rounding reconciles “{a}” with “{b}”{subject}",
    "later_count": "“{a}” is published after “{b}” and may be the newer count{subject}",
    "figures_of_other_periods": "“{a}” and “{b}” hold for different periods{subject}",
    "affirmed_and_denied": "One passage affirms what the other denies, in nearly the same words",
    "planned_then_done": "The first passage tells as done what the second tells as planned",
    "user": "A correction in claims.csv says that these conflict",
    "says_more": "The first passage says what the second says, and more",
}


def with_reasons(found: pl.DataFrame, passages: Passages) -> pl.DataFrame:
    """Related pairs with `reason` and both `claim_mention_id`s."""
    side = passages.rows.select(
        "row", "claim_mention_id", "article_id", "event_id", "published_from", "published_to"
    )
    figures = passages.figures.unique("numeric_claim_id").select(
        pl.col("numeric_claim_id").alias("figure"), pl.col("text").alias("printed"), "subject", "period_start"
    )
    joined = (
        found.join(side.rename({"row": "a"}), on="a")
        .join(side.rename({"row": "b"}), on="b", suffix="_b")
        .join(figures.rename({"figure": "figure_a"}), on="figure_a", how="left")
        .join(figures.rename({"figure": "figure_b"}), on="figure_b", how="left", suffix="_b")
        .rename({"claim_mention_id": "claim_mention_id_a"})
    )
    return joined.with_columns(
        pl.concat_str([_opening(), pl.lit("; "), _held(), pl.lit(". "), _unknown()])
        .str.strip_chars(" ")
        .alias("reason")
    )


def _opening() -> pl.Expr:
    subject = pl.coalesce("subject", "subject_b")
    of = pl.when(subject.is_not_null()).then(pl.concat_str([pl.lit(" for “"), subject, pl.lit("”")]))
    template = pl.col("rule").replace_strict(_OPENINGS, return_dtype=pl.String)
    return pl.concat_str([template.str.split("{a}").list.get(0), pl.lit("")]) + pl.when(
        template.str.contains("{a}", literal=True)
    ).then(
        pl.concat_str(
            [
                pl.col("printed").fill_null("a figure"),
                pl.lit("” "),
                _between(template),
                pl.lit(" “"),
                pl.col("printed_b").fill_null("a figure"),
                pl.lit("”"),
                _after(template),
                of.fill_null(""),
            ]
        )
    ).otherwise(pl.lit(""))


def _between(template: pl.Expr) -> pl.Expr:
    """The words of a template between its two figures."""
    return template.str.split("{a}” ").list.get(1, null_on_oob=True).str.split(" “{b}").list.get(0)


def _after(template: pl.Expr) -> pl.Expr:
    """The words of a template between its second figure and the subject."""
    return template.str.split("{b}”").list.get(1, null_on_oob=True).str.replace("{subject}", "", literal=True)


def _held() -> pl.Expr:
    """What was held equal."""
    has_figures = pl.col("figure_a").is_not_null()
    same_event = (pl.col("event_id") == pl.col("event_id_b")).fill_null(value=False)
    return (
        pl.when(has_figures & same_event)
        .then(pl.lit("held equal: the event, the unit and what is measured"))
        .when(has_figures)
        .then(
            pl.lit("held equal: the unit, what is measured and what it is compared with; the events differ")
        )
        .when(pl.col("rule") == "user")
        .then(pl.lit("nothing else was asked"))
        .otherwise(pl.lit("held equal: the event and the proposition"))
    )


def _unknown() -> pl.Expr:
    """What is not known: the period of a figure, the dates of the articles."""
    has_figures = pl.col("figure_a").is_not_null()
    stated = pl.sum_horizontal(pl.col("period_start", "period_start_b").is_not_null().cast(pl.Int32))
    dated = pl.sum_horizontal(pl.col("published_from", "published_from_b").is_not_null().cast(pl.Int32))
    days = (pl.col("published_from") - pl.col("published_from_b")).dt.total_days().abs()
    period = (
        pl.when(has_figures & (stated == 0)).then(pl.lit("No period is stated. "))
        .when(has_figures & (stated == 1)).then(pl.lit("Only one period is stated. "))
        .otherwise(pl.lit(""))
    )  # fmt: skip
    dates = (
        pl.when(dated == 0).then(pl.lit("The dates of both articles are unknown."))
        .when(dated == 1).then(pl.lit("The date of one article is unknown."))
        .when(days == 0).then(pl.lit("Both articles are of the same day."))
        .otherwise(pl.concat_str([pl.lit("The articles are "), days.cast(pl.String), pl.lit(" days apart.")]))
    )  # fmt: skip
    return pl.concat_str([period, dates])
