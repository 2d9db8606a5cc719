"""Numerals: how English prints a number, in digits or in words, and what it is worth.

Belongs here: the text of a number and its value, scale words and suffixes, fractions, vague plurals
("thousands of": from a thousand to ten thousand), multiples and ordinals. Not here: units, modifiers,
whether the number is a claim at all.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from pipelines.extract.quantities import lexicon

LONGEST_DIGITS = 30
"""More digits in a row than this are an identifier, not a quantity."""


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number as printed; `value` is None for a vague plural, which has `low` and `high`."""

    start: int
    end: int
    value: float | None
    low: float | None
    high: float | None
    form: str
    """`digits`, `words`, `fraction`, `vague`, `multiple`, `ordinal` or `none` (digits that are no number)."""
    scale: float = 1.0
    """What a scale word or suffix behind the number multiplies it by."""
    plain: bool = False
    """Only digits: what a year, a label or a part of a name looks like."""

    @property
    def scaled(self) -> bool:
        """Does it print a scale ("billion", "m")?"""
        return self.scale != 1.0


WIDTHS = str.maketrans("０１２３４５６７８９，．％＄－：／", "0123456789,.%$-:/")
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
AND_HALF = re.compile(r"\s+and\s+(?:a\s+half|one[\s-]half|a\s+quarter|three[\s-]quarters)\b", re.IGNORECASE)
FOLD = re.compile(r"[\s-]?fold\b", re.IGNORECASE)
MANY_TIMES = (
    r"(?:years?|months?|weeks?|days?|hours?|minutes?|seconds?|games?|matches|starts|[mb]illion|per|[a-z]+ly)"
)
"""Behind "two in three" these make a number of times, not a share."""
IN_SO_MANY = re.compile(r"\w\s(?:in|out\sof)\s(?:every\s)?\w", re.IGNORECASE)
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


def folded(text: str) -> str:
    """The text with full-width digits and signs as plain ones; every character keeps its place."""
    return text.translate(WIDTHS)


def scan(text: str) -> list[Numeral]:
    """Every numeral of the (folded) text in order, never overlapping."""
    found = _digit_numerals(text) + _word_numerals(text)
    found.sort(key=lambda numeral: (numeral.start, -numeral.end))
    kept: list[Numeral] = []
    for numeral in found:
        if not kept or numeral.start >= kept[-1].end:
            kept.append(numeral)
    return kept


# --- digits ---------------------------------------------------------------------------------


@cache
def _scales() -> tuple[re.Pattern[str], dict[str, float], re.Pattern[str], dict[str, float]]:
    data = lexicon.load("numerals")
    words: dict[str, float] = data["scales"] | {"dozen": 12.0}
    suffixes: dict[str, float] = data["suffixes"]
    word = re.compile(rf"\s?-?\s?({'|'.join(words)})\b(?!s)", re.IGNORECASE)
    suffix = re.compile(
        rf"(?:({'|'.join(sorted(suffixes, key=len, reverse=True))})"
        r"|[ \u00a0](bn|tn|mn|mln|bln|trn|B|lakh|cr|m))"
        r"(?![\w²³/])"
    )
    return word, words, suffix, suffixes


def _digit_numerals(text: str) -> list[Numeral]:
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
    value *= scale
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
    word, words, suffix, suffixes = _scales()
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


# --- words ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Words:
    run: re.Pattern[str]
    values: dict[str, float]
    scales: dict[str, float]
    vague: re.Pattern[str]
    vague_values: dict[str, float]
    fraction: re.Pattern[str]
    denominators: dict[str, int]
    multiple: re.Pattern[str]
    multiples: dict[str, float]
    in_so_many: re.Pattern[str]
    ordinal: re.Pattern[str]
    ordinals: dict[str, int]


@cache
def _words() -> _Words:
    data = lexicon.load("numerals")
    scales = data["scales"] | data["collectives"]
    scales.pop("score", None)
    values = data["cardinals"]
    word = "|".join(sorted([*values, *scales], key=len, reverse=True))
    small = "|".join(sorted(values, key=len, reverse=True))
    vague = data["vague_plurals"]
    plural = "|".join(vague)
    denominators = data["fractions"]
    parts = "|".join(sorted(denominators, key=len, reverse=True))
    multiples, ordinals = data["multiples"], data["ordinals"]
    flags = re.IGNORECASE
    tens = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
    return _Words(
        re.compile(
            rf"(?<![\w.-])(?:(?:(half|quarter)\s+(?:a\s+)?|(an?)\s+)(?={'|'.join(scales)}))?"
            rf"(?:{word})\b(?:(?:\s+and\s+|[\s-]+)(?:{word})\b)*",
            flags,
        ),
        values,
        scales,
        re.compile(rf"\b(?:(tens|dozens|hundreds|scores)\s+of\s+)?({plural})\s+(?:of\b|(?=more\b))", flags),
        vague,
        re.compile(
            rf"(?<![\w-])(?:(?:({small}|an?)(?:\s+|-|\s-\s)(?:of\s+)?)({parts})|(half))(?![\w])", flags
        ),
        denominators,
        re.compile(rf"(?<![\w-])(?:({'|'.join(multiples)})|({small})[\s-]?fold)(?![\w])(?!-(?!fold))", flags),
        multiples,
        re.compile(
            rf"(?<![\w.,$€£-])({small}|[0-9]{{1,2}})\s(?:in(?:\severy)?|out\sof(?:\severy)?)\s"
            rf"({small}|[0-9]{{1,3}})(?=\s[a-z])(?!\s{MANY_TIMES}\b)",
            flags,
        ),
        re.compile(rf"(?<![\w])(?:(?:({tens})-)?({'|'.join(ordinals)}))(?!\w)", flags),
        ordinals,
    )


