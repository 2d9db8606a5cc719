"""What speaks for a line of a page being text of its story: mark-up, wording, place, and two opinions.

The opinions are the mark-up's (`story_block`) or an extractor's (`extractor`), and that of the rules for
pasted text (`labelling`). Long lines that the former keep are *seeds*;
what surrounds and resembles them is likely the story.

Belongs here: the features of lines. Not here: their weights (`lexicon/body_weights.toml`, fitted by
`scripts/fit_body.py`), kinds of lines (`structure`).
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.parse.formats.html.blocks import Block
from pipelines.parse.formats.html.rendering import PageLine
from pipelines.parse.labelling import Labels

Features = dict[str, float]
"""Values of the features that are not 0."""

SEED_SHARE = 0.75
MIN_SEED_WORDS = 8
MAX_SEED_LINKS = 0.5
MIN_SEEDED = 25
MIN_KEPT = 0.7
"""Where fewer words are kept, or a smaller share of the rules' text, the rules are heard as well."""
ASIDES = frozenset(("aside", "nav", "footer", "figure", "figcaption", "form", "li", "blockquote"))
LINES_ABOVE, LINES_BELOW = 10, 12
"""Lines before the first seed and after the last that may be text of the story."""
MAIN_SHARE = 0.6
"""Share of the seeds' words that a block holds which is the story's, or around it."""
RINGS = 3
MAX_DEPTH = 6
FAR = 5.0
"""Where there is no seed on a side."""
QUOTATION_MARKS = frozenset('“”„«»"')
BLOCK_OF_TAG = {
    "h2": "h2_h3", "h3": "h2_h3", "h4": "h4_h6", "h5": "h4_h6", "h6": "h4_h6", "td": "cell", "th": "cell",
    "table": "cell", "tr": "cell", "figcaption": "figure", "dt": "definition", "dd": "definition",
    "dl": "definition", "section": "section", "article": "section", "main": "section", "body": "section",
    "header": "section", "aside": "aside", "nav": "aside", "footer": "aside", "form": "aside",
}  # fmt: skip


@dataclass(slots=True)
class Evidence:
    """The features of lines from the `first` on: those around the seeds, which may be text of the story."""

    first: int
    rows: list[Features]


@dataclass(slots=True)
class _Held:
    """What a block holds."""

    seed_words: int = 0
    is_inside: bool = False
    """Whether it is the smallest block with most of the story, or in it."""


def evidence_of(
    lines: Sequence[PageLine],
    shapes: Sequence[str],
    labels: Labels,
    kept: Sequence[float],
) -> Evidence | None:
    """The features of all lines that may be text of the story; None where nothing on the page seems to be.

    `kept` is what mark-up or extractor keep of each line.
    """
    kept = _with_told(lines, labels, kept)
    seeds = [_is_seed(line, share) for line, share in zip(lines, kept, strict=True)]
    if not any(seeds):
        return None
    return _Weighing(lines, shapes, labels, kept, seeds).evidence()


def _with_told(lines: Sequence[PageLine], labels: Labels, kept: Sequence[float]) -> Sequence[float]:
    """What is kept; where that is much less than the rules take for text, the thread was lost.

    Then the paragraphs that the rules take for text count as kept.
    """
    posts = {line.home.post for line, share in zip(lines, kept, strict=True) if share > SEED_SHARE}
    told = [
        kind == "body"
        and article == 0
        and _is_paragraph(line)
        and (not posts or line.home.post in posts or line.home.post is None)
        for line, kind, article in zip(lines, labels.kinds, labels.articles, strict=True)
    ]
    told_words = sum(line.word_count for line, is_told in zip(lines, told, strict=True) if is_told)
    kept_words = sum(line.word_count for line, share in zip(lines, kept, strict=True) if share > SEED_SHARE)
    if kept_words >= max(MIN_SEEDED, MIN_KEPT * told_words):
        return kept
    return [max(share, float(is_told)) for share, is_told in zip(kept, told, strict=True)]


def _is_paragraph(line: PageLine) -> bool:
    """Whether a line is running text in a paragraph of its own, beside nothing."""
    is_text = line.is_prose and line.link_share < MAX_SEED_LINKS
    return is_text and line.block == "p" and line.tags.isdisjoint(ASIDES)


def _is_seed(line: PageLine, kept: float) -> bool:
    """Whether a line is surely text of the story."""
    return kept > SEED_SHARE and line.word_count >= MIN_SEED_WORDS and line.link_share < MAX_SEED_LINKS


