"""Roles by their words: what a noun phrase says of an office, its country and who bears it.

Not here: whom the article makes clear that a role means (`references`).
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from spacy.tokens import Doc, Token

from pipelines.extract.countries import country_of
from pipelines.extract.lexicon import lexicon, words
from pipelines.extract.names import POSSESSIVES, Name, is_glued

DETERMINERS = frozenset({"the", "this", "that", "both", "these", "those"})
_TITLE_WORDS = frozenset(
    {"former", "foreign", "prime", "top", "senior", "vice", "defence", "defense", "treasury", "press"}
    | {"finance", "interior", "deputy", "chief"}
)
_STATE = frozenset(
    {"state", "house", "president", "sen.", "rep.", "gov.", "sir", "mr.", "ms.", "mrs.", "dr."}
)
"""Words of titles that name no body of their own."""
LEADER = "leader of all"
"""The role of whoever is at the top of a country, whatever its own name."""
CITIZEN = "citizen"
"""What "Russia's Vladimir Putin" and "his Russian counterpart" say."""
_LEFT_OF_ROLE = frozenset({"det", "amod", "compound", "poss", "nmod", "nummod", "advmod"})
Fact = tuple[str, str | None, bool]
"""Head of a role, its country, and whether it is a former one."""


@cache
def role_heads() -> frozenset[str]:
    """Nouns that name a role."""
    found = lexicon("roles")["heads"]
    return words(found["leader"]) | words(found["office"])


@cache
def leader_heads() -> frozenset[str]:
    """Those of whoever is at the top."""
    return words(lexicon("roles")["heads"]["leader"])


@cache
def people_nouns() -> dict[str, str | None]:
    """Nouns for people without an office -> the gender that they tell, if they tell one."""
    found = lexicon("roles")["people"]
    genders = {"male": "male", "female": "female", "open": None}
    return {noun: gender for name, gender in genders.items() for noun in words(found[name])}


@cache
def _same() -> dict[str, str]:
    """Another name of a role -> the role."""
    return {word: role for role, text in lexicon("roles")["same"].items() for word in words(text)}


@cache
def _wider() -> dict[str, frozenset[str]]:
    """A role -> what else its bearer is called."""
    return {role: words(text) for role, text in lexicon("roles")["wider"].items()}


def _roles_named(token: Token) -> Iterator[str]:
    """The role that a word names, and what else one calls its bearer."""
    lemma = token.lemma_.lower()
    role = _same().get(lemma, lemma)
    if role in role_heads():
        yield role
        yield from sorted(_wider().get(role, ()))


def titles_of(doc: Doc, name: Name) -> Iterator[tuple[int, int]]:
    """The words that tell a person's role or country, right before the name or in apposition to it."""
    start = _title_start(doc, name.start)
    if start < name.start:
        yield start, name.start
    head = doc[name.end - 1]
    for child in head.children:
        if child.dep_ == "appos" and child.i > name.end - 1 and child.lemma_.lower() in role_heads():
            yield role_bounds(child)
    if head.dep_ == "appos" and head.head.lemma_.lower() in role_heads():
        left, right = role_bounds(head.head)
        yield left, min(right, name.start)


def facts_in(doc: Doc, start: int, end: int) -> Iterator[Fact]:
    """The roles that some words tell, or only the country."""
    is_former = any(doc[i].lower_ in ("former", "ex", "late", "then") for i in range(start, end))
    named = [(i, role) for i in range(start, end) for role in _roles_named(doc[i])]
    for i, role in named:
        country, is_narrowed = country_of_role(doc, start, i, end)
        yield (among_many(role) if is_narrowed else role, country, is_former)
        if role in leader_heads() and not is_narrowed:
            yield (LEADER, country, is_former)
    home = country_in(doc, start, end)
    if home is not None and not is_former and all(role == "counterpart" for _, role in named):
        yield (CITIZEN, home, False)


def country_of_role(doc: Doc, start: int, head: int, end: int) -> tuple[str | None, bool]:
    """Whose role the words `start` to `end` around a head tell, and whether it is one of many there.

    "Turkey's army chief" and "the head of Turkey's arms agency" lead something in Turkey, not Turkey: no
    country for them, nor for a "president" of a union; ministers have their country all the same.
    """
    country = country_in(doc, start, head)
    is_narrowed = any(_narrows(doc, i, head) for i in range(start, head))
    if head + 2 < end and doc[head + 1].lower_ == "of":
        first = head + 3 if doc[head + 2].lower_ in ("the", "his", "her", "its", "their") else head + 2
        whose = country_of(doc[first:end].text)
        country, is_narrowed = whose or country, is_narrowed or whose is None
    return (None if is_narrowed and doc[head].lower_ in _single() else country), is_narrowed


