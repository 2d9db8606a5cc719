"""Quotes as renderings to compare: the words of each sentence and of the whole, without the tag between.

Not here: which renderings are of one utterance (`utterances`).
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

import polars as pl

from pipelines.normalise.names import folded

_SENTENCE_END = r"([\p{Ll}\d]{2}[”\"’)]?\s?[.!?…]+[”\"’)]*)\s+([“\"‘(]*\p{Lu})"
_IN_MARKS = r"“[^“”]+”?|\"[^\"]+\"?|«[^«»]+»?|„[^„“”]+[“”]?"
_MOST_SENTENCES = 40
"""A quote of more sentences is compared as a whole and by its first ones."""


@cache
def word_list(section: str) -> tuple[str, ...]:
    """A list of `utterances.toml`, folded."""
    text = files("pipelines.normalise").joinpath("utterances.toml").read_text("utf-8")
    return tuple(tomllib.loads(text)[section]["words"])


def renderings(quotes: pl.DataFrame) -> pl.DataFrame:
    """One row per sentence of a quote, and one for the whole (`is_whole`).

    `unit` numbers the rows of all quotes; `words` in order; sets of `content` stems, `figures`; `is_negated`;
    *`mouth`*, who speaks; `is_verbatim`, whether it has words in quotation marks, and the content `quoted`
    in them, all of it but where only some words are.
    """
    whole = _spoken(quotes)
    sentences = (
        whole.with_columns(
            spoken=pl.col("spoken")
            .str.replace_all(_SENTENCE_END, "$1\n$2")
            .str.replace_all(_SENTENCE_END, "$1\n$2")
            .str.split("\n")
            .list.unique(maintain_order=True)
        )
        .filter(pl.col("spoken").list.len() > 1)
        .with_columns(pl.col("spoken").list.head(_MOST_SENTENCES))
        .explode("spoken")
    )
    units = (
        pl.concat(
            [
                whole.with_columns(is_whole=pl.lit(value=True)),
                sentences.with_columns(is_whole=pl.lit(value=False)),
            ]
        )
        .sort("quote_id", "spoken")
        .with_row_index("unit")
    )
    content, in_marks = _content(pl.col("words")), _content(_words(pl.col("in_marks")))
    return units.with_columns(words=_words(pl.col("spoken"))).with_columns(
        content=content,
        quoted=pl.when(pl.col("kind") == "mixed")
        .then(content.list.set_intersection(in_marks))
        .otherwise(content),
        figures=pl.col("words").list.eval(pl.element().filter(pl.element().str.contains(r"\d"))).list.unique(),
        is_negated=pl.col("words").list.eval(pl.element().is_in(list(word_list("negations")))).list.any(),
        is_verbatim=pl.col("kind") != "indirect",
    ).drop("spoken", "in_marks", "kind")  # fmt: skip


def _words(text: pl.Expr) -> pl.Expr:
    return folded(text).fill_null("").str.split(" ")


def _content(words: pl.Expr) -> pl.Expr:
    """The stems of the words that carry content, each once."""
    stems = pl.element().str.replace(r"^(\p{L}{3,}?)(?:ing|ed|es|s|ly|e)$", "$1")
    is_content = ~pl.element().is_in(list(word_list("function_words"))) & (pl.element() != "")
    return words.list.eval(stems.filter(is_content)).list.unique().list.sort()


def _spoken(quotes: pl.DataFrame) -> pl.DataFrame:
    """The words of each quote: those of its fragments, where a tag interrupts it."""
    base = quotes.select(
        "quote_id",
        "document_id",
        "article_id",
        "start_char",
        "end_char",
        "fragments",
        "text",
        "kind",
        mouth="speaker_entity_id",
        in_marks=pl.col("text").str.extract_all(_IN_MARKS).list.join(" "),
    )
    parted = (
        base.filter(pl.col("fragments").list.len() > 0)
        .select("quote_id", "start_char", "text", fragment="fragments")
        .explode("fragment")
        .select(
            "quote_id",
            at=pl.col("fragment").struct.field("start_char"),
            piece=pl.col("text").str.slice(
                pl.col("fragment").struct.field("start_char") - pl.col("start_char"),
                pl.col("fragment").struct.field("end_char") - pl.col("fragment").struct.field("start_char"),
            ),
        )
        .sort("quote_id", "at")
        .group_by("quote_id", maintain_order=True)
        .agg(pieces=pl.col("piece").str.join("\n"))
    )
    return base.join(parted, on="quote_id", how="left").select(
        "quote_id",
        "document_id",
        "article_id",
        "start_char",
        "end_char",
        "mouth",
        "kind",
        "in_marks",
        spoken=pl.coalesce("pieces", "text"),
    )
