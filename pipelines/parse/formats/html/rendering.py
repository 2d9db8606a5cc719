"""A page as a reader sees it: all visible text in document order, with what the mark-up says of each line.

After the innerText rules of the HTML standard: block boxes stand on lines of their own, a blank line parts
paragraphs and headings, cells are parted by tabs, what is not rendered is left out. Style sheets are not
applied.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from pipelines.parse.formats.html.blocks import Block
from pipelines.parse.lines import Line

UNSEEN = frozenset(
    [
        "head",
        "script",
        "style",
        "noscript",
        "noframes",
        "template",
        "svg",
        "canvas",
        "iframe",
        "object",
        "embed",
        "audio",
        "video",
        "map",
        "math",
        "select",
        "option",
        "datalist",
        "textarea",
        "input",
        "button",
        "meta",
        "link",
        "title",
        "dialog",
    ]
)
PARAGRAPH = frozenset(["p", "h1", "h2", "h3", "h4", "h5", "h6"])
BLOCK = PARAGRAPH | frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "center",
        "details",
        "dd",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "header",
        "hgroup",
        "hr",
        "html",
        "li",
        "legend",
        "main",
        "menu",
        "nav",
        "ol",
        "optgroup",
        "pre",
        "search",
        "section",
        "summary",
        "table",
        "tbody",
        "tfoot",
        "thead",
        "tr",
        "ul",
    ]
)
TELLING = BLOCK | {"time", "td", "th"}
LINK_SHARE = 0.9
HIDING_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
SPACE = re.compile(r"[ \t\n\r\f\u2028\u2029]+")
SPACES = re.compile(" {2,}")
SURROGATE = re.compile(r"[\ud800-\udfff]")


@dataclass(frozen=True)
class PageLine(Line):
    """A line with the mark-up around it."""

    home: Block
    """The innermost block that holds its beginning."""
    link_share: float = 0.0
    """Share of its characters inside links."""

    @property
    def is_link(self) -> bool:
        """Whether all of it leads elsewhere."""
        return self.link_share >= LINK_SHARE

    @property
    def tags(self) -> frozenset[str]:
        """The tag of its own block and of every block that holds it."""
        return self.home.tags

    @property
    def block(self) -> str:
        """The tag of its own block."""
        return self.home.tag


@dataclass(slots=True)
class Page:
    """The text of a page and its lines."""

    text: str
    lines: list[PageLine]


def is_hidden(element: etree._Element) -> bool:
    """Whether an element shows nothing by its own attributes."""
    if element.get("hidden") is not None:
        return True
    style = element.get("style")
    return style is not None and HIDING_STYLE.search(style) is not None


def render(root: etree._Element) -> Page:
    """The visible text of a parsed page that holds no comments."""
    writer = _Writer()
    skipped: etree._Element | None = None
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        tag = element.tag
        if event == "start":
            if tag in UNSEEN or not isinstance(tag, str) or is_hidden(element):
                skipped = element
                walk.skip_subtree()
                continue
            if tag in TELLING:
                writer.enter(tag, element)
            elif tag == "a":
                writer.link_depth += 1
            elif tag == "br":
                writer.break_line(1)
            if element.text:
                writer.write(element.text)
            continue
        if element is skipped:
            skipped = None
        elif tag in TELLING:
            writer.leave(tag, element.getnext() is None)
        elif tag == "a":
            writer.link_depth -= 1
        if element.tail:
            writer.write(element.tail)
    writer.break_line(1)
    return Page("".join(writer.out), writer.lines)


class _Writer:
    """Collects lines and their places in the text."""

    def __init__(self) -> None:
        self.out: list[str] = []
        self.lines: list[PageLine] = []
        self.link_depth = 0
        self._pre_depth = 0
        self._blocks: list[etree._Element] = []
        self._homes: dict[etree._Element, Block] = {}
        self._length = 0
        self._breaks = 0
        self._parts: list[str] = []
        self._chars = self._linked = 0
        self._started_in: etree._Element | None = None

    def enter(self, tag: str, element: etree._Element) -> None:
        """Begin a block, or a cell or moment, of which lines tell that they stand in it."""
        if tag in BLOCK:
            self.break_line(2 if tag in PARAGRAPH else 1)
        self._blocks.append(element)
        self._pre_depth += tag == "pre"

    def leave(self, tag: str, is_last: bool) -> None:
        """End what was entered last; cells that are not the last of their row end with a tab."""
        self._blocks.pop()
        self._pre_depth -= tag == "pre"
        if tag in ("td", "th") and not is_last and self._parts:
            self._parts.append("\t")
        if tag in BLOCK:
            self.break_line(2 if tag in PARAGRAPH else 1)

    def write(self, text: str) -> None:
        """Add text to the line; in `pre`, line ends are kept."""
        if not self._pre_depth or "\n" not in text:
            self._add(text)
            return
        for number, part in enumerate(text.split("\n")):
            if number:
                self.break_line(1)
            self._add(part)

    def _add(self, text: str) -> None:
        text = SPACE.sub(" ", text)
        if not self._parts:
            text = text.lstrip()
            if not text:
                return
            self._started_in = self._blocks[-1] if self._blocks else None
        self._parts.append(text)
        self._chars += len(text)
        if self.link_depth > 0:
            self._linked += len(text)

    def break_line(self, breaks: int) -> None:
        """End the line; the next one stands `breaks` line ends further at least."""
        text = self._taken() if self._parts else ""
        if not text:
            self._breaks = max(self._breaks, breaks)
            return
        if self.lines:
            self.out.append("\n" * self._breaks)
            self._length += self._breaks
        self.lines.append(
            PageLine(
                index=len(self.lines),
                start_char=self._length,
                end_char=self._length + len(text),
                text=text,
                is_after_blank=self._breaks > 1 or not self.lines,
                home=self._home_of(self._started_in),
                link_share=self._linked / max(1, self._chars),
            )
        )
        self.out.append(text)
        self._length += len(text)
        self._breaks = breaks
        self._chars = self._linked = 0

    def _taken(self) -> str:
        """The text of the line, which is begun anew."""
        text = SPACES.sub(" ", "".join(self._parts)).strip()
        self._parts.clear()
        if not text:
            self._chars = self._linked = 0
        return text if text.isascii() else SURROGATE.sub("", text)

    def _home_of(self, element: etree._Element | None) -> Block:
        """The block made of an element; those that hold it are made with it."""
        missing: list[etree._Element] = []
        while element is not None and element not in self._homes:
            missing.append(element)
            element = element.getparent()
        home = self._homes[element] if element is not None else None
        for one in reversed(missing):
            home = self._homes[one] = Block(one, home)
        return home or NO_BLOCK


NO_BLOCK = Block(etree.Element("body"), None)
"""Home of text that no block holds."""
