"""How claims relate that are not one: conflicts, refinements, updates, and false friends.

Belongs here: the rules, each with its name and confidence. Not here: the sentences that explain
them (`reasons`), or which mentions are one claim (`claims`). Precision first: a rule fires only where
subject, unit and event are known to be alike.
"""

from __future__ import annotations

import polars as pl

from pipelines import contracts
from pipelines.contracts import frames
from pipelines.corroborate.blocks import block_pairs
from pipelines.corroborate.figures import intervals
from pipelines.corroborate.overrides import told
from pipelines.corroborate.passages import Passages
from pipelines.corroborate.reasons import with_reasons
from pipelines.corroborate.stems import stems
from pipelines.corroborate.tolls import tolls_apart

SAME_PROPOSITION = 0.75
"""Likeness from which two mentions that differ in polarity or stance are about one proposition."""
SAME_MEASUREMENT = 0.5
"""Likeness from which two mentions with figures of one measure tell of the same measurement."""
LEAST_SURE = 0.6
"""Conflicts less sure than this are not told: a false one costs trust."""
COVERED = 0.9
"""Share of the shorter passage that a fuller statement of it holds."""
FEWEST_SHARED = 3
LATER_DAYS = 2
"""Figures published at least this far apart may be an older and a newer count."""
LATER_DAYS_OF_DEATHS = 1
"""The same where more are dead in the later: people die of wounds, and are found."""
SURE_OF_TOLLS = 0.75
"""What it is worth that two articles of one event count its dead or hurt differently."""
PERIOD_UNKNOWN = 0.85
"""What a disagreement is worth where figures may hold for other times; counts of a happening do not."""
LARGEST_BLOCK = 40
_COUNTS_OF_CHARGES = "count:count:"
"""Counts of an indictment are listed in parts: two of murder, four of assault."""
_COMPARED_KINDS = ("multiple", "percentage", "money", "amount")


def comparable(scored: pl.DataFrame) -> pl.DataFrame:
    """Of scored pairs those that some rule may relate: of one event and two articles."""
    return scored.filter(
        ~pl.col("other_event"),
        pl.col("same_article") == 0,
        (pl.col("shared") >= FEWEST_SHARED) | (pl.col("score") >= SAME_MEASUREMENT),
        _is_denied() | _is_planned() | _says_more() | _measures_the_same(),
    ).select(
        "a", "b", "score", "likeness", "coverage_a", "coverage_b", "fuller_coverage", "shared", "may_match",
        "same_polarity", "same_stance", "stance", "stance_b", "numeric_a", "numeric_b",
    )  # fmt: skip


def relate(
    passages: Passages, clusters: pl.DataFrame, scored: pl.DataFrame, corrections: pl.DataFrame
) -> pl.DataFrame:
    """The published `claim_relations`: per pair of claims the relation that is surest.

    `scored` are pairs that are `comparable`. What a user says (`corrections`) is surer than any rule.
    """
    pairs = _between_claims(scored, passages, clusters)
    rules = [
        _figures_apart(pairs, passages),
        _measurements_apart(passages, clusters),
        _opposed(_unreconciled(tolls_apart(passages), passages), pl.lit(SURE_OF_TOLLS)),
        _denied(pairs),
        _come_true(pairs),
        _fuller(pairs),
        _ruled(told(passages.rows, corrections, "conflict"), "conflicts", "user", pl.lit(1.0)),
    ]
    columns = ["a", "b", "relation", "rule", "confidence", "figure_a", "figure_b"]
    found = pl.concat([rule.select(columns) for rule in rules])
    placed = with_reasons(found, passages).join(
        clusters.rename({"row": "a", "claim_id": "claim_id_a"}), on="a"
    )
    placed = _turned(placed.join(clusters.rename({"row": "b", "claim_id": "claim_id_b"}), on="b"))
    sure = placed.filter((pl.col("relation") != "conflicts") | (pl.col("confidence") >= LEAST_SURE))
    denied = told(passages.rows, corrections, "not a conflict")
    for a, b in (("a", "b"), ("b", "a")):
        claims = denied.join(clusters.rename({"row": a, "claim_id": "claim_id_a"}), on=a).join(
            clusters.rename({"row": b, "claim_id": "claim_id_b"}), on=b
        )
        not_told = claims.select("claim_id_a", "claim_id_b", pl.lit("conflicts").alias("relation"))
        sure = sure.join(not_told, on=["claim_id_a", "claim_id_b", "relation"], how="anti")
    surest = sure.sort(
        ["confidence", "claim_mention_id_a", "claim_mention_id_b", "rule"],
        descending=[True, False, False, False],
    ).unique(["low", "high"], keep="first", maintain_order=True)
    return frames.conform(surest, contracts.table("claim_relations"))


