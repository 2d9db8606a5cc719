"""How a clause asserts what it says: affirmed or denied; as fact, possibility, plan or condition.

Belongs here: reading polarity and modality off a clause's head, from the lexicon of statements. Not
here: where the clause ends (`clauses`) or what it is about (`statements`).
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from spacy.tokens import Doc, Token

from pipelines.extract.clauses import Clause

_LEXICON = Path(__file__).parent / "lexicon" / "statements.toml"
_CORE = frozenset({"nsubj", "nsubjpass", "dobj", "attr", "pobj", "dative", "expl", "acomp"})


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The word lists of `lexicon/statements.toml`."""

    denials: frozenset[str]
    disclosing: frozenset[str]
    withholding: frozenset[str]
    withheld: frozenset[str]
    denying_cues: frozenset[str]
    negators: frozenset[str]
    raising_verbs: frozenset[str]
    possible_modals: frozenset[str]
    future_modals: frozenset[str]
    conditional_modals: frozenset[str]
    hedges: frozenset[str]
    hedging_verbs: frozenset[str]
    planning_verbs: frozenset[str]
    conditions: frozenset[str]
    negative_predicates: frozenset[str]
    questioning: frozenset[str]
    saying: frozenset[str]
    empty: frozenset[str]


@cache
def lexicon() -> Lexicon:
    """The lexicon, read once."""
    lists = tomllib.loads(_LEXICON.read_text(encoding="utf-8"))
    return Lexicon(**{name: frozenset(words) for name, words in lists.items()})


def lemma(token: Token) -> str:
    """The lemma in lower case; the word itself where the model gives none."""
    return (token.lemma_ or token.text).lower()


def polarity(doc: Doc, clause: Clause, cue: str | None = None, *, disbelieved: bool = False) -> str:
    """`denied` where an odd number of negations stands over the main verb.

    `cue` is the reporting lemma that the clause is the content of: what is denied is denied, once, also where
    the clause holds the verb that denies it. What is `disbelieved` is denied too.
    """
    words = lexicon()
    head = doc[clause.head]
    verbs = (head, *_governors(head, clause))
    flips = sum(_negations(each) for each in dict.fromkeys((head, _content(head, clause))))
    flips += any(_denies(verb) for verb in verbs[1:])
    flips += cue in words.denying_cues and not any(map(_denies, verbs))
    flips += disbelieved and cue not in {lemma(verb) for verb in verbs}
    return "denied" if flips % 2 else "affirmed"


def is_disbelieved(cue_text: str) -> bool:
    """Whether a reporting phrase negates what it introduces: "do not believe", not "did not say"."""
    said = cue_text.lower().replace("n't", " n't").replace("n’t", " n't").split()
    return not lexicon().negators.isdisjoint(said) and not lexicon().raising_verbs.isdisjoint(said)


def modality(doc: Doc, clause: Clause, cue: str | None = None) -> str:
    """`asserted`, `possible`, `future` or `conditional`, by the clause's modals, marks and hedges."""
    words = lexicon()
    head = _content(doc[clause.head], clause)
    verbs = [head, *(child for child in head.children if child.dep_ == "xcomp")]
    auxiliaries = {child.lower_ for child in head.children if child.dep_ in {"aux", "auxpass"}}
    if _has_condition(head) or (_leaves_open(head) and any(map(_negates, head.children))):
        return "conditional"
    if auxiliaries & words.future_modals or _is_planned(head) or (cue in words.planning_verbs):
        return "future"
    if auxiliaries & words.conditional_modals:
        return "future" if head.dep_ == "ccomp" or cue is not None else "conditional"
    hedged = any(child.lower_ in words.hedges for verb in verbs for child in verb.children)
    governed = any(lemma(verb) in words.hedging_verbs for verb in (head, *_governors(head, clause)))
    is_hedged = hedged or governed or cue in words.hedging_verbs or _is_asked(head)
    if auxiliaries & words.possible_modals or is_hedged:
        return "possible"
    return "asserted"


