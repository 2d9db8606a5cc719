"""Which quotes render one utterance, in whatever wording or length, anywhere in the corpus.

Not here: which renderings are worth comparing (`candidates`), what they are made of (`renderings`), who
said it (`quotes`).
"""

from __future__ import annotations

import polars as pl

from pipelines.ids import digests
from pipelines.normalise.candidates import LONG_RUN, RUN, candidates
from pipelines.normalise.common_names import names_in_common
from pipelines.normalise.renderings import renderings
from pipelines.normalise.tight_clusters import tight_clusters

_RELATED = 0.08
"""Articles whose names are at least this much alike may tell of one event: 91 % of those that do in a set of
local news, and 0.7 % of the others."""
_ENOUGH = 4
"""Shared content words that make an utterance; fewer do only from the same mouth or in a long run."""
_HALF = 0.5
_MOST = 0.6
_NEARLY_ALL_IN_ORDER = 0.75
_NEARLY_ALL = 0.85
"""Share of the shorter one's content that the longer one must have: with many words in a row, from the same
mouth, with a few words in a row, and without either."""


def utterance_clusters(quotes: pl.DataFrame, named: pl.DataFrame) -> pl.DataFrame:
    """`quote_id` and `quote_cluster_id`, from draft quotes with their `speaker_entity_id`.

    `named`: `article_id` and `entity_id` of all that articles name. A cluster is named after its smallest
    quote, so its id depends on the corpus alone.
    """
    units = renderings(quotes)
    pairs = _alike(candidates(units), units, named)
    again = quotes.filter(pl.col("repeats_quote_id").is_not_null())
    linked = _of_quotes(pairs)
    same = pl.concat(
        [
            again.select(one="repeats_quote_id", other="quote_id"),
            linked.filter("is_whole").select("one", "other"),
        ]
    )
    smallest = tight_clusters(quotes["quote_id"].to_list(), same.rows(), linked.select("one", "other").rows())
    clusters = pl.DataFrame(
        {"quote_id": list(smallest), "smallest": list(smallest.values())},
        schema={"quote_id": pl.String, "smallest": pl.String},
    )
    return clusters.with_columns(digests(clusters, ["smallest"], "u").alias("quote_cluster_id")).select(
        "quote_id", "quote_cluster_id"
    )


def _of_quotes(pairs: pl.DataFrame) -> pl.DataFrame:
    """Pairs `one`, `other` of quotes, the surest first; `is_whole` where they are word for word the same.

    Never a quote and one that it stands in.
    """
    overlaps = (
        (pl.col("document_id") == pl.col("document_id_b"))
        & (pl.col("start_char") < pl.col("end_char_b"))
        & (pl.col("start_char_b") < pl.col("end_char"))
    )
    is_whole = pl.col("is_word_for_word") & pl.col("is_whole") & pl.col("is_whole_b")
    return (
        pairs.filter(~overlaps, pl.col("quote_id") != pl.col("quote_id_b"))
        .select(
            one=pl.min_horizontal("quote_id", "quote_id_b"),
            other=pl.max_horizontal("quote_id", "quote_id_b"),
            is_whole=is_whole,
            sure=pl.col("are_verbatim").cast(pl.Int32) * LONG_RUN + pl.col("run"),
            shared="shared",
        )
        .group_by("one", "other")
        .agg(pl.col("is_whole").any(), pl.col("sure").max(), pl.col("shared").max())
        .sort("sure", "shared", "one", "other", descending=[True, True, False, False])
    )


def _alike(pairs: pl.DataFrame, units: pl.DataFrame, named: pl.DataFrame) -> pl.DataFrame:
    """The candidates that render one utterance, with the columns of both units.

    Never two that differ in figures, nor a denial and its opposite.
    """
    compared = pairs.join(units, left_on="a", right_on="unit").join(
        units, left_on="b", right_on="unit", suffix="_b"
    )
    articles = compared.select(article_a="article_id", article_b="article_id_b")
    compared = compared.join(
        names_in_common(articles, named),
        left_on=["article_id", "article_id_b"],
        right_on=["article_a", "article_b"],
        how="left",
    ).with_columns(**_measures())
    return compared.filter(~_contradict() & _is_same_utterance())


