"""Which quotes render one utterance, in whatever wording or length, anywhere in the corpus.

Renderings meet where they share a run of words or their rarest content words, and are one utterance
where the shorter one's content is in the longer one. Not here: who said it (`quotes`).
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

import polars as pl

from pipelines.ids import digests
from pipelines.normalise.names import folded

_RUN = 3
"""Words in a row that two renderings may share."""
_RARE = 4
"""How many of its rarest content words, two at a time, a rendering can be found by."""
_MAX_BLOCK = 30
"""Renderings that share something commoner than this are only compared with their neighbours."""
_FEW = 4
"""Fewer content words than this are an utterance only from the same mouth, word for word; renderings in
other words share at least as many."""
_CONTAINED_IN_ORDER = 0.75
_CONTAINED_SAME_SPEAKER = 0.6
_CONTAINED = 0.85
"""Share of the shorter one's content that the longer one must have: with a shared run of words, from
the same speaker, and without either."""


@cache
def _words(section: str) -> tuple[str, ...]:
    text = files("pipelines.normalise").joinpath("utterances.toml").read_text("utf-8")
    return tuple(tomllib.loads(text)[section]["words"])


def utterance_clusters(quotes: pl.DataFrame) -> pl.DataFrame:
    """`quote_id` and `quote_cluster_id`, from draft quotes with their `speaker_entity_id`.

    A cluster is named after its smallest quote, so its id depends on the corpus alone.
    """
    renderings = _renderings(quotes)
    alike = _alike(_candidates(renderings), renderings)
    repeated = quotes.filter(pl.col("repeats_quote_id").is_not_null())
    pairs = pl.concat(
        [
            alike.select("a", "b"),
            _word_for_word(renderings),
            repeated.select(a="repeats_quote_id", b="quote_id"),
        ]
    )
    clusters = _components(quotes["quote_id"], pairs)
    return clusters.with_columns(digests(clusters, ["smallest"], "u").alias("quote_cluster_id")).select(
        "quote_id", "quote_cluster_id"
    )


def _renderings(quotes: pl.DataFrame) -> pl.DataFrame:
    """Quotes as words: in order, and as sets of content stems, figures and negations."""
    words = folded(pl.col("text")).fill_null("").str.split(" ")
    stems = pl.element().str.replace(r"^(\p{L}{3,}?)(?:ing|ed|es|s|ly|e)$", "$1")
    is_content = ~pl.element().is_in(list(_words("function_words"))) & (pl.element() != "")
    return quotes.select(
        "quote_id", "document_id", "start_char", "end_char", "speaker_entity_id", words=words
    ).with_columns(
        content=pl.col("words").list.eval(stems.filter(is_content)).list.unique().list.sort(),
        figures=pl.col("words").list.eval(pl.element().filter(pl.element().str.contains(r"\d"))).list.unique(),
        is_negated=pl.col("words").list.eval(pl.element().is_in(list(_words("negations")))).list.any(),
    )  # fmt: skip


def _word_for_word(renderings: pl.DataFrame) -> pl.DataFrame:
    """Pairs of neighbours among quotes with the same words: few words only from the same mouth."""
    is_long = pl.col("content").list.len() >= _FEW
    same = renderings.filter(is_long | pl.col("speaker_entity_id").is_not_null()).select(
        "quote_id",
        words=pl.col("words").list.join(" "),
        mouth=pl.when(~is_long).then("speaker_entity_id").otherwise(pl.lit("")),
    )
    return _neighbours(same, ["words", "mouth"])


def _neighbours(members: pl.DataFrame, block: list[str]) -> pl.DataFrame:
    """Pairs of members of a block that follow each other by id."""
    return (
        members.sort(*block, "quote_id")
        .with_columns(before=pl.col("quote_id").shift(1).over(block))
        .drop_nulls("before")
        .select(a="before", b="quote_id")
        .unique()
    )


def _candidates(renderings: pl.DataFrame) -> pl.DataFrame:
    """Pairs worth comparing, `a < b`, with `in_order`: whether they share a run of words."""
    long = renderings.filter(pl.col("content").list.len() >= _FEW)
    runs = _blocks_of_runs(long)
    rare = _blocks_of_rare_words(long)
    found = [
        _pairs(runs).with_columns(in_order=pl.lit(value=True)),
        _pairs(rare).with_columns(in_order=pl.lit(value=False)),
    ]
    return pl.concat(found).group_by("a", "b").agg(pl.col("in_order").any())


def _blocks_of_runs(renderings: pl.DataFrame) -> pl.DataFrame:
    """Every run of words of every rendering: `block`, `quote_id`."""
    spread = (
        renderings.select("quote_id", word="words")
        .explode("word")
        .with_columns(
            next=pl.col("word").shift(-1).over("quote_id"), last=pl.col("word").shift(-2).over("quote_id")
        )
        .drop_nulls()
    )
    has_content = pl.any_horizontal(
        ~pl.col(name).is_in(list(_words("function_words"))) for name in ("word", "next", "last")
    )
    return spread.filter(has_content).select(
        "quote_id", block=pl.concat_str("word", "next", "last", separator=" ")
    ).unique()  # fmt: skip


def _blocks_of_rare_words(renderings: pl.DataFrame) -> pl.DataFrame:
    """The rarest content words of every rendering, two at a time: `block`, `quote_id`."""
    stems = renderings.select("quote_id", stem="content").explode("stem")
    rarest = (
        stems.with_columns(count=pl.len().over("stem"))
        .filter(pl.col("count") > 1)
        .sort("quote_id", "count", "stem")
        .group_by("quote_id", maintain_order=True)
        .head(_RARE)
    )
    both = rarest.join(rarest, on="quote_id").filter(pl.col("stem") < pl.col("stem_right"))
    return both.select("quote_id", block=pl.concat_str("stem", "stem_right", separator="+"))


def _pairs(blocks: pl.DataFrame) -> pl.DataFrame:
    """Pairs within blocks: all of a small one, neighbours only of a large one."""
    sized = blocks.with_columns(size=pl.len().over("block")).filter(pl.col("size") > 1)
    small = sized.filter(pl.col("size") <= _MAX_BLOCK)
    everyone = (
        small.join(small, on="block")
        .filter(pl.col("quote_id") < pl.col("quote_id_right"))
        .select(a="quote_id", b="quote_id_right")
    )
    return pl.concat([everyone, _neighbours(sized, ["block"])]).unique()


def _alike(candidates: pl.DataFrame, renderings: pl.DataFrame) -> pl.DataFrame:
    """The candidates that render one utterance.

    Never a quote and one that it stands in, nor two that differ in figures, nor a denial and its opposite.
    """
    compared = candidates.join(renderings, left_on="a", right_on="quote_id").join(
        renderings, left_on="b", right_on="quote_id", suffix="_b"
    )
    shared = pl.col("content").list.set_intersection("content_b").list.len()
    shorter = pl.min_horizontal(pl.col("content").list.len(), pl.col("content_b").list.len())
    has_same_speaker = (pl.col("speaker_entity_id") == pl.col("speaker_entity_id_b")).fill_null(value=False)
    overlaps = (
        (pl.col("document_id") == pl.col("document_id_b"))
        & (pl.col("start_char") < pl.col("end_char_b"))
        & (pl.col("start_char_b") < pl.col("end_char"))
    )
    figures_differ = (
        (pl.col("figures").list.len() > 0)
        & (pl.col("figures_b").list.len() > 0)
        & (pl.col("figures").list.set_intersection("figures_b").list.len() == 0)
    )
    enough = (
        pl.when(pl.col("in_order"))
        .then(_CONTAINED_IN_ORDER)
        .when(has_same_speaker)
        .then(_CONTAINED_SAME_SPEAKER)
        .otherwise(_CONTAINED)
    )
    return compared.filter(
        (shared >= _FEW)
        & (shared / shorter >= enough)
        & ~overlaps
        & ~figures_differ
        & (pl.col("is_negated") == pl.col("is_negated_b"))
    )


def _components(quote_ids: pl.Series, pairs: pl.DataFrame) -> pl.DataFrame:
    """Connected components: `quote_id` and the `smallest` id it is connected with."""
    parent: dict[str, str] = {}

    def find(node: str) -> str:
        while (above := parent.get(node, node)) != node:
            parent[node] = node = parent.get(above, above)
        return node

    for a, b in pairs.unique().sort("a", "b").rows():
        smaller, larger = sorted((find(a), find(b)))
        parent[larger] = smaller
    ids = quote_ids.sort()
    return pl.DataFrame(
        {"quote_id": ids, "smallest": [find(each) for each in ids]},
        schema={"quote_id": pl.String, "smallest": pl.String},
    )
