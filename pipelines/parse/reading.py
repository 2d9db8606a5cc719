"""The one way in: a stream of bytes becomes documents or failures, whatever it holds.

Belongs here: packing, containers inside containers, choice of reader, one failure per thing that fails. Not
here: formats (`formats/`), archives (`containers/`), text and its structure.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import BinaryIO, cast

from pipelines.parse.containers import ARCHIVES, CONTAINERS, Member
from pipelines.parse.formats import READERS, STREAM_READERS, format_of, is_article_file, packings_of
from pipelines.parse.records import ParsedDocument, ReadFailure, ReadLimits
from pipelines.parse.stated import with_stated
from pipelines.parse.streams import Meter, Source, UnreadableError, unpacked, whole

Outcome = ParsedDocument | ReadFailure


def read(stream: BinaryIO, name: str, format: str, limits: ReadLimits | None = None) -> Iterator[Outcome]:
    """Every document that a file holds, or why there is none.

    Of `name` only the packing suffixes are looked at; `format` is what `format_of` said. Bad input never
    raises. Documents of containers come one after the other and have a `member` that no other one has.
    """
    limits = limits or ReadLimits()
    try:
        reading = _Reading(Meter(limits, _size(stream)), limits)
        yield from _with_own_names(reading.read(_Content(stream, name, format), 0))
    except UnreadableError as error:
        yield ReadFailure(None, error.reason, error.detail)
    except OSError as error:
        yield ReadFailure(None, "the file could not be read", error.strerror or str(error))


def _size(stream: BinaryIO) -> int | None:
    """Bytes of a stream that can be measured."""
    if not stream.seekable():
        return None
    size = stream.seek(0, io.SEEK_END)
    stream.seek(0)
    return size


def _with_own_names(outcomes: Iterator[Outcome]) -> Iterator[Outcome]:
    """The outcomes with members that bear a name twice told apart by a number; one at least."""
    seen: set[int] = set()
    is_empty = True
    for outcome in outcomes:
        is_empty = False
        name, number = outcome.member, 1
        while name is not None and hash(name) in seen:
            number += 1
            name = f"{outcome.member} ({number})"
        if name is not None:
            seen.add(hash(name))
        yield outcome if name == outcome.member else replace(outcome, member=name)
    if is_empty:
        yield ReadFailure(None, "it holds no article")


@dataclass(frozen=True, slots=True)
class _Content:
    """Something to read: a file of the corpus or a member of one."""

    stream: BinaryIO
    name: str
    format: str
    charset: str | None = None


class _Reading:
    """The reading of one file of the corpus with all that is inside it."""

    def __init__(self, meter: Meter, limits: ReadLimits) -> None:
        self._meter, self._limits = meter, limits

    def read(self, content: _Content, depth: int) -> Iterator[Outcome]:
        """The documents of a file or member at a depth; raises UnreadableError where it fails as a whole."""
        packings = packings_of(content.name)
        stream = unpacked(content.stream, packings, self._meter, depth)
        if content.format in CONTAINERS:
            yield from self._members(stream, content.format, depth)
        elif content.format in STREAM_READERS:
            yield from STREAM_READERS[content.format](stream, self._limits)
        elif content.format in READERS:
            if not packings and depth == 0:
                stream = cast("BinaryIO", Source(stream, depth))
            data = whole(stream, self._limits, depth, is_packed=bool(packings) or depth > 0)
            yield from READERS[content.format](data, self._limits, content.charset)
        else:
            raise UnreadableError(f"files of the kind {content.format!r} are not supported", None, depth)

    def _members(self, stream: BinaryIO, format: str, depth: int) -> Iterator[Outcome]:
        if depth >= self._limits.max_depth:
            reason = f"archives inside archives are read to a depth of {self._limits.max_depth}"
            raise UnreadableError(reason, None, depth)
        for member in CONTAINERS[format](stream, self._meter, depth):
            self._meter.count_member()
            if isinstance(member, ReadFailure):
                yield member
            elif format not in ARCHIVES or is_article_file(member.name):
                yield from self._member(member, depth + 1)

    def _member(self, member: Member, depth: int) -> Iterator[Outcome]:
        format = member.format or format_of(member.name)
        if format is None:
            yield ReadFailure(member.name, f"members of the kind {_suffix(member.name)!r} are not read")
            return
        name = "" if member.format else member.name
        try:
            for outcome in self.read(_Content(member.stream, name, format, member.charset), depth):
                if isinstance(outcome, ParsedDocument):
                    stated = replace(member.stated, url=outcome.url or member.stated.url)
                    outcome = with_stated(outcome, stated)
                inner = f"/{outcome.member}" if outcome.member else ""
                yield replace(outcome, member=f"{member.name}{inner}")
        except UnreadableError as error:
            if error.depth < depth:
                raise
            yield ReadFailure(member.name, error.reason, error.detail)


def _suffix(name: str) -> str:
    last = name.rsplit("/", 1)[-1]
    return f".{last.rsplit('.', 1)[1]}" if "." in last else "without ending"
