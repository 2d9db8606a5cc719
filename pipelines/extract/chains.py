"""Chains: which names in one article stand for one thing.

Belongs here: names only, by their words. Not here: roles and pronouns (references), or anything that
looks beyond the article.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise

from spacy.tokens import Doc

from pipelines.extract.countries import country_named, country_of
from pipelines.extract.lexicon import lexicon, words
from pipelines.extract.names import Name
from pipelines.extract.records import AnalysedArticle, Chain

_SMALL = frozenset({"of", "the", "and", "for", "in", "on", "de", "&"})


@dataclass(slots=True)
class ChainBook:
    """The chains of an article, and which one each name belongs to."""

    names: Sequence[Name]
    chain_of: list[int]
    kinds: list[str] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)
    counts: list[int] = field(default_factory=list)

    def chains(self, article_ordinal: int) -> list[Chain]:
        """The chains as rows."""
        return [
            Chain(article_ordinal, chain, kind, name)
            for chain, (kind, name) in enumerate(zip(self.kinds, self.titles, strict=True))
        ]


def build_chains(article: AnalysedArticle, names: Sequence[Name]) -> ChainBook:
    """Chains numbered by first mention; the fullest name in the article names a chain."""
    keys = _keys(article, names)
    numbers: dict[str, int] = {}
    chain_of = [numbers.setdefault(key, len(numbers)) for key in keys]
    members: list[list[Name]] = [[] for _ in numbers]
    for name, chain in zip(names, chain_of, strict=True):
        members[chain].append(name)
    return ChainBook(
        names,
        chain_of,
        kinds=[Counter(name.kind for name in group).most_common(1)[0][0] for group in members],
        titles=[_fullest(group) for group in members],
        counts=[len(group) for group in members],
    )


def _fullest(group: Sequence[Name]) -> str:
    """The longest name; one not set in capitals throughout, if there is one."""
    texts = Counter(" ".join(name.text.split()) for name in group)
    return min(
        texts, key=lambda text: (text.isupper() and len(text) > 5, -len(text.split()), -len(text), text)
    )


def _keys(article: AnalysedArticle, names: Sequence[Name]) -> list[str]:
    """For each name a text that is alike exactly for names of one thing."""
    persons = _Persons(article, names)
    organizations = _Organizations(article, names)
    keys = []
    for name in names:
        if name.kind == "person":
            keys.append(persons.key(name, _title_gender(article, name)))
        elif name.kind == "organization":
            keys.append(organizations.key(name))
        else:
            country = country_named(name.text) if name.kind == "place" else None
            keys.append(f"{name.kind}:{(country or _plain(name.text)).casefold()}")
    return keys


def _title_gender(article: AnalysedArticle, name: Name) -> str | None:
    """The gender that a courtesy title before the name tells."""
    if name.start == 0:
        return None
    before = article.segments[name.segment].doc[name.start - 1].text.rstrip(".").casefold()
    return _gendered_titles().get(before)


@cache
def _gendered_titles() -> dict[str, str]:
    found = lexicon("names")["titles"]
    return {word.casefold(): gender for gender in ("male", "female") for word in words(found[gender])}


@cache
def _given_names() -> dict[str, str]:
    found = lexicon("names")["given"]
    return {word.casefold(): gender for gender in ("male", "female") for word in words(found[gender])}


@cache
def _suffixes() -> frozenset[str]:
    return frozenset(word.casefold() for word in words(lexicon("names")["titles"]["suffixes"]))


def gender_of(name: str) -> str | None:
    """The usual gender of a full name's given name; None for a lone name or one not listed."""
    parts = name.split()
    return _given_names().get(parts[0].casefold()) if len(parts) > 1 else None


def _plain(text: str) -> str:
    return " ".join(text.replace("’", "'").split())


def _person_words(text: str) -> tuple[str, ...]:
    """The words of a person's name without suffixes, initials between, and full stops."""
    parts = [part.strip(".,").casefold() for part in _plain(text).split()]
    parts = [part for part in parts if part and part not in _suffixes()] or parts
    return tuple(part for i, part in enumerate(parts) if i in (0, len(parts) - 1) or len(part) > 1)


