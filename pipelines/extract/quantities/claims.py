"""Which figures are claims: fractions, multiples, ordinals and counts told from what only looks like them.

Belongs here: the judgement over a figure that has been read, with its words around it. Not here: dates and
names without a figure's unit (`traps.py`).
"""

from __future__ import annotations

import re
from functools import cache

from spacy.tokens import Doc, Token

from pipelines.extract.quantities import counted, lexicon, predicates, traps
from pipelines.extract.quantities.figures import Figure
from pipelines.extract.quantities.number_words import is_in_so_many
from pipelines.extract.quantities.numerals import Numeral
from pipelines.extract.quantities.tokens import Tokens
from pipelines.extract.quantities.units import rate_after


def is_trap(text: str, figure: Figure, tokens: Tokens) -> bool:
    """Is this figure part of a name, a date or an idiom, so that it says nothing of the world?"""
    numeral = figure.numeral
    if GLUED.search(text, max(0, numeral.start - 24), numeral.start) and figure.start == numeral.start:
        return True
    if NUMBERED.search(text, max(0, numeral.start - 10), numeral.start):
        if not RANKED.search(text, max(0, numeral.start - 40), numeral.start):
            return True
        figure.kind, figure.unit, figure.has_unit = "ordinal", None, True
        return False
    if figure.unit_text and _is_titled(text, figure):
        return True
    if numeral.form == "roman":
        _rank(figure)
        return False
    if figure.kind == "money":
        return False
    token = tokens.at(numeral.start)
    if token is None or token.is_space:
        return True
    if numeral.form == "ordinal":
        return not _is_ordinal(text, figure, token)
    if numeral.form == "fraction" and not figure.has_unit and numeral.end - numeral.start > 3:
        return not _is_fraction(text, numeral, token)
    if numeral.form == "multiple":
        return not _is_multiple(text, numeral, token)
    if traps.is_year(text, numeral) and (not figure.has_unit or SINGULAR_PERIOD.match(text, numeral.end)):
        return True
    if figure.has_unit and figure.unit not in ("{points}", "bit"):
        return False
    return traps.in_name(text, numeral, token, tokens.name_around(numeral))


SINGULAR_PERIOD = re.compile(r"\s(?:quarter|season|year|day|decade)\b")
NUMBERED = re.compile(r"\b[Nn](?:o|os|umber)\.\s?$|\bNo\s$|\bNumber\s$")
RANKED = re.compile(r"\b(?:rank\w*|seed\w*|place[ds]?|world)\b[^.;:]*\b[Nn](?:o|umber)\.?\s?$")
GLUED = re.compile(
    r"(?<![\w-])(?!(?:minus|sub|over|under|mid|pre|post|now|near|to|then|non|some|the|a|an|and|up|plus|about|"
    r"all|every|per|by|of|from|first|one)-)[^\W\d_][\w.&]*-$",
    re.IGNORECASE,
)


def _is_titled(text: str, figure: Figure) -> bool:
    """ "60-Second Catch-up": capitals make a name of a measure."""
    after = text[figure.numeral.end : figure.numeral.end + 1]
    printed = re.fullmatch(r"[A-Z][a-z]{2,}", figure.unit_text or "")
    return bool(printed and after == "-" and re.match(r"\s[A-Z]", text[figure.end : figure.end + 2]))


FRACTION_AFTER = re.compile(
    r"\s(?:of\b|the\b|a\b|an\b|all\b|its\b|his\b|her\b|their\b|our\b|my\b|these\b|those\b|this\b|that\b|as\b|"
    r"(?:more|less|longer|shorter|larger|bigger|smaller|higher|lower|cheaper|faster|fewer|greater)\b)|[\s-]?[.,;]|$"
)
HALF_BEFORE = re.compile(
    r"\b(?:almost|nearly|about|than|over|by|in|around|only|just|roughly|least|to|some)\s$|^\s?$",
    re.IGNORECASE,
)
NOT_FRACTION_BEFORE = re.compile(
    r"\b(?:first|second|third|final|other|better|the|last|latter|next|every|opening|this|that|previous)\s$",
    re.IGNORECASE,
)


BY_HALF = re.compile(r"\bby\s(?:(?:about|almost|around|more than|nearly|over|roughly)\s)?$", re.IGNORECASE)
BY_PART = re.compile(r"\b(?:by|than|almost|nearly|roughly|up|down|another)\s$", re.IGNORECASE)


