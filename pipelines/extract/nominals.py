"""Noun phrases that tell of something between those they name: "Boeing's takeover of Spirit".

Belongs here: which phrases do, whom they name as parties, who of them acts, and what else narrows them down.
Not here: clauses (`statements`), and which phrases tell of the same (`pipelines.corroborate.nominals`).

A possessive or definite phrase presupposes what a clause would assert. Its noun stands in the lexicon of
nominals; its parties stand in its own phrase, as possessor, modifier, object of its prepositions, or of
those of a participle that adds nothing ("issued for Putin by the court").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from spacy.tokens import Span, Token

from pipelines.extract import assertion
from pipelines.extract.clause_contents import Context, context_of, is_question, passage_of
from pipelines.extract.clauses import Clause
from pipelines.extract.lexicon import lexicon, words
from pipelines.extract.period_expressions import period_mentions
from pipelines.extract.records import AnalysedArticle, AnalysedSegment, Chain, Mention, Quote, Statement
from pipelines.extract.statements import terms_of

_SILENT_KINDS = frozenset({"dateline"})
_PARTY_KINDS = frozenset({"person", "organization", "place", "group"})
_PARTY_PREPOSITIONS = frozenset(
    {"of", "for", "against", "on", "by", "with", "between", "to", "from", "over", "into", "upon", "among"}
)
_UPON = frozenset({"of", "for", "against", "on", "to", "from", "over", "into", "upon"})
"""Prepositions of whom something is done to; the other of two parties does it."""
_DEFINITE = frozenset({"the", "this", "that", "these", "those"})
_MODIFIERS = frozenset({"compound", "nmod", "amod", "nummod", "quantmod", "advmod", "npadvmod"})
_UNCOUNTED = frozenset({"CARDINAL", "ORDINAL", "QUANTITY", "PERCENT"})
"""What a number before the noun says of how many or which there are."""
_ADDED = frozenset({"appos", "relcl", "acl", "cc", "conj"})
"""Dependents that say more of a party, or join another to it."""
_DAY_OR_YEAR = re.compile(r"\d{4}|md=")
"""How period expressions begin that mean one day or year whoever says them."""
_BREAKS = frozenset(";:()–—\n")
_LONGEST = 25
"""Tokens of a phrase beyond which its parse is not believed."""
_FARTHEST_GOVERNOR = 4
_CONFIDENCE = 0.7


@dataclass(slots=True)
class _Phrase:
    """What a noun's dependents say, as they are read."""

    parties: list[tuple[str, Mention]] = field(default_factory=list)
    """How each is attached (a preposition, or the kind of modifier) and who it is."""
    narrowing: list[str] = field(default_factory=list)
    """Lemmas of what else stands in the phrase."""
    tokens: list[Token] = field(default_factory=list)
    is_definite: bool = False
    is_open: bool = False
    """Whether something in it leaves open what is meant, or whether it is so."""


@cache
def _heads(kind: str) -> frozenset[str]:
    return words(lexicon("nominals")["heads"][kind])


@cache
def _words(kind: str) -> frozenset[str]:
    return words(lexicon("nominals")["words"][kind])


def find_nominals(
    article: AnalysedArticle, mentions: Sequence[Mention], chains: Sequence[Chain], quotes: Sequence[Quote],
    statements: Sequence[Statement],
) -> list[Statement]:  # fmt: skip
    """The telling noun phrases of an article in order of text, numbered on from its `statements`.

    `chains` of each are its parties, two at least, `subject_chain` who of them acts, where that is told. What
    is a statement as it stands, as a title may be, is none of them.
    """
    context = context_of(mentions, chains, quotes, ())
    stated = {(each.start_char, each.end_char) for each in statements}
    found = [
        _statement(article.article_ordinal, segment, head, phrase, near)
        for segment in article.segments
        if segment.kind not in _SILENT_KINDS
        for near in (context.within(segment),)
        for head in segment.doc
        if _may_head(head) and not is_question(head.sent)
        if (phrase := _read(segment, head, near)) is not None
    ]
    new = [each for each in found if (each.start_char, each.end_char) not in stated]
    return [replace(each, ordinal=ordinal) for ordinal, each in enumerate(new, len(statements))]