class _Persons:
    """Full names of an article, so that a lone surname or given name can be tied to one."""

    def __init__(self, article: AnalysedArticle, names: Iterable[Name]) -> None:
        self.people = [name for name in names if name.kind == "person"]
        full = Counter(_person_words(name.text) for name in self.people)
        self.by_surname: dict[str, list[tuple[str, ...]]] = defaultdict(list)
        self.by_given: dict[str, list[tuple[str, ...]]] = defaultdict(list)
        self.by_tail: dict[tuple[str, ...], list[tuple[str, ...]]] = defaultdict(list)
        self.counts: Counter[str] = Counter()
        self.lately: dict[str, str] = {}
        """Surname -> whom its last bearer to act was, among those who share it."""
        ranked = sorted(full, key=lambda parts: -full[parts])
        for parts in ranked:
            if len(parts) > 1:
                self.by_surname[parts[-1]].append(parts)
                self.by_given[parts[0]].append(parts)
                self.counts[self._key_of(parts)] += full[parts]
                for cut in range(1, min(len(parts) - 1, 4)):
                    self.by_tail[parts[cut:]].append(parts)
        self.actors = self._actors(article)

    def key(self, name: Name, gender: str | None) -> str:
        """The person's key; names come in reading order."""
        parts = _person_words(name.text)
        if len(parts) > 1:
            longer = self.by_tail.get(parts, [])
            key = self._key_of(longer[0] if len(longer) == 1 else parts)
            if (name.segment, name.start) in self.actors:
                self.lately[parts[-1]] = key
            return key
        if not parts:
            return f"person:{name.text.casefold()}"
        candidates = self.by_surname.get(parts[0]) or self.by_given.get(parts[0]) or []
        fitting = [c for c in candidates[:8] if gender is None or _given_names().get(c[0], gender) == gender]
        return self._meant(parts[0], fitting) if fitting else f"person:{gender or ''}{parts[0]}"

    def _meant(self, surname: str, fitting: Sequence[tuple[str, ...]]) -> str:
        """Whom a lone surname means: the one named most; of several, whoever of them acted last."""
        keys = list(dict.fromkeys(self._key_of(parts) for parts in fitting))
        most = max(self.counts[key] for key in keys)
        last = self.lately.get(surname)
        if last in keys and 2 * self.counts[last] > most:
            return last
        return keys[0]

    def _actors(self, article: AnalysedArticle) -> set[tuple[int, int]]:
        """Where a full name that shares its surname is a subject, and not somebody's relative."""
        shared = {parts for found in self.by_surname.values() if len(found) > 1 for parts in found}
        return {
            (name.segment, name.start)
            for name in self.people
            if _person_words(name.text) in shared and _acts(article.segments[name.segment].doc, name)
        }

    def _key_of(self, parts: tuple[str, ...]) -> str:
        """First and last word: "Donald J. Trump" and "Donald John Trump" are one."""
        return f"person:{parts[0]} {parts[-1]}"


def _acts(doc: Doc, name: Name) -> bool:
    head = doc[name.end - 1]
    if head.dep_ == "appos":
        head = head.head
    around = (*doc[max(name.start - 3, 0) : name.start], *doc[name.end : name.end + 4])
    return head.dep_ in ("nsubj", "nsubjpass") and not any(token.lemma_.lower() in _kin() for token in around)


@cache
def _kin() -> frozenset[str]:
    return words(lexicon("roles")["kin"]["words"])


class _Organizations:
    """Organizations of an article by acronym and by leading or trailing words."""

    def __init__(self, article: AnalysedArticle, names: Sequence[Name]) -> None:
        long_forms = sorted({_plain(n.text) for n in names if n.kind == "organization" and " " in n.text})
        self.by_acronym: dict[str, str] = {}
        self.by_part: dict[str, set[str]] = defaultdict(set)
        for text in long_forms:
            parts = text.casefold().split()
            initials = "".join(part[0] for part in text.split() if part.casefold() not in _SMALL)
            if len(initials) > 1 and initials.isupper():
                self.by_acronym.setdefault(initials.casefold(), text.casefold())
            for cut in range(2, min(len(parts), 8)):
                self.by_part[" ".join(parts[:cut])].add(text.casefold())
                self.by_part[" ".join(parts[-cut:])].add(text.casefold())
            if len(parts) == 2 and parts[1].strip(".") in _company_words():
                self.by_part[parts[0]].add(text.casefold())
        self.by_acronym |= dict(_glossed(article, names))
        for short, full in _introduced(article, names):
            self.by_part[short].add(full)

    def key(self, name: Name) -> str:
        plain = _plain(name.text).casefold()
        if " " not in plain and name.text.isupper():
            plain = self.by_acronym.get(plain.replace(".", ""), plain)
        longer = self.by_part.get(plain, set())
        return f"organization:{next(iter(longer)) if len(longer) == 1 else plain}"


def _glossed(article: AnalysedArticle, names: Sequence[Name]) -> Iterator[tuple[str, str]]:
    """Acronyms that stand in brackets right behind the organization they are short for, and the reverse."""
    for name, following in pairwise(names):
        if name.segment != following.segment or {name.kind, following.kind} != {"organization"}:
            continue
        doc = article.segments[name.segment].doc
        closes = following.end < len(doc) and doc[following.end].text == ")"
        if not closes or doc[name.end : following.start].text != "(":
            continue
        short, full = sorted((_plain(name.text), _plain(following.text)), key=len)
        if " " not in short and short.isupper() and " " in full:
            yield short.replace(".", "").casefold(), full.casefold()


def _introduced(article: AnalysedArticle, names: Sequence[Name]) -> Iterator[tuple[str, str]]:
    """First words by which organizations go once the story has named them in full.

    What bears its one-word name before the longer one (Apple, then Apple Music) is another thing, and so
    is what a body is part of: the House is not its ethics committee.
    """
    first: dict[str, int] = {}
    for place, name in enumerate(names):
        if name.kind == "organization" and article.segments[name.segment].kind == "body":
            first.setdefault(_plain(name.text).casefold(), place)
    for full, place in first.items():
        short, _, rest = full.partition(" ")
        if not rest or country_of(short) is not None or rest.split()[-1] in _organ_words():
            continue
        if first.get(short, -1) > place and names[first[short]].text.istitle():
            yield short, full


@cache
def _organ_words() -> frozenset[str]:
    return words(lexicon("names")["organizations"]["organs"])


@cache
def _company_words() -> frozenset[str]:
    return words(lexicon("names")["organizations"]["company"])
