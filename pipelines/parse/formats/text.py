"""Plain text, pasted pages among it: one document per file, structured from the text alone."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from pipelines.parse.assembly import articles_of, segments_of
from pipelines.parse.decoding import NotText, decode
from pipelines.parse.labelling import label
from pipelines.parse.lines import lines_of
from pipelines.parse.mastheads import outlet_of, with_masthead
from pipelines.parse.metadata import text_dates
from pipelines.parse.records import ParsedDocument, ReadFailure, ReadLimits
from pipelines.parse.wrapping import unwrapped

MAX_LINES = 300_000
"""A long novel has a tenth of these; each line costs some kilobytes while its file is read."""


def read(
    data: bytes, limits: ReadLimits, charset: str | None = None
) -> Iterator[ParsedDocument | ReadFailure]:
    """The one document of a text file; `charset` is the encoding that its container states."""
    decoded = decode(data, charset)
    if isinstance(decoded, NotText):
        yield ReadFailure(None, decoded.reason, decoded.detail)
        return
    if decoded.text.count("\n") > MAX_LINES:
        yield ReadFailure(
            None, f"it has more than {MAX_LINES} lines: this is a table or a log, not an article"
        )
        return
    longest = max(map(len, decoded.text.split("\n")))
    if longest > limits.max_line_chars:
        reason = f"a line is longer than {limits.max_line_chars} characters (limit {limits.max_line_chars})"
        yield ReadFailure(None, reason, f"its longest line has {longest}")
        return
    lines = unwrapped(decoded.text, lines_of(decoded.text))
    labels = label(lines)
    segments = segments_of(decoded.text, lines, labels)
    articles = with_masthead(articles_of(segments, labels.byline), outlet_of(lines, labels))
    main = next((article for article in articles if article.kind == "main"), None)
    yield ParsedDocument(
        member=None,
        sha256=hashlib.sha256(data).hexdigest(),
        format="text",
        encoding=decoded.encoding,
        byte_count=len(data),
        text=decoded.text,
        url=None,
        repairs=decoded.repairs,
        segments=segments,
        articles=articles,
        dates=text_dates(lines, labels, main.language if main else None),
    )