def _may_head(token: Token) -> bool:
    name = assertion.lemma(token)
    return (
        token.pos_ == "NOUN"
        and (name in _heads("single") or name in _heads("repeated"))
        and not _is_distant(token)
    )


def _read(segment: AnalysedSegment, head: Token, context: Context) -> _Phrase | None:
    """The phrase of a noun, if it tells of something between two that it names."""
    phrase = _Phrase(tokens=[head])
    if _mention_of(segment, head, context, whole=False) is not None:
        return None
    for child in head.children:
        _take(phrase, segment, child, context)
    span = _span(phrase, segment)
    is_settled = phrase.is_definite and not phrase.is_open and len(span) <= _LONGEST
    if not is_settled or len(_party_chains(phrase)) < 2 or any(each.text in _BREAKS for each in span):
        return None
    before = segment.doc[span.start : head.i].text
    is_told_apart = assertion.lemma(head) in _heads("single") or _is_dated(before)
    return phrase if is_told_apart else None


def _span(phrase: _Phrase, segment: AnalysedSegment) -> Span:
    places = [each.i for each in phrase.tokens if not each.is_punct]
    return segment.doc[min(places) : max(places) + 1]


def _take(phrase: _Phrase, segment: AnalysedSegment, child: Token, context: Context) -> None:
    """Add what a dependent of the noun says."""
    kind = child.dep_
    if kind == "poss":
        phrase.is_definite = True
        _add(phrase, segment, child, "possessor", context)
    elif kind in _MODIFIERS and child.i < child.head.i:
        phrase.is_open |= child.ent_type_ in _UNCOUNTED or not _words("unsettled").isdisjoint(
            {child.lower_, assertion.lemma(child)}
        )
        _add(phrase, segment, child, "modifier", context)
    elif kind in {"det", "predet"}:
        phrase.is_definite |= child.lower_ in _DEFINITE
        phrase.is_open |= child.lower_ not in _DEFINITE
        phrase.tokens.append(child)
    elif kind in {"prep", "agent"} and child.lower_ != "including":
        _take_objects(phrase, segment, child, context, narrows=True)
    elif kind == "acl" and child.tag_ == "VBN" and assertion.lemma(child) in _words("support"):
        phrase.tokens.append(child)
        for below in child.children:
            if below.dep_ in {"prep", "agent", "dative"}:
                _take_objects(phrase, segment, below, context, narrows=False)
            elif below.dep_ == "npadvmod":
                phrase.tokens += _own(below)
            else:
                phrase.is_open |= below.dep_ == "neg"
    elif kind in {"acl", "neg", "nummod"} or (kind == "relcl" and not _is_parted(child)):
        phrase.is_open = True


def _take_objects(
    phrase: _Phrase, segment: AnalysedSegment, preposition: Token, context: Context, *, narrows: bool
) -> None:
    """Add the objects of a preposition: parties, or what narrows the noun down."""
    named = preposition.lower_ in _PARTY_PREPOSITIONS
    for first in preposition.children:
        if first.dep_ not in {"pobj", "pcomp"}:
            continue
        for each in (first, *_joined(first)):
            mention = _mention_of(segment, each, context) if named else None
            if mention is not None:
                phrase.parties.append((preposition.lower_, mention))
            elif narrows:
                phrase.narrowing.append(f"{preposition.lower_} {assertion.lemma(each)}")
            phrase.tokens += [preposition, *_own(each)]


def _add(phrase: _Phrase, segment: AnalysedSegment, token: Token, place: str, context: Context) -> None:
    """Add a word before the noun, and those that hang on it: parties, and what narrows the noun down."""
    mention = _mention_of(segment, token, context)
    if mention is not None:
        phrase.parties.append((place, mention))
        phrase.tokens += _own(token)
        return
    phrase.tokens.append(token)
    if token.is_alpha or token.like_num:
        phrase.narrowing.append(assertion.lemma(token))
    for child in token.children:
        _add(phrase, segment, child, place, context)


def _own(token: Token) -> Iterator[Token]:
    """A word and its dependents, without what only adds to it."""
    yield token
    for child in token.children:
        if child.dep_ not in _ADDED:
            yield from _own(child)


def _joined(token: Token) -> Iterator[Token]:
    """What is coordinated with a word."""
    for child in token.children:
        if child.dep_ == "conj":
            yield child
            yield from _joined(child)


