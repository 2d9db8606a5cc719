"""PDF: the text layer of its pages as one story.

Belongs here: from bytes to a document or a reason. Not here: lines off pages (`pages`), lines to paragraphs
(`paragraphs`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipelines.parse.formats.loose import Told, document_of, tell
from pipelines.parse.formats.pdf.pages import Layer, NoLayer, read_layer
from pipelines.parse.formats.pdf.paragraphs import Paragraphs, paragraphs_of
from pipelines.parse.formats.press import stories_in
from pipelines.parse.formats.properties import sane_author, sane_title
from pipelines.parse.records import ParsedDocument, ReadFailure, ReadLimits, Stated

PDF_DATE = re.compile(r"D:(\d{4})(\d{2})(\d{2})")


def read(
    data: bytes, limits: ReadLimits, charset: str | None = None
) -> Iterator[ParsedDocument | ReadFailure]:
    """The one document of a PDF file, or the stories of an export."""
    layer = read_layer(data, limits)
    if isinstance(layer, NoLayer):
        yield ReadFailure(None, layer.reason, layer.detail)
        return
    found = paragraphs_of(layer.pages)
    stories = stories_in("\n\n".join(found.texts), repairs=(*layer.repairs, *found.repairs))
    if stories:
        yield from stories
        return
    title = found.title or _title_in_text(layer, found)
    told = tell(title, found.texts, limits)
    if title is None and not any(kind == "title" for kind, _ in told.parts):
        title = sane_title(layer.title)
        told = tell(title, found.texts, limits) if title else told
    furniture = [("other", line) for line in found.furniture]
    told = Told([*told.parts, *furniture], told.byline)
    weak = Stated(
        title=sane_title(layer.title), byline=sane_author(layer.author), published=_day(layer.created)
    )
    yield document_of(
        told, data, "pdf", Stated(language=layer.language), weak, repairs=(*layer.repairs, *found.repairs)
    )


def _title_in_text(layer: Layer, found: Paragraphs) -> str | None:
    """The stated title where a paragraph of the first page is the same."""
    stated = sane_title(layer.title)
    words = stated.casefold().split() if stated else []
    if words and any(text.casefold().split() == words for text in found.texts[:12]):
        return stated
    return None


def _day(created: str | None) -> str | None:
    found = PDF_DATE.match(created or "")
    return "-".join(found.groups()) if found else None
