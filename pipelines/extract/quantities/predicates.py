"""What is said of those counted: "people were killed", "killing three", "one dead, three injured".

A count without its predicate measures nothing: twelve people killed are not twelve people questioned.
Belongs here: finding the stretch that says it. Not here: what other figures measure (`subjects.py`).
"""

from __future__ import annotations

from functools import cache

from spacy.tokens import Doc, Span, Token

from pipelines.extract.quantities import lexicon
from pipelines.extract.quantities.figures import Figure

LONGEST = 12
"""A subject of more tokens names nothing."""
LONGEST_ASIDE = 26
"""Tokens of "including a 3-year-old girl and a 7-year-old boy"."""
FARTHEST = 9
"""Tokens between a number and the word for a fate."""
NOUNS = frozenset(("NN", "NNS", "NNP", "NNPS"))
HEDGES = ("at least", "at most", "up to", "as many as")
PREPOSITIONS = frozenset(("at", "to", "up", "as"))
OBJECTS = frozenset(("DT", "PRP", "PRP$", "CD", "JJ", *NOUNS))
TIMES = frozenset(("DATE", "TIME"))
FINITE = frozenset(("VBZ", "VBD", "VBP"))
BE = frozenset(("was", "were", "is", "are", "be", "been", "being", "get", "gets", "got", "getting"))


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(lexicon.load("fates")[name])


def find(doc: Doc, figure: Figure, number: Token, numbers: frozenset[int]) -> Span | None:
    """The stretch that says what became of those whom a bare number or a count counts.

    `number` is the last token of the number as printed, `numbers` are the tokens of all numerals of the
    parse: a predicate behind another number is that number's.
    """
    told = before(doc, _first(doc, figure))
    if told is not None and told[-1].lower_ not in weak():
        return told
    return behind(doc, number.i, numbers) or told


def weak() -> frozenset[str]:
    """Verbs that leave open what became of those: a fate behind the number says more."""
    return _words("weak")


def is_noun(fate: Span) -> bool:
    """Is a fate told by a noun ("the deaths of"), so that what follows is said of the noun?"""
    return any(word.lower_ in _words("nouns") or word.lower_ in _words("harms") for word in fate)


def behind(doc: Doc, number: int, numbers: frozenset[int]) -> Span | None:
    """What the words behind the token `number` tell of those it counts."""
    found = _after(doc, number, numbers)
    if found is None:
        return None
    start, end = found
    while start < end and (doc[start].is_punct or doc[start].lower_ in ("of", "the", "them", "whom")):
        start += 1
    span = doc[start : end + 1]
    return span if len(span) <= LONGEST else _shortened(span)


def _shortened(fate: Span) -> Span:
    """A fate that is too long, from the verb on, or from "with" what was suffered."""
    told = fate[opening(fate) - fate.start :]
    if len(told) <= LONGEST:
        return told
    suffered = [token.i for token in told if token.lower_ in _words("suffering")]
    start = max(suffered[-1] if suffered else 0, fate.end - LONGEST)
    return fate.doc[start : fate.end]


def opening(fate: Span) -> int:
    """Index of the first token of a fate that is no longer the noun it is told of."""
    told = BE | _words("states") | _words("harms") | _words("suffering") | _words("passed")
    return next((token.i for token in fate if token.lower_ in told), fate.end - 1)


def before(doc: Doc, first: int) -> Span | None:
    """What tells the fate right before the token `first`: "killing three", "the deaths of two"."""
    index = first - 1
    for _ in range(3):
        if index < 0 or doc[index].lower_ not in _words("between"):
            break
        index -= 1
    if index < 0 or _leads_off(doc[index + 1 : first]):
        return None
    verb = index - 2 if doc[max(0, index - 1) : index + 1].text.lower() == "to death" else index
    if doc[max(0, verb)].lower_ in _words("verbs"):
        start = verb - (verb > 0 and doc[verb - 1].lower_ in _words("manners"))
        is_passive = start > 0 and doc[start - 1].lower_ in BE
        return None if is_passive else doc[start : index + 1]
    noun = _told_of(doc, index)
    if noun is None:
        return None
    start = noun
    while start > 0 and doc[start - 1].tag_ in ("JJ", "NN") and not doc[start - 1].is_punct:
        start -= 1
    return doc[start:index]


def _leads_off(between: Span) -> bool:
    """Does a preposition before the number part it from the verb, being no hedge: "shooting at 30 cars"?"""
    words = between.text.lower()
    for hedge in HEDGES:
        words = words.replace(hedge, "")
    return not PREPOSITIONS.isdisjoint(words.split())


def _told_of(doc: Doc, index: int) -> int | None:
    """The noun of "the deaths of", "injuries to", "wounds suffered by" whose last word is a token."""
    link = doc[index].lower_
    if index and link == "of" and doc[index - 1].lower_ in _words("nouns"):
        return index - 1
    if index and link in ("of", "to") and doc[index - 1].lower_ in ("injuries", "wounds"):
        return index - 1
    is_suffered = index > 1 and link == "by" and doc[index - 1].lower_ in _words("suffering")
    return index - 2 if is_suffered and doc[index - 2].lower_ in _words("harms") else None


def _first(doc: Doc, figure: Figure) -> int:
    """Index of the first token of the figure, its modifier included."""
    low, high = 0, len(doc)
    while low < high:
        middle = (low + high) // 2
        if doc[middle].idx < figure.start:
            low = middle + 1
        else:
            high = middle
    return low


