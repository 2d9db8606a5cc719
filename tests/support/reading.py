"""Reading one file in a test: its documents and failures, each checked for what must always hold."""

from __future__ import annotations

import io

from benchmarks.fuzz import misfit
from pipelines.parse import ParsedDocument, ReadFailure, ReadLimits, format_of, read


def outcomes(data: bytes, name: str, limits: ReadLimits | None = None) -> list[ParsedDocument | ReadFailure]:
    """Everything that a file gives; the reader is chosen by its name."""
    format = format_of(name)
    assert format, f"no reader for {name}"
    found = list(read(io.BytesIO(data), name, format, limits))
    members = [one.member for one in found if isinstance(one, ParsedDocument)]
    assert len(members) == len(set(members))
    for one in found:
        assert one.reason if isinstance(one, ReadFailure) else misfit(one) is None
    return found


def document(data: bytes, name: str, limits: ReadLimits | None = None) -> ParsedDocument:
    """The only document of a file that gives nothing else."""
    (found,) = outcomes(data, name, limits)
    assert isinstance(found, ParsedDocument), found
    return found


def failure(data: bytes, name: str, limits: ReadLimits | None = None) -> ReadFailure:
    """The only failure of a file that gives nothing else."""
    (found,) = outcomes(data, name, limits)
    assert isinstance(found, ReadFailure), found
    return found


def documents(data: bytes, name: str) -> list[ParsedDocument]:
    """The documents of a file, failures left out."""
    return [one for one in outcomes(data, name) if isinstance(one, ParsedDocument)]


def failures(data: bytes, name: str) -> list[ReadFailure]:
    """The failures of a file, documents left out."""
    return [one for one in outcomes(data, name) if isinstance(one, ReadFailure)]


def shape(document: ParsedDocument) -> list[tuple[str, str]]:
    """Kind and text of every segment, without the white space around."""
    return [(segment.kind, segment.text.strip()) for segment in document.segments]


def told(document: ParsedDocument, kind: str) -> list[str]:
    """The texts of the segments of a kind."""
    return [text for one, text in shape(document) if one == kind]
