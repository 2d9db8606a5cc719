"""What the mark-up itself says is the story: the block that is named so, without the boxes inside it.

The method is that of trafilatura's main extractor (Barbaresi, ACL 2021): names that authors give the block of
a story are tried from the plainest on, and what is named as a box, menu or thread of comments falls away.

Belongs here: from blocks to lines that they mark as the story. Not here: other evidence (`evidence`).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from functools import cache

from pipelines.parse.formats.html.blocks import LEXICON, Block
from pipelines.parse.formats.html.rendering import PageLine

STORY_TAGS = frozenset(("article", "div", "main", "section", "td"))
BOX_TAGS = frozenset(("aside", "nav", "footer", "form", "figure", "figcaption"))
BOX_MEANINGS = frozenset(("share", "navigation", "thread", "notice", "related", "promo", "advertisement"))
TEXT_TAGS = frozenset(("p", "li", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "td", "th"))
MIN_WORDS = 25
MIN_PAGE_SHARE = 0.15
"""Share of the page's running text that the story's block holds: less is a teaser's."""
MAX_BOX_SHARE = 0.5
"""A block with more of the story's running text is none of its boxes, whatever its name."""
MAX_PROSE_LINKS, MAX_LINKS = 0.5, 0.7


def marked_lines(lines: Sequence[PageLine]) -> list[bool]:
    """Whether each line is marked as text of the story; all running text where nothing is marked."""
    is_prose = [line.is_prose and line.link_share < MAX_PROSE_LINKS for line in lines]
    words = _prose_words(lines, is_prose)
    story = _story_block(lines, words)
    if story is None:
        return is_prose
    inside = _inside(story, words)
    return [
        line.home in inside
        and line.link_share < MAX_LINKS
        and (prose or line.block in TEXT_TAGS or line.is_sentence)
        for line, prose in zip(lines, is_prose, strict=True)
    ]


def _prose_words(lines: Sequence[PageLine], is_prose: Sequence[bool]) -> dict[Block, int]:
    """Words of running text that each block holds; in the order of the page, outer blocks first."""
    words: dict[Block, int] = {}
    for line, prose in zip(lines, is_prose, strict=True):
        missing = []
        block: Block | None = line.home
        while block is not None and block not in words:
            missing.append(block)
            block = block.parent
        words.update(dict.fromkeys(reversed(missing), 0))
        words[line.home] += line.word_count if prose else 0
    for block in sorted(words, key=lambda block: block.depth, reverse=True):
        if block.parent is not None:
            words[block.parent] += words[block]
    return words


def _story_block(lines: Sequence[PageLine], words: dict[Block, int]) -> Block | None:
    """The first block of the plainest name that holds enough."""
    page = sum(
        line.word_count
        for line in lines
        if line.is_prose and line.link_share < MAX_PROSE_LINKS and line.home.thread is None
        and line.tags.isdisjoint(BOX_TAGS)
    )  # fmt: skip
    least = max(MIN_WORDS, MIN_PAGE_SHARE * page)
    found: dict[int | None, Block] = {}
    for block, count in words.items():
        if count >= least and block.tag in STORY_TAGS and block.thread is None:
            found.setdefault(_rank(block), block)
    named = [rank for rank in found if rank is not None]
    return found[min(named)] if named else None


def _rank(block: Block) -> int | None:
    """How plainly a block is named as the story's: 0 is plainest; None where it is not."""
    mark = f"<{block.tag}> {block.names}"
    return next((rank for rank, names in enumerate(_names()) if names.search(mark)), None)


@cache
def _names() -> tuple[re.Pattern[str], ...]:
    """Patterns of the names of the story's block, the plainest first."""
    ranks: list[list[str]] = tomllib.loads(LEXICON.read_text("utf-8"))["story_block"]["ranks"]
    return tuple(re.compile("|".join(patterns)) for patterns in ranks)


def _inside(story: Block, words: dict[Block, int]) -> set[Block]:
    """The blocks in the story's, and it, without boxes and what is in them."""
    most = MAX_BOX_SHARE * words[story]
    inside = {story}
    for block in words:
        if block.parent in inside and not (words[block] < most and _is_box(block)):
            inside.add(block)
    return inside


def _is_box(block: Block) -> bool:
    """Whether a block is marked as something beside the story."""
    if block.tag in BOX_TAGS:
        return True
    return not block.meanings.isdisjoint(BOX_MEANINGS) and "story" not in block.meanings