def _after(doc: Doc, number: int, numbers: frozenset[int]) -> tuple[int, int] | None:
    """First and last token of what the words behind the number tell of those it counts.

    That they were brought to hospital is told where nothing behind it says what they suffered.
    """
    is_passive = is_brought = suffers = False
    in_care: tuple[int, int] | None = None
    start = index = number + 1
    steps = 0
    while index < len(doc) and steps <= FARTHEST:
        word = doc[index]
        lower = word.lower_
        if word.is_sent_start and index > number + 1 and doc[index - 1].is_punct:
            break
        if lower in _words("states") and _is_fate(doc, index, is_passive):
            return start, _last(doc, index)
        if lower in _words("manners") and _ends_phrase(doc, index):
            return start, index
        if lower in _words("harms"):
            if suffers:
                return start, index
        elif (behind := _past_aside(doc, index, after_noun=index > number + 1)) is not None:
            start = index = behind
            continue
        elif (behind := _past_ages(doc, index)) is not None:
            index = behind
            continue
        elif _goes_on(doc, index):
            start = index + 1
        elif index in numbers or not (_may_pass(word) or _is_hyphened(doc, index)):
            break
        is_passive = is_passive or lower in BE
        is_brought = is_brought or lower in _words("bringing")
        suffers = suffers or lower in _words("suffering")
        if lower in _words("care") and is_brought:
            in_care = in_care or (start, index)
        steps = 0 if lower in _words("care") else steps + (not _is_hyphened(doc, index))
        index += 1
    return in_care


def _goes_on(doc: Doc, index: int) -> bool:
    """Does a second verb of the same people follow: "were taken to hospital and are treated"?"""
    word = doc[index]
    follows = doc[index + 1] if index + 1 < len(doc) else word
    return word.lower_ == "and" and follows.tag_ in FINITE and follows.lower_ in _words("passed")


def _ends_phrase(doc: Doc, index: int) -> bool:
    """Is nothing behind this word that it could say the manner of?"""
    after = doc[index + 1] if index + 1 < len(doc) else None
    return after is None or after.is_punct or after.is_space or after.tag_ == "IN"


def _past_ages(doc: Doc, index: int) -> int | None:
    """Behind "under the age of 16", "aged 3 to 9": they only say who is counted."""
    if doc[index].lower_ not in ("age", "aged", "ages") and doc[index].text.lower() not in ("under", "over"):
        return None
    end = index
    while end + 1 < len(doc) and (doc[end + 1].like_num or doc[end + 1].lower_ in AGE_WORDS):
        end += 1
    return end + 1 if any(word.like_num for word in doc[index : end + 1]) else None


AGE_WORDS = frozenset(("the", "age", "of", "and", "to", "between", "or", "years", "old"))


def _is_hyphened(doc: Doc, index: int) -> bool:
    """Is this word inside a compound ("non-life-threatening")?"""
    after = doc[index + 1].text if index + 1 < len(doc) else ""
    return after in ("-", "‑") or doc[index].text in ("-", "‑") or doc[index - 1].text in ("-", "‑")


def _past_aside(doc: Doc, index: int, *, after_noun: bool) -> int | None:
    """Behind ", including a child," or "and an infant" where the verb for all of them follows.

    A name is an aside only behind a noun: "two victims, Ann Lee and a guard, were killed".
    """
    word = doc[index]
    following = doc[index + 1].lower_ if index + 1 < len(doc) else ""
    opens = following in _words("asides") or (index + 1 < len(doc) and doc[index + 1].like_num)
    is_name = index + 1 < len(doc) and doc[index + 1].ent_type_ == "PERSON"
    opens = opens or (word.text == "," and after_noun and is_name)
    is_relative = word.text == "," and following == "who"
    is_aside = is_relative or (word.text in (",", "—", "–", "(") and opens)
    if not is_aside and not (word.tag_ == "CC" and following in ("a", "an", "her", "his", "their", "the")):
        return None
    for token in doc[index + 2 : index + 2 + LONGEST_ASIDE]:
        if token.is_sent_start or token.is_space:
            return None
        closed = doc[token.i - 1].is_punct
        if is_relative and not closed:
            continue
        if token.lower_ in BE or token.lower_ in _words("openings"):
            return token.i if closed == is_aside else None
        if not is_aside and token.tag_ not in ("NN", "NNP", "JJ", "HYPH"):
            return None
    return None


def _is_fate(doc: Doc, index: int, is_passive: bool) -> bool:
    """Is this word what became of them, not what they did, nor an attribute of a noun behind it?"""
    word = doc[index]
    after = doc[index + 1] if index + 1 < len(doc) else None
    if after is None or after.is_punct or after.is_space or after.ent_type_ in TIMES:
        return True
    if word.lower_ in _words("ends") and after.tag_ not in NOUNS:
        return True
    if is_passive or word.dep_ in ("acl", "acomp", "oprd", "attr"):
        return after.tag_ not in NOUNS or word.tag_ in ("VBN", "VBD")
    return after.tag_ not in OBJECTS


def _last(doc: Doc, index: int) -> int:
    """Past what completes the fate: "shot dead", "shot and killed", "fatally shot", "shot to death"."""
    for _ in range(3):
        first, second = [*(token.lower_ for token in doc[index + 1 : index + 3]), "", ""][:2]
        if first in _words("states"):
            index += 1
        elif (first, second) == ("to", "death") or (first in ("and", "or") and second in _words("states")):
            index += 2
        else:
            break
    return index


def _may_pass(word: Token) -> bool:
    """May this word stand between a number and its fate?"""
    if word.is_punct:
        return word.text in ("-", "‑", "“", "”", '"', "(", ")", "’", "'")
    if word.tag_ == "WDT" and word.lower_ == "that":
        return True
    if word.is_space or word.lower_ in _words("barriers") or word.tag_ in ("CC", "CD", "MD"):
        return False
    return word.pos_ not in ("VERB", "SCONJ") or word.lower_ in _words("passed")