def _turned(found: pl.DataFrame) -> pl.DataFrame:
    """Symmetric relations with the smaller claim first; `low` and `high` name the pair."""
    turn = pl.col("relation").is_in(["conflicts", "incomparable"]) & (
        pl.col("claim_id_a") > pl.col("claim_id_b")
    )
    swapped = [
        pl.when(turn).then(f"{name}_{other}").otherwise(f"{name}_{side}").alias(f"{name}_{side}")
        for name in ("claim_id", "claim_mention_id")
        for side, other in (("a", "b"), ("b", "a"))
    ]
    return found.filter(pl.col("claim_id_a") != pl.col("claim_id_b")).with_columns(
        *swapped,
        pl.min_horizontal("claim_id_a", "claim_id_b").alias("low"),
        pl.max_horizontal("claim_id_a", "claim_id_b").alias("high"),
    )


def _between_claims(scored: pl.DataFrame, passages: Passages, clusters: pl.DataFrame) -> pl.DataFrame:
    """Pairs whose mentions stand in different claims."""
    side = passages.rows.join(clusters, on="row").select(
        "row", "claim_id", "is_counted", "modality", "published_from", "published_to"
    )
    joined = scored.join(side.rename({"row": "a"}), on="a").join(
        side.rename({"row": "b"}), on="b", suffix="_b"
    )
    return joined.filter(
        pl.col("claim_id") != pl.col("claim_id_b"),
        pl.col("is_counted") & pl.col("is_counted_b"),
    )


def _ruled(pairs: pl.DataFrame, relation: str, rule: str, confidence: pl.Expr) -> pl.DataFrame:
    nothing = pl.lit(None, dtype=pl.String)
    return pairs.with_columns(
        pl.lit(relation).alias("relation"),
        pl.lit(rule).alias("rule"),
        confidence.round(4).cast(pl.Float64).alias("confidence"),
        nothing.alias("figure_a"),
        nothing.alias("figure_b"),
    )


def _denied(pairs: pl.DataFrame) -> pl.DataFrame:
    """One affirms what the other denies, in nearly the same words."""
    return _ruled(pairs.filter(_is_denied()), "conflicts", "affirmed_and_denied", pl.col("likeness"))


def _is_denied() -> pl.Expr:
    return ~pl.col("same_polarity") & pl.col("same_stance") & (pl.col("likeness") >= SAME_PROPOSITION)


def _come_true(pairs: pl.DataFrame) -> pl.DataFrame:
    """What one plans the other tells as a fact: the later state updates the plan."""
    planned = pl.col("stance") == "future"
    matched = pairs.filter(
        _is_planned(), (pl.col("modality") == "asserted") | (pl.col("modality_b") == "asserted")
    )
    fact_first = matched.with_columns(
        pl.when(planned).then("b").otherwise("a").alias("a"),
        pl.when(planned).then("a").otherwise("b").alias("b"),
    )
    return _ruled(fact_first, "updates", "planned_then_done", pl.col("likeness"))


def _is_planned() -> pl.Expr:
    """One of the two plans what the other does not."""
    one_plans = (pl.col("stance") == "future") != (pl.col("stance_b") == "future")
    return pl.col("same_polarity") & one_plans & (pl.col("likeness") >= SAME_PROPOSITION)


def _fuller(pairs: pl.DataFrame) -> pl.DataFrame:
    """One says all that the other says, and more."""
    matched = pairs.filter(_says_more())
    is_short = pl.col("coverage_a") > pl.col("coverage_b")
    fuller_first = matched.with_columns(
        pl.when(is_short).then("b").otherwise("a").alias("a"),
        pl.when(is_short).then("a").otherwise("b").alias("b"),
    )
    return _ruled(fuller_first, "refines", "says_more", pl.col("fuller_coverage") * pl.col("likeness").sqrt())


