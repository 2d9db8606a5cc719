"""Figures that say nothing about the world: dates, times, names, addresses, lists.

Belongs here: recognising numerals that must never become rows. Not here: what a period means
(`pipelines.extract.period_expressions`).
"""

from __future__ import annotations

import re
from functools import cache

from spacy.tokens import Token

from pipelines.extract.quantities import lexicon
from pipelines.extract.quantities.numerals import Numeral

EARLIEST_YEAR, LATEST_YEAR = 1500, 2199
NAMED = frozenset(("PERSON", "NORP", "FAC", "ORG", "GPE", "LOC", "PRODUCT", "EVENT", "WORK_OF_ART", "LAW"))
CLOCK = re.compile(
    r"\b[0-9]{1,2}[:.][0-9]{2}(?:[:.][0-9]{2})?\s?(?:[ap]\.?m\b\.?|[AP]\.?M\b\.?|GMT|EDT|EST|PT|ET|UTC)?"
    r"|\b[0-9]{1,2}\s?(?:am|pm|AM|PM|a\.m\.|p\.m\.)(?!\w)|\b[0-9]{4}\s?(?:GMT|UTC|hrs|hours GMT)\b"
)
CLOCK_SURE = re.compile(r":|[apAP]\.?\s?[mM]|GMT|EDT|EST|PT|ET|UTC|hrs")
ADDRESS = re.compile(
    r"(?:https?://|www\.)\S{1,300}|(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}\.[\w.]{1,80}|[@#]\w{1,60}|(?<![\w-])[\w-]{1,63}\.(?:com|org|net|co|gov|io|uk|ru|cn)(?:/\S{0,300})?\b"
)
PHONE = re.compile(
    r"\+[0-9][0-9\s().-]{6,20}[0-9]|\(?[0-9]{3}\)?[\s.-][0-9]{3}[\s.-][0-9]{4}\b|\b[0-9]{3,4}-[0-9]{3,}(?:-[0-9]+)*"
)
EMERGENCY = re.compile(
    r"\b(?:911|999|112)(?=[\s-](?:calls?|callers?|dispatch\w*|operators?|audio|tapes?|recordings?)\b)"
    r"|\b(?:call\w*|dial\w*|phone\w*)\s(?:911|999|112)\b", re.IGNORECASE)  # fmt: skip
BLOCK = re.compile(r"\b[0-9]{1,5}[\s-]?(?:hundred\s)?block\b(?=\sof\b)", re.IGNORECASE)
LIST_NUMBER = re.compile(r"^\s*(?:\(?[0-9]{1,2}[.)]\s|#?[0-9]{1,2}\s[-–—:]\s)", re.MULTILINE)
ERA = re.compile(r"\b(?:A\.?D\.?|B\.?C\.?(?:E\.?)?|CE)\s[0-9]{1,4}(?:\s(?:and|to)\s[0-9]{1,4})?"
                 r"|\b[0-9]{1,5}\s?(?:A\.?D\.?|B\.?C\.?(?:E\.?)?|CE)\b")  # fmt: skip
DECADE = re.compile(r"(?:(?<!\w)|(?<=mid-)|(?<=-))(?:['’]?[0-9]{2}|[0-9]{4})['’]?s\b")
ISO_DATE = re.compile(
    r"\b[0-9]{4}-[0-9]{2}(?:-[0-9]{2})?\b|\b[0-9]{1,2}[/.][0-9]{1,2}[/.](?:[0-9]{4}|[0-9]{2})\b"
)
SEASON_YEARS = re.compile(r"\b(?:1[5-9]|20)[0-9]{2}\s?[-–/]\s?(?:(?:1[5-9]|20)[0-9]{2}|[0-9]{2})\b(?!\s?%)")
PLURAL_NOUN_AFTER = re.compile(r"\s(?:[a-z]+\s){0,2}?(?:people|men|women|children|staff|[a-z]{3,}s)\b")
LETTERS = re.compile(r"[a-z]+")
YEAR_CUE = re.compile(
    r"(?:\b(?:in|since|by|from|until|till|of|after|before|during|early|late|mid|year|between|and|to|circa|through|"
    r"around|for|than|back|the|this|last|its|vs|season|edition|budget|fiscal|FY)|[-–(,'’])\s?$",
    re.IGNORECASE,
)


@cache
def _labels() -> tuple[frozenset[str], re.Pattern[str]]:
    """Nouns that a label follows, and names that end in a number."""
    data = lexicon.load("figure_words")["labels"]
    return frozenset(data["nouns"]), re.compile(rf"\b(?:{'|'.join(map(re.escape, data['names']))})\s$")


@cache
def _date() -> re.Pattern[str]:
    names = "|".join(sorted(lexicon.load("months")["months"], key=len, reverse=True))
    year = r"(?:\s*,?\s*(?:of\s)?[12][0-9]{3}\b)?"
    day = r"(?:[0-9]{1,2}(?:st|nd|rd|th)?)"
    month = rf"(?:\b(?i:{names})\b\.?)"
    return re.compile(
        rf"{month}\s{day}(?:\s?(?:-|–|to|and|&)\s?{day}(?![\w.,]*[0-9%]))?(?![0-9])"
        rf"(?!\s?(?:%|per|million|billion|people))(?!,[0-9]{{3}}){year}"
        rf"|(?<![0-9.,$€£])(?!(?<=\b[Tt]he\s){day}\s{month}\s[0-9]{{1,2}}\s[a-z]){day}(?:\s?(?:-|–|to|and)\s?{day})?\s(?:of\s)?{month}(?!\w){year}"
        rf"|{month}\s?,?\s?(?:of\s)?(?:[12][0-9]{{3}}|['’][0-9]{{2}})\b"
    )


