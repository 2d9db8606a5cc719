"""Those who were shot and lived: "eight men shot, two dead" leaves six who were hurt.

Belongs here: counts of the hurt that a text entails but does not print. Whoever was shot or stabbed is dead
or hurt, by the meaning of the words; what is left to find is how many of them died. Where the text leaves
that open, nothing is inferred. Not here: fates that are printed (`predicates.py`), lists (`lists.py`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from spacy.tokens import Doc, Span, Token

from pipelines.extract.quantities import lexicon, lists
from pipelines.extract.quantities.figures import Figure
from pipelines.extract.quantities.numerals import Numeral

SURE_OF_REST = 0.7
"""What it is worth that all who were shot but did not die were hurt, where their sentence tells who died."""
SURE_OF_ALL = 0.6
"""The same of all who were shot, where the article tells of no death."""
MOST = 99
"""More were not shot at one place and one time."""
AVERTED_BEFORE = 4
"""Tokens before a word for death in which it may be said that nobody died."""
NEAR = 4
"""Tokens behind "struck" or "sent" in which it is said by what, or where to."""
FAR = 12
"""Tokens between those counted and "after being shot"."""
PRONOUNS = frozenset(("they", "both", "all"))


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(lexicon.load("fates")[name])


@dataclass(frozen=True, slots=True)
class _Group:
    """People who were shot: the figure that counts them, and its place in the article."""

    figure: Figure
    harm: Span
    part: int
    start: int
    end: int
    """First and last token of "five people were shot"."""
    are_others: bool
    in_care: bool
    """Is it only told that they were taken to hospital?"""


@dataclass(slots=True)
class _Story:
    """What an article tells of deaths: where first, and how many at a time."""

    first: tuple[int, int] | None = None
    counts: set[float] = field(default_factory=set)


def inferred(parts: Sequence[tuple[Doc, Sequence[Figure]]]) -> list[list[Figure]]:
    """Per segment of an article, with its figures, the counts of the hurt that its words entail.

    A count that an article entails twice is told once, where it comes first.
    """
    found: list[list[Figure]] = [[] for _ in parts]
    groups = [group for index, (doc, figures) in enumerate(parts) for group in _groups(doc, figures, index)]
    if not groups:
        return found
    story, is_scene = _story(parts), any(_is_scene(doc) for doc, _ in parts)
    told: set[float] = set()
    for group in groups:
        if group.figure.unit is None and not is_scene:
            continue
        doc, figures = parts[group.part]
        dead = _dead_of(doc, group, figures, story)
        hurt = (group.figure.value or 0) - dead if dead is not None else 0
        if dead and group.in_care:
            continue
        if hurt >= 1 and hurt not in told:
            told.add(hurt)
            found[group.part].append(_figure(doc, group, hurt))
    return found


def _groups(doc: Doc, figures: Sequence[Figure], part: int) -> list[_Group]:
    """Those who were shot, and of whom the same words do not say that they died or were wounded."""
    found = []
    for figure in figures:
        value = figure.value
        if figure.kind != "count" or value is None or figure.part_of is not None:
            continue
        whole = 2 <= value <= MOST and value == int(value) and figure.modifier in ("exact", "at_least")
        harm = _harm(doc, figure) if whole and _are_people(figure) else None
        if harm is not None:
            span = _span(doc, figure)
            start, end = min(span.start, harm.start), max(span.end, harm.end)
            words = {word.lower_ for word in doc[start:end]}
            in_care = bool(words & _words("care")) and not words & _words("harmed")
            are_others = bool(words & _words("others"))
            found.append(_Group(figure, harm, part, start, end, are_others, in_care))
    return found


def _are_people(figure: Figure) -> bool:
    """Does a figure count people, or nothing that is named, behind it ("7 shot")?"""
    if figure.unit is None:
        return figure.fate is not None and figure.fate.start_char >= figure.end
    return lists.are_people(figure.unit)


def _harm(doc: Doc, figure: Figure) -> Span | None:
    """The words that say that those who are counted were shot, or brought to hospital."""
    fate = figure.fate
    if fate is None:
        return (
            None
            if doc.text[figure.numeral.end : figure.end].startswith(" of ")
            else _harm_around(doc, figure)
        )
    told = {word.lower_ for word in fate}
    if told & (_words("casualties") | _words("averted") | {"those"}):
        return None
    if fate.start_char < figure.start:
        is_harm = bool(told & _words("harmed"))
    elif told & _words("harmed"):
        is_harm = not _is_missed(doc, fate.end)
    else:
        behind = {word.lower_ for word in doc[fate.end : fate.end + NEAR]}
        is_hit = bool(told & _words("struck")) and bool(behind & _words("missiles"))
        is_harm = is_hit or fate[-1].lower_ in _words("care")
    return fate if is_harm else None


def _harm_around(doc: Doc, figure: Figure) -> Span | None:
    """The same where no verb of theirs says it: "sent five people to hospital", "five gunshot victims"."""
    span = _span(doc, figure)
    told = [word.i for word in span if word.lower_ in _words("harmed") | _words("missiles")]
    if told and span[-1].lower_ in ("victim", "victims"):
        return doc[told[0] : span.end]
    verb = doc[span.start - 1] if span.start else span[0]
    behind = doc[span.end : span.end + NEAR]
    if verb.lower_ in _words("bringing") and behind and behind[0].lower_ == "to":
        place = next((word.i for word in behind if word.lower_ in _words("care")), None)
        return doc[verb.i : place + 1] if place is not None else None
    if verb.lower_ in _words("struck"):
        shoots = any(word.lower_ in _words("missiles") for word in doc[verb.sent.start : verb.i])
        return doc[verb.i : span.end] if shoots else None
    for word in doc[span.end : min(span.end + FAR, len(doc) - 1)]:
        if word.is_punct or word.like_num:
            break
        if word.lower_ == "after" and word.nbor(1).lower_ == "being":
            ends = word.i + 3 <= len(doc) and doc[word.i + 2].lower_ in _words("harmed")
            return doc[span.end : word.i + 3] if ends and not _is_missed(doc, word.i + 3) else None
    return None


def _is_missed(doc: Doc, index: int) -> bool:
    """Does "at" behind "shot" end the phrase: "officers were shot at, by a man" or "shot down"?"""
    if index >= len(doc):
        return False
    if doc[index].lower_ == "down":
        return True
    after = doc[index + 1] if index + 1 < len(doc) else None
    ends = after is None or after.is_punct or after.is_space or after.tag_ in ("IN", "WRB", "CC", "CD")
    return doc[index].lower_ == "at" and ends


def _dead_of(doc: Doc, group: _Group, figures: Sequence[Figure], story: _Story) -> float | None:
    """How many of those who were shot died; None where the text leaves that open."""
    last = doc[group.end - 1].sent.end
    following = doc[last : doc[last].sent.end] if last < len(doc) else doc[last:last]
    known = _deaths_near(doc, group, figures, following)
    if known:
        counts = {each.value or 0.0 for each in known}
        is_open = len(counts) > 1 or any(_may_be_others(doc, each) for each in known)
        dead, total = max(counts), group.figure.value or 0.0
        return None if is_open or any(dead < count <= total for count in story.counts) else dead
    if any(word.lower_ in _words("vague") and not _is_age(word) for word in doc[group.start].sent):
        return None
    if story.first is None or _live(doc, group, following):
        return 0
    is_told = story.first < (group.part, group.start)
    is_open = any(_tells_of_death(word) for word in doc[group.end : following.end])
    return 0 if group.are_others and is_told and not is_open else None


def _deaths_near(doc: Doc, group: _Group, figures: Sequence[Figure], following: Span) -> list[Figure]:
    """Counts of the dead that are told of those who were shot: in their sentence, else in the next one."""
    dead = [each for each in figures if each is not group.figure and _is_dead(each)]
    behind = [each for each in dead if each.start > group.figure.start]
    same = [each for each in behind if _place(doc, each) < following.start]
    near = [each for each in behind if _place(doc, each) < following.end]
    local = same or ([] if _tells_apart(following) else near)
    return local or [each for each in dead if _is_told_after(doc, each, group)]


def _is_age(word: Token) -> bool:
    return word.i + 1 < len(word.doc) and word.nbor(1).lower_ in ("-", "‑", "old")


def _is_dead(figure: Figure) -> bool:
    fate = figure.fate
    return fate is not None and figure.value is not None and any(w.lower_ in _words("mortal") for w in fate)


def _span(doc: Doc, figure: Figure) -> Span:
    span = doc.char_span(figure.start, figure.end, alignment_mode="expand")
    return doc[:0] if span is None else span


def _place(doc: Doc, figure: Figure) -> int:
    return _span(doc, figure).start


def _is_told_after(doc: Doc, dead: Figure, group: _Group) -> bool:
    """ "One person died after seven were shot": one of the seven."""
    place = _place(doc, dead)
    links = {word.lower_ for word in doc[place : group.start]}
    same = place < group.start and doc[place].sent.start == doc[group.start].sent.start
    return same and "after" in links and not group.are_others


def _may_be_others(doc: Doc, dead: Figure) -> bool:
    """May a count of the dead hold others than those shot: "six people were shot and two killed"?"""
    fate = {word.lower_ for word in dead.fate or ()}
    if dead.modifier != "exact" or _words("others") & {*(dead.unit or "").split(), *fate}:
        return True
    place = _place(doc, dead)
    is_added = place > 0 and doc[place - 1].lower_ == "and"
    of_them = " of " in doc.text[dead.start : dead.end + len(" of ")]
    return is_added and not of_them and not fate & (_words("harmed") | _words("result"))


def _tells_apart(sentence: Span) -> bool:
    """Does a sentence tell of something else than the one before?"""
    return any(word.lower_ in ("another", "separate", "earlier", "previous") for word in sentence)


def _live(doc: Doc, group: _Group, following: Span) -> bool:
    """Is it said of those who were shot, at once or in the next sentence, that they live?"""
    rest = doc[group.end : following.start]
    if any(word.lower_ in _words("mortal") for word in (*rest, *following)):
        return False
    alone = not any(word.like_num or word.lower_ in ("one", "another") for word in rest)
    if alone and any(word.lower_ in _words("living") for word in rest):
        return True
    opens = len(following) > 0 and following[0].lower_ in PRONOUNS
    return opens and any(word.lower_ in _words("living") for word in following)


def _story(parts: Sequence[tuple[Doc, Sequence[Figure]]]) -> _Story:
    story = _Story()
    for index, (doc, figures) in enumerate(parts):
        story.counts |= {each.value for each in figures if _is_dead(each) and each.value is not None}
        if story.first is None:
            place = next((word.i for word in doc if _tells_of_death(word)), None)
            story.first = (index, place) if place is not None else None
    return story


def _tells_of_death(word: Token) -> bool:
    if word.lower_ not in _words("mortal"):
        return False
    doc = word.doc
    after = doc[word.i + 1].lower_ if word.i + 1 < len(doc) else ""
    before = doc[max(word.sent.start, word.i - AVERTED_BEFORE) : word.i]
    return after not in _words("offices") and not any(each.lower_ in _words("averted") for each in before)


def _is_scene(doc: Doc) -> bool:
    return any(word.lower_ in _words("scenes") for word in doc)


def _figure(doc: Doc, group: _Group, hurt: float) -> Figure:
    """The count of the hurt, printed as those who were shot."""
    shot = group.figure
    span = doc[group.start : group.end]
    start, end = min(span.start_char, shot.start), max(span.end_char, shot.end)
    is_rest = hurt != shot.value
    state = "hospitalized" if group.in_care else "wounded"
    return Figure(
        Numeral(start, end, hurt, None, None, "words"), start, end, hurt, None, None,
        unit=_unit(shot.unit or "person", state), kind="count", modifier=shot.modifier, noun=shot.noun,
        fate=group.harm, part_of=shot if is_rest else None, is_inferred=True,
        confidence=SURE_OF_REST if is_rest else SURE_OF_ALL,
    )  # fmt: skip


def _unit(people: str, state: str) -> str:
    """The noun of those who were shot, with how they are: "other wounded man"."""
    words = people.split() if people != "other" else ["other", "person"]
    place = next((index for index, word in enumerate(words) if word not in _words("others")), 0)
    return " ".join((*words[:place], state, *words[place:]))
