"""The lexicon of reporting words, in the shapes that cues look words up in."""

from __future__ import annotations

from functools import cache

from pipelines.extract.lexicon import lexicon, words

NONE: frozenset[str] = frozenset()


@cache
def verb_classes() -> dict[str, frozenset[str]]:
    """Lemma of a verb -> the lists it stands in."""
    found = lexicon("reporting")["verbs"]
    classes: dict[str, set[str]] = {}
    for name, text in found.items():
        for lemma in words(text):
            classes.setdefault(lemma, set()).add(name)
    return {lemma: frozenset(names) for lemma, names in classes.items()}


@cache
def word_list(section: str, name: str) -> frozenset[str]:
    """A list of the lexicon."""
    return words(lexicon("reporting")[section][name])


@cache
def word_pairs(section: str, name: str) -> frozenset[tuple[str, str]]:
    """A list of the lexicon whose entries are two words joined by a colon."""
    return frozenset(tuple(entry.split(":")) for entry in word_list(section, name))  # type: ignore[misc]
