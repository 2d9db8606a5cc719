"""What each line of pasted text is, from the text alone: shape, wording, repetition, position, agreement.

Belongs here: from the shapes of lines and the place of the story to kinds. Not here: one line's shape
(`shapes`), where the story is (`story`), articles and segments (`assembly`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from pipelines.contracts.vocabulary import SEGMENT_KINDS
from pipelines.parse import bylines
from pipelines.parse.comments import reader_comments
from pipelines.parse.lines import Line
from pipelines.parse.phrases import says
from pipelines.parse.pull_quotes import pull_quotes
from pipelines.parse.shapes import FURNITURE, TEXT, form_of, shape_of
from pipelines.parse.story import Story, find_story
from pipelines.parse.teasers import Block, teaser_blocks
from pipelines.parse.titles import terms

MAX_WORDED_LINES = 20_000
"""Longer files are no pages; their lines are told by form alone, which is quick."""
MAX_HEADING_WORDS = 12
MIN_REFRAIN = 3
MAX_CAPTION_WORDS = 60
MIN_TEASER_WORDS = 6
MIN_SMALL_SHARE = 0.3
NO_BYLINE = 9
LEAD_LINES = 6
"""Lines at the top of a story's text among which its byline may stand."""


@dataclass(slots=True)
class Labels:
    """The kind of every line, its article (0 is the main one) and the line whose words it repeats."""

    kinds: list[str]
    articles: list[int | None]
    repeats: list[int | None]
    byline: str | None = None
    byline_rank: int = NO_BYLINE
    title_terms: frozenset[str] = frozenset()

    def set(self, index: int, kind: str, article: int | None) -> None:
        """Say what a line is and whose."""
        self.kinds[index] = kind
        self.articles[index] = article

    def set_byline(self, line: Line, is_led: bool = False) -> None:
        """A line that says who wrote the story, or when; the plainest of several counts, then the first.

        `is_led` says that `By` or its like stands alone on the line above.
        """
        self.set(line.index, "byline", 0)
        found = self.writers(line)
        rank = 0 if is_led else found.rank if found else NO_BYLINE
        if found and rank < self.byline_rank:
            self.byline, self.byline_rank = found.names, rank

    def writers(self, line: Line) -> bylines.Byline | None:
        """Who a line names as writing; bare names that the title names too are whom the story is about."""
        found = bylines.byline_of(line.text)
        is_subject = found and found.rank == bylines.BARE and terms(found.names) & self.title_terms
        return None if is_subject else found


def label(lines: Sequence[Line], shapes: Sequence[str] | None = None, title: int | None = None) -> Labels:
    """Label the lines of a pasted page, or of a plain text; shapes and title may be known already."""
    labels = Labels(["navigation"] * len(lines), [None] * len(lines), [None] * len(lines))
    shapes = shapes_of(lines) if shapes is None else shapes
    repeats = repeated_lines(lines)
    blocks = teaser_blocks(lines, shapes)
    comments = reader_comments(lines, shapes)
    elsewhere = {index for block in blocks for index in range(block.first, block.last + 1)} | set(comments)
    story = find_story(lines, shapes, repeats, elsewhere, title)
    own: Collection[int] = ()
    if story:
        own = _label_story(lines, shapes, repeats, labels, story)
    rest = [i for i in range(len(lines)) if i not in own and i not in elsewhere]
    top = story.title if story and story.title is not None else 0
    _label_page(lines, shapes, repeats, labels, rest, top)
    _label_comments(shapes, labels, comments)
    label_blocks(lines, shapes, labels, blocks)
    return labels


def shapes_of(lines: Sequence[Line]) -> list[str]:
    """The shape of every line; a line alone in its file is a story, whatever it says."""
    if len(lines) == 1:
        return ["sentence"]
    shape = shape_of if len(lines) <= MAX_WORDED_LINES else form_of
    return [shape(line) for line in lines]


def repeated_lines(lines: Sequence[Line]) -> list[int | None]:
    """For each line the earlier line with the same words, where the words say anything.

    A short line counts where it stands twice in a row, or again and again, as labels between paragraphs do.
    """
    seen: dict[str, int] = {}
    times = Counter(line.key for line in lines)
    repeats: list[int | None] = []
    for line in lines:
        key = line.key
        first = seen.setdefault(key, line.index) if key else line.index
        is_refrain = times[key] >= MIN_REFRAIN and not line.ends_sentence and line.word_count > 1
        is_telling = line.word_count >= 4 or line.index - first == 1 or is_refrain
        repeats.append(first if first != line.index and is_telling else None)
    return repeats


