"""Countries that stand for their teams: in a report on sport "England beat Italy" names no country.

Belongs here: which articles report on sport, and which names in them mean a team. Not here: names as such.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache

from spacy.tokens import Doc

from pipelines.extract.countries import country_named
from pipelines.extract.lexicon import lexicon, words
from pipelines.extract.names import Name
from pipelines.extract.records import AnalysedArticle

_SHARE = 0.03
_DISTINCT = 4
"""Share of words that speak of sport, and how many different ones, from which an article reports on it."""


@cache
def _sport() -> frozenset[str]:
    return words(lexicon("sport")["sport"]["words"])


@cache
def _before_places() -> frozenset[str]:
    return words(lexicon("sport")["sport"]["before_places"])


def with_teams(article: AnalysedArticle, names: Sequence[Name]) -> list[Name]:
    """The names, countries that stand for teams as organizations."""
    docs = [segment.doc for segment in article.segments]
    if not any(name.kind == "place" and country_named(name.text) for name in names) or not _is_on_sport(docs):
        return list(names)
    return [replace(n, kind="organization") if _is_team(docs[n.segment], n) else n for n in names]


def _is_on_sport(docs: Iterable[Doc]) -> bool:
    said = [token.lower_ for doc in docs for token in doc if token.is_alpha]
    found = [word for word in said if word in _sport()]
    return len(found) >= _SHARE * len(said) and len(set(found)) >= _DISTINCT


def _is_team(doc: Doc, name: Name) -> bool:
    if name.kind != "place" or country_named(name.text) is None:
        return False
    before = doc[name.start - 1].lower_ if name.start else ""
    if before == "the" and name.start > 1:
        before = doc[name.start - 2].lower_
    is_after_town = (
        before == "," and name.start > 1 and doc[name.start - 2].ent_type_ in ("GPE", "LOC", "FAC")
    )
    return before not in _before_places() and not is_after_town
