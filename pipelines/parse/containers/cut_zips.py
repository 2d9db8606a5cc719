"""Zip archives whose directory is lost, as a broken download's is: members by their own headers."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO, cast

from pipelines.parse.containers.member import Member, member_name
from pipelines.parse.streams import CHUNK, Meter, Unpacked, UnreadableError

HEADER = struct.Struct("<4s5H3L2H")
SIGNATURE, DESCRIPTOR = b"PK\x03\x04", b"PK\x07\x08"
ENCRYPTED, SIZE_FOLLOWS, IS_UTF8 = 0x1, 0x8, 0x800
INPUT = 1 << 16
DAMAGED = "the zip archive is damaged, or ends too early"


def salvaged_members(stream: BinaryIO, meter: Meter, depth: int) -> Iterator[Member]:
    """Every member up to the first that cannot be told; `stream` must be seekable.

    A member that breaks off fails as the archive (at `depth`), of which nothing more can be had.
    """
    stream.seek(0)
    while len(raw := stream.read(HEADER.size)) == HEADER.size and raw.startswith(SIGNATURE):
        _, _, flags, method, _, _, _, packed_size, _, name_size, extra_size = HEADER.unpack(raw)
        named = stream.read(name_size)
        is_cut = len(named) < name_size or len(stream.read(extra_size)) < extra_size
        name = named.decode("utf-8" if flags & IS_UTF8 else "cp437", "replace")
        start = stream.tell()
        if is_cut or flags & ENCRYPTED or (method == zipfile.ZIP_STORED and flags & SIZE_FOLLOWS):
            return
        if method == zipfile.ZIP_DEFLATED:
            chunks = _inflated(stream, depth)
        elif method == zipfile.ZIP_STORED:
            chunks = _stored(stream, packed_size, depth)
        else:
            return
        if not name.endswith("/"):
            unpacked = Unpacked(chunks, lambda start=start: stream.tell() - start, meter, depth + 1)  # type: ignore[misc]
            yield Member(member_name(name), cast("BinaryIO", unpacked))
        for _ in chunks:
            pass
        if flags & SIZE_FOLLOWS:
            stream.seek(12 if stream.read(4) == DESCRIPTOR else 8, 1)


def _inflated(stream: BinaryIO, depth: int) -> Iterator[bytes]:
    """A deflated member; afterwards the stream stands right behind it."""
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        while not inflater.eof:
            data = inflater.unconsumed_tail or stream.read(INPUT)
            if not data:
                raise UnreadableError(DAMAGED, None, depth)
            if chunk := inflater.decompress(data, CHUNK):
                yield chunk
    except zlib.error as error:
        raise UnreadableError(DAMAGED, str(error), depth) from error
    stream.seek(-len(inflater.unused_data), 1)


def _stored(stream: BinaryIO, size: int, depth: int) -> Iterator[bytes]:
    while size:
        chunk = stream.read(min(size, CHUNK))
        if not chunk:
            raise UnreadableError(DAMAGED, None, depth)
        size -= len(chunk)
        yield chunk