def masks(text: str) -> list[tuple[int, int]]:
    """Spans of a (folded) text whose figures are dates, times, addresses or list numbers, sorted."""
    if not any(map(str.isdecimal, text)):
        return []
    patterns = (ADDRESS, PHONE, EMERGENCY, BLOCK, LIST_NUMBER, ERA, DECADE, ISO_DATE, SEASON_YEARS)
    spans = [match.span() for pattern in patterns for match in pattern.finditer(text)]
    if not lexicon.load("months")["months"].keys().isdisjoint(LETTERS.findall(text.lower())):
        spans += [match.span() for match in _date().finditer(text)]
    spans += [match.span() for match in CLOCK.finditer(text) if CLOCK_SURE.search(match.group())]
    return sorted(_capital_months(text, spans))


def _capital_months(text: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Leaves out "may 5" and "march 10": as months those are capitalised unless the text never is."""
    lower = text.islower()
    return [
        (start, end)
        for start, end in spans
        if lower or not re.match(r"(?:may|march|mar|dec|sun)\b", text[start:end])
    ]


def is_year(text: str, numeral: Numeral) -> bool:
    """Is this plain number a year? Not before a plural noun it may count ("2,000 people" has a comma)."""
    value = numeral.value
    if not numeral.plain or value is None or not EARLIEST_YEAR <= value <= LATEST_YEAR:
        return False
    if numeral.end - numeral.start != 4 or value != int(value):
        return False
    before = text[max(0, numeral.start - 14) : numeral.start]
    if PLURAL_NOUN_AFTER.match(text, numeral.end) and not YEAR_CUE.search(before):
        return False
    if re.search(r"\b(?:average|total|maximum|minimum|limit)\sof\s$", before):
        return False
    return value >= 1900 or bool(YEAR_CUE.search(before))


GLUED_AFTER = re.compile(r"\w|[-‑][A-Z]")
GLUED_BEFORE = re.compile(r"(?:[\w\\]|[A-Z][\w.&]*[-‑/]|\b[a-z][-‑/]|\b[A-Z]{3,}\s[-‑])$")


SCORE_AFTER = re.compile(r"[-–‑][0-9]{1,3}(?![\w–‑-]|[.,][0-9])")
"""Behind a name this makes a score of a number: "beat Hungary 2-0"."""


def in_name(text: str, numeral: Numeral, token: Token | None, named: tuple[int, int] | None) -> bool:
    """Is a figure without a unit part of a name or label ("Power of Siberia 2", "Boeing 737", "Day two")?"""
    start = numeral.start
    if SCORE_AFTER.match(text, numeral.end) and not GLUED_BEFORE.search(text, max(0, start - 20), start):
        return False
    if GLUED_BEFORE.search(text, max(0, start - 20), start) or GLUED_AFTER.match(text, numeral.end):
        return True
    if named and named[0] < start:
        return True
    if token is None or token.i == 0:
        return False
    before = token.nbor(-1)
    nouns, names = _labels()
    if before.lower_ in nouns and before.tag_ != "NNS" and not _counts_plural(token):
        return True
    if names.search(text, max(0, start - 14), start):
        return True
    if numeral.form == "words" and token.is_title:
        after = token.nbor(1) if token.i + 1 < len(token.doc) else None
        begins = before.is_lower and after is not None and after.is_title and after.pos_ == "PROPN"
        if begins or (before.is_title and not before.is_sent_start):
            return True
    return numeral.form == "digits" and _is_name_word(before) and not _counts_plural(token)


REFERENCE = re.compile(r"[(\[](?:[0-9]{1,3},\s?)*$")
REFERENCE_END = re.compile(r"(?:,\s?[0-9]{1,3})*[)\]]")


def is_reference(text: str, numeral: Numeral) -> bool:
    """Is a plain number alone in brackets: a footnote "(6)", "[10, 11]", or "five (5) people"?"""
    opens = REFERENCE.search(text, max(0, numeral.start - 40), numeral.start)
    return bool(numeral.plain and opens and REFERENCE_END.match(text, numeral.end))


HEDGES = frozenset(
    ("about", "around", "nearly", "almost", "over", "than", "least", "some", "roughly", "approximately")
)
"""No label follows these: "about 63000 Golf cars"."""


def is_bare_label(numeral: Numeral, token: Token) -> bool:
    """Is a plain number that counts nothing the tail of a name ("Automotive 15", "Note 20 Ultra")?"""
    if token.i == 0 or token.is_sent_start:
        return False
    before = token.nbor(-1)
    after = token.nbor(1) if token.i + 1 < len(token.doc) else None
    if numeral.form == "words":
        return token.is_title and before.is_title
    if not numeral.plain:
        return False
    named = before.text[:1].isupper() and before.lower_ not in lexicon.load("months")["months"]
    is_hedged = before.lower_ in HEDGES
    if after is not None and after.pos_ == "PROPN" and after.is_title and after.tag_ != "NNPS":
        return not is_hedged
    return named and not before.is_sent_start and before.pos_ in ("PROPN", "ADJ", "NOUN")


def _counts_plural(token: Token) -> bool:
    """Does a plural common noun that the number modifies follow?"""
    head = token.head
    return token.dep_ == "nummod" and head.i > token.i and head.tag_ == "NNS"


def _is_name_word(token: Token) -> bool:
    months, days = lexicon.load("months")["months"], lexicon.load("months")["weekdays"]
    lower = token.lower_.rstrip(".")
    return (
        token.pos_ == "PROPN"
        and (token.is_title or token.is_upper or any(letter.isupper() for letter in token.text[1:]))
        and lower not in months
        and lower not in days
        and token.ent_type_ not in ("PERSON", "DATE", "MONEY")
    )