def among_many(role: str) -> str:
    """The name of a leader's role where it is one of many: an army's chief is no chief of a country."""
    return f"one {role}" if role in _single() else role


@cache
def _single() -> frozenset[str]:
    """Roles of which a country has one."""
    return words(lexicon("roles")["scope"]["single"])


def _narrows(doc: Doc, i: int, head: int) -> bool:
    """Whether a word before a role says of what part of a country it is one."""
    word = doc[i]
    if word.text in POSSESSIVES or word.lower_ in _wide() or word.lower_ in role_heads() or word.is_punct:
        return False
    if any(country_of(doc[a:b].text) for a in (i - 1, i) for b in (i + 1, i + 2) if a >= 0 and b <= head):
        return False
    return word.pos_ in ("NOUN", "PROPN") or word.lower_ in _narrowing()


@cache
def _wide() -> frozenset[str]:
    return words(lexicon("roles")["scope"]["wide"])


@cache
def _narrowing() -> frozenset[str]:
    return words(lexicon("roles")["scope"]["narrow"])


def bodies_in(doc: Doc, start: int, end: int) -> frozenset[str]:
    """The proper nouns by which some words tell whose role it is: "the leader of Harlow council"."""
    return frozenset(
        token.lower_
        for token in doc[start:end]
        if token.pos_ == "PROPN"
        and token.text[:1].isupper()
        and not {token.lower_, token.lemma_.lower()} & (role_heads() | _TITLE_WORDS | _STATE)
        and country_of(token.text) is None
    )


def country_in(doc: Doc, start: int, end: int) -> str | None:
    """The country that some of the words name."""
    for i in range(start, end):
        if (country := country_of(doc[i].text)) is not None:
            return country
        if i + 1 < end and (country := country_of(doc[i : i + 2].text)) is not None:
            return country
    return None


def _title_start(doc: Doc, name_start: int) -> int:
    """Start of the words that lead into a name as its title: "US Secretary of State", "Russia's"."""
    i = name_start
    while i > 0 and name_start - i < 10 and _may_be_title(doc[i - 1], doc[i].text):
        i -= 1
    while i < name_start and (doc[i].lower_ in ("of", "for", "and") or doc[i].text in POSSESSIVES):
        i += 1
    return i


def _may_be_title(token: Token, follows: str) -> bool:
    if token.text in POSSESSIVES or token.lower_ in ("of", "for"):
        return True
    if token.lower_ in role_heads() or token.lower_ in _TITLE_WORDS:
        return True
    if token.is_punct:
        return False
    is_capital = token.pos_ in ("PROPN", "ADJ") and token.text[:1].isupper()
    return is_capital or (token.dep_ in ("compound", "amod", "nmod") and token.head.i > token.i)


def equivalent(head: Token, start: int, end: int) -> str:
    """The role to look for: a country's "top diplomat" is its secretary of state or foreign minister."""
    lemma = head.lemma_.lower()
    if lemma == "diplomat" and any(token.lower_ in ("top", "chief") for token in head.lefts):
        return "secretary"
    return _same().get(lemma, lemma)


def role_bounds(head: Token) -> tuple[int, int]:
    """The noun phrase from its first modifier to "of ..." after it."""
    lefts = [token for token in head.lefts if token.dep_ in _LEFT_OF_ROLE]
    start = min((_left_edge(token) for token in lefts), default=head.i)
    start = max((i + 1 for i in range(start, head.i) if is_glued(head.doc[i].text)), default=start)
    end = head.i + 1
    for child in head.rights:
        if child.dep_ == "prep" and child.lower_ in ("of", "for", "to") and child.i == end:
            objects = [token for token in child.rights if token.dep_ == "pobj"]
            if objects and objects[0].i - head.i <= 6:
                end = objects[0].i + 1
    return start, end


def _left_edge(token: Token) -> int:
    edge = token.left_edge.i
    return edge if token.i - edge < 8 else token.i


def is_definite(head: Token) -> bool:
    """Whether the phrase means someone known: "the", a possessor, or a country."""
    for token in head.lefts:
        if token.dep_ == "poss" or (token.dep_ == "det" and token.lower_ in DETERMINERS):
            return True
    return any(country_of(token.text) for token in head.lefts)