def _says_more() -> pl.Expr:
    less_covered = pl.min_horizontal("coverage_a", "coverage_b")
    return (
        pl.col("may_match")
        & (pl.col("fuller_coverage") >= COVERED)
        & (less_covered < SAME_PROPOSITION)
        & (pl.col("shared") > FEWEST_SHARED)
    )


def _figures_apart(pairs: pl.DataFrame, passages: Passages) -> pl.DataFrame:
    """Two passages of one event that say the same but for a figure of one measure."""
    alike = pairs.filter(_measures_the_same()).select(
        "a", "b", _nearness().alias("likeness"), "published_from", "published_to", "published_from_b",
        "published_to_b",
    )  # fmt: skip
    figures = _measured(passages).filter(pl.col("measure") != _COUNTS_OF_CHARGES)
    both = alike.join(figures.rename({"row": "a"}), on="a").join(
        figures.rename({"row": "b"}), on=["b", "measure"], suffix="_b"
    )
    return _opposed(_unreconciled(both.filter(_same_thing()), passages), pl.col("likeness"))


def _measures_the_same() -> pl.Expr:
    both_numeric = pl.col("numeric_a") & pl.col("numeric_b")
    same = pl.col("same_polarity") & pl.col("same_stance")
    return same & both_numeric & (_nearness() >= SAME_MEASUREMENT)


def _nearness() -> pl.Expr:
    return pl.max_horizontal("likeness", "score")


def _measurements_apart(passages: Passages, clusters: pl.DataFrame) -> pl.DataFrame:
    """Two figures anywhere of one measure, of the same subject against the same thing."""
    figures = _measured(passages).filter(
        pl.col("kind").is_in(_COMPARED_KINDS),
        pl.col("subject_entity_id").is_not_null(),
        pl.coalesce("comparand_entity_id", "whole_entity_id").is_not_null(),
        pl.col("subject_stems").is_not_null(),
    )
    keys = ["measure", "subject_entity_id", "subject_stems", "against"]
    keyed = figures.with_columns(pl.coalesce("comparand_entity_id", "whole_entity_id").alias("against"))
    pairs = block_pairs(keyed, keys, "row", LARGEST_BLOCK)
    dates = passages.rows.join(clusters, on="row").select(
        "row", "article_id", "polarity", "stance", "is_counted", "published_from", "published_to"
    )
    both = (
        pairs.join(keyed.rename({"row": "a"}), on="a")
        .join(keyed.rename({"row": "b"}), on=["b", *keys], suffix="_b")
        .join(dates.rename({"row": "a"}), on="a")
        .join(dates.rename({"row": "b"}), on="b", suffix="_b")
        .filter(
            pl.col("article_id") != pl.col("article_id_b"),
            pl.col("polarity") == pl.col("polarity_b"),
            pl.col("stance") == pl.col("stance_b"),
            pl.col("is_counted") & pl.col("is_counted_b"),
        )
    )
    return _opposed(_unreconciled(both, passages), pl.lit(0.8))


def _unreconciled(both: pl.DataFrame, passages: Passages) -> pl.DataFrame:
    """Figure pairs of which neither article prints the other's figure as well, of anything."""
    articles = passages.rows.select("row", pl.col("article_id").alias("article"))
    kind = pl.col("kind").replace("amount", "count")
    printed = intervals(passages.figures).select(
        pl.col("article_id").alias("article"), kind, "lowest", "highest"
    )
    kept = both.with_row_index("pair")
    for side, other in (("a", "_b"), ("b", "")):
        meets = (
            kept.join(articles.rename({"row": side}), on=side)
            .select("pair", "article", "kind", f"lowest{other}", f"highest{other}")
            .rename({f"lowest{other}": "low", f"highest{other}": "high"})
            .join(printed, on=["article", "kind"])
            .filter(pl.col("low") <= pl.col("highest"), pl.col("lowest") <= pl.col("high"))
        )
        kept = kept.join(meets.select("pair").unique(), on="pair", how="anti")
    return kept


