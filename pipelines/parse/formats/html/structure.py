"""What each line of a page is: what speaks for text of the story, its mark-up, the rules for pasted text.

Belongs here: from the lines that are text (`body`) and the rules' labels to kinds. Not here: which lines are
text.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import compress
from operator import and_

from lxml import etree

from pipelines.parse import labelling
from pipelines.parse.bylines import is_name
from pipelines.parse.formats.html.blocks import Block
from pipelines.parse.formats.html.body import lines_of_text
from pipelines.parse.formats.html.evidence import SEED_SHARE, evidence_of
from pipelines.parse.formats.html.extractor import extracted_shares
from pipelines.parse.formats.html.rendering import PageLine
from pipelines.parse.formats.html.statements import Statements
from pipelines.parse.formats.html.story_block import marked_lines
from pipelines.parse.labelling import Labels
from pipelines.parse.lines import WORD
from pipelines.parse.phrases import says
from pipelines.parse.shapes import form_of, shape_of

MENUS = frozenset(("li", "nav", "footer", "menu"))
MAX_MENU_WORDS = 5
MAX_TITLE_WORDS = 45
MIN_TEASER_WORDS = 6
ROWS = frozenset(("tr", "td", "th"))
MIN_AGREEMENT = 0.8
"""F1 of words of running text by which two opinions of the story agree."""
HEADINGS = frozenset(("h2", "h3", "h4", "h5", "h6"))
TEXT_KINDS = frozenset(("body", "dateline", "heading", "list_item", "pull_quote"))
MAX_STANDFIRST_WORDS = 80
MAX_THREAD_SHARE = 0.3


def label_page(lines: Sequence[PageLine], root: etree._Element, stated: Statements) -> Labels:
    """Label the lines of a page; `root` is spent afterwards, the extractor prunes it.

    A page that shows nothing but other stories has no title of a story of its own.
    """
    shapes = shapes_on_page(lines)
    title = title_on_page(lines, stated)
    labels = labelling.label(lines, shapes, title)
    kept = kept_shares(lines, labels, root)
    kept = [0.0 if article else share for share, article in zip(kept, labels.articles, strict=True)]
    evidence = evidence_of(lines, shapes, labels, kept)
    if evidence is not None:
        _apply(lines, labels, kept, lines_of_text(evidence))
    if title is not None and (0 in labels.articles or not any(labels.articles)):
        _apply_title(lines, labels, title)
    return labels


def kept_shares(lines: Sequence[PageLine], labels: Labels, root: etree._Element) -> list[float]:
    """For each line the share that the mark-up marks as the story.

    Where the rules for pasted text see another story, the extractor says.
    """
    marked = marked_lines(lines)
    told = [
        kind == "body" and article == 0 for kind, article in zip(labels.kinds, labels.articles, strict=True)
    ]
    words = [line.word_count if line.is_prose else 0 for line in lines]
    both = sum(compress(words, map(and_, marked, told)))
    if both and 2 * both >= MIN_AGREEMENT * (sum(compress(words, marked)) + sum(compress(words, told))):
        return list(map(float, marked))
    extracted = extracted_shares(lines, root)
    return extracted if any(extracted) else list(map(float, marked))


def shapes_on_page(lines: Sequence[PageLine]) -> list[str]:
    """The shape of every line; items of lists that are links all through are told without reading."""
    if len(lines) == 1 or len(lines) > labelling.MAX_WORDED_LINES:
        return labelling.shapes_of(lines)
    return [_shape_of_link(line) if _is_menu_link(line) else shape_of(line) for line in lines]


def _is_menu_link(line: PageLine) -> bool:
    return line.is_link and not line.tags.isdisjoint(MENUS)


def _shape_of_link(line: PageLine) -> str:
    """The shape of a link in a list: an item of a menu, a headline, or perhaps an author's name."""
    if line.word_count > MAX_MENU_WORDS:
        return form_of(line)
    return shape_of(line) if is_name(line.text) else "navigation"


