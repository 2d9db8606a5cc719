"""Mark-up inside fields of other formats (feeds, JSON, press databases): its visible text as parts.

Belongs here: a piece of HTML to parts. Not here: whole pages, whose structure has to be found (`structure`).
"""

from __future__ import annotations

import re
from html import unescape

from pipelines.parse.composed import Part, paragraphs
from pipelines.parse.formats.html.rendering import PageLine, render
from pipelines.parse.formats.html.tree import parsed

BLOCK = re.compile(
    r"<(?:p|br|div|h[1-6]|ul|ol|li|blockquote|figure|table|tr|td|html|body|section|article)[\s/>]",
    re.IGNORECASE,
)
MARKUP = re.compile(
    rf"{BLOCK.pattern}|<(?:a|b|i|em|strong|span|img|sup|sub|u|!--)[\s/>]|</\w+>", re.IGNORECASE
)
KIND_OF_TAG = {"li": "list_item", "figcaption": "caption"} | {f"h{n}": "heading" for n in range(1, 7)}


def parts_of_field(text: str, kind: str = "body") -> list[Part]:
    """The paragraphs of a field that may hold plain text or HTML, each with its kind.

    `kind` is what a paragraph is; in a body, mark-up may say that it is a heading, a caption or an item of a
    list. Line ends part paragraphs where no mark-up does.
    """
    text = text.replace("<![CDATA[", "").replace("]]>", "")
    if not MARKUP.search(text):
        text = unescape(text)
        if not MARKUP.search(text):
            return [(kind, one) for one in paragraphs(text)]
    root = parsed(text if BLOCK.search(text) else text.replace("\n", "<br>"))
    page = render(root) if root is not None else None
    return [(_kind(line, kind), line.text) for line in page.lines] if page else []


def value_of_field(text: str) -> str:
    """A field of one line that may hold mark-up or entities, as plain text."""
    return " ".join(text for _, text in parts_of_field(text))


def _kind(line: PageLine, kind: str) -> str:
    if kind != "body":
        return kind
    return next((named for tag, named in KIND_OF_TAG.items() if tag in line.tags), kind)