def _word_numerals(text: str) -> list[Numeral]:
    words = _words()
    found = [
        Numeral(match.start(), match.end(), words.multiples[(match[1] or "").lower()] if match[1] else
                words.values[match[2].lower()], None, None, "multiple")
        for match in words.multiple.finditer(text)
    ]  # fmt: skip
    for match in words.vague.finditer(text):
        times = words.vague_values[match[1].lower()] if match[1] else 1.0
        low = times * words.vague_values[match[2].lower()]
        end = match.end(2)
        found.append(Numeral(match.start(), end, None, low, low * 10, "vague", low))
    for match in words.fraction.finditer(text):
        if match[3]:
            found.append(Numeral(match.start(), match.end(), 0.5, None, None, "fraction"))
            continue
        above = words.values.get(match[1].lower(), 1)
        value = above / words.denominators[match[2].lower()]
        if 0 < value < 1:
            found.append(Numeral(match.start(), match.end(), value, None, None, "fraction"))
    for match in words.in_so_many.finditer(text):
        part, whole = (_small(words.values, match[group]) for group in (1, 2))
        if 0 < part < whole:
            found.append(Numeral(match.start(), match.end(), part / whole, None, None, "fraction"))
    for match in words.ordinal.finditer(text):
        tens = words.values[match[1].lower()] if match[1] else 0
        value = tens + words.ordinals[match[2].lower()]
        found.append(Numeral(match.start(), match.end(), float(value), None, None, "ordinal"))
    for match in words.run.finditer(text):
        found += _cardinals(text, match)
    return found


def _small(values: dict[str, float], word: str) -> float:
    return float(word) if word.isdecimal() else values[word.lower()]


def is_in_so_many(printed: str) -> bool:
    """Is a fraction printed as "one in five", "nine out of ten"?"""
    return bool(IN_SO_MANY.search(printed))


TOKEN = re.compile(r"[A-Za-z]+")


def _cardinals(text: str, match: re.Match[str]) -> list[Numeral]:
    """The numbers of a run of number words: one, unless a word cannot follow the one before it."""
    words = _words()
    found: list[Numeral] = []
    total = current = 0.0
    last_scale, scale = math.inf, 1.0
    start = end = -1
    seen_and = False
    factor = 1.0

    def close() -> None:
        nonlocal total, current, last_scale, scale, start
        if start >= 0:
            found.append(Numeral(start, end, (total + current) * factor, None, None, "words", scale))
        total, current, last_scale, scale, start = 0.0, 0.0, math.inf, 1.0, -1

    for token in TOKEN.finditer(text, match.start(), match.end()):
        word = token.group().lower()
        if word in ("a", "an", "half", "quarter"):
            if start < 0:
                start, current = token.start(), 1.0
            factor = {"half": 0.5, "quarter": 0.25}.get(word, factor)
            continue
        if word == "and":
            seen_and = True
            continue
        if times := words.scales.get(word):
            if start < 0:
                start, current = token.start(), 1.0
            if times == 100 and current < 100:
                current = (current or 1.0) * times
            elif times < last_scale:
                total, current, last_scale = total + (current or 1.0) * times, 0.0, times
            else:
                total, current = (total + current) * times, 0.0
            scale = times if times > 100 or scale == 1.0 else scale
        else:
            number = words.values[word]
            if start >= 0 and not _may_follow(number, current, total, seen_and):
                close()
            if start < 0:
                start = token.start()
            current += number
        end, seen_and = token.end(), False
    close()
    return _with_halves(text, found)


def _may_follow(number: float, current: float, total: float, after_and: bool) -> bool:
    """May `number` be added: "twenty" "five", "hundred" ("and") "five", "million" "two"?"""
    if current == 0:
        return total > 0 and number > 0
    if current >= 100 and current % 100 == 0:
        return number > 0
    return 20 <= current % 100 <= 90 and current % 10 == 0 and 0 < number < 10 and not after_and


def _with_halves(text: str, found: list[Numeral]) -> list[Numeral]:
    """ "three and a half (million)": the half, then the scale that follows it."""
    word, words, _, _ = _scales()
    mended: list[Numeral] = []
    for numeral in found:
        match = AND_HALF.match(text, numeral.end)
        if match and numeral.value is not None:
            part = match.group().lower()
            value = numeral.value + (0.75 if "three" in part else 0.25 if "quarter" in part else 0.5)
            end, scale = match.end(), 1.0
            if times := word.match(text, end):
                scale, end = words[times[1].lower()], times.end()
            mended.append(Numeral(numeral.start, end, value * scale, None, None, "words", scale))
        else:
            mended.append(numeral)
    return mended
