"""Printed names down to keys that are equal where the name is: expressions over whole columns.

Not here: which names stand for one thing (`identity`).
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

import polars as pl


@cache
def _words(section: str) -> tuple[str, ...]:
    text = files("pipelines.normalise").joinpath("names.toml").read_text("utf-8")
    return tuple(tomllib.loads(text)[section]["words"])


def _any_of(section: str) -> str:
    """A pattern that matches any entry, the longest first, already folded."""
    ordered = sorted(_words(section), key=lambda word: (-len(word), word))
    return "|".join(re.escape(word) for word in ordered)


def folded(text: pl.Expr) -> pl.Expr:
    """Lower case, no diacritics, no punctuation, single spaces, no article in front, no genitive.

    Dotted initials join: `U.S.` is `us`. NULL where nothing remains.
    """
    plain = (
        text.str.normalize("NFKD")
        .str.replace_all(r"\p{M}", "")
        .str.to_lowercase()
        .str.replace_all("ß", "ss")
        .str.replace_all("ø", "o")
        .str.replace_all("ł", "l")
        .str.replace_all("đ", "d")
        .str.replace_all("ı", "i")
        .str.replace_all("æ", "ae")
        .str.replace_all(r"[’‘ʼ`´]", "'")
        .str.replace(r"'s?\s*$", "")
        .str.replace_all(r"&", " and ")
        .str.replace_all(r"\b(\p{L})\.(?:\b|$)", "$1")
        .str.replace_all(r"['ʻ]", "")
        .str.replace_all(r"[^\p{L}\p{N}]+", " ")
        .str.strip_chars()
        .str.replace(r"^(?:the|a|an) (\S)", "$1")
    )
    return pl.when(plain != "").then(plain)


def person_key(name: pl.Expr) -> pl.Expr:
    """A folded name without titles in front and suffixes behind, spelt in one romanisation."""
    bare = (
        folded(name.str.replace_all(rf"(?i)\b(?:{_any_of('articles')})-(\p{{L}})", "$1"))
        .str.replace(rf"^(?:(?:{_any_of('titles')}) )+(\S)", "$1")
        .str.replace(rf"(\S)(?: (?:{_any_of('person_suffixes')}))+$", "$1")
        .str.replace_all(rf" (?:{_any_of('articles')}) (\S)", " $1")
    )
    return romanised(bare)


def romanised(folded_name: pl.Expr) -> pl.Expr:
    """One spelling for names that differ only in how another script was romanised.

    After two letters a doubled one counts once (Mohammed, Mohamed); after three a final y, i, ii, iy, ij
    or yy is `i` (Zelensky, Zelenskyy, Zelenskiy); `ks` is `x` (Aleksandr, Alexandr). So words change alike
    wherever they stand, `Smith` and `Smyth` stay apart, and most acronyms stay as they are.
    """
    return (
        folded_name.str.replace_all(_DOUBLED, "".join(f"${{{i}}}" for i in range(1, len(_LETTERS) + 1)))
        .str.replace_all("ks", "x", literal=True)
        .str.replace_all(r"(\p{L}{3})[iyj]+\b", "${1}i")
    )


_LETTERS = "abcdefghklmnopqrstuvwxz"
_DOUBLED = "|".join(rf"(\p{{L}}{{2}}{letter}){letter}" for letter in _LETTERS)


def with_keys(frame: pl.DataFrame, **keys: pl.Expr) -> pl.DataFrame:
    """The frame with keys of its text columns, each worked out once per distinct text.

    A key is an expression over one column, which holds no NULL.
    """
    for name, key in keys.items():
        (column,) = set(key.meta.root_names())
        distinct = frame.select(column).unique().with_columns(key.alias(name))
        frame = frame.join(distinct, on=column, how="left")
    return frame


def organization_key(name: pl.Expr) -> pl.Expr:
    """A folded name without the legal form behind it, in American spelling: `organisation`, `centre`."""
    bare = folded(name).str.replace(rf"(\S)(?: (?:{_any_of('legal_forms')}))+$", "$1")
    bare = bare.str.replace_all(r"(\p{L}{3})isation(al|s?)\b", "${1}ization$2")
    return bare.str.replace_many(_spellings())


@cache
def _spellings() -> dict[str, str]:
    text = files("pipelines.normalise").joinpath("names.toml").read_text("utf-8")
    spellings: dict[str, str] = tomllib.loads(text)["american_spellings"]
    return spellings


def group_key(name: pl.Expr) -> pl.Expr:
    """A folded name in the singular: `Russians` is `russian`."""
    return folded(name).str.replace(r"(\p{L}{3})(?:s)$", "$1")


def is_acronym(text: pl.Expr) -> pl.Expr:
    """Whether a printed name is capitals (and digits) only, two to eight of them: `ICC`, `U.S.`, `G7`."""
    bare = text.str.replace_all(r"\.", "").str.replace(r"^[Tt]he ", "").str.replace(r"[’']s$", "")
    return bare.str.contains(r"^\p{Lu}[\p{Lu}\d&-]{1,7}$")


def initials(folded_name: pl.Expr, *, with_function_words: bool) -> pl.Expr:
    """The first letters of the words of a folded name: `international criminal court` -> `icc`."""
    words = folded_name
    if not with_function_words:
        words = words.str.replace_all(rf"\b(?:{_any_of('function_words')})\b", " ")
    return words.str.extract_all(r"\b[\p{L}\p{N}]").list.join("")
