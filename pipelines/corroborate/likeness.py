"""How alike two claim mentions are: named features, and one decision made of them.

Belongs here: what is compared, and what keeps two mentions apart whatever else is alike. The weights
are data (`likeness.toml`), fitted by `scripts/fit_likeness.py` with each event held out in turn. Not
here: which pairs are looked at (`candidates`), clusters (`claims`) or conflicts (`relations`), which
read the same features.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import polars as pl

from pipelines.corroborate import figures, vectors
from pipelines.corroborate.passages import Passages

_FITTED = Path(__file__).parent / "likeness.toml"
FEATURES = (
    "cosine",
    "sentence_cosine",
    "cross_cosine",
    "near",
    "nearest",
    "likeness",
    "fuller_coverage",
    "few_shared",
    "same_predicate",
    "same_subject_and_predicate",
    "predicate_met",
    "shared_entities",
    "other_entities",
    "figures_agree",
    "other_figures",
    "same_utterance",
)
NEAR = 0.6
"""Cosine above which nearness counts more."""
LEAST_LIKENESS = 0.2
"""Below this, who does what is not said of the same thing: Russia needs gas, Russia needs friends."""
FEWEST_SHARED_STEMS = 2
ALIKE_ELSEWHERE = 0.8
"""Likeness from which mentions of different events may assert one thing, if they share entities too."""
FEWEST_SHARED_ELSEWHERE = 5


@dataclass(frozen=True, slots=True)
class Decision:
    """What the features are worth, and from where on a pair, and a claim as a whole, holds."""

    bias: float
    weights: dict[str, float]
    """Log-odds per unit of each feature."""
    pair_score: float
    """Score from which two mentions may share a claim."""
    article_score: float
    """The same for two mentions of one article, which seldom says a thing twice."""
    cluster_score: float
    """Mean score, over all pairs of a claim across articles, below which two groups stay apart."""


@cache
def decision() -> Decision:
    """The fitted decision, read once."""
    return Decision(**tomllib.loads(_FITTED.read_text(encoding="utf-8")))


def scored(passages: Passages, pairs: pl.DataFrame) -> pl.DataFrame:
    """Candidate pairs with their `FEATURES` and `score`, the probability of one claim.

    `likeness` is the geometric mean of both coverages (weight of shared stems over weight of all),
    `fuller_coverage` the larger; `cosine` is that of their vectors, `sentence_cosine` that of the
    sentences around them, `cross_cosine` the better of one against the other's sentence; `near` is how far
    `cosine` exceeds `NEAR`, `nearest` that neither has a nearer one in the other's article.
    `figures_agree` says that a figure of each meets, `other_figures` that both rest on figures and none
    meets, `figures_differ` that there are figures of one measure and none meets. `may_match` is false
    where polarity, stance, event or figures keep two mentions apart whatever the score.
    """
    featured = _with_nearness(_with_places(_covered(passages, pairs), passages), passages)
    featured = _with_figures(featured, passages)
    fitted = decision()
    logit = pl.sum_horizontal([pl.col(name) * weight for name, weight in fitted.weights.items()])
    probability = 1 / (1 + (-(logit + fitted.bias)).exp())
    return featured.with_columns(probability.round(6).alias("score")).sort("a", "b")


def _covered(passages: Passages, pairs: pl.DataFrame) -> pl.DataFrame:
    """Pairs with what stems they share, and how much of each side these cover."""
    words = passages.words
    totals = words.group_by("row").agg(pl.col("weight").sum().alias("total"))
    shared = (
        pairs.join(
            words.select(pl.col("row").alias("a"), "stem", "is_name", pl.col("weight").alias("weight_a")),
            on="a",
        )
        .join(
            words.select(pl.col("row").alias("b"), "stem", pl.col("weight").alias("weight_b")),
            on=["b", "stem"],
        )
        .group_by("a", "b")
        .agg(
            pl.col("weight_a").sum(),
            pl.col("weight_b").sum(),
            pl.len().alias("shared"),
            (~pl.col("is_name")).sum().alias("shared_words"),
        )
    )
    covered = (
        pairs.join(shared, on=["a", "b"], how="left")
        .join(totals.rename({"row": "a", "total": "total_a"}), on="a", how="left")
        .join(totals.rename({"row": "b", "total": "total_b"}), on="b", how="left")
        .with_columns(
            pl.col("shared", "shared_words").fill_null(0),
            (pl.col("weight_a") / pl.col("total_a")).fill_null(0.0).alias("coverage_a"),
            (pl.col("weight_b") / pl.col("total_b")).fill_null(0.0).alias("coverage_b"),
        )
    )
    return covered.select(
        "a", "b", "shared", "shared_words", "coverage_a", "coverage_b",
        (pl.col("coverage_a") * pl.col("coverage_b")).sqrt().alias("likeness"),
        pl.max_horizontal("coverage_a", "coverage_b").alias("fuller_coverage"),
        (pl.col("shared") <= FEWEST_SHARED_STEMS).cast(pl.Float64).alias("few_shared"),
    )  # fmt: skip


def _with_nearness(pairs: pl.DataFrame, passages: Passages) -> pl.DataFrame:
    """Pairs with the cosines of their vectors, and whether theirs is the best that either article offers."""
    own, around = passages.vectors, passages.sentence_vectors
    measured = pairs.with_columns(
        pl.Series("cosine", vectors.cosines(own, own, pairs), dtype=pl.Float64),
        pl.Series("sentence_cosine", vectors.cosines(around, around, pairs), dtype=pl.Float64),
        pl.max_horizontal(
            pl.Series("forth", vectors.cosines(own, around, pairs), dtype=pl.Float64),
            pl.Series("back", vectors.cosines(around, own, pairs), dtype=pl.Float64),
        ).alias("cross_cosine"),
    )
    best = pl.col("cosine").max()
    is_best = (pl.col("cosine") >= best.over("a", "article_id_b")) & (
        pl.col("cosine") >= best.over("b", "article_id")
    )
    return measured.with_columns(
        (pl.col("cosine") - NEAR).clip(0.0, 1.0).alias("near"),
        is_best.cast(pl.Float64).alias("nearest"),
    )


def _with_places(pairs: pl.DataFrame, passages: Passages) -> pl.DataFrame:
    """Pairs with what both sides know of who, where, how and in whose words."""
    side = passages.rows.select(
        "row",
        "kind",
        "scope",
        "article_id",
        "polarity",
        "stance",
        "subject_entity_id",
        "quote_cluster_id",
        "predicate_stem",
    )
    named = passages.entities.group_by("row").agg(pl.len().alias("named"))
    side_named = side.join(named, on="row", how="left").with_columns(pl.col("named").fill_null(0))
    joined = pairs.join(side_named.rename({"row": "a"}), on="a").join(
        side_named.rename({"row": "b"}), on="b", suffix="_b"
    )
    words = passages.words.select("row", "stem", pl.lit(value=True).alias("met"))
    for pred, other in (("predicate_stem", "b"), ("predicate_stem_b", "a")):
        joined = joined.join(
            words.rename({"row": other, "met": f"met_in_{other}"}),
            left_on=[other, pred],
            right_on=[other, "stem"],
            how="left",
        )
    shared = (
        pairs.select("a", "b")
        .join(passages.entities.rename({"row": "a"}), on="a")
        .join(passages.entities.rename({"row": "b"}), on=["b", "entity_id"])
        .group_by("a", "b")
        .agg(pl.len().alias("entities"))
    )
    same = {name: pl.col(name) == pl.col(f"{name}_b") for name in side.columns if name != "row"}
    entities = pl.col("entities").fill_null(0)
    return (
        joined.join(shared, on=["a", "b"], how="left")
        .with_columns(
            (pl.col("met_in_a").fill_null(value=False) | pl.col("met_in_b").fill_null(value=False))
            .cast(pl.Float64)
            .alias("predicate_met"),
            same["predicate_stem"].fill_null(value=False).cast(pl.Float64).alias("same_predicate"),
            (same["predicate_stem"] & same["subject_entity_id"])
            .fill_null(value=False)
            .cast(pl.Float64)
            .alias("same_subject_and_predicate"),
            same["quote_cluster_id"].fill_null(value=False).cast(pl.Float64).alias("same_utterance"),
            (~same["scope"]).alias("other_event"),
            (entities.clip(0, 2) / 2).alias("shared_entities"),
            ((entities == 0) & (pl.min_horizontal("named", "named_b") > 0))
            .cast(pl.Float64)
            .alias("other_entities"),
            same["polarity"].alias("same_polarity"),
            same["stance"].alias("same_stance"),
            (pl.col("kind") == "numeric").alias("numeric_a"),
            (pl.col("kind_b") == "numeric").alias("numeric_b"),
            (same["polarity"] & same["stance"] & (same["scope"] | _alike_elsewhere())).alias("may_match"),
            same["article_id"].cast(pl.Float64).alias("same_article"),
        )
        .drop("entities", "named", "named_b")
    )


def _alike_elsewhere() -> pl.Expr:
    """Whether mentions of different events are one all the same: nearly one wording, of the same people.

    What is said of every happening of its kind ("the investigation continues") is said of another.
    """
    return (
        (pl.col("likeness") >= ALIKE_ELSEWHERE)
        & (pl.col("shared") >= FEWEST_SHARED_ELSEWHERE)
        & (pl.col("shared_words") > 0)
        & (pl.col("entities").fill_null(0) >= 2)
    )


def _says_alike() -> pl.Expr:
    """Whether more than whom both are about is alike: a word at least, and enough words or meaning.

    Vectors of statements about the same people are near whatever is said of them; and what rests on a
    figure is seldom said again without one, so that a lone shared word is not enough there.
    """
    least_words = 1 + (pl.col("numeric_a") != pl.col("numeric_b")).cast(pl.Int32)
    is_near = (pl.col("likeness") >= LEAST_LIKENESS) | (pl.col("cosine") >= NEAR)
    return is_near & (pl.col("shared_words") >= least_words)


def _with_figures(pairs: pl.DataFrame, passages: Passages) -> pl.DataFrame:
    """Pairs with how the figures of both sides compare; figures that differ never share a claim."""
    agreeing = pl.col("agreeing").fill_null(0) > 0
    both = pl.col("numeric_a") & pl.col("numeric_b")
    return (
        pairs.join(figures.compare(pairs, passages.figures), on=["a", "b"], how="left")
        .with_columns(
            agreeing.cast(pl.Float64).alias("figures_agree"),
            (both & ~agreeing).cast(pl.Float64).alias("other_figures"),
            ((pl.col("measured_alike").fill_null(0) > 0) & ~agreeing).alias("figures_differ"),
        )
        .with_columns(
            (
                pl.col("may_match")
                & ~pl.col("figures_differ")
                & (pl.col("other_figures") == 0)
                & _says_alike()
            ).alias("may_match")
        )
    )
