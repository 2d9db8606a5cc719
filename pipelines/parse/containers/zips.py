"""Zip archives: members by the central directory, each unpacked as it is read."""

from __future__ import annotations

import io
import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO, cast

from pipelines.parse.containers.cut_zips import DAMAGED, salvaged_members
from pipelines.parse.containers.member import Member, member_name
from pipelines.parse.records import ReadFailure
from pipelines.parse.streams import CHUNK, Meter, Unpacked, UnreadableError, whole

METHODS = frozenset((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2))
"""LZMA is left out: a member of a few bytes may ask for gigabytes of memory."""
ENCRYPTED = 0x1
MAX_DIRECTORY_BYTES = 64 * 1024 * 1024
END_RECORD = struct.Struct("<4s4H2LH")
FAULTS = (
    zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError,
    struct.error, lzma.LZMAError, OverflowError, UnicodeError,
)  # fmt: skip
"""What `zipfile` raises on damaged archives."""


def members(stream: BinaryIO, meter: Meter, depth: int) -> Iterator[Member | ReadFailure]:
    """The files of an archive in the order of its directory; an archive inside another is held in memory."""
    if not stream.seekable():
        stream = io.BytesIO(whole(stream, meter.limits, depth, is_packed=True))
    _check_directory(stream, depth)
    try:
        archive = zipfile.ZipFile(stream)
    except FAULTS as error:
        yield from salvaged_members(stream, meter, depth)
        raise UnreadableError(DAMAGED, str(error), depth) from error
    with archive:
        for info in archive.infolist():
            if info.is_dir():
                continue
            name = member_name(info.filename)
            refusal = _refusal(info)
            if refusal:
                yield ReadFailure(name, refusal)
                continue
            chunks = _chunks(archive, info, depth + 1)
            size = info.compress_size
            unpacked = Unpacked(chunks, lambda size=size: size, meter, depth + 1)  # type: ignore[misc]
            yield Member(name, cast("BinaryIO", unpacked))


def _check_directory(stream: BinaryIO, depth: int) -> None:
    """Refuse a directory that would fill the memory before the first member is seen."""
    tail_bytes = END_RECORD.size + 0xFFFF
    size = stream.seek(0, io.SEEK_END)
    stream.seek(max(0, size - tail_bytes))
    tail = stream.read(tail_bytes)
    stream.seek(0)
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) - at < END_RECORD.size:
        return
    directory_bytes = END_RECORD.unpack_from(tail, at)[5]
    if min(directory_bytes, size) > MAX_DIRECTORY_BYTES:
        raise UnreadableError("the zip archive lists too many members", f"{directory_bytes} bytes", depth)


def _refusal(info: zipfile.ZipInfo) -> str | None:
    if info.flag_bits & ENCRYPTED:
        return "the member is encrypted"
    if (info.external_attr >> 16) & 0o170000 == 0o120000:
        return "the member is a link"
    return None if info.compress_type in METHODS else "the member is packed by a method that is not read"


def _chunks(archive: zipfile.ZipFile, info: zipfile.ZipInfo, depth: int) -> Iterator[bytes]:
    try:
        with archive.open(info) as member:
            while chunk := member.read(CHUNK):
                yield chunk
    except FAULTS as error:
        raise UnreadableError("the member is damaged, or ends too early", str(error), depth) from error
