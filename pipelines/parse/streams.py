"""Streams that know their limits: what is unpacked is counted, and given up where it cannot be honest.

Belongs here: bytes as they flow, packed (`.gz`, `.zst`) or not. Not here: what archives hold (`containers`),
or what bytes mean (`formats`).
"""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Callable, Iterator
from typing import BinaryIO, cast

import zstandard

from pipelines.parse.records import ReadLimits

CHUNK = 1 << 18
RATIO_FROM = 1 << 20
"""Bytes after decompression from which the ratio counts: small files of one repeated line are harmless."""
FREE_FILES = 4
"""Largest files' worth of bytes that members may unpack to together before the file's own ratio counts."""
HEADWAY_BYTES = 1 << 26
"""A file that holds large things which nobody reads is told of after so many bytes of them."""
ZSTD_INPUT = 1 << 10
"""Bytes fed at once: a block of a few bytes may unpack to 128 KB, so this much to 44 MB at the very worst."""
ZSTD_MAX_WINDOW = 1 << 27
"""The largest window of `zstd --ultra`; the memory that unpacking takes."""

Unpack = Callable[["Source", int], Iterator[bytes]]


class UnreadableError(Exception):
    """Bytes that cannot be had; `depth` is that of the member in which they fail, 0 that of the file."""

    is_passing = False

    def __init__(self, reason: str, detail: str | None = None, depth: int = 0) -> None:
        super().__init__(reason)
        self.reason, self.detail, self.depth = reason, detail, depth


class FileSystemError(UnreadableError):
    """The file system does not give the bytes of a file; that says nothing about them."""

    is_passing = True


class Meter:
    """What one file of the corpus has cost so far, over all members at any depth."""

    def __init__(
        self, limits: ReadLimits, byte_count: int | None, on_headway: Callable[[], object] = lambda: None
    ) -> None:
        self.limits = limits
        self._on_headway = on_headway
        self._members = 0
        self._unpacked = 0
        self._byte_count = byte_count

    def count_member(self) -> None:
        """One more member; raises UnreadableError for the whole file where there are too many."""
        self._members += 1
        if self._members > self.limits.max_members:
            most = self.limits.max_members
            raise UnreadableError(f"it holds more than {most} members: the rest is not read")

    def count_unpacked(self, size: int) -> None:
        """More bytes out of decompression; raises UnreadableError for the whole file past its budget."""
        is_headway = self._unpacked // HEADWAY_BYTES != (self._unpacked + size) // HEADWAY_BYTES
        self._unpacked += size
        if is_headway:
            self._on_headway()
        ratio = self.limits.max_compression_ratio
        budget = max(FREE_FILES * self.limits.max_bytes, (self._byte_count or 0) * ratio)
        if self._byte_count is not None and self._unpacked > budget:
            raise UnreadableError(f"it unpacks to more than {ratio:g} times its size: the rest is not read")


class CorpusFile(io.RawIOBase):
    """A file of the corpus, of which readers can tell damage from a file system that fails."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def readable(self) -> bool:
        """It can be read."""
        return True

    def seekable(self) -> bool:
        """As the file is."""
        return self._stream.seekable()

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Go to a place in the file."""
        return self._stream.seek(offset, whence)

    def tell(self) -> int:
        """The place in the file."""
        return self._stream.tell()

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Fill the buffer as far as one read gives; raises FileSystemError where it gives none."""
        try:
            data = self._stream.read(len(buffer))
        except OSError as error:
            raise FileSystemError("the file could not be read", error.strerror or str(error)) from error
        buffer[: len(data)] = data
        return len(data)


class Source(io.RawIOBase):
    """A stream that can only be read on, and counts what was taken."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.count = 0

    def readable(self) -> bool:
        """It can be read."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Fill the buffer as far as one read gives."""
        data = self._stream.read(len(buffer))
        buffer[: len(data)] = data
        self.count += len(data)
        return len(data)


