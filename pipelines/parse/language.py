"""The language of a stretch of text, as a BCP 47 tag.

Stated languages win over detected ones; text too short to tell gives None.
"""

from __future__ import annotations

import re
from functools import cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

SAMPLE_CHARS = 1000
MIN_LETTERS = 20
TAG = re.compile(r"([A-Za-z]{2,3})(?:[-_]([A-Za-z]{4}))?(?:[-_]([A-Za-z]{2}|\d{3}))?\b")


@cache
def _identifier() -> LanguageIdentifier:
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def detect_language(text: str) -> str | None:
    """The language of running text; None where there is too little to tell."""
    sample = text[:SAMPLE_CHARS]
    if sum(map(str.isalpha, sample)) < MIN_LETTERS:
        return None
    language, probability = _identifier().classify(sample)
    return str(language) if probability > 0.6 else None


def stated_language(tag: str | None) -> str | None:
    """A tag as mark-up states it (`en_GB`, `DE`), spelt as BCP 47; None where it is no tag."""
    match = TAG.match(tag.strip()) if tag else None
    if not match:
        return None
    language, script, region = match.groups()
    parts = [language.lower(), script.title() if script else None, region.upper() if region else None]
    return "-".join(part for part in parts if part)
