"""What a number counts: the noun phrase behind it, in the singular and without determiner.

Belongs here: counted nouns and ages. Not here: units of measure (`units.py`).
"""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

from spacy.tokens import Doc, Token

from pipelines.extract.quantities import lexicon
from pipelines.extract.quantities.figures import Figure
from pipelines.extract.quantities.nouns import plural, singular

NOUNS = frozenset(("NN", "NNS", "NNP", "NNPS"))
INNER = NOUNS | {"JJ", "JJR", "JJS", "VBN", "VBG", "HYPH", "RBS", "RBR", "AFX", "POS"}
PLURAL = frozenset(("NNS", "NNPS"))
HEDGED = re.compile(r"(?:[\s-]odd|\sor\sso)(?=\s[a-z])")
"""Between a number and what it counts: "30-odd people", "30 or so people"."""
LONGEST_PHRASE = 8
LONGEST_POSSESSOR = 4
HYPHENED = re.compile(r"\s?[-‑]\s?([a-z]+)\b", re.IGNORECASE)


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(lexicon.load("figure_words")["counted"][name])


def count(text: str, doc: Doc, figure: Figure, token: Token, limit: int | None = None) -> bool:
    """Gives the figure its counted noun as unit, one before token `limit`; says whether there was one."""
    if hedge := HEDGED.match(text, figure.end):
        figure.end, figure.modifier = hedge.end(), "approximate"
    elif hyphen := HYPHENED.match(text, figure.end):
        word = hyphen[1]
        if word.lower() in _words("idle") or word[0].isupper():
            return False
        figure.unit, figure.unit_text = singular(word.lower()), word
        figure.kind, figure.end = "count", hyphen.end(1)
        figure.noun = _token_at(doc, hyphen.start(1), token.i)
        return True
    first = _first_after(doc, figure, token)
    if first is None:
        return False
    last = _head_noun(doc, figure, token, first, limit if limit is not None else len(doc))
    if last is None:
        return False
    if _is_period(doc, first, last) or not doc[last].text.replace("-", "").replace("’", "").isalpha():
        return False
    if _is_measure(doc, figure, first, last):
        return True
    figure.noun = doc[last]
    end = _past_complement(doc, last, limit if limit is not None else len(doc))
    figure.unit_text = doc[first : end + 1].text
    figure.unit = " ".join((_unit(doc, first, last), doc[last + 1 : end + 1].text)).strip()
    figure.end = doc[end].idx + len(doc[end])
    if figure.kind == "amount":
        figure.kind = "count"
    return True


def _token_at(doc: Doc, char: int, near: int) -> Token | None:
    for token in doc[near : near + 6]:
        if token.idx <= char < token.idx + len(token):
            return token
    return None


def _first_after(doc: Doc, figure: Figure, token: Token) -> int | None:
    """Index of the first word of the phrase behind the number, past "of the"."""
    index = token.i
    while index < len(doc) and doc[index].idx < figure.end:
        index += 1
    if index >= len(doc):
        return None
    partitive = doc[index].lower_ == "of"
    if (
        doc[index].lower_.rstrip(".") in lexicon.load("months")["months"]
        and doc[index + 1 : index + 2].text.isdecimal()
    ):
        index += 2
    if partitive and not (figure.numeral.form in ("vague", "fraction") or figure.value is not None):
        return None
    if partitive:
        index += 1
        while index < len(doc) and (
            doc[index].lower_ in _words("determiners") or doc[index].tag_ in ("PRP$", "DT", "PDT")
        ):
            index += 1
        index = _past_possessor(doc, index)
    return index if index < len(doc) else None


def _past_possessor(doc: Doc, index: int) -> int:
    """Past whose the things are, which only says which: "one of China's banks", "the world's banks".

    A plural is no possessor but the kind: "one of the women's teams".
    """
    for mark in doc[index + 1 : index + LONGEST_POSSESSOR + 1]:
        if mark.tag_ == "POS":
            is_plural = doc[mark.i - 1].tag_ == "NNS"
            return index if is_plural or mark.i + 1 >= len(doc) else mark.i + 1
        if doc[mark.i - 1].tag_ not in NOUNS:
            return index
    return index


def _head_noun(doc: Doc, figure: Figure, token: Token, first: int, limit: int) -> int | None:
    """Index of the noun that heads the phrase starting at `first` and ending before `limit`."""
    head = token.head if token.dep_ == "nummod" else None
    target = head.i if head is not None and first <= head.i < min(limit, first + LONGEST_PHRASE + 1) else None
    last = None
    index = first
    while index < limit and index - first < LONGEST_PHRASE:
        word = doc[index]
        if word.is_space or (index > first and not _joins(word)):
            break
        if word.tag_ in NOUNS and not word.is_punct:
            last = index
            if index == target or (target is None and word.tag_ in PLURAL and not _leads_on(doc, index)):
                break
        elif (
            word.tag_ not in INNER
            and not (word.tag_ == "RB" and index == first)
            and not _coordinates(doc, index)
        ):
            break
        index += 1
    if last is None:
        return None
    is_name = all(word.tag_ == "NNP" for word in doc[first : last + 1]) and not doc[last].is_upper
    return None if is_name and figure.numeral.form == "digits" else last