def _leads_noun(token: Token) -> bool:
    """Does the noun that "a third" or "a fifth" ranks follow ("by a third party"), not a time?"""
    after = token.doc[token.i + 2] if token.i + 2 < len(token.doc) else None
    return after is not None and after.tag_[:2] in ("NN", "JJ") and after.ent_type_ not in ("DATE", "TIME")


def _is_fraction(text: str, numeral: Numeral, token: Token) -> bool:
    word = text[numeral.start : numeral.end].lower()
    before = text[max(0, numeral.start - 12) : numeral.start]
    if is_in_so_many(word):
        return True
    if re.search(r"(?:thirds|quarters|fifths|fourths|sevenths|eighths|tenths|ths)$", word):
        return True
    after = FRACTION_AFTER.match(text, numeral.end)
    if word == "half":
        if NOT_FRACTION_BEFORE.search(before):
            return False
        if BY_HALF.search(text, max(0, numeral.start - 24), numeral.start):
            following = token.doc[token.i + 1] if token.i + 1 < len(token.doc) else None
            return following is None or following.tag_[:2] not in ("NN", "JJ")
        return bool(after and after.group().strip()) or bool(HALF_BEFORE.search(before) and after)
    comparative = token.nbor(2).tag_ in ("JJR", "RBR") if token.i + 2 < len(token.doc) else False
    if (
        word.endswith(("second", "quarter"))
        and not comparative
        and not re.match(r"\sof\b", text[numeral.end : numeral.end + 4])
    ):
        return False
    if BY_PART.search(before) and not _leads_noun(token):
        return True
    if word.startswith(("a ", "one ", "an ")) and re.match(r"\s[a-z]", text[numeral.end : numeral.end + 2]):
        return bool(re.match(r"\s(?:of|as)\b", text[numeral.end : numeral.end + 4])) or comparative
    return after is not None


def _is_multiple(text: str, numeral: Numeral, token: Token) -> bool:
    word = text[numeral.start : numeral.end].lower()
    if word in ("double", "triple", "treble", "quadruple"):
        if token.pos_ == "VERB":
            return not re.match(r"\s(?:down|as|up|back|over)\b", text[numeral.end : numeral.end + 6])
        return bool(
            re.match(
                r"\s(?:the|that|what|its|their|his|as|previous|this)\b", text[numeral.end : numeral.end + 10]
            )
        )
    return token.pos_ in ("VERB", "ADV", "ADJ", "DET", "NOUN", "NUM") or word[-1].isdigit()


def _counts_so_many(figure: Figure, last: Token | None) -> bool:
    """Is what reads like a score a range, of what follows in the plural: "5–6 people"?"""
    following = last.doc[last.i + 1] if last is not None and last.i + 1 < len(last.doc) else None
    rises = figure.numeral.value is not None and figure.numeral.value == figure.low != figure.high
    return rises and following is not None and following.tag_ == "NNS" and following.idx <= figure.end + 1


@cache
def _idle_nouns() -> re.Pattern[str]:
    return re.compile(
        rf"[\s-](?:{'|'.join(lexicon.load('figure_words')['ordinals']['idle'])})\b", re.IGNORECASE
    )


def _rank(figure: Figure) -> None:
    figure.kind, figure.unit, figure.unit_text, figure.has_unit = "ordinal", None, None, False
    figure.start, figure.end = figure.numeral.start, figure.numeral.end


def _is_ordinal(text: str, figure: Figure, token: Token) -> bool:
    """Is this a rank or an anniversary, not an adverb, a date, a quarter or a name?"""
    numeral = figure.numeral
    _rank(figure)
    if _idle_nouns().match(text, numeral.end) or re.match(
        r"[\s-](?:[A-Z]|s\b)", text[numeral.end : numeral.end + 3]
    ):
        return False
    if re.match(r"-[a-z]+est\b", text[numeral.end : numeral.end + 20]):
        return True
    if token.dep_ in ("advmod", "npadvmod") and token.head.pos_ in ("VERB", "AUX"):
        return False
    word = token.nbor(1) if token.i + 1 < len(token.doc) else None
    if word is None or token.pos_ == "ADV":
        return False
    return word.tag_ in ("NN", "NNS", "NNP", "JJ", "JJS", "VBN", "VBG", "RBS") and token.dep_ in (
        "amod",
        "compound",
        "nummod",
        "nmod",
        "advmod",
        "poss",
    )


