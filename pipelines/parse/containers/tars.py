"""Tar archives, read from front to back."""

from __future__ import annotations

import tarfile
from collections.abc import Iterator
from typing import IO, BinaryIO, cast

from pipelines.parse.containers.member import Member, member_name
from pipelines.parse.records import ReadFailure
from pipelines.parse.streams import CHUNK, Meter, Source, Unpacked, UnreadableError

EXTENSIONS = frozenset((b"L", b"K", b"x", b"g", b"X"))
"""Types of headers about headers: long names and links of GNU, extended headers of POSIX and Solaris."""
MAX_EXTENSION_BYTES = 1 << 20
"""They are read into memory: longer ones are damage or malice."""
DAMAGED = "the tar archive is damaged, or ends too early"
FAULTS = (tarfile.TarError, EOFError, ValueError, OverflowError, OSError, IndexError, KeyError)
"""What `tarfile` raises on damaged archives."""


class _Header(tarfile.TarInfo):
    """A header whose damage is not taken for the end of the archive, as `tarfile` takes it."""

    @classmethod
    def frombuf(cls, buf: bytes | bytearray, encoding: str, errors: str) -> _Header:
        """The header in a block; raises ValueError where the block is none, and not the end either."""
        try:
            header = super().frombuf(buf, encoding, errors)
        except tarfile.HeaderError as error:
            if not buf.strip(b"\0"):
                raise
            raise ValueError(str(error)) from error
        if header.type in EXTENSIONS and header.size > MAX_EXTENSION_BYTES:
            raise ValueError(f"a header of {header.size} bytes")
        return header


def members(stream: BinaryIO, meter: Meter, depth: int) -> Iterator[Member | ReadFailure]:
    """The regular files of an archive in their order; links and devices are failures."""
    source = cast("BinaryIO", Source(stream))
    try:
        archive = tarfile.open(fileobj=source, mode="r|", tarinfo=_Header, bufsize=CHUNK)  # noqa: SIM115
        while (info := archive.next()) is not None:
            archive.members.clear()  # type: ignore[attr-defined]
            if info.isdir():
                continue
            name = member_name(info.name)
            content = archive.extractfile(info) if info.isreg() and not info.issparse() else None
            if content is None:
                yield ReadFailure(name, "the member is a link, a device or a file with holes")
                continue
            chunks, size = _chunks(content, depth), info.size
            yield Member(name, cast("BinaryIO", Unpacked(chunks, lambda size=size: size, meter, depth + 1)))  # type: ignore[misc]
    except FAULTS as error:
        raise UnreadableError(DAMAGED, str(error), depth) from error


def _chunks(content: IO[bytes], depth: int) -> Iterator[bytes]:
    """What a member holds; where it breaks off, so does the archive (at `depth`)."""
    try:
        while chunk := content.read(CHUNK):
            yield chunk
    except FAULTS as error:
        raise UnreadableError(DAMAGED, str(error), depth) from error
