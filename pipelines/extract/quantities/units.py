"""Units beside a numeral: measures, money, rates.

Belongs here: what unit the characters around a numeral name, as UCUM or ISO 4217 code. Not here:
counted nouns (`counted.py`), conversion (`pipelines.normalise.units`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from pipelines.extract.quantities import lexicon
from pipelines.extract.quantities.lexicon import Unit
from pipelines.extract.quantities.nouns import singular
from pipelines.extract.quantities.numerals import Numeral


@dataclass(frozen=True, slots=True)
class UnitMatch:
    """A unit as printed at a span."""

    start: int
    end: int
    unit: Unit


WINDOW = 48
GAP = re.compile(r"\s?(?:-|‐|‑)?\s?[(\[]?")
NAME_WORDS = re.compile(r"[^\W\d_](?:[^\W\d_]|\.(?=[^\W\d_])|['’](?=s\b))*\.?")
SYMBOL = re.compile(r"ரூ|[$€£¥₹₽₩₪₺₴₦₱฿₫₭₮₸₾₼₡₲₵₿元円%‰°º℃℉\"'″′”×¢]+ ?[A-Za-z]{0,10}|[^\W\d_][\w/²³·.-]*|ரூ")
LONGEST_NAME = 4
MONEY_CONTEXT = re.compile(
    r"\b(?:price|cost|costs|paid|pay|profit|revenue|sales|turnover|worth|fee|fine|fined|salary|wage|debt|loan|"
    r"fund|funds|funding|budget|spend|spent|invest\w*|tax|bill|bank|earn\w*|income|deal|transfer|bid|cash|money|"
    r"grant|savings?|value|valued|shares?|loss|prize|sold|sell|bought|buy)\b",
    re.IGNORECASE,
)


@cache
def _currency_before() -> re.Pattern[str]:
    table = lexicon.currencies()
    signs = [sign for sign in table.symbols if sign not in ("p", "c", "¢", "kn", "Ft", "K", "元", "円")]
    words = "|".join(sorted(map(re.escape, signs), key=len, reverse=True))
    return re.compile(
        rf"(?:(?<![A-Za-z])(?:{words})|(?i:(?<![a-z.])(?:us|hk|c|nz|mex|cad|aud|u\.s\.)\s?\$)"
        rf"|(?<![A-Z])M(?=[A-Z]{{3}}\s?$)[A-Z]{{3}}|(?i:\bdollar))\s?=?\s?$"
    )


SUM = re.compile(r"[0-9]{3}|[0-9]{1,2}(?:[.,][0-9]|\s?(?:[mk]|bn|million|billion|trillion)\b)")
"""What is printed like a sum of money, not like the number of a model."""


@cache
def _folded_codes() -> dict[str, str]:
    return {str(sign): str(code) for sign, code in lexicon.load("currencies")["folded"].items()}


@cache
def _folded_signs() -> re.Pattern[str]:
    return re.compile(rf"(?<![^\W_])({'|'.join(map(re.escape, _folded_codes()))})$")


@cache
def _million_code() -> re.Pattern[str]:
    codes = "|".join(code for code in lexicon.currencies().symbols if len(code) == 3 and code.isalpha())
    return re.compile(rf"[  ]?M({codes})\b")


def currency_before(text: str, start: int, floor: int = 0) -> UnitMatch | None:
    """The currency sign, code or name that ends right before a numeral, and begins at `floor` or later."""
    base = max(floor, start - 10)
    if folded := _folded_sign(text, start, base):
        return folded
    match = _currency_before().search(text[base:start])
    if not match:
        return None
    sign = match.group().strip().rstrip("=").strip()
    return UnitMatch(base + match.start(), start, _currency(sign))


def _folded_sign(text: str, start: int, base: int) -> UnitMatch | None:
    """A sign that letters stand for since the text was folded to ASCII: "PS2.7m"; but a "PS5" is a name."""
    match = _folded_signs().search(text, base, start)
    if match is None or (match[1][-1].isalpha() and not SUM.match(text, start)):
        return None
    return UnitMatch(match.start(1), start, Unit(_folded_codes()[match[1]] or None, "money"))


def _currency(sign: str) -> Unit:
    table = lexicon.currencies()
    if sign in table.symbols:
        return table.symbols[sign]
    compact = re.sub(r"[\s.]", "", sign).upper()
    for printed, unit in table.symbols.items():
        if printed.upper() == compact:
            return unit
    if compact.startswith("M") and compact[1:] in table.symbols:
        return Unit(table.symbols[compact[1:]].code, "money", 1e6)
    return table.names.get(sign.lower(), Unit(None, "money"))


def unit_after(text: str, numeral_end: int) -> UnitMatch | None:
    """The measure or currency that begins right after a numeral, longest reading first."""
    gap = GAP.match(text, numeral_end)
    begin = gap.end() if gap else numeral_end
    if million := _million_code().match(text, numeral_end):
        return UnitMatch(numeral_end, million.end(), Unit(million[1], "money", 1e6))
    bracketed = begin > numeral_end and text[begin - 1] in "(["
    found = _by_name(text, begin) if begin > numeral_end or _glued_name(text, begin) else None
    symbol = _by_symbol(text, begin, glued=begin == numeral_end)
    if symbol and (not found or symbol.end > found.end):
        found = symbol
    if found and bracketed:
        closing = text[found.end : found.end + 1] in (")", "]")
        return UnitMatch(found.start, found.end + 1, found.unit) if closing else None
    return found


def _glued_name(text: str, begin: int) -> bool:
    return bool(re.match(r"[A-Za-z]{3,}", text[begin : begin + 3]))


def _by_name(text: str, begin: int) -> UnitMatch | None:
    """Longest run of words that is a unit's or currency's name."""
    measures, currencies = lexicon.measures().names, lexicon.currencies().names
    words: list[re.Match[str]] = []
    position, limit = begin, min(len(text), begin + WINDOW)
    while len(words) < LONGEST_NAME and (word := NAME_WORDS.match(text, position, limit)):
        words.append(word)
        step = re.match(r"[\s  ]?-?", text[word.end() : word.end() + 2])
        position = word.end() + (step.end() if step else 0)
        if step is None or step.end() == 0:
            break
    for count in range(len(words), 0, -1):
        raw = text[begin : words[count - 1].end()]
        for end_trim in (0, 1) if raw.endswith(".") else (0,):
            name = re.sub(r"\s+", " ", raw[: len(raw) - end_trim]).lower()
            for form in (name, name.replace("-", " ")):
                unit = currencies.get(form) or measures.get(form)
                if unit:
                    return UnitMatch(begin, begin + len(raw) - end_trim, unit)
    return None


def _by_symbol(text: str, begin: int, glued: bool) -> UnitMatch | None:
    match = SYMBOL.match(text, begin, min(len(text), begin + 12))
    if not match:
        return None
    measures, currencies = lexicon.measures().symbols, lexicon.currencies().symbols
    raw = match.group().rstrip("-")
    for length in range(len(raw), 0, -1):
        part = raw[:length]
        rest = text[begin + length : begin + length + 1]
        if part in ("'", "’", "′") and rest.isalpha():
            continue
        if part[-1].isalnum() and (rest.isalnum() or rest in ("²", "³")):
            continue
        if (rest == "-" and begin + length + 1 < len(text) and text[begin + length + 1].isdigit()) or (
            part in currencies and text[begin + length : begin + length + 1].isdigit()
        ):
            continue
        unit = measures.get(part)
        money = currencies.get(part)
        if money and (not unit or part == "kn"):
            unit = money
        if unit is None or (not glued and not _stands_alone(part, rest)):
            continue
        return UnitMatch(begin, begin + length, unit)
    return None


def _stands_alone(symbol: str, rest: str) -> bool:
    """May this symbol follow after a space? A lone letter that is a word ("5 a day") may not."""
    return symbol not in (
        "a",
        "in",
        "A",
        "s",
        "X",
        "x",
        "pt",
        "c",
        "p",
        "bar",
        "st",
        '"',
        "”",
        "T",
        "t",
        "ct",
        "d",
    ) or (symbol in ("A", "t", '"', "bar") and rest in ("", " ", "/", ".", ",", ")"))


RATE = re.compile(r"(?:\s?/\s?|(?:\s|-)(per|an?|each|every)(?:\s|-)|\s(p)\.?)(?=[^\W\d_])", re.IGNORECASE)


def rate_after(text: str, end: int) -> tuple[int, str] | None:
    """End and UCUM code of the denominator of a rate that begins at `end` ("a year", "per barrel", "/km")."""
    match = RATE.match(text, end, min(len(text), end + 40))
    if not match:
        return None
    word = (match[1] or match[2] or "/").lower()
    begin = match.end()
    per = UnitMatch(begin, begin, Unit(None, ""))
    named = _by_name(text, begin) or _by_symbol(text, begin, glued=word == "/")
    if word in ("a", "an", "each", "every"):
        noun = re.match(r"[a-z]+", text[begin : begin + 20])
        if named and (named.unit.kind == "duration" or named.unit.code in TRADE_UNITS):
            per = named
        elif noun and noun.group() in lexicon.load("units")["denominators"]["words"]:
            return begin + noun.end(), "{" + noun.group() + "}"
        else:
            return None
    elif named and named.unit.kind in ("duration", "amount"):
        per = named
    else:
        noun = re.match(r"[A-Za-z]+", text[begin : begin + 20])
        if not noun or word == "p" or (word == "/" and len(noun.group()) < 3):
            return None
        lower = noun.group().lower()
        if lower in ("cent", "capita", "annum"):
            return (begin + noun.end(), "a" if lower == "annum" else "{person}") if lower != "cent" else None
        return begin + noun.end(), "{" + singular(lower) + "}"
    if re.match(r"\s(?:earlier|ago|later|before|after)\b", text[per.end : per.end + 9]):
        return None
    code = per.unit.code
    return (per.end, code) if code else None


TRADE_UNITS = frozenset(
    [
        "[bbl_us]",
        "[gal_us]",
        "L",
        "kg",
        "t",
        "[ston_av]",
        "[lb_av]",
        "[oz_av]",
        "[bu_us]",
        "g",
        "[sft_i]",
        "m2",
        "[acr_us]",
        "[mi_i]",
        "km",
    ]
)


def is_money_pound(text: str, numeral: Numeral, start: int, end: int) -> bool:
    """Is "pounds" sterling here? A scaled number is, and so is one among words of money."""
    return numeral.scaled or bool(MONEY_CONTEXT.search(text, max(0, start - 60), min(len(text), end + 40)))
