"""Exports of press databases: many stories in one file, parted as the database parts them.

Belongs here: telling that a text is such an export, and its stories to documents. Not here: how one database
writes a story (`lexisnexis`, `factiva`, `proquest`), how Word, PDF and pages come to text (their readers ask
here first). A text counts as an export only where two stories at least show the database's own separators and
fields: an ordinary text is never split.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from pipelines.parse.composed import compose
from pipelines.parse.decoding import BOMS, NotText, decode
from pipelines.parse.formats.press import factiva, lexisnexis, proquest
from pipelines.parse.formats.press.story import Story
from pipelines.parse.formats.text import read as read_text
from pipelines.parse.records import ParsedDocument, ReadFailure, ReadLimits

Split = Callable[[str], list[Story | None]]

DATABASES: dict[str, Split] = {
    "lexisnexis": lexisnexis.stories,
    "factiva": factiva.stories,
    "proquest": proquest.stories,
}
MARK = (
    r"^[ \t\xa0]*(?:\d+ of \d+ DOCUMENTS|End of Document|Document \d+ of \d+"
    r"|(?:AN[ \t]+)?Document [A-Za-z0-9]{12,40})[ \t]*\r?$"
)
"""What some line of every export shows; looked for first, so that other texts cost nearly nothing."""
MARKS, BYTE_MARKS = re.compile(MARK, re.MULTILINE), re.compile(MARK.encode(), re.MULTILINE)
MIN_STORIES = 2
WIDE = tuple(mark for mark, encoding in BOMS if encoding != "utf-8")


def read(
    data: bytes, limits: ReadLimits, charset: str | None = None
) -> Iterator[ParsedDocument | ReadFailure]:
    """The stories of an export, or the one document of any other text file."""
    if data.startswith(WIDE) or BYTE_MARKS.search(data):
        decoded = decode(data, charset)
        if not isinstance(decoded, NotText):
            found = stories_in(decoded.text, decoded.encoding, decoded.repairs)
            if found:
                yield from found
                return
    yield from read_text(data, limits, charset)


def stories_in(
    text: str, encoding: str = "utf-8", repairs: tuple[str, ...] = ()
) -> list[ParsedDocument | ReadFailure]:
    """The stories of an export, whatever kind of file its text comes from; none where it is no export."""
    if not MARKS.search(text):
        return []
    for name, split in DATABASES.items():
        stories = split(text)
        if sum(story is not None for story in stories) >= MIN_STORIES:
            return list(_documents(name, stories, encoding, repairs))
    return []


def _documents(
    name: str, stories: list[Story | None], encoding: str, repairs: tuple[str, ...]
) -> Iterator[ParsedDocument | ReadFailure]:
    for ordinal, story in enumerate(stories, start=1):
        member = f"story {ordinal}"
        if story is None:
            yield ReadFailure(
                member, f"this piece of the {name} export lacks the fields that its stories have"
            )
        else:
            yield compose(
                story.parts,
                story.source.encode("utf-8", "replace"),
                name,
                stated=story.stated,
                member=member,
                encoding=encoding,
                repairs=repairs,
            )
