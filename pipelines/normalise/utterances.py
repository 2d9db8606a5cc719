"""Which quotes render one utterance, in whatever wording or length, anywhere in the corpus.

Renderings meet where they share a run of words or their rarest content words, and are one utterance
where the shorter one's content is in the longer one. Not here: who said it (`quotes`).
"""

from __future__ import annotations

import polars as pl

from pipelines.ids import digests
from pipelines.normalise.renderings import renderings, word_list

_RUN = 3
"""Words in a row that two renderings may share."""
_RARE = 4
"""How many of its rarest content words, two at a time, a rendering can be found by."""
_MAX_BLOCK = 30
"""Renderings that share something commoner than this are only compared with their neighbours."""
_HELD = 6
"""Most words of a short rendering that is looked for inside longer ones of the same mouth."""
_FEW = 4
"""Fewer content words than this are an utterance only from the same mouth, word for word; renderings in
other words share at least as many."""
_CONTAINED_IN_ORDER = 0.75
_CONTAINED_SAME_SPEAKER = 0.6
_CONTAINED = 0.85
"""Share of the shorter one's content that the longer one must have: with a shared run of words, from
the same speaker, and without either."""


def utterance_clusters(quotes: pl.DataFrame) -> pl.DataFrame:
    """`quote_id` and `quote_cluster_id`, from draft quotes with their `speaker_entity_id`.

    A cluster is named after its smallest quote, so its id depends on the corpus alone.
    """
    units = renderings(quotes)
    pairs = [_alike(_candidates(units), units), _word_for_word(units), _held_whole(units), _run_on(units)]
    again = quotes.filter(pl.col("repeats_quote_id").is_not_null())
    linked = [_of_quotes(pl.concat(pairs), units), again.select(one="repeats_quote_id", other="quote_id")]
    clusters = _components(quotes["quote_id"], pl.concat(linked))
    return clusters.with_columns(digests(clusters, ["smallest"], "u").alias("quote_cluster_id")).select(
        "quote_id", "quote_cluster_id"
    )


def _of_quotes(pairs: pl.DataFrame, units: pl.DataFrame) -> pl.DataFrame:
    """The quotes of pairs of units, but never a quote and one that it stands in."""
    place = units.select("unit", "quote_id", "document_id", "start_char", "end_char")
    both = (
        pairs.unique()
        .join(place, left_on="a", right_on="unit")
        .join(place, left_on="b", right_on="unit", suffix="_b")
    )
    overlaps = (
        (pl.col("document_id") == pl.col("document_id_b"))
        & (pl.col("start_char") < pl.col("end_char_b"))
        & (pl.col("start_char_b") < pl.col("end_char"))
    )
    return both.filter(~overlaps).select(one="quote_id", other="quote_id_b").unique()


def _word_for_word(units: pl.DataFrame) -> pl.DataFrame:
    """Pairs of neighbours among quotes with the same words: few words only from the same mouth."""
    is_long = pl.col("content").list.len() >= _FEW
    same = units.filter(is_long | pl.col("mouth").is_not_null()).select(
        "unit",
        words=pl.col("words").list.join(" "),
        mouth=pl.when(~is_long).then("mouth").otherwise(pl.lit("")),
    )
    return _neighbours(same, ["words", "mouth"])


def _held_whole(units: pl.DataFrame) -> pl.DataFrame:
    """Pairs of which one is a few words that the same mouth says among others: "Teachers should teach"."""
    spoken = units.filter(pl.col("mouth").is_not_null())
    length = pl.col("words").list.len()
    few = spoken.filter(length.is_between(_RUN, _HELD) & (pl.col("content").list.len() > 1)).select(
        "unit", "mouth", "is_negated", run=pl.col("words").list.join(" ")
    )
    longer = spoken.join(few.select("mouth").unique(), on="mouth", how="semi")
    runs = pl.concat(
        _runs(longer.filter(length > size), size, ["mouth", "is_negated"]) for size in range(_RUN, _HELD + 1)
    )
    held = runs.join(few, on=["mouth", "run", "is_negated"], suffix="_few")
    first = held.sort("unit_few", "unit").unique(["unit", "run"], keep="first", maintain_order=True)
    return first.select(a="unit_few", b="unit")


def _run_on(units: pl.DataFrame) -> pl.DataFrame:
    """Pairs that share many words in a row, unless it is known that two different mouths said them."""
    runs = _runs(units, _HELD, ["mouth", "is_negated"])
    content = pl.col("run").str.split(" ").list.eval(~pl.element().is_in(list(word_list("function_words"))))
    telling = runs.filter(content.list.sum() > 1).select("unit", "mouth", "is_negated", block="run")
    told = telling.select("unit", "mouth", "is_negated").unique()
    return (
        _pairs(telling.select("unit", "block").unique())
        .join(told, left_on="a", right_on="unit")
        .join(told, left_on="b", right_on="unit", suffix="_b")
        .filter(
            (pl.col("is_negated") == pl.col("is_negated_b"))
            & (pl.col("mouth") == pl.col("mouth_b")).fill_null(value=True)
        )
        .select("a", "b")
    )