def _past_complement(doc: Doc, last: int, limit: int) -> int:
    """Index of the last word of "counts of murder", "cases of the flu": the noun alone says nothing."""
    if doc[last].lower_ not in _words("openers") or last + 2 >= limit or doc[last + 1].lower_ != "of":
        return last
    end = last
    for word in doc[last + 2 : last + 2 + LONGEST_PHRASE]:
        if word.i >= limit or word.tag_ not in INNER:
            break
        end = word.i if word.tag_ in NOUNS else end
    return end


def _is_period(doc: Doc, first: int, last: int) -> bool:
    """Does a time follow, not a thing ("2.1 last year")?"""
    return doc[first].lower_ in ("last", "next", "this") and doc[last].lower_ in (
        "year",
        "month",
        "week",
        "season",
    )


def _is_measure(doc: Doc, figure: Figure, first: int, last: int) -> bool:
    """Gives a unit with an adjective before it ("14 consecutive years", "517 rushing yards") its code."""
    unit = lexicon.measures().names.get(doc[last].lower_)
    if unit is None or last == first or last - first > 2 or figure.numeral.form == "vague":
        return False
    if unit.kind not in ("duration", "amount") or doc[last].tag_ != "NNS":
        return False
    figure.unit, figure.kind, figure.has_unit = unit.code, unit.kind, True
    figure.unit_text, figure.noun = doc[last].text, doc[last]
    figure.end = doc[last].idx + len(doc[last])
    return True


def _joins(word: Token) -> bool:
    return word.tag_ in INNER or word.tag_ in ("CC", ",", "CD")


def _coordinates(doc: Doc, index: int) -> bool:
    """Is this "and" between two adjectives or nouns of one phrase ("digital and physical sales")?"""
    return (
        doc[index].tag_ == "CC"
        and index + 1 < len(doc)
        and doc[index + 1].tag_ in INNER
        and doc[index - 1].tag_ in INNER
        and doc[index - 1].tag_ not in PLURAL
        and any(each.tag_ in NOUNS for each in doc[index + 1 : index + 4])
    )


def _leads_on(doc: Doc, index: int) -> bool:
    """A plural that only modifies the noun behind it ("sports teams", "women’s teams")."""
    word = doc[index]
    if index + 1 < len(doc) and doc[index + 1].tag_ == "POS":
        return True
    return word.dep_ == "compound" and word.head.i > index and word.head.i - index <= 3


def _unit(doc: Doc, first: int, last: int) -> str:
    parts: list[str] = []
    for word in doc[first : last + 1]:
        shown = word.text if word.tag_ in ("NNP", "NNPS") or word.is_upper else word.lower_
        if word.i == last:
            shown = singular(shown)
        parts.append(shown + word.whitespace_)
    return re.sub(r"\s+", " ", "".join(parts)).strip()


# --- ages -----------------------------------------------------------------------------------

OLD = re.compile(r"[\s-]+olds?\b|[\s-]of[\s-]age\b", re.IGNORECASE)
YEARS_OLD = re.compile(r"\s?(?:yo|y/o|y\.o\.)\b", re.IGNORECASE)
AGED = re.compile(
    r"\b(?:age[ds]?|ages?\sbetween|ages?\sof|at\sthe\sage\sof|turn(?:s|ed|ing)?)"
    r"(?:\s[0-9]{1,2},?){0,6}(?:\s(?:and|or))?\s$",
    re.IGNORECASE,
)
OLDEST = 125
PERSON_PRONOUNS = frozenset(("he", "she", "i"))


def age(text: str, figure: Figure, token: Token) -> bool:
    """Makes the figure an age where it is one ("five years old", "Senard, 65,", "aged 18 to 34")."""
    if figure.kind == "duration" and (match := OLD.match(text, figure.end)):
        figure.kind, figure.end = "age", match.end()
        return True
    if figure.has_unit or figure.numeral.form not in ("digits", "words"):
        return False
    if match := YEARS_OLD.match(text, figure.end):
        figure.kind, figure.unit, figure.unit_text = "age", "a", match.group().strip()
        figure.end, figure.has_unit = match.end(), True
        return True
    top = figure.value if figure.value is not None else figure.high
    if top is None or not 0 < top <= OLDEST or top != int(top):
        return False
    if _bounds_age(text, figure, token):
        figure.kind, figure.unit, figure.has_unit = "age", "a", True
        return True
    if AGED.search(text, max(0, figure.start - 40), figure.start) or _stands_by_person(text, figure, token):
        figure.kind, figure.unit, figure.has_unit = "age", "a", True
        return True
    return False


