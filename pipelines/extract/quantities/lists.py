"""People told of together: "two women and a baby are dead" says three, "both sisters were hurt" two.

Belongs here: lists of people under one fate, and the total that they make. Not here: what became of them
(`predicates.py`). A total is printed as its members, not as a number: its confidence is lower, and the
members that are figures themselves are parts of it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Doc, Span, Token

from pipelines.extract.quantities import lexicon, predicates
from pipelines.extract.quantities.figures import Figure
from pipelines.extract.quantities.nouns import plural, singular
from pipelines.extract.quantities.numerals import Numeral

CONFIDENCE = 0.7
WORD = re.compile(r"\w+")
LONGEST_MEMBER = 8
"""Tokens from a determiner to its noun: "a 17-year-old high school student"."""
MOST_MEMBERS = 8
ARTICLES = frozenset(("a", "an", "another", "one"))
DETERMINERS = ARTICLES | {"the"}
INNER_TAGS = frozenset(("JJ", "JJR", "NN", "NNP", "HYPH", "CD", "VBN", "VBG", "AFX", "RB"))
NOUN_TAGS = frozenset(("NN", "NNS", "NNP", "NNPS"))
PLURAL_VERBS = frozenset(("were", "are", "have"))
FINITE = frozenset(("VBZ", "VBD", "VBP", "MD"))


@dataclass(frozen=True, slots=True)
class _Member:
    """One item of a list of people: tokens `start` to `end` (without), how many, and the noun or name."""

    start: int
    end: int
    count: float
    noun: Token
    figure: Figure | None
    is_name: bool = False
    is_bare: bool = False


@cache
def _people() -> frozenset[str]:
    return frozenset(lexicon.load("fates")["people"])


@cache
def _forms() -> frozenset[str]:
    """Nouns for people, one or several."""
    return frozenset(form for noun in _people() for form in (noun, plural(noun)))


def are_people(unit: str) -> bool:
    """Does a unit count people: "other victim", "five family members"?"""
    words = unit.split()
    return words[-1] in _people() or (words[-1] == "member" and len(words) > 1)


@cache
def _told() -> frozenset[str]:
    """Words for a fate: what to look for in a text before looking at any token."""
    data = lexicon.load("fates")
    return frozenset(word for name in ("states", "verbs", "nouns", "harms", "care") for word in data[name])


@cache
def _sufferings() -> frozenset[str]:
    data = lexicon.load("fates")
    return frozenset((*data["casualties"], *data["harmed"]))


def may_tell(text: str) -> bool:
    """Does a text tell of a fate at all? Cheap: most do not."""
    return not _told().isdisjoint(WORD.findall(text.lower()))


def totals(text: str, doc: Doc, figures: Sequence[Figure], numbers: frozenset[int]) -> list[Figure]:
    """The totals of a parse whose figures are known; `numbers` are the tokens of all numerals.

    A figure that is a member of a total becomes part of it, and leaves its fate to it where both would
    start at the same place.
    """
    if not may_tell(text):
        return []
    starts = {figure.numeral.start: figure for figure in figures if _may_be_member(figure)}
    found: list[Figure] = []
    behind = 0
    for index in _openings(doc):
        members = _members(doc, index, starts) if index >= behind and _may_open(doc, index) else []
        total = _total(doc, members, numbers) if members else None
        if total is not None:
            found.append(total)
            behind = members[-1].end
    return found


def _openings(doc: Doc) -> list[int]:
    """Tokens at which a member of a list may begin: those not far before a word for a person."""
    near: set[int] = set()
    for word in doc:
        if word.ent_type_ == "PERSON":
            near.add(word.i)
        elif word.lower_ in _forms() or word.lower_ == "old":
            near.update(range(max(0, word.i - LONGEST_MEMBER), word.i + 1))
    return sorted(near)


def _may_be_member(figure: Figure) -> bool:
    whole = figure.value is not None and figure.value >= 1 and figure.value == int(figure.value)
    return whole and figure.kind in ("count", "amount") and not figure.has_unit


def _may_open(doc: Doc, index: int) -> bool:
    """May a list of people begin here, not in the middle of a phrase?"""
    before = doc[index - 1] if index else None
    if before is None or before.is_sent_start is None or doc[index].is_sent_start:
        return True
    if before.text in ("-", "‑") and not before.whitespace_:
        return False
    return before.tag_ not in (*INNER_TAGS, "DT", "PRP$", "POS") or before.tag_ in ("VBN", "VBG")


def _members(doc: Doc, index: int, starts: dict[int, Figure]) -> list[_Member]:
    """The items of the list that begins at a token; none where it is no list."""
    members: list[_Member] = []
    has_and = False
    position: int | None = index
    while position is not None and len(members) < MOST_MEMBERS:
        member = _member(doc, position, starts)
        if member is None:
            break
        members.append(member)
        position, is_and = _joint(doc, member.end)
        has_and = has_and or is_and
    if len(members) == 1 and not _is_pair(doc, members[0]):
        return []
    if len(members) > 1 and not has_and and not _is_headline(doc, members):
        return []
    return members


def _is_pair(doc: Doc, member: _Member) -> bool:
    return doc[member.start].lower_ == "both"


def _is_headline(doc: Doc, members: list[_Member]) -> bool:
    """Are commas alone a list here: "infant, 2 women killed", "another man, woman were hurt"?"""
    end = members[-1].end
    if end < len(doc) and doc[end].is_punct:
        return False
    bare = all(each.is_bare or each.figure is not None for each in members)
    follows = doc[end].lower_ if end < len(doc) else ""
    return (bare and not any(each.is_name for each in members)) or follows in PLURAL_VERBS


def _joint(doc: Doc, index: int) -> tuple[int | None, bool]:
    """Where the next item begins behind ",", "and", ", and", "as well as"; whether it said "and"."""
    start = index
    if index < len(doc) and doc[index].text == ",":
        index += 1
    if index < len(doc) and doc[index].lower_ in ("and", "&", "plus"):
        return index + 1, True
    if index + 2 < len(doc) and doc[index : index + 3].text.lower() == "as well as":
        return index + 3, True
    if index + 1 < len(doc) and doc[index : index + 2].text.lower() == "along with":
        return index + 2, True
    return (index, False) if index > start else (None, False)


def _member(doc: Doc, index: int, starts: dict[int, Figure]) -> _Member | None:
    """The item that begins at a token: a number or an article with a noun for a person, or a name."""
    if index >= len(doc):
        return None
    word = doc[index]
    if word.ent_type_ == "PERSON" and word.ent_iob_ == "B" and word.tag_ in NOUN_TAGS:
        end = index + 1
        while end < len(doc) and doc[end].ent_iob_ == "I":
            end += 1
        return _Member(index, _past_age(doc, end), 1, doc[end - 1], None, is_name=True)
    has_determiner = word.lower_ in DETERMINERS or word.tag_ == "PRP$"
    figure = starts.get(word.idx)
    if figure is None and has_determiner and index + 1 < len(doc):
        figure = starts.get(doc[index + 1].idx)
    if figure is not None and figure.value is not None:
        begin, count = index, figure.value
        while begin < len(doc) and doc[begin].idx < figure.numeral.end:
            begin += 1
    elif word.lower_ == "both":
        begin, count = index + 1, 2.0
    else:
        begin, count = index + has_determiner, 1.0
    aged = _aged(doc, begin) if count == 1 else None
    noun = aged or _person_noun(doc, begin, is_plural=count > 1)
    if noun is None:
        return None
    is_bare = begin == index and figure is None
    if is_bare and aged is None and (word.tag_ in ("VBG", "VBN", "RB", "CD") or word.lower_ in _told()):
        return None
    return _Member(index, _past_age(doc, noun.i + 1), count, noun, figure, is_bare=is_bare)


def _person_noun(doc: Doc, begin: int, is_plural: bool) -> Token | None:
    """The noun for a person that heads the phrase from a token on, in the number that is asked for."""
    for word in doc[begin : begin + LONGEST_MEMBER]:
        after = doc[word.i + 1] if word.i + 1 < len(doc) else None
        is_last = after is None or (after.tag_ not in NOUN_TAGS and after.text not in ("-", "‑", "’s", "'s"))
        lower = word.lower_
        if word.tag_ in NOUN_TAGS and is_last:
            one = singular(lower)
            return word if one in _people() and (one != lower) == is_plural else None
        if word.tag_ not in INNER_TAGS and word.tag_ not in ("NNS", "PRP$", "DT"):
            return None
        if word.tag_ in ("PRP$", "DT") and word.i > begin:
            return None
    return None


def _aged(doc: Doc, begin: int) -> Token | None:
    """The last word of "17-year-old" where it stands for a person, with no noun behind it."""
    words = [word for word in doc[begin : begin + 5] if word.text not in ("-", "‑")]
    if len(words) < 3 or not words[0].like_num or words[1].lower_ != "year" or words[2].lower_ != "old":
        return None
    after = doc[words[2].i + 1] if words[2].i + 1 < len(doc) else None
    return None if after is not None and after.tag_ in (*INNER_TAGS, *NOUN_TAGS) else words[2]


def _past_age(doc: Doc, index: int) -> int:
    """Behind ", 39," or "(39)" that gives the age of the one before."""
    if index + 1 < len(doc) and doc[index].text in (",", "(") and doc[index + 1].like_num:
        closed = index + 2 < len(doc) and doc[index + 2].text in (",", ")")
        is_age = doc[index + 1].text.isdecimal() and len(doc[index + 1].text) <= 2
        if closed and is_age:
            return index + 3 if doc[index + 2].text == ")" else index + 2
    return index


def _total(doc: Doc, members: list[_Member], numbers: frozenset[int]) -> Figure | None:
    """The total of a list, where its members share a fate."""
    fate = predicates.before(doc, _first_token(doc, members[0]))
    if fate is None or fate[-1].lower_ in predicates.weak():
        fate = predicates.behind(doc, members[-1].end - 1, numbers) or fate
    elif not predicates.is_noun(fate) and members[-1].end < len(doc) and doc[members[-1].end].tag_ in FINITE:
        members = members[:-1]
    counted = _without_appositions(doc, members)
    value = sum(each.count for each in counted)
    if value < 2 or (len(counted) == 1 and not _is_pair(doc, members[0])):
        return None
    has_number = any(each.figure is not None and each.count > 1 for each in counted)
    if fate is None or not (has_number or any(word.lower_ in _sufferings() for word in fate)):
        return None
    takes_apart = counted[0].count > 1 and counted[0].count == value - counted[0].count and len(counted) > 2
    return None if takes_apart or _is_aside(doc, members) else _figure(counted, members, fate, value)


def _first_token(doc: Doc, member: _Member) -> int:
    """The first token of a member, its hedge included."""
    index = member.start
    while member.figure is not None and index > 0 and doc[index - 1].idx >= member.figure.start:
        index -= 1
    return index


def _without_appositions(doc: Doc, members: list[_Member]) -> list[_Member]:
    """The members without those that only say who another is: "a nurse, Ann Lee, and a guard"."""
    kept: list[_Member] = []
    for member in members:
        previous = kept[-1] if kept else None
        by_comma = previous is not None and member.start > 0 and doc[member.start - 1].text == ","
        if previous is not None and by_comma and previous.count == member.count == 1:
            says_who = member.is_name and not previous.is_name and not previous.is_bare
            says_what = previous.is_name and doc[member.start].lower_ in DETERMINERS
            if says_who or says_what:
                continue
        kept.append(member)
    return kept


def _is_aside(doc: Doc, members: list[_Member]) -> bool:
    """Does the list only take apart a number before it ("three people, a man and two women, died")?"""
    start = members[0].start
    if start == 0 or doc[start].is_sent_start:
        return False
    before = doc[start - 1]
    if before.lower_ in ("including", "among", "between", "both"):
        return True
    is_label = before.text == ":" and (start == 2 or doc[start - 2].is_sent_start)
    if before.text not in (",", "—", "–", "-", "(", ":") or is_label:
        return False
    return start > 1 and doc[start - 2].tag_ in ("NNS", "CD", "NNPS")


def _figure(counted: list[_Member], members: list[_Member], fate: Span, value: float) -> Figure:
    first, last = members[0], members[-1]
    doc = first.noun.doc
    start = doc[first.start].idx
    start = min(start, first.figure.start) if first.figure is not None else start
    end = last.noun.idx + len(last.noun)
    nouns = {singular(each.noun.lower_) for each in counted if not each.is_name}
    is_one_noun = len(nouns) == 1 and not any(each.is_name or each.noun.lower_ == "old" for each in counted)
    total = Figure(
        Numeral(start, end, value, None, None, "words"), start, end, value, None, None, kind="count"
    )
    total.unit = nouns.pop() if is_one_noun else "person"
    total.unit_text = last.noun.text if is_one_noun else None
    total.sums = len(counted) > 1
    total.noun, total.fate, total.confidence = first.noun, fate, CONFIDENCE
    total.modifier = first.figure.modifier if first.figure is not None else "exact"
    for member in counted:
        if member.figure is not None and len(counted) > 1:
            member.figure.part_of = total
            if member.figure.start == start:
                member.figure.fate = None
    return total