class _Weighing:
    """The lines of one page, and what their features are made of."""

    def __init__(
        self,
        lines: Sequence[PageLine],
        shapes: Sequence[str],
        labels: Labels,
        kept: Sequence[float],
        seeds: Sequence[bool],
    ) -> None:
        self._lines, self._shapes, self._labels, self._kept, self._seeds = lines, shapes, labels, kept, seeds
        self._places = [index for index, is_seed in enumerate(seeds) if is_seed]
        self._seed_words = max(1, sum(lines[index].word_count for index in self._places))
        self._held = _held(lines, seeds)
        self._story = _story_block(self._held, MAIN_SHARE * self._seed_words)
        self._styled: Counter[tuple[tuple[str, str], ...]] = Counter()
        for index in self._places:
            self._styled[lines[index].home.style] += lines[index].word_count
        posts: Counter[Block | None] = Counter()
        for index in self._places:
            posts[lines[index].home.post] += lines[index].word_count
        self._post = max(posts, key=lambda post: posts[post])

    def evidence(self) -> Evidence:
        """The features of every line in reach of the seeds."""
        lines, places = self._lines, self._places
        first = max(0, places[0] - LINES_ABOVE)
        last = min(len(lines) - 1, places[-1] + LINES_BELOW)
        rows: list[Features] = []
        told = passed = 0
        for index in range(first, last + 1):
            line = lines[index]
            while passed < len(places) and places[passed] < index:
                told += lines[places[passed]].word_count
                passed += 1
            features = _looks(line) | self._opinions(index) | _markup(line.home)
            features |= self._holders(line.home) | self._place(index, passed)
            features["told_share"] = told / self._seed_words
            rows.append({name: value for name, value in features.items() if value})
        return Evidence(first, rows)

    def _opinions(self, index: int) -> Features:
        """What mark-up or extractor and the rules for pasted text say."""
        article = self._labels.articles[index]
        return {
            "kept_share": self._kept[index],
            f"shape_{self._shapes[index]}": 1.0,
            f"kind_{self._labels.kinds[index]}": 1.0,
            "is_of_story": float(article == 0),
            "is_of_teaser": float(article is not None and article > 0),
        }

    def _holders(self, home: Block) -> Features:
        """How much of the story the blocks around hold, and blocks of its style."""
        features: Features = {}
        block = home
        for ring in range(1, RINGS + 1):
            block = block.parent or block
            features[f"seed_share_{ring}"] = self._held[block].seed_words / self._seed_words
        styled = self._styled.get(home.style, 0)
        features["styled_share"] = styled / self._seed_words
        features["is_main_style"] = float(styled > 0 and styled == max(self._styled.values()))
        if home.post is not None and home.post is not self._post:
            features["is_in_other_post"] = 1.0
        if self._held[home].is_inside:
            features["is_in_story_block"] = 1.0
            features["depth_in_story_block"] = min(MAX_DEPTH, 1 + home.depth - self._story.depth)
        return features

    def _place(self, index: int, passed: int) -> Features:
        """Where the line is among the seeds, `passed` of which are above it."""
        lines, places = self._lines, self._places
        above = places[passed - 1] if passed else None
        after = passed + (passed < len(places) and places[passed] == index)
        below = places[after] if after < len(places) else None
        features: Features = {
            "is_within": float(places[0] <= index <= places[-1]),
            "is_after": float(index > places[-1]),
            "seed_above": FAR if above is None else math.log1p(index - above),
            "seed_below": FAR if below is None else math.log1p(below - index),
        }
        home = lines[index].home
        for side, seed in (("above", above), ("below", below)):
            if seed is None or home.parent is None:
                continue
            other = lines[seed].home
            if other.parent is home.parent:
                features[f"is_beside_seed_{side}"] = 1.0
            around = other.parent.parent if other.parent else None
            if around is not None and around is home.parent.parent:
                features[f"is_near_seed_{side}"] = 1.0
        return features


def _held(lines: Sequence[PageLine], seeds: Sequence[bool]) -> dict[Block, _Held]:
    """What each block of a page holds, itself and in the blocks inside it; the innermost first."""
    blocks: dict[Block, _Held] = {}
    for line, is_seed in zip(lines, seeds, strict=True):
        block: Block | None = line.home
        while block is not None and block not in blocks:
            blocks[block] = _Held()
            block = block.parent
        blocks[line.home].seed_words += line.word_count if is_seed else 0
    outwards = sorted(blocks, key=lambda block: block.depth, reverse=True)
    for block in outwards:
        if block.parent is not None:
            blocks[block.parent].seed_words += blocks[block].seed_words
    return {block: blocks[block] for block in outwards}


def _story_block(blocks: dict[Block, _Held], seed_words: float) -> Block:
    """The innermost block with at least so many words of seeds, which is marked with all that is in it."""
    story = next(block for block, held in blocks.items() if held.seed_words >= seed_words)
    for block, held in reversed(blocks.items()):
        held.is_inside = block is story or (block.parent is not None and blocks[block.parent].is_inside)
    return story


def _looks(line: PageLine) -> Features:
    """What the line alone shows."""
    return {
        "length": math.log1p(line.word_count),
        "is_long": float(line.word_count >= 40),
        "is_prose": float(line.is_prose),
        "ends_sentence": float(line.ends_sentence),
        "link_share": line.link_share,
        "small_share": line.small_share,
        "has_quotation": float(not QUOTATION_MARKS.isdisjoint(line.text)),
    }


def _markup(home: Block) -> Features:
    """What the block is, by its tag and its names."""
    features = {f"block_{BLOCK_OF_TAG.get(home.tag, home.tag)}": 1.0}
    features.update((f"named_{meaning}", 1.0) for meaning in home.meanings)
    return features