def _label_story(
    lines: Sequence[Line],
    shapes: Sequence[str],
    repeats: Sequence[int | None],
    labels: Labels,
    story: Story,
) -> set[int]:
    """Label the main story with what stands right above and below it; returns the lines labelled."""
    own = set(range(story.first, story.last + 1))
    top = story.first
    if story.title is not None:
        top = story.title
        own |= set(range(story.title, story.first))
        labels.set(story.title, "title", 0)
        labels.title_terms = frozenset(terms(lines[story.title].text))
        for index in range(story.title + 1, story.first):
            _label_preamble(lines[index], shapes[index], labels, bylines.is_lone_lead(lines[index - 1].text))
    inside = _Inside(lines, shapes, repeats, story)
    for index in range(story.first, story.last + 1):
        inside.label(index, labels)
    _label_standfirst(lines, labels, story)
    _label_author_note(lines, labels, story)
    own |= _label_frame(lines, shapes, labels, top, story.last)
    return own


def _label_preamble(line: Line, shape: str, labels: Labels, is_led: bool) -> None:
    """A line between the title and the text: standfirst, byline, date, caption, or the page's own."""
    if is_led and bylines.byline_of(line.text):
        labels.set_byline(line, is_led=True)
    elif shape in ("caption", "credit", "syndication_notice", "dateline"):
        labels.set(line.index, shape, 0)
    elif shape in ("byline", "date") or _is_name_line(line, shape, labels):
        labels.set_byline(line)
    elif shape in ("sentence", "prose") or (shape == "headline" and line.word_count >= 6):
        labels.set(line.index, "standfirst", 0)
    elif shape == "bullet":
        labels.set(line.index, "list_item", 0)
    elif shape in PROMOS:
        labels.set(line.index, PROMOS[shape], None)


def _is_name_line(line: Line, shape: str, labels: Labels) -> bool:
    """Whether a short line says who wrote, though neither `By` nor a date marks it."""
    return shape in ("fragment", "headline") and labels.writers(line) is not None