class Unpacked(io.RawIOBase):
    """Bytes that come in chunks out of decompression, counted against what they were packed in.

    Once it has failed it fails again at every read.
    """

    def __init__(self, chunks: Iterator[bytes], packed: Callable[[], int], meter: Meter, depth: int) -> None:
        self._chunks, self._packed, self._meter, self._depth = chunks, packed, meter, depth
        self._rest = memoryview(b"")
        self._count = 0
        self._failure: UnreadableError | None = None

    def readable(self) -> bool:
        """It can be read."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Fill the buffer as far as one chunk gives."""
        if self._failure:
            raise self._failure
        try:
            while not self._rest:
                chunk = next(self._chunks, None)
                if chunk is None:
                    return 0
                self._check(len(chunk))
                self._rest = memoryview(chunk)
        except UnreadableError as error:
            self._failure = error
            raise
        size = min(len(buffer), len(self._rest))
        buffer[:size], self._rest = self._rest[:size], self._rest[size:]
        return size

    def _check(self, size: int) -> None:
        self._count += size
        self._meter.count_unpacked(size)
        ratio = self._meter.limits.max_compression_ratio
        if self._count > RATIO_FROM and self._count > self._packed() * ratio:
            reason = f"the data unpack to more than {ratio:g} times their size"
            raise UnreadableError(reason, None, self._depth)


def _gunzip(source: Source, depth: int) -> Iterator[bytes]:
    """All gzip members of a stream, one after the other."""
    unpacker = gzip.GzipFile(fileobj=cast("BinaryIO", source), mode="rb")
    size = 0
    try:
        while chunk := unpacker.read1(CHUNK):
            size += len(chunk)
            yield chunk
    except EOFError as error:
        detail = f"{size} bytes could be unpacked"
        raise UnreadableError("the gzip data end too early", detail, depth) from error
    except (gzip.BadGzipFile, zlib.error) as error:
        reason = "the gzip data are damaged" if size else "named .gz, but the gzip data are damaged"
        raise UnreadableError(reason, str(error), depth) from error


def _unzstd(source: Source, depth: int) -> Iterator[bytes]:
    """All zstd frames of a stream, one after the other."""
    decompressor = zstandard.ZstdDecompressor(max_window_size=ZSTD_MAX_WINDOW)
    frame = decompressor.decompressobj()
    size, is_between = 0, False
    try:
        while data := source.read(ZSTD_INPUT):
            while data:
                if frame.eof:
                    frame = decompressor.decompressobj()
                chunk = frame.decompress(data)
                data, is_between = frame.unused_data, frame.eof
                size += len(chunk)
                if chunk:
                    yield chunk
    except zstandard.ZstdError as error:
        reason = "the zstd data are damaged" if size else "named .zst, but the zstd data are damaged"
        raise UnreadableError(reason, str(error), depth) from error
    if source.count and not is_between:
        raise UnreadableError("the zstd data end too early", f"{size} bytes could be unpacked", depth)


UNPACKERS: dict[str, Unpack] = {".gz": _gunzip, ".zst": _unzstd}


def unpacked(stream: BinaryIO, packings: tuple[str, ...], meter: Meter, depth: int) -> BinaryIO:
    """The stream with the given packings (outermost first) taken off; as it is where there are none."""
    for packing in packings:
        source = Source(stream)
        chunks = UNPACKERS[packing](source, depth)
        stream = cast("BinaryIO", Unpacked(chunks, lambda source=source: source.count, meter, depth))  # type: ignore[misc]
    return stream


def whole(stream: BinaryIO, limits: ReadLimits, depth: int, is_packed: bool) -> bytes:
    """All bytes of a stream; raises UnreadableError where there are none, or more than the limit."""
    parts: list[bytes] = []
    size = 0
    while size <= limits.max_bytes and (part := stream.read(min(CHUNK, limits.max_bytes + 1 - size))):
        parts.append(part)
        size += len(part)
    if size > limits.max_bytes:
        most = f"{limits.max_bytes / (1 << 20):g} MB"
        reason = f"larger than {most} after decompression" if is_packed else f"the file is larger than {most}"
        raise UnreadableError(reason, None, depth)
    if not size:
        raise UnreadableError("the file is empty", None, depth)
    return b"".join(parts)
