"""How alike two claim mentions are: named features, and one decision made of them.

Belongs here: what is compared, and what keeps two mentions apart whatever else is alike. The weights
are data (`likeness.toml`), fitted by `scripts/fit_likeness.py` with each event held out in turn. Not
here: which pairs are looked at (`candidates`), clusters (`claims`) or conflicts (`relations`), which
read the same features.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

import polars as pl

from pipelines.corroborate import figures
from pipelines.corroborate.alignment import ALIGNED, Encode, align
from pipelines.corroborate.candidates import FEWEST_ENTITIES_ELSEWHERE
from pipelines.corroborate.kinship import BRIEF, is_specific
from pipelines.corroborate.passages import Passages
from pipelines.corroborate.recall import Recall, recalled

_FITTED = Path(__file__).parent / "likeness.toml"
FEATURES = (
    *ALIGNED,
    "same_subject_and_predicate",
    "shared_entities",
    "figures_agree",
    "other_figures",
    "same_utterance",
    "both_titles",
    "brief",
)
"""What the decision weighs; `brief` says that one of two articles has too few statements to judge by others,
as in collections of single sentences."""
LEAST_OWN_MET = 0.3
"""How well the words of two statements meet, at least, however alike the sentences are that they stand in."""
NEAR_COUNTERPART = 0.7
"""Share of the nearest counterpart in a sentence that the words of another passage there must reach."""
ALIKE_ELSEWHERE = 0.8
"""Likeness from which mentions of different events may assert one thing, if they share entities too."""
FEWEST_SHARED_ELSEWHERE = 5
ALIKE_WITHIN = 0.8
"""The same for two of one article, which seldom says a thing twice but goes on about it."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What the features are worth, and from where on a pair, and a claim as a whole, holds."""

    bias: float
    weights: dict[str, float]
    """Log-odds per unit of each feature."""
    least_score: float
    """Score from which two mentions may share a claim, and mean score from which two groups of them do."""


@cache
def decision() -> Decision:
    """The fitted decision, read once."""
    return Decision(**tomllib.loads(_FITTED.read_text(encoding="utf-8")))


def scored(
    pieces: Iterable[tuple[Passages, pl.DataFrame]], encode: Encode, recall: Recall
) -> Iterator[pl.DataFrame]:
    """Candidate pairs, piece by piece, with what is told of them and `score`, the probability of one claim.

    `likeness` is the geometric mean of both coverages (weight of shared stems over weight of all).
    `figures_agree` says that a figure of each meets, `other_figures` that both rest on figures and none
    meets, `figures_differ` that there is a measure that both print and none of its figures meets.
    `may_match` is false where polarity, stance, event or figures keep two mentions apart; such pairs of one
    article, or of two events, cannot be related either and are left out.
    """
    useful = pl.col("may_match") | ((pl.col("same_article") == 0) & ~pl.col("other_event"))
    for part, pairs in pieces:
        compared = _compared(part, pairs).filter(useful)
        yield recalled(part, compared, partial(_scored, encode=encode), recall)


def featured(passages: Passages, pairs: pl.DataFrame, encode: Encode) -> pl.DataFrame:
    """Pairs with all that is known of them, see `scored`."""
    return _scored(passages, _compared(passages, pairs), encode)


def _compared(passages: Passages, pairs: pl.DataFrame) -> pl.DataFrame:
    """Pairs with all features but those of alignment."""
    return _with_figures(_with_places(_covered(passages, pairs), passages), passages)


def _scored(passages: Passages, compared: pl.DataFrame, encode: Encode) -> pl.DataFrame:
    """Pairs with the features of alignment, and the score that the fitted decision gives them."""
    aligned = align(passages, compared.select("a", "b"), encode)
    fitted = decision()
    logit = pl.sum_horizontal([pl.col(name) * weight for name, weight in fitted.weights.items()])
    probability = 1 / (1 + (-(logit + fitted.bias)).exp())
    believable = (pl.col("own_met") >= LEAST_OWN_MET) & pl.col("is_counterpart")
    score = pl.when(believable).then(probability).otherwise(0.0)
    return (
        _with_counterparts(compared.join(aligned, on=["a", "b"]), passages)
        .with_columns(score.round(6).alias("score"))
        .with_columns(is_specific().alias("is_specific"))
    )


