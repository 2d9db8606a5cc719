"""Pairs of renderings worth comparing, found by what they share; near-linear in their number.

Not here: whether a pair is one utterance (`utterances`).
"""

from __future__ import annotations

import polars as pl

from pipelines.normalise.renderings import word_list

RUN, LONG_RUN = 3, 6
"""Words in a row that two renderings may share; the latter tell much even where little else ties them."""
_RARE = 4
"""How many of its rarest content words, two at a time, a rendering can be found by."""
_RARE_OF_MOUTH = 12
"""How many of them, one at a time, it can be found by among those from the same mouth."""
_MAX_BLOCK, _MAX_SURE_BLOCK = 12, 30
"""Renderings that share something commoner than this are only compared with their neighbours; the latter
where they share a long run."""


def candidates(units: pl.DataFrame) -> pl.DataFrame:
    """Pairs worth comparing, `a < b`, with `run`: how many words in a row they are known to share.

    A few words that are all of one rendering count as the whole `run` where the other one, of the same
    mouth, holds them.
    """
    found = [
        _pairs(_blocks_of_runs(units, RUN), _MAX_BLOCK).with_columns(run=RUN),
        _pairs(_blocks_of_runs(units, LONG_RUN), _MAX_SURE_BLOCK).with_columns(run=LONG_RUN),
        _pairs(_blocks_of_rare_words(units), _MAX_BLOCK).with_columns(run=0),
        _pairs(_blocks_of_mouths(units), _MAX_BLOCK).with_columns(run=0),
        _word_for_word(units).with_columns(run=0),
        _held_whole(units),
    ]
    return (
        pl.concat([each.select("a", "b", pl.col("run").cast(pl.Int32)) for each in found])
        .group_by("a", "b")
        .agg(pl.col("run").max())
        .sort("a", "b")
    )


def _blocks_of_runs(units: pl.DataFrame, size: int) -> pl.DataFrame:
    """Every run of words of every rendering that holds a content word: `block`, `unit`."""
    runs = _runs(units, size, [])
    content = pl.col("run").str.split(" ").list.eval(~pl.element().is_in(list(word_list("function_words"))))
    return runs.filter(content.list.any()).select("unit", block="run")


def _blocks_of_rare_words(units: pl.DataFrame) -> pl.DataFrame:
    """The rarest content words of every rendering, two at a time: `block`, `unit`."""
    rarest = _rarest(units.select("unit", stem="content").explode("stem"), _RARE)
    both = rarest.join(rarest, on="unit").filter(pl.col("stem") < pl.col("stem_right"))
    return both.select("unit", block=pl.concat_str("stem", "stem_right", separator="+"))


def _blocks_of_mouths(units: pl.DataFrame) -> pl.DataFrame:
    """The rarest content words of every rendering with its mouth: `block`, `unit`."""
    spoken = units.filter(pl.col("mouth").is_not_null())
    stems = spoken.select("unit", "mouth", stem="content").explode("stem")
    keyed = stems.select("unit", stem=pl.concat_str("mouth", "stem", separator=" "))
    return _rarest(keyed.drop_nulls(), _RARE_OF_MOUTH).select("unit", block="stem")


def _rarest(stems: pl.DataFrame, most: int) -> pl.DataFrame:
    """For each unit its rarest stems, at most so many, among those that it shares with another."""
    return (
        stems.with_columns(count=pl.len().over("stem"))
        .filter(pl.col("count") > 1)
        .sort("unit", "count", "stem")
        .group_by("unit", maintain_order=True)
        .head(most)
    )


def _word_for_word(units: pl.DataFrame) -> pl.DataFrame:
    """Pairs of neighbours among renderings with the same words, and among those from the same mouth."""
    same = units.select("unit", "mouth", words=pl.col("words").list.join(" "))
    spoken = same.filter(pl.col("mouth").is_not_null())
    return pl.concat([_neighbours(same, ["words"]), _neighbours(spoken, ["words", "mouth"])]).unique()


def _held_whole(units: pl.DataFrame) -> pl.DataFrame:
    """Pairs of which one is a few words that the same mouth says among others: "Teachers should teach"."""
    spoken = units.filter(pl.col("mouth").is_not_null())
    length = pl.col("words").list.len()
    few = spoken.filter(length.is_between(RUN, LONG_RUN) & (pl.col("content").list.len() > 1)).select(
        "unit", "mouth", run=pl.col("words").list.join(" "), size=length
    )
    longer = spoken.join(few.select("mouth").unique(), on="mouth", how="semi")
    runs = pl.concat(
        _runs(longer.filter(length > size), size, ["mouth"]) for size in range(RUN, LONG_RUN + 1)
    )
    held = runs.join(few, on=["mouth", "run"], suffix="_few")
    first = held.sort("unit_few", "unit").unique(["unit", "run"], keep="first", maintain_order=True)
    return first.select(
        a=pl.min_horizontal("unit", "unit_few"), b=pl.max_horizontal("unit", "unit_few"), run="size"
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


def _pairs(blocks: pl.DataFrame, most: int) -> pl.DataFrame:
    """Pairs within blocks: all of one with at most so many members, neighbours only of a larger one."""
    sized = blocks.with_columns(size=pl.len().over("block")).filter(pl.col("size") > 1)
    small = sized.filter(pl.col("size") <= most)
    everyone = (
        small.join(small, on="block")
        .filter(pl.col("unit") < pl.col("unit_right"))
        .select(a="unit", b="unit_right")
    )
    return pl.concat([everyone, _neighbours(sized, ["block"])]).unique()
