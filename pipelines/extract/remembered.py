"""Whom an article has lately mentioned, and whom of them "he" or "she" means.

Not here: roles, groups and what gives a reference its row (`references`).
"""

from __future__ import annotations

from collections import defaultdict, deque
from dataclasses import dataclass, field

from spacy.tokens import Token

from pipelines.extract.chains import ChainBook
from pipelines.extract.roles import Fact, people_nouns

SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_REMEMBERED = 24
_REACH = 4
"""How many segments back a pronoun may look for the one it means."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A person lately mentioned; below zero `chain` numbers people who are not named."""

    chain: int
    segment: int
    token: int
    is_subject: bool


@dataclass(slots=True)
class Memory:
    """What the article has said so far that a reference may point back to."""

    book: ChainBook
    people: deque[Seen] = field(default_factory=lambda: deque(maxlen=_REMEMBERED))
    roles: dict[Fact, dict[int, int]] = field(default_factory=lambda: defaultdict(dict))
    bodies: dict[tuple[str, int], frozenset[str]] = field(default_factory=lambda: defaultdict(frozenset))
    """What a person is said to hold a role of, by its proper nouns."""
    genders: dict[int, str] = field(default_factory=dict)
    pair: tuple[int, ...] = ()
    pair_place: tuple[int, int] = (0, 0)
    """Segment and token at which the pair was named."""
    pairs: dict[str, tuple[int, ...]] = field(default_factory=dict)
    """For each kind the pair of that kind named last, the last of all at the end."""
    main_countries: tuple[int, ...] = ()
    main_people: tuple[int, ...] = ()
    clock: int = 0
    unnamed: int = 0

    def note_unnamed(self, position: int, head: Token) -> None:
        """Remember someone who is not named, so that "she" behind "a neighbour said" is no one else."""
        self.unnamed += 1
        if gender := people_nouns().get(head.lemma_.lower()):
            self.genders[-self.unnamed] = gender
        self.people.append(Seen(-self.unnamed, position, head.i, is_subject=True))

    def note(self, seen: Seen) -> None:
        """Remember someone named, or meant by a role; things that are no people are passed over."""
        if self.book.kinds[seen.chain] == "person":
            self.people.append(seen)

    def note_role(self, fact: Fact, chain: int) -> None:
        """Remember who is said to hold a role; the last one said to goes first."""
        self.clock += 1
        head, country, is_former = fact
        for key in ((head, country, is_former), (head, None, is_former)):
            self.roles[key][chain] = self.clock


def person_meant(position: int, token: Token, gender: str, memory: Memory) -> tuple[int | None, float]:
    """The person lately mentioned who fits best: subjects before others, near before far."""
    scores: dict[int, float] = {}
    acting = _subject_of_clause(token)
    for distance, seen in enumerate(reversed(memory.people)):
        if position - seen.segment > _REACH:
            break
        if acting is not None and seen.segment == position and _stands_for(seen.token, acting):
            continue
        known = memory.genders.get(seen.chain)
        if known is not None and known != gender:
            continue
        score = 1.0 / (1 + 0.35 * distance) + (0.45 if seen.is_subject else 0.0)
        score -= 0.25 * (position - seen.segment)
        score += 0.25 if known == gender else 0.0
        scores[seen.chain] = max(scores.get(seen.chain, -9.0), score) + 0.05
    if not scores:
        return None, 0.3
    ranked = sorted(scores.items(), key=lambda item: (-item[1], item[0]))
    best, score = ranked[0]
    if best < 0:
        return None, 0.3
    margin = score - ranked[1][1] if len(ranked) > 1 else 1.0
    return best, min(0.9, 0.6 + 0.3 * max(margin, 0.0))


def _subject_of_clause(pronoun: Token) -> Token | None:
    """Who acts on a pronoun, and so is someone else: "Lee asked him" (Condition B of Chomsky, 1981)."""
    is_object = pronoun.dep_ in ("dobj", "dative") or (
        pronoun.dep_ == "pobj" and pronoun.head.head.pos_ in ("VERB", "AUX")
    )
    if not is_object or pronoun.lower_.endswith("self"):
        return None
    for above in pronoun.ancestors:
        found = [child for child in above.lefts if child.dep_ in SUBJECTS]
        if found or above.dep_ in ("ROOT", "relcl", "ccomp", "advcl"):
            return found[-1] if found else None
    return None


def _stands_for(i: int, head: Token) -> bool:
    """Whether a name or noun that starts at a token has this head."""
    first = head.doc[i]
    return first == head or (first.head == head and first.dep_ == "compound")
