"""Word families: resign, resigned, resignation are one word where statements are compared.

A light suffix stripper over the corpus's vocabulary, after Porter (1980) in spirit and far shorter;
lemmas are already singular and untensed. Not here: synonyms, which need vectors.
"""

from __future__ import annotations

import polars as pl

_ENDINGS = (
    "ational", "ization", "isation", "iveness", "fulness", "ousness", "ations", "ation", "ements", "ement",
    "ments", "ment", "ition", "ities", "ity", "ness", "ions", "ion", "ance", "ence", "ings", "ing", "edly",
    "ally", "ical", "able", "ible", "ant", "ent", "ism", "ist", "ive", "ous", "ful", "als", "al", "ers", "er",
    "ors", "or", "ies", "ed", "es", "ly", "ic", "s", "e", "y",
)  # fmt: skip
_SHORTEST_STEM = 4
_DOUBLED = frozenset("bdglmnprt")


def stems(terms: pl.Series) -> pl.DataFrame:
    """`term`, `stem` for every distinct term of a series."""
    distinct = terms.drop_nulls().unique().sort().to_list()
    return pl.DataFrame(
        {"term": distinct, "stem": [stem(term) for term in distinct]},
        schema={"term": pl.String, "stem": pl.String},
    )


def stem(term: str) -> str:
    """The stem of a lemma: its longest ending off, where enough is left; figures as they are."""
    word = term.replace("’", "'").removesuffix("'s").strip(".")
    if any(letter.isdigit() for letter in word):
        return word.replace(",", "")
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            word = word[: -len(ending)]
            break
    if len(word) > _SHORTEST_STEM and word[-1] == word[-2] and word[-1] in _DOUBLED:
        word = word[:-1]
    return word[:-1] + "i" if len(word) > _SHORTEST_STEM and word[-1] == "y" else word
