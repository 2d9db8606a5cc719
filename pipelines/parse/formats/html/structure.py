"""What each line of a page is: mark-up first, then an extractor's opinion, then the rules for pasted text.

The extractor (trafilatura, Barbaresi 2021) says which paragraphs are the story; the mark-up says what kind of
line each is; wording tells captions, credits and promos that both let through.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import trafilatura
from lxml import etree

from pipelines.parse import labelling
from pipelines.parse.formats.html.rendering import PageLine
from pipelines.parse.formats.html.statements import Statements
from pipelines.parse.labelling import Labels
from pipelines.parse.lines import WORD, word_key
from pipelines.parse.phrases import says
from pipelines.parse.shapes import MAX_PROMO_WORDS

GRAM = 4
MIN_COVERED = 0.75
MIN_TOLD = 0.7
"""Where the extractor keeps less than this share of the text by the other rules, it lost the thread."""
MAX_LINK_SHARE = 0.5
ASIDES = frozenset(("aside", "nav", "footer", "figure", "figcaption", "form", "li", "blockquote"))
MIN_STORY_WORDS = 25
MAX_EXTRACTED_LINES = 40_000
"""Larger pages are labelled by the rules for pasted text alone: the extractor is not linear."""
MAX_EXTRACTED_DEPTH = 200
"""Pages nested deeper are as well: each of its queries costs the square of the depth."""
IS_TOO_DEEP = etree.XPath(f"boolean(.{'/*' * MAX_EXTRACTED_DEPTH})")
CAPTION_NAMES = re.compile(r"caption|credit|copyright|bildunter|legend")
ASIDE_NAMES = re.compile(
    r"\b(?:related|recirc|promo|newsletter|teaser|share|social|advert|sidebar|comments?)\b"
)
PICTURES = frozenset(("figure", "figcaption", "aside", "table", "td"))
HEADINGS = frozenset(("h2", "h3", "h4", "h5", "h6"))


def label_page(lines: Sequence[PageLine], root: etree._Element, stated: Statements) -> Labels:
    """Label the lines of a page; `root` is spent afterwards, the extractor prunes it."""
    labels = labelling.label(lines)
    is_extracted = len(lines) <= MAX_EXTRACTED_LINES and not IS_TOO_DEEP(root)
    extracted = _extracted(root) if is_extracted else ""
    if len(WORD.findall(extracted)) >= MIN_STORY_WORDS:
        _apply(lines, labels, extracted)
    _apply_title(lines, labels, stated)
    return labels


def _extracted(root: etree._Element) -> str:
    """The story's text by trafilatura, a paragraph a line; empty where it finds none."""
    document = trafilatura.bare_extraction(root, include_comments=False, with_metadata=False)
    return str(getattr(document, "text", None) or "")


def _apply(lines: Sequence[PageLine], labels: Labels, extracted: str) -> None:
    """Relabel: what the extractor kept is the story, what it left out is not."""
    words = word_key(extracted).split()
    grams = {tuple(words[i : i + GRAM]) for i in range(len(words) - GRAM + 1)}
    paragraphs = {word_key(paragraph) for paragraph in extracted.split("\n")}
    is_kept = [_is_covered(line, grams, paragraphs) for line in lines]
    long = [i for i, line in enumerate(lines) if is_kept[i] and line.word_count >= 8]
    if not long:
        return
    kept = sum(line.word_count for i, line in enumerate(lines) if is_kept[i])
    told = sum(
        line.word_count for i, line in enumerate(lines) if labels.kinds[i] == "body" and _is_paragraph(line)
    )
    is_short = kept < MIN_TOLD * told
    seen: set[str] = set()
    has_standfirst = False
    for index, line in enumerate(lines):
        kind = labels.kinds[index]
        is_inside = long[0] - 3 <= index <= long[-1] + 2
        is_promo = kind == "promo" and says("promo", line.text) and line.word_count <= MAX_PROMO_WORDS
        if is_kept[index] and is_inside and line.key not in seen and not is_promo:
            seen.add(line.key)
            told_kind = _story_kind(line, kind)
            if told_kind == "standfirst" and has_standfirst:
                told_kind = "body"
            has_standfirst = has_standfirst or told_kind == "standfirst"
            labels.set(index, told_kind, 0)
            labels.repeats[index] = labels.repeats[index] if labels.kinds[index] == "pull_quote" else None
        elif is_short and labels.articles[index] == 0 and kind == "body" and _is_paragraph(line):
            seen.add(line.key)
        elif labels.articles[index] == 0 and kind in ("body", "heading", "list_item", "pull_quote"):
            labels.kinds[index], labels.articles[index] = _other_kind(line), None


def _is_paragraph(line: PageLine) -> bool:
    """Whether a line that the extractor left out is running text in a paragraph of the story's own kind."""
    return line.block == "p" and line.is_prose and line.link_share < MAX_LINK_SHARE and not line.tags & ASIDES


def _is_covered(line: PageLine, grams: set[tuple[str, ...]], paragraphs: set[str]) -> bool:
    words = line.key.split()
    if len(words) < GRAM:
        return bool(words) and line.key in paragraphs
    held = sum(tuple(words[i : i + GRAM]) in grams for i in range(len(words) - GRAM + 1))
    return held >= MIN_COVERED * (len(words) - GRAM + 1)


def _story_kind(line: PageLine, kind: str) -> str:
    if "figcaption" in line.tags or CAPTION_NAMES.search(line.names):
        return "caption" if line.word_count > 4 else "credit"
    if line.block in HEADINGS:
        return "heading"
    if "li" in line.tags and "p" not in line.tags:
        return "list_item"
    if kind == "caption" and line.block == "p" and line.is_prose and line.tags.isdisjoint(PICTURES):
        return "body"
    if kind in (
        "title",
        "standfirst",
        "byline",
        "caption",
        "credit",
        "syndication_notice",
        "pull_quote",
        "heading",
    ):
        return kind
    return "body"


def _other_kind(line: PageLine) -> str:
    if "figcaption" in line.tags:
        return "caption"
    if says("cookie_notice", line.text):
        return "cookie_notice"
    if line.is_prose:
        return "promo"
    return "teaser" if line.is_headline and line.word_count >= 6 else "navigation"


def _apply_title(lines: Sequence[PageLine], labels: Labels, stated: Statements) -> None:
    """The line that prints what the page states as its title, else its first heading, is the title."""
    best: tuple[float, int] | None = None
    wanted = [set(WORD.findall(title.casefold())) for title in [*stated.titles, stated.document_title or ""]]
    for index, line in enumerate(lines):
        if line.word_count > 45 or labels.articles[index] not in (None, 0):
            continue
        words = set(line.key.split())
        alike = max((_likeness(words, other) for other in wanted), default=0.0)
        score = alike + (0.5 if line.block == "h1" else 0.2 if line.block in HEADINGS else 0.0)
        score -= 0.3 if "nav" in line.tags or line.link_share > 0.8 else 0.0
        if words and score >= 0.8 and (best is None or score > best[0]):
            best = (score, index)
    if best is None:
        return
    for index in range(len(lines)):
        if labels.kinds[index] == "title" and labels.articles[index] == 0 and index != best[1]:
            is_text = lines[index].block == "p" and lines[index].is_sentence
            labels.set(index, "body" if is_text else "other", 0 if is_text else None)
    labels.kinds[best[1]], labels.articles[best[1]], labels.repeats[best[1]] = "title", 0, None


def _likeness(words: set[str], other: set[str]) -> float:
    return 2 * len(words & other) / (len(words) + len(other)) if words and other else 0.0