def _runs(units: pl.DataFrame, size: int, kept: list[str]) -> pl.DataFrame:
    """Every `size` words in a row of every unit: `unit`, `run` and the columns to keep."""
    spread = units.select("unit", *kept, word="words").explode("word")
    row = [pl.col("word").shift(-step).over("unit") for step in range(size)]
    return (
        spread.with_columns(run=pl.concat_str(row, separator=" "))
        .filter(pl.col("run").is_not_null())
        .select("unit", *kept, "run")
        .unique()
    )


def _neighbours(members: pl.DataFrame, block: list[str]) -> pl.DataFrame:
    """Pairs of members of a block that follow each other by id."""
    return (
        members.sort(*block, "unit")
        .with_columns(before=pl.col("unit").shift(1).over(block))
        .drop_nulls("before")
        .select(a="before", b="unit")
        .unique()
    )


def _candidates(units: pl.DataFrame) -> pl.DataFrame:
    """Pairs worth comparing, `a < b`, with `in_order`: whether they share a run of words."""
    long = units.filter(pl.col("content").list.len() >= _FEW)
    runs = _blocks_of_runs(long)
    rare = _blocks_of_rare_words(long)
    found = [
        _pairs(runs).with_columns(in_order=pl.lit(value=True)),
        _pairs(rare).with_columns(in_order=pl.lit(value=False)),
    ]
    return pl.concat(found).group_by("a", "b").agg(pl.col("in_order").any())


def _blocks_of_runs(units: pl.DataFrame) -> pl.DataFrame:
    """Every run of words of every rendering: `block`, `unit`."""
    runs = _runs(units, _RUN, [])
    content = pl.col("run").str.split(" ").list.eval(~pl.element().is_in(list(word_list("function_words"))))
    return runs.filter(content.list.any()).select("unit", block="run")


def _blocks_of_rare_words(units: pl.DataFrame) -> pl.DataFrame:
    """The rarest content words of every rendering, two at a time: `block`, `unit`."""
    stems = units.select("unit", stem="content").explode("stem")
    rarest = (
        stems.with_columns(count=pl.len().over("stem"))
        .filter(pl.col("count") > 1)
        .sort("unit", "count", "stem")
        .group_by("unit", maintain_order=True)
        .head(_RARE)
    )
    both = rarest.join(rarest, on="unit").filter(pl.col("stem") < pl.col("stem_right"))
    return both.select("unit", block=pl.concat_str("stem", "stem_right", separator="+"))


def _pairs(blocks: pl.DataFrame) -> pl.DataFrame:
    """Pairs within blocks: all of a small one, neighbours only of a large one."""
    sized = blocks.with_columns(size=pl.len().over("block")).filter(pl.col("size") > 1)
    small = sized.filter(pl.col("size") <= _MAX_BLOCK)
    everyone = (
        small.join(small, on="block")
        .filter(pl.col("unit") < pl.col("unit_right"))
        .select(a="unit", b="unit_right")
    )
    return pl.concat([everyone, _neighbours(sized, ["block"])]).unique()


def _alike(candidates: pl.DataFrame, units: pl.DataFrame) -> pl.DataFrame:
    """The candidates that render one utterance.

    Never a quote and one that it stands in, nor two that differ in figures, nor a denial and its opposite.
    """
    compared = candidates.join(units, left_on="a", right_on="unit").join(
        units, left_on="b", right_on="unit", suffix="_b"
    )
    shared = pl.col("content").list.set_intersection("content_b").list.len()
    shorter = pl.min_horizontal(pl.col("content").list.len(), pl.col("content_b").list.len())
    has_same_speaker = (pl.col("mouth") == pl.col("mouth_b")).fill_null(value=False)
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
        & ~figures_differ
        & (pl.col("is_negated") == pl.col("is_negated_b"))
    ).select("a", "b")


def _components(quote_ids: pl.Series, pairs: pl.DataFrame) -> pl.DataFrame:
    """Connected components: `quote_id` and the `smallest` id it is connected with."""
    parent: dict[str, str] = {}

    def find(node: str) -> str:
        while (above := parent.get(node, node)) != node:
            parent[node] = node = parent.get(above, above)
        return node

    for a, b in pairs.unique().sort("one", "other").rows():
        smaller, larger = sorted((find(a), find(b)))
        parent[larger] = smaller
    ids = quote_ids.sort()
    return pl.DataFrame(
        {"quote_id": ids, "smallest": [find(each) for each in ids]},
        schema={"quote_id": pl.String, "smallest": pl.String},
    )