def _measured(passages: Passages) -> pl.DataFrame:
    """Figures with the values they may stand for, what they measure, and for when."""
    known = intervals(passages.figures)
    words = known.select(
        "numeric_claim_id", pl.col("subject").str.to_lowercase().str.split(" ").alias("term")
    )
    exploded = (
        words.explode("term")
        .drop_nulls("term")
        .with_columns(pl.col("term").str.replace(r"['’]s$", "").str.strip_chars("'’\"“”,."))
        .filter(
            pl.col("term").str.len_chars() > 2, ~pl.col("term").is_in(["the", "its", "their", "his", "her"])
        )
    )
    subjects = (
        exploded.join(stems(exploded.get_column("term")), on="term")
        .group_by("numeric_claim_id")
        .agg(pl.col("stem").unique().sort().str.join(" ").alias("subject_stems"))
    )
    return known.join(subjects, on="numeric_claim_id", how="left").with_columns(
        pl.when(pl.col("fate") == "").then("subject_stems").otherwise("fate").alias("subject_stems")
    ).select(
        "row", "numeric_claim_id", "kind", "measure", "fate", "lowest", "highest", "change",
        "subject_entity_id", "subject_stems", "comparand_entity_id", "whole_entity_id", "period_start",
        "period_end",
    )  # fmt: skip


def _same_thing() -> pl.Expr:
    """No known subject, comparand or whole of two figures differs."""
    equal = [
        (pl.col(name) == pl.col(f"{name}_b")).fill_null(value=True)
        for name in ("subject_stems", "subject_entity_id", "comparand_entity_id", "whole_entity_id")
    ]
    return pl.all_horizontal(equal)


def _opposed(both: pl.DataFrame, likeness: pl.Expr) -> pl.DataFrame:
    """Figure pairs that no rounding reconciles: of other periods, of a later count, or in conflict."""
    apart = both.filter(
        (pl.col("lowest") > pl.col("highest_b")) | (pl.col("lowest_b") > pl.col("highest")),
        pl.col("change") == pl.col("change_b"),
    )
    other_period = (
        (pl.col("period_start") > pl.col("period_end_b")) | (pl.col("period_start_b") > pl.col("period_end"))
    ).fill_null(value=False)
    same_period = (pl.col("period_start") == pl.col("period_start_b")).fill_null(value=False)
    later, earlier = _is_later("", "_b"), _is_later("_b", "")
    is_count = pl.col("kind") == "count"
    relation = (
        pl.when(other_period).then(pl.lit("incomparable"))
        .when(is_count & (later | earlier) & ~same_period).then(pl.lit("updates"))
        .otherwise(pl.lit("conflicts"))
    )  # fmt: skip
    rule = (
        pl.when(relation == "incomparable").then(pl.lit("figures_of_other_periods"))
        .when(relation == "updates").then(pl.lit("later_count"))
        .otherwise(pl.lit("figures_apart"))
    )  # fmt: skip
    turn = (relation == "updates") & earlier
    certainty = likeness * pl.when(same_period | is_count).then(1.0).otherwise(PERIOD_UNKNOWN)
    return apart.select(
        pl.when(turn).then("b").otherwise("a").alias("a"),
        pl.when(turn).then("a").otherwise("b").alias("b"),
        relation.alias("relation"),
        rule.alias("rule"),
        certainty.round(4).cast(pl.Float64).alias("confidence"),
        pl.when(turn).then("numeric_claim_id_b").otherwise("numeric_claim_id").alias("figure_a"),
        pl.when(turn).then("numeric_claim_id").otherwise("numeric_claim_id_b").alias("figure_b"),
    )


def _is_later(side: str, other: str) -> pl.Expr:
    """Whether the figure of one side is published so long after the other's that it may be a newer count."""
    days = (pl.col(f"published_from{side}") - pl.col(f"published_to{other}")).dt.total_days()
    more_dead = (pl.col("fate") == "dead") & (pl.col(f"lowest{side}") > pl.col(f"highest{other}"))
    least = pl.when(more_dead).then(LATER_DAYS_OF_DEATHS).otherwise(LATER_DAYS)
    return (days >= least).fill_null(value=False)
