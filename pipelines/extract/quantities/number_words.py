"""Numbers in words: cardinals, vague plurals ("thousands of": from a thousand to ten thousand), fractions,
multiples, ordinals, and Roman numbers that rank.

Belongs here: what words for a number are worth. Not here: numbers in digits (`digits.py`), units.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from pipelines.extract.quantities import lexicon
from pipelines.extract.quantities.numerals import Numeral, scales

AND_HALF = re.compile(r"\s+and\s+(?:a\s+half|one[\s-]half|a\s+quarter|three[\s-]quarters)\b", re.IGNORECASE)
MANY_TIMES = (
    r"(?:years?|months?|weeks?|days?|hours?|minutes?|seconds?|games?|matches|starts|[mb]illion|per|[a-z]+ly)"
)
"""Behind "two in three" these make a number of times, not a share."""
IN_SO_MANY = re.compile(r"\w\s(?:in|out\sof)\s(?:every\s)?\w", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Words:
    run: re.Pattern[str]
    values: dict[str, float]
    scales: dict[str, float]
    vague: re.Pattern[str]
    vague_values: dict[str, float]
    several: re.Pattern[str]
    several_values: dict[str, list[float]]
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
            rf"(?<![\w.-])(?:(?:((?:an?\s+)?quarter|three[\s-]quarters|half)\s+(?:of\s+)?(?:an?\s+)?|(an?)\s+)"
            rf"(?={'|'.join(scales)}))?"
            rf"(?:{word})\b(?:(?:\s+and\s+|[\s-]+)(?:{word})\b)*",
            flags,
        ),
        values,
        scales,
        re.compile(rf"\b(?:(tens|dozens|hundreds|scores)\s+of\s+)?({plural})\s+(?:of\b|(?=more\b))", flags),
        vague,
        re.compile(rf"\b({'|'.join(data['several'])})\s({'|'.join(scales)})\b", flags),
        data["several"],
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


Reader = Callable[[str], list[Numeral]]
SPOKEN = re.compile(r"[a-z]+")


def numerals(text: str) -> list[Numeral]:
    """The numbers in words of a text; they may overlap."""
    spoken = frozenset(SPOKEN.findall(text.lower()))
    return [numeral for needed, read in _readers() if not needed.isdisjoint(spoken) for numeral in read(text)]


@cache
def _readers() -> tuple[tuple[frozenset[str], Reader], ...]:
    """Each way to say a number, with the words of which it says one: most texts say none of most."""
    words = _words()
    cardinals = frozenset((*words.values, *words.scales))
    folds = frozenset(f"{number}fold" for number in words.values) | {"fold"}
    return (
        (frozenset(words.multiples) | folds, _multiples),
        (frozenset(words.vague_values), _vague_plurals),
        (frozenset(("several", "few", "couple")), _several),
        (frozenset(words.denominators) | {"half"}, _fractions),
        (frozenset(("in", "out")), _shares),
        (frozenset(words.ordinals), _ordinals),
        (cardinals, _runs),
        (frozenset(("the",)), _roman),
    )


def _multiples(text: str) -> list[Numeral]:
    words = _words()
    found: list[Numeral] = []
    for match in words.multiple.finditer(text):
        value = words.multiples[match[1].lower()] if match[1] else words.values[match[2].lower()]
        found.append(Numeral(match.start(), match.end(), value, None, None, "multiple"))
    return found


def _vague_plurals(text: str) -> list[Numeral]:
    words = _words()
    found: list[Numeral] = []
    for match in words.vague.finditer(text):
        times = words.vague_values[match[1].lower()] if match[1] else 1.0
        low = times * words.vague_values[match[2].lower()]
        found.append(Numeral(match.start(), match.end(2), None, low, low * 10, "vague", low))
    return found


def _several(text: str) -> list[Numeral]:
    words = _words()
    found: list[Numeral] = []
    for match in words.several.finditer(text):
        scale = words.scales[match[2].lower()]
        low, high = (float(each * scale) for each in words.several_values[match[1].lower()])
        found.append(Numeral(match.start(), match.end(), None, low, high, "vague", scale))
    return found


def _fractions(text: str) -> list[Numeral]:
    words = _words()
    found: list[Numeral] = []
    for match in words.fraction.finditer(text):
        value = 0.5
        if not match[3]:
            value = words.values.get(match[1].lower(), 1) / words.denominators[match[2].lower()]
        if 0 < value < 1:
            found.append(Numeral(match.start(), match.end(), value, None, None, "fraction"))
    return found


def _shares(text: str) -> list[Numeral]:
    words = _words()
    found: list[Numeral] = []
    for match in words.in_so_many.finditer(text):
        part, whole = (_small(words.values, match[group]) for group in (1, 2))
        if 0 < part < whole:
            found.append(Numeral(match.start(), match.end(), part / whole, None, None, "fraction"))
    return found


def _ordinals(text: str) -> list[Numeral]:
    words = _words()
    found: list[Numeral] = []
    for match in words.ordinal.finditer(text):
        tens = words.values[match[1].lower()] if match[1] else 0
        value = float(tens + words.ordinals[match[2].lower()])
        found.append(Numeral(match.start(), match.end(), value, None, None, "ordinal"))
    return found


def _runs(text: str) -> list[Numeral]:
    return [numeral for match in _words().run.finditer(text) for numeral in _cardinals(text, match)]


ROMAN_DIGITS = {"C": 100, "XC": 90, "L": 50, "XL": 40, "X": 10, "IX": 9, "V": 5, "IV": 4, "I": 1}


@cache
def _ranked() -> re.Pattern[str]:
    """A Roman number between "the" and what comes in numbers; elsewhere it is a name ("Louis XIV")."""
    nouns = "|".join(lexicon.load("figure_words")["ordinals"]["numbered"])
    return re.compile(rf"(?<=\b[Tt]he\s)[IVXLC]{{1,8}}(?=\s(?i:{nouns})\b)")


def _roman(text: str) -> list[Numeral]:
    """ "the XXIV Olympic Games": Roman numbers that are ranks."""
    found: list[Numeral] = []
    for match in _ranked().finditer(text):
        left, value = match.group(), 0
        for digits, worth in ROMAN_DIGITS.items():
            for _ in range(3):
                if not left.startswith(digits):
                    break
                left, value = left.removeprefix(digits), value + worth
        if not left:
            found.append(Numeral(match.start(), match.end(), float(value), None, None, "roman"))
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
        if token.start() < match.end(1) or word in ("a", "an", "of"):
            if start < 0:
                start, current = token.start(), 1.0
            factor = {"half": 0.5, "quarter": 0.25, "quarters": 0.75}.get(word, factor)
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
    word, words, _, _ = scales()
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
