"""Bytes to documents, articles and segments; manifests and dates in paths.

Everything here is a pure function of bytes, format and limits. Ids, paths and manifest rows are applied
later.
"""

from pipelines.parse.kinds import format_of, is_article_file, packings_of
from pipelines.parse.manifest import ManifestProblem, published_interval, read_manifest, read_sources
from pipelines.parse.paths import path_dates
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
    "ManifestProblem",
    "ParsedDocument",
    "ReadFailure",
    "ReadLimits",
    "Segment",
    "format_of",
    "is_article_file",
    "packings_of",
    "path_dates",
    "published_interval",
    "read",
    "read_manifest",
    "read_sources",
]
