"""How claims relate that are not one: conflicts, refinements, updates, and false friends.

Belongs here: the rules about propositions, each with its name and confidence, and which relation of two
claims is told. Not here: the rules about figures (`disagreements`), the sentences that explain them
(`reasons`), or which mentions are one claim (`claims`). Precision first: a false conflict costs trust.
"""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from pipelines import contracts
from pipelines.contracts import frames
from pipelines.corroborate.contraries import SAME_PROPOSITION, contrary
from pipelines.corroborate.dating import is_later
from pipelines.corroborate.disagreements import disagreements
from pipelines.corroborate.likeness import decision
from pipelines.corroborate.overrides import told
from pipelines.corroborate.passages import Passages
from pipelines.corroborate.reasons import with_reasons
from pipelines.corroborate.slots import ONE_ACT_SCORE
from pipelines.corroborate.states import states_apart

SAME_MEASUREMENT = 0.5
"""Likeness from which two mentions with figures of one measure tell of the same measurement."""
LEAST_SURE = 0.6
"""Conflicts less sure than this are only possible ones, and updates are not told: a false one costs trust."""
COVERED = 0.9
"""Share of the shorter passage that a fuller statement of it holds."""
FEWEST_SHARED = 3
_COLUMNS = (
    "a", "b", "relation", "rule", "confidence", "fate", "matter", "is_grounded", "others_named",
    "figure_a", "figure_b",
)  # fmt: skip
_TOLD_IF_SURE = ("conflicts", "updates")
_OF_FIGURES = ("figures_agree", "other_figures")
_SURE = 0.999_999
_HEADLINES = ("title", "heading")
FULLER_SCORE = 0.15
"""Score below which a fuller passage speaks of something else."""


@dataclass(frozen=True, slots=True)
class Related:
    """The published tables of relations."""

    relations: pl.DataFrame
    possible_conflicts: pl.DataFrame


def comparable(scored: pl.DataFrame) -> pl.DataFrame:
    """Of scored pairs those that some rule may relate: of one event and two articles."""
    return scored.filter(
        ~pl.col("other_event"),
        pl.col("same_article") == 0,
        (pl.col("shared") >= FEWEST_SHARED) | (_nearness() >= SAME_MEASUREMENT),
        _may_be_contrary() | _is_planned() | _says_more() | _measures_otherwise(_nearness()),
    ).select(
        "a", "b", "score", "likeness", "coverage_a", "coverage_b", "fuller_coverage", "shared", "may_match",
        "same_polarity", "same_stance", "stance", "stance_b", "figures_differ",
        _nearness().alias("nearness"),
    )  # fmt: skip


def disputed(passages: Passages, scored: pl.DataFrame) -> pl.DataFrame:
    """What cannot both be right, or not at one time: such passages never share a claim.

    `scored` are pairs that are `comparable`.
    """
    pairs = _counted(scored, passages)
    found = [disagreements(_measured_alike(pairs), passages), _figureless(contrary(pairs, passages))]
    return pl.concat([each.select(_COLUMNS) for each in found])


def relate(
    passages: Passages,
    clusters: pl.DataFrame,
    scored: pl.DataFrame,
    disputed: pl.DataFrame,
    entities: pl.DataFrame,
    corrections: pl.DataFrame,
) -> Related:
    """Per pair of claims the relation that is surest, and the conflicts that are not sure enough to be told.

    `scored` are pairs that are `comparable`, and `disputed` what is found of them. What a user says
    (`corrections`) is surer than any rule.
    """
    pairs = _between_claims(_counted(scored, passages), clusters)
    rules = [
        disputed,
        _come_true(pairs),
        _fuller(pairs),
        _figureless(states_apart(passages, entities)),
        _ruled(told(passages.rows, corrections, "conflict"), "conflicts", "user", pl.lit(1.0)),
    ]
    found = _placed(pl.concat([rule.select(_COLUMNS) for rule in rules]), clusters)
    allowed = found.join(
        _not_conflicts(passages, clusters, corrections), on=["low", "high", "relation"], how="anti"
    )
    is_sure = ~pl.col("relation").is_in(_TOLD_IF_SURE) | (pl.col("confidence") >= LEAST_SURE)
    sure = _surest(allowed.filter(is_sure))
    doubted = allowed.filter(~is_sure, pl.col("relation") == "conflicts")
    unsure = _surest(doubted.join(sure, on=["low", "high"], how="anti"))
    return Related(
        frames.conform(with_reasons(sure, passages), contracts.table("claim_relations")),
        frames.conform(with_reasons(unsure, passages), contracts.table("possible_conflicts")),
    )


def _placed(found: pl.DataFrame, clusters: pl.DataFrame) -> pl.DataFrame:
    """Related passages of two claims, of symmetric relations the smaller claim first.

    `low` and `high` name the pair of claims.
    """
    claims = found.join(clusters.rename({"row": "a", "claim_id": "claim_id_a"}), on="a").join(
        clusters.rename({"row": "b", "claim_id": "claim_id_b"}), on="b"
    )
    turn = pl.col("relation").is_in(["conflicts", "incomparable"]) & (
        pl.col("claim_id_a") > pl.col("claim_id_b")
    )
    swapped = [
        pl.when(turn).then(other).otherwise(side).alias(side)
        for one, two in (("a", "b"), ("claim_id_a", "claim_id_b"), ("figure_a", "figure_b"))
        for side, other in ((one, two), (two, one))
    ]
    return claims.filter(pl.col("claim_id_a") != pl.col("claim_id_b")).with_columns(
        *swapped,
        pl.min_horizontal("claim_id_a", "claim_id_b").alias("low"),
        pl.max_horizontal("claim_id_a", "claim_id_b").alias("high"),
    )