def _measures() -> dict[str, pl.Expr]:
    """What the decision rests on."""
    shared = pl.col("content").list.set_intersection("content_b").list.len()
    shorter = pl.min_horizontal(pl.col("content").list.len(), pl.col("content_b").list.len())
    both_known = pl.col("mouth").is_not_null() & pl.col("mouth_b").is_not_null()
    return {
        "shared": shared,
        "share": shared / pl.max_horizontal(shorter, 1),
        "is_related": pl.col("likeness") >= _RELATED,
        "has_same_mouth": both_known & (pl.col("mouth") == pl.col("mouth_b")),
        "has_other_mouth": both_known & (pl.col("mouth") != pl.col("mouth_b")),
        "are_verbatim": pl.col("is_verbatim") & pl.col("is_verbatim_b"),
        "is_one_verbatim": pl.col("is_verbatim") | pl.col("is_verbatim_b"),
        "repeats_quoted": _repeats_quoted(),
        "is_word_for_word": pl.col("words") == pl.col("words_b"),
        "length": pl.min_horizontal(pl.col("words").list.len(), pl.col("words_b").list.len()),
    }


def _repeats_quoted() -> pl.Expr:
    """Whether the words that one of them puts in marks are all the other's too."""

    def holds(quoted: str, content: str) -> pl.Expr:
        return pl.col(quoted).list.set_difference(content).list.len() == 0

    some = (pl.col("quoted").list.len() > 0) & (pl.col("quoted_b").list.len() > 0)
    return some & (holds("quoted", "content_b") | holds("quoted_b", "content"))


def _contradict() -> pl.Expr:
    figures_differ = (
        (pl.col("figures").list.len() > 0)
        & (pl.col("figures_b").list.len() > 0)
        & (pl.col("figures").list.set_intersection("figures_b").list.len() == 0)
    )
    return figures_differ | (pl.col("is_negated") != pl.col("is_negated_b"))


def _is_same_utterance() -> pl.Expr:
    """The less ties two renderings otherwise, the more words they must share, in order or verbatim."""
    related, same, other = pl.col("is_related"), pl.col("has_same_mouth"), pl.col("has_other_mouth")
    verbatim, length = pl.col("are_verbatim"), pl.col("length")
    run, shared, share = pl.col("run"), pl.col("shared"), pl.col("share")
    is_tied = related | same
    has_enough = shared >= _ENOUGH

    word_for_word = pl.col("is_word_for_word") & (
        has_enough | same | (related & verbatim & (length >= RUN + 1))
    )
    held_whole = same & (run >= RUN) & (run == length) & (shared > 1)
    many_in_a_row = (run >= LONG_RUN) & (
        ((shared > 1) & ~other & (same | verbatim | (related & (share >= _HALF))))
        | ((shared > 0) & related & verbatim)
    )
    spoken_in_order = verbatim & (is_tied | ((share >= _NEARLY_ALL) & ~other))
    in_order = (run >= RUN) & has_enough & (share >= _NEARLY_ALL_IN_ORDER)
    in_order &= spoken_in_order | (is_tied & ~other)
    has_quoted_words = pl.col("is_one_verbatim") & pl.col("repeats_quoted") & (shared > 1)
    of_one_mouth = same & related & (share >= _MOST) & (has_enough | has_quoted_words)
    of_one_mouth &= ~verbatim | pl.col("repeats_quoted")
    few_in_marks = (run >= RUN) & related & ~other & verbatim & pl.col("repeats_quoted") & (shared > 1)
    few_in_marks &= share >= _MOST
    in_other_words = has_enough & (share >= _NEARLY_ALL) & ((related & ~other) | same)
    verbatim_alike = word_for_word | held_whole | many_in_a_row | in_order | few_in_marks
    return verbatim_alike | of_one_mouth | in_other_words
