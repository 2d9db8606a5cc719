"""The one way in: a stream of bytes becomes documents or failures, whatever it holds.

Belongs here: limits, decompression, choice of reader. Not here: formats (`formats/`), text and its structure.
"""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from typing import BinaryIO, cast

from pipelines.parse import formats
from pipelines.parse.records import ParsedDocument, ReadFailure, ReadLimits

CHUNK = 1 << 18
RATIO_FROM = 1 << 20
"""Bytes after decompression from which the ratio counts: small files of one repeated line are harmless."""


def read(
    stream: BinaryIO, name: str, format: str, limits: ReadLimits | None = None
) -> Iterator[ParsedDocument | ReadFailure]:
    """Every document that a file holds, or why there is none.

    `name` is looked at for `.gz` only; `format` is what `format_of` said. Bad input never raises.
    """
    limits = limits or ReadLimits()
    reader = formats.READERS.get(format)
    if reader is None:
        yield ReadFailure(None, f"files of the kind {format!r} are not supported")
        return
    data = read_bytes(stream, name, limits)
    if isinstance(data, ReadFailure):
        yield data
    elif not data:
        yield ReadFailure(None, "the file is empty")
    else:
        yield from reader(data, limits)


def read_bytes(stream: BinaryIO, name: str, limits: ReadLimits) -> bytes | ReadFailure:
    """The bytes of a file, unpacked where its name ends in `.gz`; never more than the limit in memory."""
    counted = _Counted(stream)
    try:
        if name.lower().endswith(".gz"):
            return _unpacked(counted, limits)
        data = counted.read(limits.max_bytes + 1)
    except OSError as error:
        return ReadFailure(None, "the file could not be read", error.strerror or str(error))
    if len(data) > limits.max_bytes:
        return ReadFailure(None, f"the file is larger than {_megabytes(limits.max_bytes)}")
    return data


class _Counted:
    """A stream that knows how many bytes were taken from it."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.count = 0

    def read(self, size: int = -1) -> bytes:
        data = self._stream.read(size)
        self.count += len(data)
        return data


def _unpacked(packed: _Counted, limits: ReadLimits) -> bytes | ReadFailure:
    """All gzip members of a stream, one after the other, given up as soon as a limit is passed."""
    parts: list[bytes] = []
    size = 0
    try:
        unpacker = gzip.GzipFile(fileobj=cast("BinaryIO", packed), mode="rb")
        while part := unpacker.read(CHUNK):
            size += len(part)
            parts.append(part)
            if size > limits.max_bytes:
                return ReadFailure(None, f"larger than {_megabytes(limits.max_bytes)} after decompression")
            if size > RATIO_FROM and size > packed.count * limits.max_compression_ratio:
                reason = (
                    f"the gzip data unpack to more than {limits.max_compression_ratio:g} times their size"
                )
                return ReadFailure(None, reason)
    except EOFError:
        return ReadFailure(None, "the gzip data end too early", f"{size} bytes could be unpacked")
    except gzip.BadGzipFile as error:
        reason = (
            "the gzip data are damaged" if size else "the file is named .gz but its gzip data are damaged"
        )
        return ReadFailure(None, reason, str(error))
    except zlib.error as error:
        return ReadFailure(None, "the gzip data are damaged", str(error))
    return b"".join(parts)


def _megabytes(count: int) -> str:
    return f"{count / (1 << 20):g} MB"
