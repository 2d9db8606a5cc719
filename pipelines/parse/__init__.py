"""Bytes to documents, articles and segments; manifests and dates in paths.

Everything here is a pure function of bytes, format and limits. Ids, paths and manifest rows are applied later.
"""

from pipelines.parse.formats import format_of, is_article_file
from pipelines.parse.reading import read
from pipelines.parse.records import (
    Article,
    DateCandidate,
    ParsedDocument,
    ReadFailure,
    ReadLimits,
    Segment,
)

__all__ = [
    "Article",
    "DateCandidate",
    "ParsedDocument",
    "ReadFailure",
    "ReadLimits",
    "Segment",
    "format_of",
    "is_article_file",
    "read",
]