class _Inside:
    """Labels the lines between the first and the last of a story's text."""

    def __init__(
        self, lines: Sequence[Line], shapes: Sequence[str], repeats: Sequence[int | None], story: Story
    ) -> None:
        self._lines, self._shapes, self._repeats, self._story = lines, shapes, repeats, story
        self._times = Counter(repeats)
        self._pulled = pull_quotes(lines, story.first, story.last)
        self._is_listing = False

    def label(self, index: int, labels: Labels) -> None:
        """Label one line; lines must come in order."""
        line, shape = self._lines[index], self._shapes[index]
        if (self._is_at_top(index) or self._is_dated(index)) and _is_name_line(line, shape, labels):
            labels.set_byline(line)
        elif self._repeats[index] is not None and not self._is_announced(index):
            _label_duplicate(index, self._repeats[index], labels)
        elif index in self._pulled:
            labels.set(index, "pull_quote", 0)
            labels.repeats[index] = self._pulled[index]
        elif shape == "byline" or (shape == "date" and self._may_be_of_publication(index)):
            labels.set_byline(line)
        elif shape in FURNITURE:
            labels.set(index, _furniture_kind(line, shape, "other"), None)
        elif self._is_above_credit(index):
            labels.set(index, "caption", 0)
        elif shape == "sentence" and not self._story.is_plain and self._is_alone(index):
            labels.set(index, "other", 0)
        else:
            kind = KIND_OF_SHAPE.get(shape) or self._short_line(line)
            labels.set(index, kind, None if kind == "teaser" else 0)
        if labels.kinds[index] == "body":
            self._is_listing = line.text.endswith(":")

    def _is_announced(self, index: int) -> bool:
        """Whether a heading between paragraphs stands once above the story too, in a table of contents."""
        first = self._repeats[index]
        is_above = first is not None and first < self._story.first and first != self._story.title
        is_heading = self._shapes[index] != "prose" and self._is_text(index - 1) and self._parts_text(index)
        return is_above and is_heading and self._times[first] == 1

    def _is_at_top(self, index: int) -> bool:
        return index < self._story.first + LEAD_LINES and not self._story.is_plain

    def _is_dated(self, index: int) -> bool:
        """Whether a line right below the title of a plain text stands right above its day."""
        is_first = self._story.title is not None and index == self._story.first
        return is_first and self._shapes[index + 1 : index + 2] == ["date"]

    def _may_be_of_publication(self, index: int) -> bool:
        """Whether a date alone on its line may date the story: not below the first words of a plain text."""
        above = self._shapes[self._story.first : index]
        return not self._story.is_plain or (self._story.title is not None and not set(above) & set(TEXT))

    def _short_line(self, line: Line) -> str:
        """A line that is no sentence: heading, item of a list, or headline of another story."""
        index = line.index
        if not any(map(str.isalnum, line.text)):
            return "other"
        if line.text.endswith(":") and line.word_count > 1:
            return "body"
        if index < self._story.last and self._repeats[index + 1] == index and line.word_count > 3:
            return "teaser"
        is_short = line.word_count <= MAX_HEADING_WORDS
        if self._story.is_plain:
            if is_short and line.word_count > 1 and not self._is_listing and self._parts_text(index):
                return "heading"
            return "list_item" if is_short else "body"
        if is_short and self._parts_text(index):
            return "heading"
        if self._is_listing:
            return "list_item"
        return "other" if is_short else "teaser"

    def _parts_text(self, index: int) -> bool:
        """Whether a line stands between text and text, or above text as set apart as headings are."""
        if index >= self._story.last or self._shapes[index + 1] not in (*TEXT, "caption"):
            return False
        line, below = self._lines[index], self._lines[index + 1]
        if self._is_text(index - 1):
            return line.is_after_blank == below.is_after_blank
        return line.is_after_blank and below.is_after_blank and 3 <= line.word_count <= 8

    def _is_text(self, index: int) -> bool:
        return 0 <= index < len(self._shapes) and self._shapes[index] in TEXT

    def _is_alone(self, index: int) -> bool:
        return not self._is_text(index - 1) and not self._is_text(index + 1)

    def _is_above_credit(self, index: int) -> bool:
        """Whether the next line is a credit and belongs to this one: no blank line between them."""
        line = self._lines[index]
        if index + 1 >= len(self._lines) or line.word_count > MAX_CAPTION_WORDS:
            return False
        return self._shapes[index + 1] == "credit" and not self._lines[index + 1].is_after_blank


def _furniture_kind(line: Line, shape: str, otherwise: str) -> str:
    """What a line is that only pages have: an offer to sign up ends a story, and is a promo all the same."""
    is_offer = shape == "end_of_story" and line.word_count >= MIN_TEASER_WORDS and says("promo", line.text)
    return "promo" if is_offer else PROMOS.get(shape, otherwise)


def _label_duplicate(index: int, first: int | None, labels: Labels) -> None:
    """A line printed again belongs where its first print does: to the story, or to the page."""
    labels.set(index, "duplicate", None if first is None else labels.articles[first])
    labels.repeats[index] = first


PROMOS = {"promo": "promo", "story_continues": "promo", "cookie_notice": "cookie_notice"}
KIND_OF_SHAPE = {
    "prose": "body", "sentence": "body", "bullet": "list_item", "caption": "caption", "credit": "credit",
    "syndication_notice": "syndication_notice", "dateline": "dateline", "date": "body",
    "correction": "other",
}  # fmt: skip
FULL_NAME = re.compile(r"\b[A-Z][\w'’-]+ [A-Z][\w'’-]+\b")
MAX_STANDFIRST_WORDS = 45


def _label_standfirst(lines: Sequence[Line], labels: Labels, story: Story) -> None:
    """The line under a title is a standfirst if no sentence, or if the next names the same people in full."""
    if story.title is None or story.first != story.title + 1 or story.first >= story.last:
        return
    line, after = lines[story.first], lines[story.first + 1]
    if labels.kinds[story.first] not in ("body", "heading", "list_item"):
        return
    if labels.kinds[story.first + 1] != "body" or line.word_count > MAX_STANDFIRST_WORDS:
        return
    if not (line.ends_sentence or line.text.endswith(":") or line.is_bullet) or (
        labels.kinds[story.first] == "body"
        and set(FULL_NAME.findall(line.text)) & set(FULL_NAME.findall(after.text[:300]))
    ):
        labels.kinds[story.first] = "standfirst"