def _content(head: Token, clause: Clause) -> Token:
    """The verb that carries what is asserted: of "he said on Monday that he would resign", the second."""
    saying = lexicon().saying
    while lemma(head) in saying:
        said = next((child for child in head.children if child.dep_ == "ccomp" and child.i > head.i), None)
        if said is None or said.i >= clause.end or _is_asked(said):
            break
        head = said
    return head


def _negations(head: Token) -> int:
    """How many words over a verb, and the verb itself, say that something is not so."""
    words = lexicon()
    if _leaves_open(head):
        return 0
    predicates = (each for each in head.children if each.dep_ in {"acomp", "attr", "oprd"})
    negative = sum(lemma(each) in words.negative_predicates for each in predicates)
    return sum(1 for token in _over(head) if _negates(token)) + negative + _denies(head)


def _negates(token: Token) -> bool:
    """Whether a word negates; a quoted "no" is a vote or an answer."""
    is_quoted = token.i > 0 and token.nbor(-1).is_quote
    return not is_quoted and (token.lower_ in lexicon().negators or token.dep_ == "neg")


def _denies(verb: Token) -> bool:
    """Whether a verb says that something is not so; who will not comment, or grants no bail, does not."""
    words = lexicon()
    is_withheld = any(child.dep_ == "dative" or lemma(child) in words.withheld for child in verb.children)
    if is_withheld and lemma(verb) in words.withholding:
        return False
    aims = (lemma(child) for child in verb.children if child.dep_ == "xcomp")
    return lemma(verb) in words.denials and words.disclosing.isdisjoint(aims)


def _over(head: Token) -> Iterator[Token]:
    """Words that may negate a verb: its own modifiers and the determiners of its core arguments."""
    for child in head.children:
        yield child
        if child.dep_ in _CORE:
            yield from (each for each in child.children if each.dep_ in {"det", "neg", "preconj"})


def _governors(head: Token, clause: Clause) -> Iterator[Token]:
    """Verbs within the clause that govern its head as a complement."""
    verb = head
    while verb.dep_ in {"xcomp", "ccomp"} and clause.start <= verb.head.i < clause.end:
        verb = verb.head
        yield verb


def _has_condition(head: Token) -> bool:
    """Whether the main verb stands under a condition: an `if` of its own or in front of it."""
    words = lexicon()
    clauses = [head, *(child for child in head.children if child.dep_ == "advcl")]
    marks = (mark for verb in clauses if not _is_asked(verb) for mark in _marks(verb))
    return any(mark.lower_ in words.conditions and mark.lower_ != "should" for mark in marks)


def _is_asked(verb: Token) -> bool:
    """Whether a clause is a question that another asks: "they ask if he knew", "whether he knew is open"."""
    marks = {mark.lower_ for mark in _marks(verb)}
    if "whether" in marks:
        return True
    asks = lemma(verb.head) in lexicon().questioning and verb.head.i < verb.i
    return "if" in marks and verb.dep_ in {"ccomp", "advcl"} and asks


def _leaves_open(verb: Token) -> bool:
    """Whether a verb of saying has a question for its content: "did not say whether" denies nothing."""
    contents = (child for child in verb.children if child.dep_ in {"ccomp", "advcl"})
    marks = {mark.lower_ for content in contents for mark in _marks(content)}
    return lemma(verb) in lexicon().saying and "whether" in marks


def _marks(verb: Token) -> Iterator[Token]:
    return (child for child in verb.children if child.dep_ in {"mark", "advmod", "aux"})


def _is_planned(head: Token) -> bool:
    """`plans to`, `is expected to`, `is going to`, and a headline's bare `to visit`."""
    words = lexicon()
    complement = any(
        child.dep_ in {"xcomp", "ccomp"} and any(each.lower_ == "to" for each in child.children)
        for child in head.children
    )
    if complement and lemma(head) in words.planning_verbs:
        return True
    if any(child.dep_ == "acomp" and lemma(child) in words.planning_verbs for child in head.children):
        return True
    return (
        head.tag_ == "VB"
        and head.dep_ == "ROOT"
        and any(child.dep_ == "aux" and child.lower_ == "to" for child in head.children)
    )
