"""How alike two claim mentions are: candidate pairs by blocking, then named features with weights.

Belongs here: features, their weights and the one decision made of them. Not here: clusters
(`claims`) or conflicts (`relations`), which read the same features.

Blocking keeps the number of pairs linear in the corpus: within an event by any shared stem, across
events by pairs of rare stems, always by quote cluster, and no block beyond a cap. Vectors, when there
are any, add candidates in `candidates` and one feature in `WEIGHTS`.
"""

from __future__ import annotations

import polars as pl

from pipelines.corroborate import figures
from pipelines.corroborate.blocks import block_pairs
from pipelines.corroborate.passages import Passages

LARGEST_EVENT_BLOCK = 60
LARGEST_CORPUS_BLOCK = 40
RAREST_STEMS = 5
FEWEST_SHARED_STEMS = 2

BIAS = -3.6
WEIGHTS = {
    "likeness": 3.2,
    "fuller_coverage": 0.9,
    "same_predicate": 1.0,
    "same_subject_and_predicate": 1.8,
    "predicate_met": 0.5,
    "shared_entities": 0.4,
    "figures_agree": 2.0,
    "same_utterance": 2.0,
    "few_shared": -1.0,
    "same_article": -0.8,
}
"""Log-odds per unit of each feature, described in `scored`: near what a logistic regression on news of
three outlets gives, fitted with each event held out in turn."""
ALIKE_ELSEWHERE = 0.8
"""Likeness from which mentions of different events may assert one thing, if they share entities too."""
FEWEST_SHARED_ELSEWHERE = 5
LEAST_LIKENESS = 0.2
"""Below this, who does what is not said of the same thing: Russia needs gas, Russia needs friends."""
PAIR_SCORE = 0.2
"""Score from which two mentions may share a claim."""
CLUSTER_SCORE = 0.08
"""Mean score, over all pairs of a claim, below which two groups stay apart."""


def candidates(passages: Passages) -> pl.DataFrame:
    """Pairs of rows `a` < `b` worth a look."""
    words = passages.words.join(passages.rows.select("row", "scope", "quote_cluster_id"), on="row")
    here = block_pairs(words, ["scope", "stem"], "row", LARGEST_EVENT_BLOCK)
    rare = (
        words.with_columns(pl.len().over("stem").alias("mentions"))
        .filter(pl.col("mentions") <= LARGEST_CORPUS_BLOCK * 10)
        .sort("row", "mentions", "stem")
        .group_by("row", maintain_order=True)
        .agg(pl.col("stem").head(RAREST_STEMS).sort())
    )
    keys = [
        rare.select(
            "row",
            pl.concat_str(
                pl.col("stem").list.get(i, null_on_oob=True),
                pl.col("stem").list.get(j, null_on_oob=True),
                separator=" ",
            ).alias("key"),
        )
        for i in range(RAREST_STEMS)
        for j in range(i + 1, RAREST_STEMS)
    ]
    across = block_pairs(pl.concat(keys).drop_nulls("key"), ["key"], "row", LARGEST_CORPUS_BLOCK)
    quoted = passages.rows.filter(pl.col("quote_cluster_id").is_not_null())
    uttered = block_pairs(quoted, ["quote_cluster_id"], "row", LARGEST_EVENT_BLOCK)
    return pl.concat([here, across, uttered]).unique().sort("a", "b")


def scored(passages: Passages, pairs: pl.DataFrame) -> pl.DataFrame:
    """Candidate pairs with their features and `score`, the probability of one claim.

    `likeness` is the geometric mean of both coverages (weight of shared stems over weight of all),
    `fuller_coverage` the larger; `figures_agree` says that a figure of each meets, `figures_differ`
    that there are figures of one measure and none meets. `may_match` is false where polarity,
    stance, event or figures keep two mentions apart whatever the score.
    """
    featured = _with_places(_covered(passages, pairs), passages)
    featured = (
        featured.join(figures.compare(featured, passages.figures), on=["a", "b"], how="left")
        .with_columns(
            (pl.col("agreeing").fill_null(0) > 0).cast(pl.Float64).alias("figures_agree"),
            ((pl.col("measured_alike").fill_null(0) > 0) & (pl.col("agreeing").fill_null(0) == 0)).alias(
                "figures_differ"
            ),
        )
        .with_columns(
            (pl.col("may_match") & ~pl.col("figures_differ") & ~_other_figures()).alias("may_match")
        )
    )
    logit = pl.sum_horizontal([pl.col(name) * weight for name, weight in WEIGHTS.items()]) + BIAS
    return featured.with_columns((1 / (1 + (-logit).exp())).round(6).alias("score")).sort("a", "b")


def _covered(passages: Passages, pairs: pl.DataFrame) -> pl.DataFrame:
    """Pairs with enough shared stems, and how much of each side these cover."""
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
        .filter(pl.col("shared") >= FEWEST_SHARED_STEMS)
    )
    covered = (
        shared.join(totals.rename({"row": "a", "total": "total_a"}), on="a")
        .join(totals.rename({"row": "b", "total": "total_b"}), on="b")
        .with_columns(
            (pl.col("weight_a") / pl.col("total_a")).alias("coverage_a"),
            (pl.col("weight_b") / pl.col("total_b")).alias("coverage_b"),
        )
    )
    return covered.select(
        "a", "b", "shared", "shared_words", "coverage_a", "coverage_b",
        (pl.col("coverage_a") * pl.col("coverage_b")).sqrt().alias("likeness"),
        pl.max_horizontal("coverage_a", "coverage_b").alias("fuller_coverage"),
        (pl.col("shared") <= FEWEST_SHARED_STEMS).cast(pl.Float64).alias("few_shared"),
    )  # fmt: skip


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
    joined = pairs.join(side.rename({"row": "a"}), on="a").join(
        side.rename({"row": "b"}), on="b", suffix="_b"
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
            (pl.col("entities").fill_null(0).clip(0, 2) / 2).alias("shared_entities"),
            same["polarity"].alias("same_polarity"),
            same["stance"].alias("same_stance"),
            (pl.col("kind") == "numeric").alias("numeric_a"),
            (pl.col("kind_b") == "numeric").alias("numeric_b"),
            (
                same["polarity"]
                & same["stance"]
                & (pl.col("likeness") >= LEAST_LIKENESS)
                & (pl.col("shared_words") > 0)
                & (same["scope"] | _alike_elsewhere())
            ).alias("may_match"),
            same["article_id"].cast(pl.Float64).alias("same_article"),
        )
        .drop("entities")
    )


def _alike_elsewhere() -> pl.Expr:
    """Whether mentions of different events are one all the same: nearly one wording, of the same people.

    What is said of every happening of its kind ("the investigation continues") is said of another.
    """
    return (
        (pl.col("likeness") >= ALIKE_ELSEWHERE)
        & (pl.col("shared") >= FEWEST_SHARED_ELSEWHERE)
        & (pl.col("entities").fill_null(0) >= 2)
    )


def _other_figures() -> pl.Expr:
    """Whether both mentions rest on figures, and on none that is alike."""
    return pl.col("numeric_a") & pl.col("numeric_b") & (pl.col("figures_agree") == 0)