def complete(text: str, doc: Doc, figure: Figure, tokens: Tokens, numbers: frozenset[int]) -> bool:
    """Adds age, counted noun and what is said of it; says whether the figure is a claim.

    `numbers` are the tokens of all numerals of the parse.
    """
    token = tokens.at(figure.numeral.start) or doc[0]
    last = tokens.at(max(figure.numeral.start, figure.numeral.end - 1)) or token
    if figure.kind == "ordinal":
        return True
    if counted.age(text, figure, token):
        return True
    if figure.kind == "duration" and AGO.match(text, figure.end):
        return False
    if figure.has_unit:
        return True
    if figure.kind == "score" and figure.unit is None and _counts_so_many(figure, tokens.at(figure.end - 1)):
        figure.kind, figure.confidence = "amount", 0.9
    one = figure.value == 1 and figure.numeral.form == "words"
    if figure.kind == "amount" and not (one and NOBODY.search(text, max(0, figure.start - 8), figure.start)):
        figure.fate = predicates.find(doc, figure, last, numbers)
    if one and MEMBER_OF.search(text, max(0, figure.start - 12), figure.start):
        figure.fate = None
    if figure.fate is not None:
        limit = predicates.opening(figure.fate) if figure.fate.start > last.i else None
        if limit is None or limit > last.i + 1:
            counted.count(text, doc, figure, _number_token(doc, token, last), limit)
        figure.kind = "count"
        return True
    if one and not _counts_one(text, figure, token):
        return False
    if figure.kind == "score":
        return True
    number = _number_token(doc, token, last) if not figure.is_range else tokens.at(figure.end - 1) or last
    if figure.numeral.form == "fraction" and figure.kind == "fraction":
        return True
    if counted.count(text, doc, figure, number):
        _rate_of_count(text, figure)
        return True
    if traps.is_bare_label(figure.numeral, token) or traps.is_reference(text, figure.numeral):
        return False
    if rate := rate_after(text, figure.end):
        figure.unit_text = text[figure.end : rate[0]].strip()
        figure.unit, figure.end, figure.kind = f"1/{rate[1]}", rate[0], "rate"
        return True
    if figure.numeral.form == "words":
        return not one and (figure.value or 0) != 1 and not _is_pronoun(number)
    return True


MEMBER_OF = re.compile(r"\b(?:as|is|was|are|were|be|been|being|among)\s$", re.IGNORECASE)
"""Before "one of the men killed" these tell of a member, not of how many died."""
NOBODY = re.compile(r"\b(?:no|any|every|some|each|the)[\s-]$", re.IGNORECASE)
AGO = re.compile(r"\s(?:ago\b|(?:earlier|before)\b(?!\s(?:in|on|the|a)\b))", re.IGNORECASE)


def _rate_of_count(text: str, figure: Figure) -> None:
    if rate := rate_after(text, figure.end):
        figure.end, code = rate
        figure.unit = "{" + (figure.unit or "").replace(" ", "_") + "}/" + code
        figure.kind = "rate"


def _number_token(doc: Doc, first: Token, last: Token) -> Token:
    """The token of a number of several that the parse hangs on a noun."""
    for token in doc[first.i : last.i + 1]:
        if token.dep_ == "nummod" and token.head.i > last.i:
            return token
    return last


def _counts_one(text: str, figure: Figure, token: Token) -> bool:
    before = text[max(0, figure.start - 10) : figure.start]
    if re.search(r"\b(?:no|the|this|that|any|each|every|which|another|day)[\s-]$", before, re.IGNORECASE):
        return False
    after = text[figure.end : figure.end + 12]
    if re.match(r"\s[A-Z]", after):
        return False
    if re.match(r"\s+of\b", after):
        return True
    if re.match(r"(?:\s(?:another|day|thing|more|by|and|or|who|that|in)\b|[’'-])", after):
        return False
    return token.dep_ in ("nummod", "amod", "det", "compound") and token.head.i > token.i


def _is_pronoun(token: Token) -> bool:
    """ "the two met": a number that stands for those it counts, with nothing said of how many."""
    return token.dep_ in PRONOUN_PLACES


PRONOUN_PLACES = frozenset(("nsubj", "nsubjpass", "pobj", "dobj", "conj", "appos", "attr", "ROOT", "dep"))