def _surest(found: pl.DataFrame) -> pl.DataFrame:
    """Of each pair of claims what is surest."""
    order = ["confidence", "a", "b", "rule", "figure_a", "figure_b"]
    best = found.sort(order, descending=[True, *[False] * 5])
    return best.unique(["low", "high"], keep="first", maintain_order=True)


def _not_conflicts(passages: Passages, clusters: pl.DataFrame, corrections: pl.DataFrame) -> pl.DataFrame:
    """Pairs of claims of which a user says that they are no conflict."""
    denied = _ruled(told(passages.rows, corrections, "not a conflict"), "conflicts", "user", pl.lit(1.0))
    return _placed(denied, clusters).select("low", "high", "relation")


def _counted(scored: pl.DataFrame, passages: Passages) -> pl.DataFrame:
    """Pairs of mentions that count, with what is known of both."""
    side = passages.rows.filter("is_counted").select(
        "row", "modality", "segment_kind", "published_from", "published_to"
    )
    return scored.join(side.rename({"row": "a"}), on="a").join(side.rename({"row": "b"}), on="b", suffix="_b")


def _between_claims(pairs: pl.DataFrame, clusters: pl.DataFrame) -> pl.DataFrame:
    """Pairs whose mentions stand in different claims."""
    joined = pairs.join(clusters.rename({"row": "a"}), on="a").join(
        clusters.rename({"row": "b"}), on="b", suffix="_b"
    )
    return joined.filter(pl.col("claim_id") != pl.col("claim_id_b")).drop("claim_id", "claim_id_b")


def _ruled(pairs: pl.DataFrame, relation: str, rule: str, confidence: pl.Expr) -> pl.DataFrame:
    return _figureless(
        pairs.with_columns(
            pl.lit(relation).alias("relation"),
            pl.lit(rule).alias("rule"),
            confidence.round(4).cast(pl.Float64).alias("confidence"),
        )
    )


def _figureless(found: pl.DataFrame) -> pl.DataFrame:
    """What is found of passages as a whole, not of figures of them."""
    nothing = pl.lit(None, dtype=pl.String)
    missing = {"matter": nothing, "is_grounded": pl.lit(value=True), "others_named": pl.lit(value=False)}
    filled = {name: value for name, value in missing.items() if name not in found.columns}
    return found.with_columns(fate=pl.lit(""), figure_a=nothing, figure_b=nothing, **filled)


def _measured_alike(pairs: pl.DataFrame) -> pl.DataFrame:
    """Pairs that say the same but for a figure, with how near they are as `likeness`."""
    near = pairs.filter(_measures_otherwise(pl.col("nearness")))
    return near.with_columns(pl.col("nearness").alias("likeness"))


def _measures_otherwise(nearness: pl.Expr) -> pl.Expr:
    same = pl.col("same_polarity") & pl.col("same_stance")
    return same & pl.col("figures_differ") & (nearness >= SAME_MEASUREMENT)


def _nearness() -> pl.Expr:
    """How alike two passages are, or how likely one claim if nothing were known of their figures."""
    weights = decision().weights
    odds = pl.col("score") / (1 - pl.col("score").clip(0.0, _SURE))
    of_figures = pl.sum_horizontal([pl.col(name) * weights[name] for name in _OF_FIGURES])
    but_figures = odds * (-of_figures).exp()
    return pl.max_horizontal("likeness", "score", but_figures / (1 + but_figures))


def _may_be_contrary() -> pl.Expr:
    """About one proposition, so that a word, a day or a name may be what they differ in."""
    near = (pl.col("score") >= ONE_ACT_SCORE) | (pl.col("likeness") >= SAME_PROPOSITION)
    return pl.col("same_stance") & near


def _come_true(pairs: pl.DataFrame) -> pl.DataFrame:
    """What one plans the other tells as a fact, and not before: the later state updates the plan."""
    planned = pl.col("stance") == "future"
    matched = pairs.filter(
        _is_planned(),
        (pl.col("modality") == "asserted") | (pl.col("modality_b") == "asserted"),
        pl.when(planned).then(~is_later("", "_b", 1)).otherwise(~is_later("_b", "", 1)),
    )
    fact_first = matched.with_columns(
        pl.when(planned).then("b").otherwise("a").alias("a"),
        pl.when(planned).then("a").otherwise("b").alias("b"),
    )
    return _ruled(fact_first, "updates", "planned_then_done", pl.col("likeness"))


def _is_planned() -> pl.Expr:
    """One of the two plans what the other does not, with no other figure."""
    one_plans = (pl.col("stance") == "future") != (pl.col("stance_b") == "future")
    same = pl.col("same_polarity") & ~pl.col("figures_differ")
    return same & one_plans & (pl.col("likeness") >= SAME_PROPOSITION)


def _fuller(pairs: pl.DataFrame) -> pl.DataFrame:
    """One says all that the other says, and more; a headline leaves out more than it says."""
    is_short = pl.col("coverage_a") > pl.col("coverage_b")
    fuller = pl.when(is_short).then("segment_kind_b").otherwise("segment_kind")
    matched = pairs.filter(_says_more(), ~fuller.is_in(_HEADLINES).fill_null(value=False))
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
        & (pl.col("score") >= FULLER_SCORE)
    )