@cache
def _age_bound() -> re.Pattern[str]:
    """What names people by age: "girls under", "those over"."""
    people = "|".join(plural(noun) for noun in lexicon.load("fates")["people"])
    return re.compile(
        rf"\b(?:{people}|those|anyone|everyone|everybody|adults|voters)\s(?:aged\s|ages\s)?"
        r"(?:under|over|below|above|younger\sthan|older\sthan)\s$",
        re.IGNORECASE,
    )


STANDS_ALONE = re.compile(
    r"\s?(?:[.,;:!?)”\"]|$)|\s(?:and|or|but|who|whose|in|at|with|from|on|by|to|than|as|for|of\sage|not)\b",
    re.IGNORECASE,
)


def _bounds_age(text: str, figure: Figure, token: Token) -> bool:
    """Is it the age that parts those who are meant: "children under five", "people over 65 are at risk"?"""
    if not _age_bound().search(text, max(0, figure.start - 60), figure.start):
        return False
    following = next((each for each in token.doc[token.i + 1 : token.i + 3] if each.idx >= figure.end), None)
    is_verb = following is not None and following.tag_ in ("VBZ", "VBD", "VBP", "MD")
    return is_verb or STANDS_ALONE.match(text, figure.end) is not None


def share_age(text: str, figures: list[Figure]) -> None:
    """ "11 and 13 years old": the number before an age is one too."""
    for first, second in pairwise(figures):
        is_bare = first.kind == "amount" and first.unit is None and first.numeral.plain
        if second.kind == "age" and is_bare and AND.fullmatch(text, first.end, second.start):
            first.kind, first.unit, first.has_unit, first.inherits = "age", second.unit, True, True


WHO = re.compile(r"\swho\b")
ANOTHER = re.compile(r"\b(?:another|an?\s(?:further|additional|extra))\s$", re.IGNORECASE)
SENTENCE = re.compile(r"[.!?]\s")


def share_noun(text: str, figures: list[Figure]) -> None:
    """ "68,400 people who …, and 95,800 who …", "400 homes and another 90": more of what was counted before.

    Not "two officers and another three", who may be anyone.
    """
    first: Figure | None = None
    for second in figures:
        is_bare = second.kind in ("amount", "count") and second.unit is None and not second.has_unit
        if first is not None and is_bare and not SENTENCE.search(text, first.end, second.start):
            is_person = first.unit in lexicon.load("fates")["people"]
            who = is_person and WHO.match(text, second.end)
            another = ANOTHER.search(text, max(0, second.numeral.start - 20), second.numeral.start)
            if who or (another and (not is_person or first.unit == "person")):
                second.kind, second.unit, second.unit_text = "count", first.unit, first.unit_text
                second.inherits = True
        if second.kind == "count" and second.unit is not None:
            first = second


AND = re.compile(r",?\s(?:and|or|to)\s")


def _stands_by_person(text: str, figure: Figure, token: Token) -> bool:
    if not figure.numeral.plain or (figure.value or 0) < 5 or token.i == 0:
        return False
    after = text[figure.end : figure.end + 2]
    before = token.nbor(-1)
    if before.is_punct and before.text == "," and token.i > 1:
        follows = token.i + 2 < len(token.doc) and token.nbor(2).tag_[:2] in ("VB", "MD", "IN", "WP")
        if after[:1] == "," and follows and token.nbor(-2).tag_ == "NNP" and (figure.value or 0) >= 15:
            return True
        named = token.nbor(-2).pos_ == "PROPN" and token.nbor(-2).ent_type_ not in ("DATE", "GPE", "ORG")
        return (named or token.nbor(-2).ent_type_ == "PERSON") and (
            after[:1] in (",", ".", ")", ";") or not after
        )
    if before.ent_type_ == "PERSON" and after[:1] == " " and token.i + 1 < len(token.doc):
        following = token.nbor(1)
        return following.tag_ in ("VBZ", "VBD", "MD", "IN", "VBN") and following.lower_ not in (
            "of",
            "in",
            "on",
        )
    subject = next((child for child in token.head.children if child.dep_ == "nsubj"), None)
    return (
        token.dep_ == "attr"
        and token.head.lemma_.lower() in ("be", "")
        and token.head.pos_ == "AUX"
        and subject is not None
        and (subject.lower_ in PERSON_PRONOUNS or subject.ent_type_ == "PERSON")
    )
