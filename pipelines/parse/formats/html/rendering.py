"""A page as a reader sees it: all visible text in document order, with what the mark-up says of each line.

After the innerText rules of the HTML standard: block boxes stand on lines of their own, a blank line parts
paragraphs and headings, cells are parted by tabs, what is not rendered is left out. Style sheets are not
applied.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from pipelines.parse.lines import Line

UNSEEN = frozenset(
    [
        "head",
        "script",
        "style",
        "noscript",
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
HIDING_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
SPACE = re.compile(r"[ \t\n\r\f\u2028\u2029]+")
SURROGATE = re.compile(r"[\ud800-\udfff]")


@dataclass(frozen=True)
class PageLine(Line):
    """A line with the mark-up around it."""

    tags: frozenset[str] = frozenset()
    """Its own block and every block that holds it."""
    block: str = "body"
    """The innermost block."""
    names: str = ""
    """Classes, ids, roles and item properties of its nearest blocks, in small letters."""
    link_share: float = 0.0
    """Share of its characters inside links."""


@dataclass(slots=True)
class _Buffer:
    """The line being written."""

    parts: list[str] = field(default_factory=list)
    chars: int = 0
    linked: int = 0
    element: etree._Element | None = None


@dataclass(slots=True)
class Page:
    """The text of a page and its lines."""

    text: str
    lines: list[PageLine]


def is_hidden(element: etree._Element) -> bool:
    """Whether an element shows nothing, by its tag or its own attributes."""
    return (
        element.tag in UNSEEN
        or "hidden" in element.attrib
        or bool(HIDING_STYLE.search(element.get("style") or ""))
    )


def render(root: etree._Element) -> Page:
    """The visible text of a parsed page."""
    writer = _Writer()
    depth_in_links = depth_in_pre = 0
    blocks: list[etree._Element] = []
    walk = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
    for event, element in walk:
        if event in ("comment", "pi"):
            writer.write(element.tail, blocks, depth_in_links > 0, depth_in_pre > 0)
            continue
        tag = element.tag if isinstance(element.tag, str) else ""
        breaks = 2 if tag in PARAGRAPH else 1 if tag in BLOCK else 0
        if event == "start":
            if not tag or is_hidden(element):
                walk.skip_subtree()
                continue
            if breaks:
                writer.break_line(breaks)
            if tag in TELLING:
                blocks.append(element)
            depth_in_links += tag == "a"
            depth_in_pre += tag == "pre"
            if tag == "br":
                writer.break_line(1)
            writer.write(element.text, blocks, depth_in_links > 0, depth_in_pre > 0)
            continue
        if tag and not is_hidden(element):
            depth_in_links -= tag == "a"
            depth_in_pre -= tag == "pre"
            if tag in TELLING:
                blocks.pop()
            if tag in ("td", "th") and element.getnext() is not None:
                writer.write_cell_end()
            if breaks:
                writer.break_line(breaks)
        writer.write(element.tail, blocks, depth_in_links > 0, depth_in_pre > 0)
    writer.break_line(1)
    return Page("".join(writer.out), writer.lines)


class _Writer:
    """Collects lines and their places in the text."""

    def __init__(self) -> None:
        self.out: list[str] = []
        self.lines: list[PageLine] = []
        self._length = 0
        self._breaks = 0
        self._buffer = _Buffer()
        self._facts: dict[etree._Element, tuple[frozenset[str], str, str]] = {}

    def write(self, text: str | None, blocks: list[etree._Element], is_link: bool, is_pre: bool) -> None:
        if not text:
            return
        if is_pre and "\n" in text:
            for number, part in enumerate(text.split("\n")):
                if number:
                    self.break_line(1)
                self.write(part, blocks, is_link, False)
            return
        text = SPACE.sub(" ", text)
        buffer = self._buffer
        if not buffer.parts:
            text = text.lstrip()
            if not text:
                return
            buffer.element = blocks[-1] if blocks else None
        buffer.parts.append(text)
        buffer.chars += len(text)
        buffer.linked += len(text) if is_link else 0

    def write_cell_end(self) -> None:
        if self._buffer.parts:
            self._buffer.parts.append("\t")

    def break_line(self, breaks: int) -> None:
        """End the line; the next one stands `breaks` line ends further at least."""
        buffer = self._buffer
        text = SURROGATE.sub("", re.sub(" {2,}", " ", "".join(buffer.parts)).strip()) if buffer.parts else ""
        if text:
            if self.lines:
                self.out.append("\n" * self._breaks)
                self._length += self._breaks
            tags, block, names = self._facts_of(buffer.element)
            self.lines.append(
                PageLine(
                    index=len(self.lines),
                    start_char=self._length,
                    end_char=self._length + len(text),
                    text=text,
                    is_after_blank=self._breaks > 1 or not self.lines,
                    tags=tags,
                    block=block,
                    names=names,
                    link_share=buffer.linked / max(1, buffer.chars),
                )
            )
            self.out.append(text)
            self._length += len(text)
            self._breaks = breaks
        else:
            self._breaks = max(self._breaks, breaks)
        if buffer.parts:
            self._buffer = _Buffer()

    def _facts_of(self, element: etree._Element | None) -> tuple[frozenset[str], str, str]:
        if element is None:
            return frozenset(), "body", ""
        known = self._facts.get(element)
        if known is None:
            known = _facts(element)
            self._facts[element] = known
        return known


NEAR = 4
"""Blocks whose names are kept: names further out are about the page."""
MAX_DEPTH = 256


def _facts(element: etree._Element) -> tuple[frozenset[str], str, str]:
    tags: list[str] = []
    names: list[str] = []
    at: etree._Element | None = element
    while at is not None and len(tags) < MAX_DEPTH:
        if isinstance(at.tag, str):
            tags.append(at.tag)
            if len(tags) <= NEAR:
                names += [at.get(name, "") for name in ("class", "id", "role", "itemprop") if at.get(name)]
        at = at.getparent()
    return frozenset(tags), tags[0] if tags else "body", " ".join(names).lower()[:500]
