"""Why two claims are said to relate, in a sentence that a reader understands.

Belongs here: wording. Every sentence says what was held equal and what is not known. Not here: the
rules (`relations`, `disagreements`).
"""

from __future__ import annotations

import polars as pl

from pipelines.corroborate.passages import Passages

_OPENINGS = {
    "figures_apart": "No rounding reconciles “{a}” with “{b}”{of}",
    "later_count": "“{a}” is published after “{b}” and may be the newer figure{of}",
    "figures_of_other_periods": "“{a}” and “{b}” hold for different periods{of}",
    "affirmed_and_denied": "One passage affirms what the other denies, in nearly the same words",
    "denied_then_affirmed": "The first passage, published later, affirms what the second denies",
    "opposite_words": "The passages say opposite things of one subject, in nearly the same words otherwise",
    "told_otherwise": "The first passage, published later, says the opposite of what the second says",
    "other_day": "The passages put one act on two days",
    "other_name": "The passages say one thing of two names",
    "before_and_after": "One passage puts before something what the other puts after it",
    "planned_then_done": "The first passage tells as done what the second tells as planned",
    "later_state": "The first passage, of a later happening, tells otherwise how it stands with “{matter}”",
    "state_elsewhere": "One passage affirms of “{matter}” what the other denies, each of another happening",
    "user": "A correction in claims.csv says that these conflict",
    "says_more": "The first passage says what the second says, and more",
}
_FATES = {
    "dead": "the dead",
    "hurt": "the hurt",
    "ill": "the ill",
    "missing": "the missing",
    "arrested": "those arrested",
}
_STATED = ("stated", "publication_date")
"""What a period rests on where the words beside the figure say it; others are taken from around it."""
_DAYS_OF_MONTH = 30.44
_MANY_DAYS = 60
"""From here on a reader counts in months."""


def with_reasons(found: pl.DataFrame, passages: Passages) -> pl.DataFrame:
    """Related pairs with `reason` and both `claim_mention_id`s."""
    side = passages.rows.select(
        "row", "claim_mention_id", "event_id", "published_from", "published_to", "not_before", "not_after"
    )
    stated = pl.col("period_basis").is_in(_STATED).fill_null(value=False)
    figures = passages.figures.unique("numeric_claim_id").select(
        pl.col("numeric_claim_id").alias("figure"), pl.col("text").alias("printed"), "kind", "subject",
        stated.alias("is_stated"),
    )  # fmt: skip
    joined = (
        found.join(side.rename({"row": "a"}), on="a")
        .join(side.rename({"row": "b"}), on="b", suffix="_b")
        .join(figures.rename({"figure": "figure_a"}), on="figure_a", how="left")
        .join(figures.rename({"figure": "figure_b"}), on="figure_b", how="left", suffix="_b")
        .rename({"claim_mention_id": "claim_mention_id_a"})
    )
    sentences = [_opening() + "; " + _held() + ".", _periods(), _doubt(), _dates()]
    return joined.with_columns(pl.concat_str(sentences, separator=" ", ignore_nulls=True).alias("reason"))


def _opening() -> pl.Expr:
    """What the rule found, with both figures as printed."""
    template = pl.col("rule").replace_strict(_OPENINGS, return_dtype=pl.String)
    subject = pl.coalesce("subject", "subject_b")
    age = pl.when(pl.col("kind") == "age").then(pl.lit("the age of ")).otherwise(pl.lit(""))
    of = (
        pl.when(pl.col("fate") != "").then(" for " + pl.col("fate").replace(_FATES))
        .when(subject.is_not_null()).then(" for " + age + "“" + subject + "”")
        .otherwise(pl.lit(""))
    )  # fmt: skip
    filled = {"{matter}": pl.col("matter"), "{a}": pl.col("printed"), "{b}": pl.col("printed_b"), "{of}": of}
    for mark, words in filled.items():
        template = template.str.replace(mark, words.fill_null(""), literal=True)
    return template


