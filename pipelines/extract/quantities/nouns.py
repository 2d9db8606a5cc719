"""Singular and plural of English nouns, by rule and a short list of exceptions.

Belongs here: number of nouns. The language pass may run without a lemmatiser, so none is asked.
"""

from __future__ import annotations

import re

IRREGULAR = {
    "people": "person",
    "men": "man",
    "women": "woman",
    "children": "child",
    "feet": "foot",
    "teeth": "tooth",
    "mice": "mouse",
    "geese": "goose",
    "lives": "life",
    "wives": "wife",
    "knives": "knife",
    "leaves": "leaf",
    "halves": "half",
    "wolves": "wolf",
    "shelves": "shelf",
    "thieves": "thief",
    "criteria": "criterion",
    "phenomena": "phenomenon",
    "crises": "crisis",
    "analyses": "analysis",
    "axes": "axe",
    "gases": "gas",
    "quizzes": "quiz",
    "lenses": "lens",
    "biases": "bias",
    "canvases": "canvas",
    "aches": "ache",
    "headaches": "headache",
    "avalanches": "avalanche",
    "niches": "niche",
    "caches": "cache",
    "moustaches": "moustache",
    "inches": "inch",
    "centuries": "century",
    "businesses": "business",
    "premises": "premises",
}
ALIKE = frozenset(
    [
        "series",
        "species",
        "aircraft",
        "spacecraft",
        "sheep",
        "fish",
        "deer",
        "staff",
        "troops",
        "headquarters",
        "means",
        "news",
        "data",
        "media",
        "police",
        "politics",
        "economics",
        "horsepower",
        "hertz",
        "lux",
        "psi",
        "premises",
    ]
)
IN_IE = frozenset(
    (
        "movie", "cookie", "calorie", "rookie", "selfie", "zombie", "prairie", "sortie", "genie", "hoodie",
        "goalie", "bookie", "junkie", "foodie", "smoothie", "brownie", "collie", "hippie", "birdie", "bogie",
    )
)  # fmt: skip
IN_USE = re.compile(r"(?:[ao]u|^(?:re|ab|ref|mis|exc|acc|f|m|r|am)?u)ses$")
"""Plurals of "house", "cause", "use": the others in -uses are of "virus", "bonus"."""
IN_OE = re.compile(r"(?:shoe|^hoe|^woe|^foe|^doe|^toe|tiptoe|canoe|oboe)s$")
"""Plurals of "shoe", "toe", "canoe": the others in -oes are of "hero", "veto"."""
_IRREGULAR_PLURAL = {singular: plural for plural, singular in IRREGULAR.items()}


def singular(noun: str) -> str:
    """The singular of a noun, its case kept; a noun that has no rule comes back as it is."""
    lower = noun.lower()
    if lower in ALIKE:
        return noun
    if lower in IRREGULAR:
        return IRREGULAR[lower]
    if lower.endswith("men") and len(lower) > 4:
        return noun[:-3] + "man"
    if lower.endswith("ies") and len(lower) > 4:
        return noun[:-1] if lower[:-1] in IN_IE else noun[:-3] + "y"
    if lower.endswith("ses") and not lower.endswith("sses"):
        return noun[:-2] if lower.endswith("uses") and not IN_USE.search(lower) else noun[:-1]
    if lower.endswith("oes"):
        return noun[:-1] if IN_OE.search(lower) else noun[:-2]
    if re.search(r"(?:ss|sh|x|tz|ch)es$", lower):
        return noun[:-2]
    if lower.endswith("s") and not lower.endswith(("ss", "us", "is", "’s", "'s")) and len(lower) > 2:
        return noun[:-1]
    return noun


def plural(noun: str) -> str:
    """The plural of a noun or of the head of `noun of …`."""
    head, of, rest = noun.partition(" of ")
    if of:
        return plural(head) + of + rest
    if noun in ALIKE:
        return noun
    if noun.startswith(("degree ", "deg ")):
        return noun.replace("degree ", "degrees ", 1)
    first, gap, last = noun.rpartition(" ")
    if last in _IRREGULAR_PLURAL:
        return first + gap + _IRREGULAR_PLURAL[last]
    if re.search(r"[^aeiou]y$", noun):
        return noun[:-1] + "ies"
    if re.search(r"(?:s|sh|ch|x|z)$", noun):
        return noun + "es"
    return noun + "s"
