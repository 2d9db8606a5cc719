"""References by role and pronoun, and whom the article makes clear that they mean.

Belongs here: "the Russian leader", "he", "both leaders". Not here: names and their chains. What stays
open has no chain: a guess is worse than none.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Doc, Token

from pipelines.extract.chains import ChainBook, gender_of
from pipelines.extract.countries import country_named, country_of, form_kind
from pipelines.extract.lexicon import lexicon, words
from pipelines.extract.names import Name
from pipelines.extract.records import AnalysedArticle
from pipelines.extract.remembered import SUBJECTS, Memory, Seen, person_meant
from pipelines.extract.roles import (
    CITIZEN,
    DETERMINERS,
    LEADER,
    Fact,
    among_many,
    bodies_in,
    country_of_role,
    equivalent,
    facts_in,
    is_definite,
    leader_heads,
    people_nouns,
    role_bounds,
    role_heads,
    titles_of,
)

PRONOUNS = {
    "he": "male",
    "him": "male",
    "his": "male",
    "himself": "male",
    "she": "female",
    "her": "female",
    "hers": "female",
    "herself": "female",
    "they": "plural",
    "them": "plural",
    "their": "plural",
    "theirs": "plural",
    "themselves": "plural",
    "it": "thing",
    "its": "thing",
    "itself": "thing",
}
_BOUND = frozenset({"its", "itself"})
_BOUND_REACH = 12
"""Tokens from a subject within which "its" is its own."""
_BODIES = ("organization", "place")
_PHRASE = 8
"""How many tokens to either side of its head a noun phrase is searched for a name."""
_PAIR_REACH = 4
_NEAR, _LONGEST = 4, 6
"""How many tokens before the end of a phrase, or of a name in apposition, the name may start."""


@dataclass(frozen=True, slots=True)
class Reference:
    """A reference other than by name: tokens `start` to `end` of the segment at `segment`."""

    segment: int
    start: int
    end: int
    form: str
    kind: str
    chain: int | None
    members: tuple[int, ...]
    method: str
    confidence: float


@cache
def _groups() -> dict[str, str]:
    found = lexicon("roles")["groups"]
    return {noun: kind for kind in ("organizations", "countries", "people") for noun in words(found[kind])}


def find_references(article: AnalysedArticle, book: ChainBook) -> list[Reference]:
    """Roles and pronouns in reading order, each with its chain or members where they are clear."""
    memory = Memory(book, main_countries=_main_countries(book), main_people=_main_people(book))
    _note_facts_of_whole_article(article, book, memory)
    by_segment: dict[int, list[tuple[Name, int]]] = defaultdict(list)
    for name, chain in zip(book.names, book.chain_of, strict=True):
        by_segment[name.segment].append((name, chain))
    found: list[Reference] = []
    for position, segment in enumerate(article.segments):
        found += _in_segment(position, segment.doc, by_segment[position], memory)
    return found


def _main_countries(book: ChainBook) -> tuple[int, ...]:
    """The two countries that the article names most, by name or adjective; none where a third comes close."""
    counts: Counter[str] = Counter()
    chains: dict[str, int] = {}
    for chain, (kind, title) in enumerate(zip(book.kinds, book.titles, strict=True)):
        country = country_of(title) if kind in ("place", "group") else None
        if country is not None and form_kind(title) != "seat":
            counts[country] += book.counts[chain]
            if country_named(title):
                chains.setdefault(country, chain)
    ranked = [country for country, _ in counts.most_common() if country in chains]
    if len(ranked) < 2 or (len(ranked) > 2 and counts[ranked[2]] * 2 > counts[ranked[1]]):
        return ()
    return chains[ranked[0]], chains[ranked[1]]


def _main_people(book: ChainBook) -> tuple[int, ...]:
    """The two people whom the article names most; none where a third comes close."""
    people = [chain for chain, kind in enumerate(book.kinds) if kind == "person"]
    ranked = sorted(people, key=lambda chain: (-book.counts[chain], chain))
    if len(ranked) < 2 or (len(ranked) > 2 and book.counts[ranked[2]] * 2 > book.counts[ranked[1]]):
        return ()
    return ranked[0], ranked[1]


def _note_facts_of_whole_article(article: AnalysedArticle, book: ChainBook, memory: Memory) -> None:
    """Who holds which role may be said after the first "the president"."""
    for name, chain in zip(book.names, book.chain_of, strict=True):
        if name.kind != "person":
            continue
        doc = article.segments[name.segment].doc
        if gender := gender_of(book.titles[chain]):
            memory.genders[chain] = gender
        for start, end in titles_of(doc, name):
            bodies = bodies_in(doc, start, end)
            for fact in facts_in(doc, start, end):
                memory.note_role(fact, chain)
                memory.bodies[fact[0], chain] |= bodies


def _in_segment(
    position: int, doc: Doc, names: Sequence[tuple[Name, int]], memory: Memory
) -> Iterator[Reference]:
    starts = {name.start: (name, chain) for name, chain in names}
    inside = {i for name, _ in names for i in range(name.start, name.end)}
    for token in doc:
        if token.i in starts:
            name, chain = starts[token.i]
            is_subject = doc[name.end - 1].dep_ in SUBJECTS
            _note_pair(position, doc, name, chain, starts, memory)
            memory.note(Seen(chain, position, token.i, is_subject))
        if token.i in inside:
            continue
        if token.tag_ in ("PRP", "PRP$") and token.lower_ in PRONOUNS:
            yield _pronoun(position, token, starts, memory)
        elif token.pos_ in ("NOUN", "PROPN"):
            reference = _group(position, token, memory) or _role(position, token, starts, memory)
            if reference is not None:
                yield reference
            if _is_unnamed(token, reference, starts):
                memory.note_unnamed(position, token)


def _is_unnamed(head: Token, reference: Reference | None, starts: dict[int, tuple[Name, int]]) -> bool:
    """Whether a subject is someone whose name the article does not tell here: "a neighbour said"."""
    is_known = reference is not None and (reference.chain is not None or bool(reference.members))
    lemma = head.lemma_.lower()
    is_someone = lemma in people_nouns() or lemma in role_heads()
    if is_known or head.dep_ not in SUBJECTS or head.tag_ != "NN" or not is_someone:
        return False
    around = range(max(head.left_edge.i, head.i - _PHRASE), min(head.right_edge.i, head.i + _PHRASE) + 1)
    return not any(i in starts for i in around)


def _note_pair(
    position: int, doc: Doc, name: Name, chain: int, starts: dict[int, tuple[Name, int]], memory: Memory
) -> None:
    """Remember two people or countries joined by "and": "they" and "both" point to them."""
    head = doc[name.end - 1]
    if head.dep_ == "appos" and head.head.lemma_.lower() in role_heads():
        head = head.head
    joined = [child for child in head.conjuncts if child.i > name.end - 1]
    if not joined or len(joined) > 3:
        return
    kind = memory.book.kinds[chain]
    alike = {i: other for i, other in starts.items() if memory.book.kinds[other[1]] == kind}
    named = [_named_by(other, alike) for other in joined]
    members = [chain, *(other for other in named if other is not None)]
    is_pair = len(members) == len(joined) + 1 and len(set(members)) > 1
    if is_pair and all(_may_act(member, memory) for member in members):
        memory.pair = tuple(dict.fromkeys(members))
        memory.pair_place = (position, name.start)
        memory.pairs.pop(kind, None)
        memory.pairs[kind] = memory.pair


def _named_by(head: Token, starts: dict[int, tuple[Name, int]]) -> int | None:
    """The chain of the name that a head ends or is told by, or that stands in apposition to it."""
    apposed = [child for child in head.rights if child.dep_ == "appos"]
    for end in (head, *apposed):
        first = head.i - _NEAR if end is head else end.i - _LONGEST
        for i in range(end.i, max(first, -1), -1):
            if i in starts:
                return starts[i][1]
    return None


def _may_act(chain: int, memory: Memory) -> bool:
    """Whether "they" may stand for such a thing: people, bodies and countries, not regions."""
    kind, title = memory.book.kinds[chain], memory.book.titles[chain]
    return kind in ("person", "organization") or (kind == "place" and country_of(title) is not None)


def _pronoun(position: int, token: Token, starts: dict[int, tuple[Name, int]], memory: Memory) -> Reference:
    sort = PRONOUNS[token.lower_]
    place = (position, token.i, token.i + 1, "pronoun")
    if sort == "thing":
        bound = _bound(token, starts, memory) if token.lower_ in _BOUND else None
        kind, confidence = ("other", 0.5) if bound is None else (memory.book.kinds[bound], 0.8)
        return Reference(*place, kind, bound, (), "open" if bound is None else "bound", confidence)
    if sort in ("male", "female"):
        chain, confidence = person_meant(position, token, sort, memory)
        if chain is not None:
            memory.genders.setdefault(chain, sort)
            memory.people.append(Seen(chain, position, token.i, token.dep_ in SUBJECTS))
        return Reference(*place, "person", chain, (), "recency" if chain is not None else "open", confidence)
    members = _members_meant(position, token, memory) if sort == "plural" else ()
    if members:
        return Reference(*place, memory.book.kinds[members[0]], None, members, "named_together", 0.6)
    return Reference(*place, "group" if sort == "plural" else "other", None, (), "open", 0.5)


def _bound(pronoun: Token, starts: dict[int, tuple[Name, int]], memory: Memory) -> int | None:
    """Whom "its" means close behind a body or country that does something: "Volvo sold its yard".

    It stays open where another is named in between: "Volvo told Saab of its yard".
    """
    verb = pronoun
    while verb.pos_ not in ("VERB", "AUX") and verb.head.i != verb.i:
        verb = verb.head
    subjects = [child for child in verb.children if child.dep_ in SUBJECTS and child.i < pronoun.i]
    is_infinitive = any(child.lower_ == "to" and child.dep_ == "aux" for child in verb.children)
    if len(subjects) != 1 or is_infinitive or subjects[0].is_ancestor(pronoun):
        return None
    first = subjects[0].i
    after = [(name.end - 1, chain) for name, chain in starts.values() if first < name.end <= pronoun.i]
    bodies = {chain for _, chain in after if memory.book.kinds[chain] in _BODIES}
    acting = {chain for end, chain in after if end == first}
    is_clear = bodies == acting and pronoun.i - first <= _BOUND_REACH
    return next(iter(acting), None) if is_clear else None


def _members_meant(position: int, token: Token, memory: Memory) -> tuple[int, ...]:
    """Whom "they" means: the two people of this sentence, else those lately joined by "and"."""
    start = token.sent.start
    lately = [s for s in memory.people if s.segment == position and start <= s.token < token.i]
    here = {seen.chain for seen in lately if seen.chain >= 0}
    if len(here) == 2 and not (memory.pair and memory.pair_place >= (position, start)):
        return tuple(sorted(here))
    is_near = memory.pair and position - memory.pair_place[0] <= _PAIR_REACH
    return memory.pair if is_near else ()


def _group(position: int, head: Token, memory: Memory) -> Reference | None:
    """ "Both leaders", "the two countries": the people or countries last named together."""
    sort = _groups().get(head.lemma_.lower())
    if sort is None or head.tag_ not in ("NNS", "NNPS"):
        return None
    before = list(head.lefts)
    words_before = {token.lower_ for token in before}
    is_of_two = "both" in words_before or ("two" in words_before and words_before & DETERMINERS)
    is_known = words_before == {"the"} and head.lemma_.lower() == "leader" and bool(memory.pair)
    if not (is_of_two or is_known):
        return None
    start = before[0].i if before else head.i
    kind = {"people": "person", "countries": "place", "organizations": "organization"}[sort]
    members = _last_two(memory, kind)
    method = "named_together" if members else "open"
    if members:
        memory.pair, memory.pair_place = members, (position, head.i)
    return Reference(
        position, start, head.i + 1, "role", kind, None, members, method, 0.7 if members else 0.4
    )


def _last_two(memory: Memory, kind: str) -> tuple[int, ...]:
    """The two of a kind last joined by "and", else the two that the article is about."""
    pair = memory.pairs.get(kind, ())
    if kind == "place" and next(reversed(memory.pairs), None) == "person":
        homes = _homes(memory.pairs["person"], memory)
        if homes:
            named = {country_named(title): chain for chain, title in enumerate(memory.book.titles)}
            return (named[homes[0]], named[homes[1]]) if set(homes) <= named.keys() else ()
    if pair:
        return pair if len(pair) == 2 else ()
    if kind == "place":
        return memory.main_countries
    return memory.main_people if kind == "person" else ()


def _homes(people: tuple[int, ...], memory: Memory) -> tuple[str, ...]:
    """The two countries that the roles of two people tell; none where they do not."""
    told = [
        {country for (_, country, _), holders in memory.roles.items() if country and person in holders}
        for person in people
    ]
    countries = tuple(country for found in told if len(found) == 1 for country in found)
    return countries if len(people) == 2 == len(set(countries)) else ()


def _role(
    position: int, head: Token, starts: dict[int, tuple[Name, int]], memory: Memory
) -> Reference | None:
    """A definite noun phrase that names its bearer by role."""
    lemma = head.lemma_.lower()
    if lemma not in role_heads() or head.tag_ in ("NNS", "NNPS"):
        return None
    start, end = role_bounds(head)
    place = (position, start, end, "role", "person")
    bearer = _bearer(head, end, starts, memory)
    if bearer is not None:
        return Reference(*place, bearer, (), "apposition", 0.9)
    if head.dep_ == "compound" or not is_definite(head):
        return None
    country, is_narrowed = country_of_role(head.doc, start, head.i, end)
    is_former = any(token.lower_ in ("former", "ex") for token in head.lefts)
    role, bodies = equivalent(head, start, end), bodies_in(head.doc, start, end)
    leads = country is not None and role in leader_heads() and not is_narrowed
    role = among_many(role) if is_narrowed else role
    chain, confidence = _holder(role, country, leads, is_former, memory)
    if chain is not None and bodies and bodies.isdisjoint(memory.bodies[role, chain] or bodies):
        chain, confidence = None, 0.4
    if chain is not None:
        memory.people.append(Seen(chain, position, head.i, head.dep_ in SUBJECTS))
    return Reference(*place, chain, (), "role" if chain is not None else "open", confidence)


def _bearer(head: Token, end: int, starts: dict[int, tuple[Name, int]], memory: Memory) -> int | None:
    """The person named right after the role, or in apposition to it."""

    def person_at(i: int) -> int | None:
        found = starts.get(i)
        return found[1] if found and memory.book.kinds[found[1]] == "person" else None

    for i in (end, end + 1):
        if (chain := person_at(i)) is not None and (i == end or head.doc[end].text == ","):
            is_apposed = i == end or any(child.dep_ == "appos" for child in head.rights)
            if is_apposed:
                return chain
    if head.dep_ == "appos":
        for i in range(head.head.i, max(head.head.i - 5, -1), -1):
            if (chain := person_at(i)) is not None:
                return chain
    return None


def _holder(
    head: str, country: str | None, leads: bool, is_former: bool, memory: Memory
) -> tuple[int | None, float]:
    """Who the article says holds this role; the last one said to, if several.

    Whoever `leads` a country may be called by any name for that.
    """
    tries: list[tuple[Fact, float]] = [((head, country, is_former), 0.85)]
    if leads:
        tries += [((LEADER, country, is_former), 0.75), ((CITIZEN, country, False), 0.65)]
    elif country is None and head == "leader":
        tries.append(((among_many(head), None, is_former), 0.75))
    if country is not None:
        tries.append(((head, None, is_former), 0.55))
    for fact, confidence in tries:
        holders = memory.roles.get(fact)
        if not holders:
            continue
        if country is not None and fact[1] is None and len(memory.roles.get((head, None, is_former), ())) > 1:
            continue
        if (
            country is not None
            and fact[1] is None
            and _belongs_elsewhere(next(iter(holders)), country, memory)
        ):
            continue
        if len(holders) == 1:
            return next(iter(holders)), confidence
        if fact[0] == CITIZEN:
            continue
        lately = {seen.chain: rank for rank, seen in enumerate(memory.people)}
        known = [chain for chain in holders if chain in lately]
        if known:
            return max(known, key=lambda chain: lately[chain]), confidence - 0.2
    return None, 0.4


def _belongs_elsewhere(chain: int, country: str, memory: Memory) -> bool:
    """Whether the article ties someone to another country only: "China's president" is not Zelensky."""
    known = {of for (_, of, _), holders in memory.roles.items() if of is not None and chain in holders}
    return bool(known) and country not in known