def _apply(lines: Sequence[PageLine], labels: Labels, kept: Sequence[float], text: set[int]) -> None:
    """Relabel: the text of the story, and what the rules took for it."""
    seen: set[str] = set()
    threads = _threads(lines, kept, text)
    text = {index for index in text if lines[index].home not in threads}
    first, last = min(text, default=len(lines)), max(text, default=0)
    for index, line in enumerate(lines):
        kind, is_own = labels.kinds[index], labels.articles[index] == 0
        if line.home in threads and kind not in ("title", "byline"):
            labels.set(index, "reader_comment", None)
        elif index in text and line.key not in seen:
            seen.add(line.key)
            labels.set(index, _text_kind(line, kind), 0)
        elif first < index < last and kind in (*TEXT_KINDS, "navigation", "other") and _is_row(line):
            labels.set(index, "other", 0)
        elif is_own and kind in TEXT_KINDS:
            is_above = index < first and labels.kinds[index - 1] in ("title", "standfirst", "byline")
            labels.kinds[index] = "standfirst" if is_above and _may_be_standfirst(line) else _other_kind(line)
            labels.articles[index] = 0 if labels.kinds[index] in ("standfirst", "caption") else None
        if labels.kinds[index] != "pull_quote" and index in text:
            labels.repeats[index] = None


def _is_row(line: PageLine) -> bool:
    """Whether a line is a row of a table that is not there to lead elsewhere."""
    return not line.is_link and not line.tags.isdisjoint(ROWS) and "nav" not in line.tags


def _threads(lines: Sequence[PageLine], kept: Sequence[float], text: set[int]) -> set[Block]:
    """The homes of lines in threads of readers' comments: blocks named so that hold little of the story.

    The story is what the extractor keeps, which prunes such threads by rules of its own, else the text.
    """
    story = {index for index, share in enumerate(kept) if share > SEED_SHARE} or text
    told: Counter[Block | None] = Counter()
    for index in story:
        told[lines[index].home.thread] += lines[index].word_count
    most = MAX_THREAD_SHARE * told.total()
    homes = {line.home for line in lines}
    return {home for home in homes if home.thread is not None and told[home.thread] <= most}


def _text_kind(line: PageLine, kind: str) -> str:
    if line.block in HEADINGS:
        return "heading"
    if "li" in line.tags and "p" not in line.tags:
        return "list_item"
    if says("correction", line.text):
        return "other"
    return kind if kind in ("pull_quote", "dateline", "byline") else "body"


def _may_be_standfirst(line: PageLine) -> bool:
    return MIN_TEASER_WORDS <= line.word_count <= MAX_STANDFIRST_WORDS and line.link_share < 0.5


def _other_kind(line: PageLine) -> str:
    if "figcaption" in line.tags or "picture" in line.home.meanings:
        return "caption"
    if says("cookie_notice", line.text):
        return "cookie_notice"
    if line.is_prose:
        return "promo"
    return "teaser" if line.is_headline and line.word_count >= MIN_TEASER_WORDS else "navigation"


def title_on_page(lines: Sequence[PageLine], stated: Statements) -> int | None:
    """The line that prints what the page states as its title, else its first heading; None without either."""
    best: tuple[float, int] | None = None
    wanted = [set(WORD.findall(title.casefold())) for title in [*stated.titles, stated.document_title or ""]]
    for index, line in enumerate(lines):
        if line.word_count > MAX_TITLE_WORDS or _is_menu_link(line):
            continue
        words = set(line.key.split())
        alike = max((_likeness(words, other) for other in wanted), default=0.0)
        score = alike + (0.5 if line.block == "h1" else 0.2 if line.block in HEADINGS else 0.0)
        score -= 0.3 if "nav" in line.tags or line.link_share > 0.8 else 0.0
        if words and score >= 0.8 and (best is None or score > best[0]):
            best = (score, index)
    return best[1] if best else None


def _apply_title(lines: Sequence[PageLine], labels: Labels, title: int) -> None:
    """Make a line the title; other lines that were taken for it are text, or of no kind."""
    for index in range(len(lines)):
        if labels.kinds[index] == "title" and labels.articles[index] == 0 and index != title:
            is_text = lines[index].block == "p" and lines[index].is_sentence
            labels.set(index, "body" if is_text else "other", 0 if is_text else None)
    labels.kinds[title], labels.articles[title], labels.repeats[title] = "title", 0, None


def _likeness(words: set[str], other: set[str]) -> float:
    return 2 * len(words & other) / (len(words) + len(other)) if words and other else 0.0