AUTHOR_NOTE_PARAGRAPHS = 2
MIN_STORY_PARAGRAPHS = 4


def _label_author_note(lines: Sequence[Line], labels: Labels, story: Story) -> None:
    """Paragraphs at the end that name a writer, whom the text above never names, are about the writer."""
    writers = [name.strip() for name in (labels.byline or "").split(",")]
    surnames = {name.split()[-1] for name in writers if bylines.is_name(name)}
    body = [i for i in range(story.first, story.last + 1) if labels.kinds[i] == "body"]
    if not surnames or len(body) < MIN_STORY_PARAGRAPHS:
        return
    naming = [index for index in body if any(name in lines[index].text for name in surnames)]
    if naming and len(naming) <= AUTHOR_NOTE_PARAGRAPHS and naming == body[-len(naming) :]:
        for index in range(naming[0], story.last + 1):
            labels.set(index, "other", None)


LINES_BELOW = 6
LINES_ABOVE = 4


def _label_frame(
    lines: Sequence[Line], shapes: Sequence[str], labels: Labels, top: int, last: int
) -> set[int]:
    """Bylines, dates and notices right above the title and right below the text."""
    framed: set[int] = set()
    for index in range(last + 1, min(last + 1 + LINES_BELOW, len(lines))):
        if shapes[index] in ("syndication_notice", "credit"):
            labels.set(index, shapes[index], 0)
            framed.add(index)
        elif shapes[index] == "byline":
            labels.set_byline(lines[index])
            framed.add(index)
    for index in range(max(0, top - LINES_ABOVE), top):
        if shapes[index] in ("byline", "date"):
            labels.set_byline(lines[index])
            framed.add(index)
    return framed


PAGE_KINDS = {
    "story_continues": "promo", "correction": "other",
    "cookie_notice": "cookie_notice", "promo": "promo", "syndication_notice": "syndication_notice", "credit":
    "credit", "caption": "caption", "prose": "promo", "headline": "teaser", "sentence": "promo",
}  # fmt: skip


def _label_page(
    lines: Sequence[Line],
    shapes: Sequence[str],
    repeats: Sequence[int | None],
    labels: Labels,
    indexes: Sequence[int],
    top: int,
) -> None:
    """Lines that belong to the page: menus, promos, notices, headlines of other stories.

    Above the title (`top`), capitalised words without a sentence are menus rather than headlines.
    """
    for index in indexes:
        line = lines[index]
        kind = PAGE_KINDS.get(shapes[index]) or _furniture_kind(line, shapes[index], "navigation")
        is_menu = line.word_count < MIN_TEASER_WORDS or (index < top and line.small_share < MIN_SMALL_SHARE)
        if kind == "teaser" and is_menu:
            kind = "navigation"
        if repeats[index] is not None:
            kind = "duplicate"
            labels.repeats[index] = repeats[index]
        labels.set(index, kind, None)


COMMENT_SHAPES = (*TEXT, "headline", "caption", "reader_comment", "date", "byline")


def _label_comments(shapes: Sequence[str], labels: Labels, comments: Collection[int]) -> None:
    """What readers wrote, with its frames, belongs to the page and is never the story's."""
    for index in comments:
        labels.set(index, "reader_comment" if shapes[index] in COMMENT_SHAPES else "navigation", None)


BLOCK_KINDS = {
    "bullet": "list_item", "prose": "body", "sentence": "body", "headline": "title", "date": "byline",
}  # fmt: skip


def label_blocks(
    lines: Sequence[Line], shapes: Sequence[str], labels: Labels, blocks: Sequence[Block]
) -> None:
    """Each block of another story becomes an article of its own."""
    for ordinal, block in enumerate(blocks, start=1):
        for index in range(block.first, block.last + 1):
            kind = BLOCK_KINDS.get(shapes[index], shapes[index])
            labels.set(index, kind if kind in SEGMENT_KINDS else "other", ordinal)
        labels.set(block.headline, "title", ordinal)
