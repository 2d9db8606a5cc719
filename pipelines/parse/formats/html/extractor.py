"""An extractor's opinion of which lines of a page are the story: trafilatura (Barbaresi, ACL 2021).

It is asked where mark-up and the rules for pasted text disagree: it costs as much as all else together.

Belongs here: running it within bounds, and matching its text to lines. Not here: what its opinion counts for
(`evidence`).
"""

from __future__ import annotations

from collections.abc import Sequence

import trafilatura
from lxml import etree

from pipelines.parse.formats.html.rendering import PageLine
from pipelines.parse.lines import word_key

GRAM = 4
MAX_LINES = 40_000
"""Larger pages are not extracted: the extractor is not linear."""
MAX_DEPTH = 200
"""Pages nested deeper are not either: each of its queries costs the square of the depth."""
IS_TOO_DEEP = etree.XPath(f"boolean(.{'/*' * MAX_DEPTH})")


def extracted_shares(lines: Sequence[PageLine], root: etree._Element) -> list[float]:
    """For each line the share of it that the extractor keeps; `root` is spent afterwards.

    It runs without its second opinions (`fast`): the rules for pasted text are another already.
    """
    if len(lines) > MAX_LINES or IS_TOO_DEEP(root):
        return [0.0] * len(lines)
    document = trafilatura.bare_extraction(root, include_comments=False, with_metadata=False, fast=True)
    return held_shares(lines, str(getattr(document, "text", None) or ""))


def held_shares(lines: Sequence[PageLine], text: str) -> list[float]:
    """The share of each line's word 4-grams that a text holds; short lines must be a whole paragraph."""
    words = word_key(text).split()
    if not words:
        return [0.0] * len(lines)
    grams = set(zip(*(words[i:] for i in range(GRAM)), strict=False))
    paragraphs = {word_key(paragraph) for paragraph in text.split("\n")}
    return [_held(line, grams, paragraphs) for line in lines]


def _held(line: PageLine, grams: set[tuple[str, ...]], paragraphs: set[str]) -> float:
    words = line.key.split()
    if len(words) < GRAM:
        return float(bool(words) and line.key in paragraphs)
    own = list(zip(*(words[i:] for i in range(GRAM)), strict=False))
    return sum(gram in grams for gram in own) / len(own)
