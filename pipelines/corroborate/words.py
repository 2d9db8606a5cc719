"""The words of passages, and how much each tells.

Belongs here: which stems a passage has, names as one word each, and their weights. Not here: how words
become stems (`stems`), or what shared words are worth (`likeness`).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from pipelines.corroborate.blocks import held, millionths, whole_scopes
from pipelines.corroborate.stems import stems

LONGEST_NAME = 4
"""Words of a name that stand for it alone; a longer one is a title whose words say something."""
NUMBER_WORDS = (
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "dozen", "half", "third", "hundred", "thousand", "million", "billion", "trillion",
)  # fmt: skip
PIECE_PASSAGES = 50_000
"""About how many passages are taken apart at a time."""


@dataclass(frozen=True, slots=True)
class _Lexicon:
    """Stems and entities as numbers, in the order of their names."""

    terms: pl.DataFrame
    """`term`, `stem`."""
    entities: pl.DataFrame
    """`entity_id`, `stem`: the number that stands for it."""
    names: pl.DataFrame
    """`entity_id`, `stem`: the words of its name."""
    numbers: pl.DataFrame
    """`row`, `stem`: the digits and number words of the figures of a passage."""
    size: int


def weighed_words(
    rows: pl.DataFrame, terms: pl.Series, entities: pl.DataFrame, named: pl.DataFrame, figures: pl.DataFrame
) -> pl.DataFrame:
    """Each passage's stems, weighed by their rarity in the corpus and within the event.

    `rows` has `row`, `scope`, `article_id` and `at`, its place in `terms`; `entities` says whom each row
    mentions, `named` what they are called. An entity counts as one word, however long its name and whether
    named or meant by a pronoun. The numbers of figures are left out: figures are compared as figures.

    What every passage of an event names (the accused, the bill) tells its passages apart no more than
    what every article of the corpus says.

    Gives `row`, `stem` (a number, by which stems stand in order), `is_name`, `weight` (millionths).
    """
    lexicon = _lexicon(terms, entities, named, figures)
    counted = rows.select("row", "scope", pl.col("article_id").rank("dense").alias("article"), "at")
    articles = np.zeros(lexicon.size, np.uint32)
    pieces = []
    for numbers in whole_scopes(rows, PIECE_PASSAGES):
        part = held(counted, "row", numbers)
        part = part.with_columns(terms.gather(part.get_column("at")).alias("term"))
        distinct = _distinct(part, held(entities, "row", numbers), lexicon)
        of_piece = distinct.group_by("stem").agg(pl.col("article").n_unique())
        articles[of_piece.get_column("stem").to_numpy()] += of_piece.get_column("article").to_numpy()
        pieces.append(_telling(distinct, part))
    total = rows.get_column("article_id").n_unique()
    found = pl.Series("articles", articles)
    rarity = (1 + total / pl.col("articles")).log()
    weighed = [
        piece.with_columns(found.gather(piece.get_column("stem"))).select(
            "row", "stem", "is_name", millionths((rarity * pl.col("telling")).sqrt()).alias("weight")
        )
        for piece in pieces
    ]
    return pl.concat(weighed).sort("row", "stem")


def _distinct(part: pl.DataFrame, entities: pl.DataFrame, lexicon: _Lexicon) -> pl.DataFrame:
    """`row`, `scope`, `article`, `stem`, `is_name`: every word of the passages of a piece once."""
    numbers = part.select("row", "scope", "article")
    names = entities.join(lexicon.names, on="entity_id").select("row", "stem")
    said = (
        part.select("row", "term")
        .explode("term")
        .drop_nulls("term")
        .join(lexicon.terms, on="term")
        .select("row", "stem")
        .unique()
        .join(
            held(lexicon.numbers, "row", numbers.get_column("row").to_numpy()), on=["row", "stem"], how="anti"
        )
        .join(names, on=["row", "stem"], how="anti")
        .with_columns(is_name=pl.lit(value=False))
    )
    meant = entities.join(lexicon.entities, on="entity_id").select("row", "stem", is_name=pl.lit(value=True))
    return pl.concat([said, meant]).join(numbers, on="row")


def _telling(distinct: pl.DataFrame, part: pl.DataFrame) -> pl.DataFrame:
    """Words with `telling`: how few passages of the event have them."""
    local = distinct.group_by("scope", "stem").agg(pl.len().alias("here"))
    sizes = part.group_by("scope").agg(pl.len().alias("size"))
    return (
        distinct.join(local, on=["scope", "stem"])
        .join(sizes, on="scope")
        .select("row", "stem", "is_name", (1 + pl.col("size") / pl.col("here")).log().alias("telling"))
    )


def _lexicon(
    terms: pl.Series, entities: pl.DataFrame, named: pl.DataFrame, figures: pl.DataFrame
) -> _Lexicon:
    starts = range(0, max(len(terms), 1), PIECE_PASSAGES)
    families = stems(pl.concat([terms.slice(start, PIECE_PASSAGES).explode().unique() for start in starts]))
    meant = entities.select(pl.col("entity_id").unique())
    names = pl.concat([families.get_column("stem"), meant.get_column("entity_id").alias("stem")])
    known = names.unique().sort().to_frame().with_row_index("number")

    def numbered(frame: pl.DataFrame) -> pl.DataFrame:
        return frame.join(known, on="stem").drop("stem").rename({"number": "stem"})

    return _Lexicon(
        terms=numbered(families),
        entities=numbered(meant.with_columns(pl.col("entity_id").alias("stem"))),
        names=numbered(_names(named)),
        numbers=numbered(_numbers(figures)).sort("row"),
        size=known.height,
    )


def _names(named: pl.DataFrame) -> pl.DataFrame:
    """`entity_id`, `stem`: the words of the names of entities."""
    words = named.select("entity_id", pl.col("name").str.to_lowercase().str.split(" ").alias("term"))
    exploded = words.filter(pl.col("term").list.len() <= LONGEST_NAME).explode("term").drop_nulls("term")
    return exploded.join(stems(exploded.get_column("term")), on="term").select("entity_id", "stem").unique()


def _numbers(figures: pl.DataFrame) -> pl.DataFrame:
    """`row`, `stem`: the digits and number words of each passage's figures."""
    printed = figures.select("row", pl.col("text").str.to_lowercase().str.split(" ").alias("term")).explode(
        "term"
    )
    numeric = printed.drop_nulls("term").filter(
        pl.col("term").str.contains(r"\d") | pl.col("term").is_in(NUMBER_WORDS)
    )
    return numeric.select(
        "row", pl.col("term").str.replace_all(r"[^a-z\d.]", "").str.strip_chars(".").alias("stem")
    ).unique()
