"""Places that stand for their teams: in a report on sport "England beat Italy" names no country.

Belongs here: which articles report on sport, and which names in them mean a team. Not here: names as such.
"""

from __future__ import annotations

import re
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
    """The names, places that stand for teams as organizations."""
    docs = [segment.doc for segment in article.segments]
    if not any(name.kind == "place" for name in names) or not _is_on_sport(docs):
        return list(names)
    return [replace(n, kind="organization") if _is_team(docs[n.segment], n) else n for n in names]


def _is_on_sport(docs: Iterable[Doc]) -> bool:
    said = [word for doc in docs for word in _WORD.findall(doc.text.lower())]
    found = [word for word in said if word in _sport()]
    return len(found) >= _SHARE * len(said) and len(set(found)) >= _DISTINCT


_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


def _is_team(doc: Doc, name: Name) -> bool:
    """Whether a place is a team: any with its points or its host behind it, a country wherever it can be."""
    if name.kind != "place":
        return False
    return _has_result(doc, name) or _is_fixture(doc, name) or _is_country_team(doc, name)


def _has_result(doc: Doc, name: Name) -> bool:
    """Whether points follow: "Detroit 4 Kansas City 1", a line of a table."""
    return name.end < len(doc) and bool(_POINTS.fullmatch(doc[name.end].text))


_POINTS = re.compile(r"\d{1,3}")


def _is_fixture(doc: Doc, name: Name) -> bool:
    """Whether it is one side of a line that holds nothing but a fixture: "Chicago at Toronto"."""
    start, end = doc[name.start].idx, doc[name.end - 1].idx + len(doc[name.end - 1])
    before = doc.text[:start].rpartition("\n")[2]
    behind = doc.text[end:].partition("\n")[0]
    is_host = bool(_VISITOR.fullmatch(before)) and not behind.strip()
    return is_host or (not before.strip() and bool(_HOST.fullmatch(behind)))


_NAME = r"[^\W\d_][^\d\n,;:()]{1,30}"
_VISITOR = re.compile(rf"\s*{_NAME} (?:at|v|vs\.?) (?:the )?", re.IGNORECASE)
_HOST = re.compile(rf" (?:at|v|vs\.?) {_NAME}", re.IGNORECASE)


def _is_country_team(doc: Doc, name: Name) -> bool:
    if country_named(name.text) is None:
        return False
    before = doc[name.start - 1].lower_ if name.start else ""
    if before == "the" and name.start > 1:
        before = doc[name.start - 2].lower_
    is_after_town = (
        before == "," and name.start > 1 and doc[name.start - 2].ent_type_ in ("GPE", "LOC", "FAC")
    )
    return before not in _before_places() and not is_after_town
