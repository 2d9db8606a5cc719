"""The story of a page that shows none until its scripts run, from the data that it brings along.

Belongs here: JSON-LD `articleBody`, JSON in scripts, the rows that Next.js pushes. Not here: what such data
state about the story (`statements`), pages whose text is in their mark-up (`rendering`).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html import escape
from typing import Any

from lxml import etree

PUSHED = re.compile(r'__next_f\.push\(\[1,\s*("(?:[^"\\]|\\.)*")\s*\]\)')
TEXT_ROW = re.compile(rb"(?:^|\n|[}\]])[0-9a-f]+:T([0-9a-f]+),")
PARAGRAPH = re.compile(r"<(?:p|br|div)[\s/>]", re.IGNORECASE)
MIN_STORY_CHARS = 200
"""Shorter values that nothing names as an article's body are labels and messages."""
MAX_SCRIPT_CHARS = 10_000_000
MAX_VALUES = 100_000


def embedded_story(root: etree._Element, title: str | None) -> str | None:
    """A page made of the longest story in the data of another, under its title; None where there is none."""
    story = max(_texts(root), key=len, default="")
    if not story:
        return None
    heading = f"<h1>{escape(title)}</h1>" if title else ""
    return f"<html><body><article>{heading}{story}</article></body></html>"


def _texts(root: etree._Element) -> Iterator[str]:
    """Mark-up of everything in a page's data that may be the text of a story."""
    pushed: list[str] = []
    for script in root.iter("script"):
        source = (script.text or "").strip()
        if not source or len(source) > MAX_SCRIPT_CHARS:
            continue
        if "json" in (script.get("type") or "").lower():
            yield from _strings(_loaded(source.removesuffix(";")))
        pushed += [str(_loaded(found) or "") for found in PUSHED.findall(source)]
    yield from _text_rows("".join(pushed).encode("utf-8", "surrogatepass"))


def _loaded(source: str) -> Any:
    try:
        return json.loads(source, strict=False)
    except (ValueError, RecursionError):
        return None


def _strings(value: Any) -> Iterator[str]:
    """Values that hold paragraphs in mark-up, and those that are named as the body of an article."""
    queue = [("", value)]
    for _ in range(MAX_VALUES):
        if not queue:
            return
        name, at = queue.pop()
        if isinstance(at, dict):
            queue += list(at.items())
        elif isinstance(at, list):
            queue += [(name, one) for one in at]
        elif isinstance(at, str) and name == "articleBody" and not PARAGRAPH.search(at):
            yield "".join(f"<p>{escape(line)}</p>" for line in at.split("\n") if line.strip())
        elif isinstance(at, str) and (name == "articleBody" or _may_be_story(at)):
            yield at


def _text_rows(stream: bytes) -> Iterator[str]:
    """The long texts of a Next.js stream: rows `24:T1b7,` with their length in bytes."""
    for row in TEXT_ROW.finditer(stream):
        text = stream[row.end() : row.end() + int(row[1], 16)].decode("utf-8", "replace")
        if _may_be_story(text):
            yield text


def _may_be_story(text: str) -> bool:
    return len(text) >= MIN_STORY_CHARS and PARAGRAPH.search(text) is not None
