"""Numbers in digits: separators of any convention, fractions, exponents, scale words and suffixes.

Belongs here: what the characters of a number in digits are worth. Not here: numbers in words
(`number_words.py`), units.
"""

from __future__ import annotations

import math
import re
from decimal import Decimal

from pipelines.extract.quantities.numerals import Numeral, scales

LONGEST_DIGITS = 30
"""More digits in a row than this are an identifier, not a quantity."""
VULGAR = {
    "¼": 1 / 4, "½": 1 / 2, "¾": 3 / 4, "⅓": 1 / 3, "⅔": 2 / 3, "⅕": 1 / 5, "⅖": 2 / 5, "⅗": 3 / 5,
    "⅘": 4 / 5, "⅙": 1 / 6, "⅚": 5 / 6, "⅛": 1 / 8, "⅜": 3 / 8, "⅝": 5 / 8, "⅞": 7 / 8, "⅐": 1 / 7
}  # fmt: skip
SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺−–", "0123456789-+--")
_VULGAR_CLASS = "".join(VULGAR)
_THIN = "\u00a0\u202f\u2009"
BLOB = re.compile(rf"\.?[0-9]+(?:[.,'’{_THIN}][0-9]+)*|[{_VULGAR_CLASS}]")
SPACED = re.compile(r"(?: [0-9]{3})+(?![0-9.,]*[0-9])")
SHAPES = (
    (re.compile(r"[0-9]+"), ""),
    (re.compile(r"[0-9]*\.[0-9]+"), ""),
    (re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?"), ","),
    (re.compile(r"[0-9]{1,3}(?:,[0-9]{2})+,[0-9]{3}(?:\.[0-9]+)?"), ","),
    (re.compile(rf"[0-9]{{1,3}}(?:['’{_THIN}][0-9]{{3}})+(?:\.[0-9]+)?"), f"'’{_THIN}"),
)
EUROPEAN = re.compile(
    rf"[0-9]{{1,3}}(?:[.{_THIN}][0-9]{{3}})+,[0-9]{{1,2}}|[0-9]+,[0-9]{{1,2}}|[0-9]{{1,3}}(?:\.[0-9]{{3}}){{2,}}"
)
EXPONENT = re.compile(
    r"[eE]([+-]?[0-9]{1,4})(?![\w])|\s?[×x*]\s?10(?:\^|\*\*)?([-−–⁻+]?[0-9⁰¹²³⁴⁵⁶⁷⁸⁹]{1,4})(?![0-9])"
)
POWER = re.compile(r"(?:\^|\*\*)[-−]?[0-9]+")
SLASHED = re.compile(r"/([0-9]{1,3})(?![0-9/])")
MIXED = re.compile(rf"(?:[ \u00a0-]([0-9]{{1,2}})/([0-9]{{1,2}})(?![0-9/])|[ \u00a0]?([{_VULGAR_CLASS}]))")
ORDINAL_END = re.compile(r"(?:st|nd|rd|th)\b", re.IGNORECASE)
MINUS = re.compile(r"(?:(?:^|(?<=[\s($€£¥]))[-−–]|\bminus[\s-])$", re.IGNORECASE)
FOLD = re.compile(r"[\s-]?fold\b", re.IGNORECASE)
MEASURED_ADJECTIVES = frozenset(
    [
        "tall",
        "long",
        "wide",
        "high",
        "deep",
        "away",
        "thick",
        "sprint",
        "hurdles",
        "race",
        "dash",
        "freestyle",
    ]
)
CURRENCY_BEFORE = re.compile(
    r"(?:[$€£¥₹₽₩₪₺₴₦₱฿₫₭₸₾]|\b(?:USD|EUR|GBP|RM|Rs\.?|CHF|AUD|CAD|INR|PS|[A-Z]{3}))\s?-?$"
)


def numerals(text: str) -> list[Numeral]:
    """The numbers in digits of a text, in order, those that are no number as form `none`."""
    found: list[Numeral] = []
    position = 0
    while match := BLOB.search(text, position):
        numeral = _digit_numeral(text, match)
        found.append(numeral)
        position = max(numeral.end, match.end())
    return found


def _digit_numeral(text: str, match: re.Match[str]) -> Numeral:
    start, end, blob = match.start(), match.end(), match.group()
    value = _blob_value(text, start, blob)
    if value is None:
        return Numeral(start, end, None, None, None, "none")
    if raised := POWER.match(text, end):
        return Numeral(start, raised.end(), None, None, None, "none")
    plain = blob.isdecimal()
    form = "digits"
    if plain and len(blob) <= 3 and (spaced := SPACED.match(text, end)) and not _after_name(text, start):
        end = spaced.end()
        value, plain = float(text[start:end].replace(" ", "")), False
    if plain and ORDINAL_END.match(text, end):
        return Numeral(start, end + 2, value, None, None, "ordinal")
    if blob in VULGAR:
        form = "fraction"
    elif plain and (slash := SLASHED.match(text, end)):
        end = slash.end()
        denominator = int(slash.group(1))
        if not 0 < value < denominator or denominator not in (2, 3, 4, 5, 6, 8, 10, 12, 16, 32, 64, 100):
            return Numeral(start, end, None, None, None, "none")
        value, form, plain = value / denominator, "fraction", False
    elif mixed := MIXED.match(text, end):
        part = VULGAR[mixed[3]] if mixed[3] else _ratio(mixed[1], mixed[2])
        if 0 < part < 1:
            value, end, plain = value + part, mixed.end(), False
    elif exponent := EXPONENT.match(text, end):
        power = int((exponent[1] or exponent[2]).translate(SUPERSCRIPTS))
        end = exponent.end()
        if abs(power) > 300:
            return Numeral(start, end, None, None, None, "none")
        value, plain = float(Decimal(repr(value)).scaleb(power)), False
    scale, end, fold = _scaled(text, start, end)
    if scale != 1.0:
        value = float(Decimal(repr(value)) * Decimal(repr(scale)))
    minus = MINUS.search(text, max(0, start - 8), start)
    if minus and not re.search(r"[A-Z]{2,}\s[-−–]$", text[max(0, start - 8) : start]):
        value, start = -value, minus.start()
    if not math.isfinite(value):
        return Numeral(start, end, None, None, None, "none")
    return Numeral(start, end, value, None, None, fold or form, scale, plain and scale == 1.0 and not fold)


def _ratio(above: str, below: str) -> float:
    return int(above) / int(below) if int(below) else 0.0


def _blob_value(text: str, start: int, blob: str) -> float | None:
    if blob in VULGAR:
        return VULGAR[blob]
    if len(blob) > LONGEST_DIGITS or (blob[0] == "." and start and text[start - 1].isalnum()):
        return None
    for shape, separators in SHAPES:
        if shape.fullmatch(blob):
            return float(blob.translate({ord(mark): None for mark in separators}) if separators else blob)
    if EUROPEAN.fullmatch(blob):
        return float(re.sub(rf"[.{_THIN}]", "", blob).replace(",", "."))
    return None


def _after_name(text: str, start: int) -> bool:
    """Is the word right before capitalised ("iPhone 11 300 dollars"), so that spaces part two figures?"""
    before = re.search(r"(\w+)\s$", text[max(0, start - 30) : start])
    return bool(before and any(letter.isupper() for letter in before[1]))


def _scaled(text: str, start: int, end: int) -> tuple[float, int, str | None]:
    """The scale that words or suffixes behind the digits give, its end, and whether "-fold" follows."""
    word, words, suffix, suffixes = scales()
    if fold := FOLD.match(text, end):
        return 1.0, fold.end(), "multiple"
    scale = 1.0
    for _ in range(2):
        if not (match := word.match(text, end)):
            break
        scale, end = scale * words[match[1].lower()], match.end()
    if scale == 1.0 and (match := suffix.match(text, end)):
        letters = match[1] or match[2]
        if _is_scale(text, start, match, letters):
            scale, end = suffixes[letters], match.end()
    return scale, end, None


def _is_scale(text: str, start: int, match: re.Match[str], letters: str) -> bool:
    """Tells "35m devices" and "$5m" from a wall of 5m and a weight of 3t."""
    if letters == "mil" and match[2]:
        return bool(CURRENCY_BEFORE.search(text, max(0, start - 6), start))
    if letters in ("bn", "tn", "mn", "mln", "bln", "trn", "tln", "lakh", "k", "mil"):
        return True
    if CURRENCY_BEFORE.search(text, max(0, start - 6), start):
        return True
    after = re.match(r"\s+((?:[^\W\d]+[ -]){0,5}[^\W\d]+)", text[match.end() : match.end() + 60])
    if not after or letters == "t":
        return False
    following = after[1].lower().replace("-", " ").split()
    if following[0] in MEASURED_ADJECTIVES:
        return False
    return following[0] == "of" or any(
        word == "people" or (len(word) > 3 and word.endswith("s") and not word.endswith("ss"))
        for word in following
    )
