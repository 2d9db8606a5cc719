"""Claims: mentions that assert the same, together, and what the group says as one.

Belongs here: clustering of scored pairs and the rows of `claims`, `claim_mentions` and
`claim_entities`. Not here: scores (`likeness`), source counts (`independence`).
"""

from __future__ import annotations

import polars as pl

from pipelines import contracts
from pipelines.contracts import frames
from pipelines.corroborate.kinship import believed
from pipelines.corroborate.likeness import decision
from pipelines.corroborate.linkage import average_link
from pipelines.corroborate.overrides import APART, told
from pipelines.corroborate.passages import Passages
from pipelines.ids import digest

NEAR_BEST = 0.9
"""Share of the best score in an article that a second match there must reach."""
SURE = 0.6
"""Score from which it need not: title, lead and text of an article all tell the main thing."""


def alike(scored: pl.DataFrame) -> pl.DataFrame:
    """Of scored pairs those that may share a claim: `a`, `b`, `score`, `is_specific`."""
    return scored.filter("may_match", pl.col("score") >= decision().least_score).select(
        "a", "b", "score", "is_specific"
    )


def apart(scored: pl.DataFrame) -> pl.DataFrame:
    """Of scored pairs those whose figures differ: `a`, `b`. No third mention that is like both joins them."""
    return scored.filter("figures_differ", ~pl.col("other_event")).select("a", "b")


def cluster(
    passages: Passages, pairs: pl.DataFrame, parted: pl.DataFrame, corrections: pl.DataFrame
) -> pl.DataFrame:
    """`row`, `claim_id` for every mention: those alike enough, and alike as a whole, share one.

    `pairs` are those that are `alike`; no claim holds both sides of a pair in `parted`. A claim is named by
    its smallest mention id, whatever order mentions came in. `corrections` are a user's
    (`overrides.PLACED_SCHEMA`): what is said to be the same is, and what is said not to be, or to conflict,
    is not.
    """
    best = _mutual(believed(pairs, passages).select("a", "b", "score"), passages)
    articles = passages.rows.get_column("article_id").rank("dense").to_list()
    same = list(told(passages.rows, corrections, "same").iter_rows())
    never = [*parted.iter_rows(), *told(passages.rows, corrections, *APART).iter_rows()]
    names = average_link(passages.rows.height, best, decision().least_score, same, articles, never)
    ids = passages.rows.get_column("claim_mention_id").to_list()
    claim_ids = {name: "c" + digest(ids[name]) for name in sorted(set(names))}
    return passages.rows.select("row").with_columns(
        pl.Series("claim_id", [claim_ids[name] for name in names], dtype=pl.String)
    )


def _mutual(edges: pl.DataFrame, passages: Passages) -> pl.DataFrame:
    """Pairs in which either mention is near the best match that the other has in its article.

    An article seldom says a thing in two ways that both fit: the best fit is the restatement. What is sure by
    itself stays, however well another fits.
    """
    articles = passages.rows.select("row", pl.col("article_id").rank("dense"))
    both = pl.concat(
        [
            edges.select(pl.col("a").alias("row"), pl.col("b").alias("other"), "score"),
            edges.select(pl.col("b").alias("row"), pl.col("a").alias("other"), "score"),
        ]
    ).join(articles.rename({"row": "other"}), on="other")
    best = both.group_by("row", "article_id").agg(pl.col("score").max().alias("best"))
    sided = edges
    for side, other in (("a", "b"), ("b", "a")):
        sided = (
            sided.join(articles.rename({"row": other}), on=other)
            .join(best.rename({"row": side}), on=[side, "article_id"])
            .rename({"best": f"best_{side}"})
            .drop("article_id")
        )
    near = pl.col("score") >= NEAR_BEST * pl.max_horizontal("best_a", "best_b")
    return sided.filter(near | (pl.col("score") >= SURE)).select("a", "b", "score").sort("a", "b")


def claim_mentions(passages: Passages, clusters: pl.DataFrame) -> pl.DataFrame:
    """The published `claim_mentions`."""
    return frames.conform(passages.rows.join(clusters, on="row"), contracts.table("claim_mentions"))


def claims(passages: Passages, clusters: pl.DataFrame, counts: pl.DataFrame) -> pl.DataFrame:
    """The published `claims`; `counts` are those of `independence`.

    The representative is the fullest of the least hedged passages of a main story; it gives the
    text, the kind, the subject and the period.
    """
    ranked = (
        passages.rows.select(
            "row",
            "claim_mention_id",
            "text",
            "kind",
            "polarity",
            "modality",
            "subject_entity_id",
            "event_id",
            "period_start",
            "period_end",
            "published_from",
            "published_to",
            "is_counted",
            "segment_kind",
            "term_count",
        )
        .join(clusters, on="row")
        .with_columns(
            (pl.col("modality") == "possible").alias("is_hedged"),
            pl.col("segment_kind").is_in(["title", "heading"]).fill_null(value=False).alias("is_heading"),
        )
        .sort(
            ["claim_id", "is_counted", "is_hedged", "is_heading", "term_count", "claim_mention_id"],
            descending=[False, True, False, False, True, False],
        )
    )
    merged = ranked.group_by("claim_id", maintain_order=True).agg(
        pl.col("text", "kind", "polarity", "subject_entity_id", "period_start", "period_end").first(),
        pl.col("claim_mention_id").first().alias("representative_claim_mention_id"),
        pl.when(pl.col("event_id").n_unique() == 1)
        .then(pl.col("event_id").first())
        .first()
        .alias("event_id"),
        pl.col("is_counted").sum().alias("mention_count"),
        *_first_published(),
    )
    return frames.conform(
        merged.join(counts, on="claim_id", how="left").with_columns(
            pl.col(
                "article_count", "source_count", "independent_source_count", "unknown_source_count"
            ).fill_null(0)
        ),
        contracts.table("claims"),
    )


def _first_published() -> list[pl.Expr]:
    """The dates of the counted article that was published first, as far as dates are known."""
    counted = pl.col("is_counted") & pl.col("published_from").is_not_null()
    dated = [pl.col(name).filter(counted) for name in ("published_from", "published_to")]
    return [each.sort_by(dated).first().alias(f"first_{each.meta.output_name()}") for each in dated]


def claim_entities(passages: Passages, clusters: pl.DataFrame, entities: pl.DataFrame) -> pl.DataFrame:
    """The published `claim_entities`: subject and speaker, else place, else mentioned."""
    rows = passages.rows.select("row", "subject_entity_id", "attributed_entity_id").join(clusters, on="row")
    subjects = rows.select("claim_id", pl.col("subject_entity_id").alias("entity_id"), role=pl.lit("subject"))
    speakers = rows.select(
        "claim_id", pl.col("attributed_entity_id").alias("entity_id"), role=pl.lit("speaker")
    )
    named = pl.concat([subjects, speakers]).drop_nulls("entity_id").unique()
    mentioned = (
        passages.entities.join(clusters, on="row")
        .join(entities.select("entity_id", "kind"), on="entity_id")
        .join(named, on=["claim_id", "entity_id"], how="anti")
        .select(
            "claim_id",
            "entity_id",
            pl.when(pl.col("kind") == "place")
            .then(pl.lit("place"))
            .otherwise(pl.lit("mentioned"))
            .alias("role"),
        )
        .unique()
    )
    known = pl.concat([named, mentioned]).join(entities.select("entity_id"), on="entity_id", how="semi")
    return frames.conform(known, contracts.table("claim_entities"))