def _with_counterparts(pairs: pl.DataFrame, passages: Passages) -> pl.DataFrame:
    """Pairs with `is_counterpart`: whether the words of either meet none in the other's sentence as well.

    Two sentences that say the same are alike in each of their clauses; but a clause restates one.
    """
    sentences = passages.rows.select(
        "row", pl.struct("document_id", "sentence_char").rank("dense").alias("sentence")
    )
    sided = pairs.join(sentences.rename({"row": "a"}), on="a").join(
        sentences.rename({"row": "b"}), on="b", suffix="_b"
    )
    is_apart = (pl.col("same_article") == 0) & ~pl.col("other_event")
    met = pl.col("own_met")
    nearest = [met.filter(is_apart).max().over(*sides) for sides in (("a", "sentence_b"), ("b", "sentence"))]
    is_nearest = met >= pl.min_horizontal(nearest)
    is_near = met >= NEAR_COUNTERPART * pl.max_horizontal(nearest)
    return sided.with_columns((~is_apart | (is_nearest & is_near)).alias("is_counterpart")).drop(
        "sentence", "sentence_b"
    )


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
    )  # fmt: skip


def _with_places(pairs: pl.DataFrame, passages: Passages) -> pl.DataFrame:
    """Pairs with what both sides know of who, where, how and in whose words."""
    side = passages.rows.select(
        "row",
        "kind",
        "segment_kind",
        pl.len().over("article_id").alias("size"),
        "scope",
        "article_id",
        "polarity",
        "stance",
        "subject_entity_id",
        "quote_cluster_id",
        "attributed_entity_id",
        "predicate_stem",
        "start_char",
        "end_char",
    )
    joined = pairs.join(side.rename({"row": "a"}), on="a").join(
        side.rename({"row": "b"}), on="b", suffix="_b"
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
    within_one = same["article_id"] & (_overlaps() | (pl.col("likeness") < ALIKE_WITHIN))
    return (
        joined.join(shared, on=["a", "b"], how="left")
        .with_columns(
            (same["predicate_stem"] & same["subject_entity_id"])
            .fill_null(value=False)
            .cast(pl.Float64)
            .alias("same_subject_and_predicate"),
            same["quote_cluster_id"].fill_null(value=False).cast(pl.Float64).alias("same_utterance"),
            pl.all_horizontal(pl.col("segment_kind", "segment_kind_b").eq_missing("title"))
            .cast(pl.Float64)
            .alias("both_titles"),
            (pl.min_horizontal("size", "size_b") < BRIEF).cast(pl.Float64).alias("brief"),
            (~same["scope"]).alias("other_event"),
            (entities.clip(0, 2) / 2).alias("shared_entities"),
            same["polarity"].alias("same_polarity"),
            same["stance"].alias("same_stance"),
            (pl.col("kind") == "numeric").alias("numeric_a"),
            (pl.col("kind_b") == "numeric").alias("numeric_b"),
            (same["polarity"] & same["stance"] & ~within_one & (same["scope"] | _alike_elsewhere())).alias(
                "may_match"
            ),
            same["article_id"].cast(pl.Float64).alias("same_article"),
        )
        .drop("entities", "attributed_entity_id", "attributed_entity_id_b")
    )


def _overlaps() -> pl.Expr:
    return (pl.col("start_char") < pl.col("end_char_b")) & (pl.col("start_char_b") < pl.col("end_char"))


def _alike_elsewhere() -> pl.Expr:
    """Whether mentions of different events are one all the same: nearly one wording, of the same people.

    What is said of every happening of its kind ("the investigation continues") is said of another. One
    utterance of one speaker is one, whomever it mentions.
    """
    one_utterance = pl.all_horizontal(
        pl.col(name) == pl.col(f"{name}_b") for name in ("quote_cluster_id", "attributed_entity_id")
    ).fill_null(value=False)
    return (
        (pl.col("likeness") >= ALIKE_ELSEWHERE)
        & (pl.col("shared") >= FEWEST_SHARED_ELSEWHERE)
        & (pl.col("shared_words") > 0)
        & (one_utterance | (pl.col("entities").fill_null(0) >= FEWEST_ENTITIES_ELSEWHERE))
    )


def _with_figures(pairs: pl.DataFrame, passages: Passages) -> pl.DataFrame:
    """Pairs with how the figures of both sides compare; figures that differ never share a claim.

    Nor do statements that rest on figures of one family, none of which meets: two patients, three cases.
    """
    agreeing = pl.col("agreeing").fill_null(0) > 0
    both = pl.col("numeric_a") & pl.col("numeric_b")
    others = both & pl.col("are_unmet").fill_null(value=False)
    return (
        pairs.join(figures.compare(pairs, passages.figures), on=["a", "b"], how="left")
        .with_columns(
            agreeing.cast(pl.Float64).alias("figures_agree"),
            (both & ~agreeing).cast(pl.Float64).alias("other_figures"),
            (pl.col("differing").fill_null(0) > 0).alias("figures_differ"),
        )
        .with_columns((pl.col("may_match") & ~pl.col("figures_differ") & ~others).alias("may_match"))
    )