def _is_parted(clause: Token) -> bool:
    """Whether a comma parts a relative clause from its noun: then it adds something, and narrows nothing."""
    start = clause.left_edge
    return start.i > 0 and start.nbor(-1).text == ","


def _mention_of(
    segment: AnalysedSegment, token: Token, context: Context, *, whole: bool = True
) -> Mention | None:
    """The party that a word heads: the longest mention within its phrase; else whatever covers it."""
    first, last = (token.left_edge, token.right_edge) if whole else (segment.doc[0], segment.doc[-1])
    start, end = segment.start_char + first.idx, segment.start_char + last.idx + len(last)
    at = segment.start_char + token.idx
    covering = [
        each
        for each in context.mentions
        if each.start_char <= at < each.end_char and start <= each.start_char and each.end_char <= end
        if each.kind in _PARTY_KINDS or not whole
    ]
    return max(covering, key=lambda each: (each.end_char - each.start_char, -each.ordinal), default=None)


def _party_chains(phrase: _Phrase) -> tuple[int, ...]:
    """Every party once, in order of text; none at all where one of them is not known."""
    chains: list[int] = []
    for _, mention in sorted(phrase.parties, key=lambda each: each[1].start_char):
        members = (mention.chain,) if mention.chain is not None else mention.chain_members
        if not members:
            return ()
        chains += members
    return tuple(dict.fromkeys(chains))


def _actor(phrase: _Phrase, chains: Sequence[int]) -> int | None:
    """Of two parties the one who acts: whom `by` names, or not the one to whom it is done."""
    if len(chains) != 2:
        return None
    for place, mention in phrase.parties:
        if place == "by":
            return mention.chain
    done_to = {mention.chain for place, mention in phrase.parties if place in _UPON}
    others = [chain for chain in chains if chain not in done_to]
    return others[0] if len(done_to) == len(others) == 1 else None


def _is_dated(before: str) -> bool:
    """Whether the words before the noun hold a day or a year: "the June 3 attack", "their 2016 deal"."""
    return any(_DAY_OR_YEAR.match(each.expression) for each in period_mentions(before))


def _is_distant(noun: Token) -> bool:
    """Whether it is only sought, weighed, denied or supposed."""
    token = noun
    for _ in range(_FARTHEST_GOVERNOR):
        governor = token.head
        if governor.i == token.i:
            return False
        if assertion.lemma(governor) in _words("distant"):
            return True
        if governor.pos_ in {"VERB", "AUX"}:
            return _leaves_open(governor)
        token = governor
    return False


def _leaves_open(verb: Token) -> bool:
    """Whether a clause is denied or conditional, or of what may or will be."""
    words_ = assertion.lexicon()
    modals = words_.possible_modals | words_.future_modals | words_.conditional_modals
    return any(
        child.dep_ == "neg" or child.lower_ in words_.conditions or child.lower_ in modals
        for child in verb.children
        if child.dep_ in {"aux", "auxpass", "mark", "neg"}
    )


def _statement(
    article_ordinal: int, segment: AnalysedSegment, head: Token, phrase: _Phrase, context: Context
) -> Statement:
    span = _span(phrase, segment)
    whole = Clause(span.start, span.end, head.i, None, is_embedded=True)
    passage = passage_of(segment, span.sent, whole, context.quotes, context)
    chains = _party_chains(phrase)
    periods = period_mentions(span.text)
    return Statement(
        ordinal=0,
        article_ordinal=article_ordinal,
        segment_ordinal=segment.ordinal,
        start_char=passage.start_char,
        end_char=passage.end_char,
        text=span.text,
        kind="quote" if passage.quote else "statement",
        quantity_ordinal=None,
        quote_ordinal=passage.quote.ordinal if passage.quote else None,
        polarity="affirmed",
        modality="asserted",
        subject_chain=_actor(phrase, chains),
        chains=chains,
        terms=tuple(terms_of(passage, context)),
        period=periods[0].expression if periods else None,
        confidence=_CONFIDENCE,
        predicate=assertion.lemma(head),
        predicate_char=segment.start_char + head.idx,
        sentence=span.sent.text,
        sentence_char=segment.start_char + span.sent.start_char,
        nominal=" ".join([*sorted(phrase.narrowing), assertion.lemma(head)]),
    )