def _held() -> pl.Expr:
    """What was held equal."""
    same_event = (pl.col("event_id") == pl.col("event_id_b")).fill_null(value=False)
    both_named = (pl.col("fate") != "") | (
        pl.col("subject").is_not_null() & pl.col("subject_b").is_not_null()
    )
    of_figures = (
        pl.when(~same_event)
        .then(pl.lit("the unit, what is measured and what it is compared with, not the event"))
        .when(both_named)
        .then(pl.lit("the event, the unit and what is measured"))
        .otherwise(
            pl.lit("the event, the unit and what else the passages say, as not both name what is measured")
        )
    )
    return (
        pl.when(pl.col("figure_a").is_not_null()).then("held equal: " + of_figures)
        .when(pl.col("rule") == "user").then(pl.lit("nothing else was asked"))
        .when(pl.col("rule").is_in(["later_state", "state_elsewhere"]))
        .then(pl.lit("held equal: what is named and the word that tells how it stands, not the event"))
        .otherwise(pl.lit("held equal: the event and the proposition"))
    )  # fmt: skip


def _periods() -> pl.Expr:
    """Whether figures say for when they hold."""
    has_figures = pl.col("figure_a").is_not_null()
    stated = pl.sum_horizontal(pl.col("is_stated", "is_stated_b").cast(pl.Int32))
    is_taken = pl.col("rule") == "figures_of_other_periods"
    return (
        pl.when(has_figures & (stated == 0) & is_taken)
        .then(pl.lit("The periods are those of the sentences around."))
        .when(has_figures & (stated == 0)).then(pl.lit("No period is stated."))
        .when(has_figures & (stated == 1)).then(pl.lit("Only one period is stated."))
    )  # fmt: skip


def _doubt() -> pl.Expr:
    """Why it may be of two things that the passages tell."""
    return (
        pl.when("others_named")
        .then(pl.lit("Each passage names someone or some place that the other does not."))
        .when(~pl.col("is_grounded"))
        .then(pl.lit("The articles share little else, so that they may be of two happenings."))
    )


def _dates() -> pl.Expr:
    """How far apart the articles are, as far as is known."""
    dates = ("published_from", "published_from_b")
    known = pl.sum_horizontal(pl.col(*dates).is_not_null().cast(pl.Int32))
    exact = (pl.col("published_from") == pl.col("published_to")) & (
        pl.col("published_from_b") == pl.col("published_to_b")
    )
    days = (pl.col("published_from") - pl.col("published_from_b")).dt.total_days().abs()
    least = pl.max_horizontal(
        (pl.col("not_before") - pl.col("not_after_b")).dt.total_days(),
        (pl.col("not_before_b") - pl.col("not_after")).dt.total_days(),
    )
    unknown = (
        pl.when(known == 0).then(pl.lit("The dates of both articles are unknown"))
        .when(known == 1).then(pl.lit("The date of one article is unknown"))
        .otherwise(pl.lit("The dates are not known to the day"))
    )  # fmt: skip
    placed = pl.when(least > 0).then(
        ", but the texts show that the articles are at least " + _span(least) + " apart."
    )
    return (
        pl.when(exact & (days == 0)).then(pl.lit("Both articles are of the same day."))
        .when(exact).then("The articles are " + _span(days) + " apart.")
        .otherwise(unknown + placed.otherwise(pl.lit(".")))
    )  # fmt: skip


def _span(days: pl.Expr) -> pl.Expr:
    """A number of days in words: months where they are many."""
    months = (days / _DAYS_OF_MONTH).floor().cast(pl.Int64).cast(pl.String)
    return (
        pl.when(days >= _MANY_DAYS).then(months + " months")
        .when(days == 1).then(pl.lit("one day"))
        .otherwise(days.cast(pl.String) + " days")
    )  # fmt: skip
