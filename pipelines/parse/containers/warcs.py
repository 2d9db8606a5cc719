"""WARC files of web crawls: the pages among their records.

A page is a response with status 200, or a resource or conversion, whose type a reader knows. Redirects,
errors, revisits, pictures and scripts are passed over and counted; requests and metadata are the crawl's own.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from contextlib import redirect_stderr
from dataclasses import replace
from typing import Any, BinaryIO, cast

from pipelines.parse.containers.member import Member, PassedOver
from pipelines.parse.kinds import format_of_page
from pipelines.parse.records import ReadFailure, Stated
from pipelines.parse.streams import CHUNK, Meter, Source, Unpacked, UnreadableError

RECORDS = frozenset(("response", "resource", "conversion"))
DOUBTFUL = frozenset(("json", "jsonl", "xml", "csv", "tsv"))
"""Formats of which crawls hold far more data of programs than articles."""
TYPE = re.compile(r"[a-z0-9.+-]{1,40}/[a-z0-9.+-]{1,60}")
CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{2,40})", re.IGNORECASE)
OK = "200"
FAULTS = (EOFError, ValueError, AttributeError, IndexError, OverflowError)
"""What `warcio` raises on damaged headers besides errors of its own."""
DAMAGED = "the WARC file is damaged, or ends too early"
MAX_HEADER_BYTES = 16 * 1024 * 1024
"""Bytes within which the headers of the next record must end: they are read into memory."""


def members(stream: BinaryIO, meter: Meter, depth: int) -> Iterator[Member | PassedOver | ReadFailure]:
    """The pages of a crawl, each named after its number among all records."""
    records = _Records(stream, depth)
    while (record := records.next()) is not None:
        url = record.rec_headers.get_header("WARC-Target-URI")
        page = _page(record, f"record {records.number}", url and url.strip("<> "))
        size = int(record.rec_headers.get_header("Content-Length"))
        if isinstance(page, PassedOver):
            yield page
        elif page and size > meter.limits.max_bytes:
            most = f"{meter.limits.max_bytes / (1 << 20):g} MB"
            yield ReadFailure(page.name, f"the record is larger than {most}")
        elif page:
            content = Unpacked(records.content(), lambda size=size: size, meter, depth + 1)  # type: ignore[misc]
            yield replace(page, stream=cast("BinaryIO", content))


class _Records:
    """The records of a stream, each read to its end before the next one begins."""

    def __init__(self, stream: BinaryIO, depth: int) -> None:
        from warcio.archiveiterator import ArchiveIterator
        from warcio.bufferedreaders import ChunkedDataException
        from warcio.exceptions import ArchiveLoadFailed

        self.number = 0
        self._depth = depth
        self._source = _HeaderLimit(stream, depth)
        self._iterator = ArchiveIterator(self._source)
        self._iterator.reader.set_decomp(None)
        self._record: Any = None
        self._faults = (ArchiveLoadFailed, ChunkedDataException, *FAULTS)

    def next(self) -> Any:
        """The next record, None after the last; raises UnreadableError where the file is damaged."""
        try:
            if self._record is not None:
                self._skip_rest()
            self._source.limit = self._source.count + MAX_HEADER_BYTES
            with redirect_stderr(io.StringIO()):
                self._record = next(self._iterator, None)
        except self._faults as error:
            raise self._damage(str(error)) from error
        finally:
            self._source.limit = None
        if self._record is None:
            if not self.number:
                raise self._damage("it holds no record")
            return None
        self.number += 1
        length = self._record.rec_headers.get_header("Content-Length") or ""
        if not length.isdecimal():
            raise self._damage(f"record {self.number} has no length")
        return self._record

    def content(self) -> Iterator[bytes]:
        """What the record holds, with the encodings of its transfer taken off."""
        try:
            content = self._record.content_stream()
            while chunk := content.read(CHUNK):
                yield chunk
            self._skip_rest()
        except self._faults as error:
            reason = "the record's content is damaged"
            raise UnreadableError(reason, str(error), self._depth + 1) from error

    def _skip_rest(self) -> None:
        raw = self._record.raw_stream
        while raw.read(CHUNK):
            pass
        if raw.limit > 0:
            raise self._damage(f"{raw.limit} bytes of record {self.number} are missing")

    def _damage(self, detail: str) -> UnreadableError:
        return UnreadableError(DAMAGED, detail, self._depth)


class _HeaderLimit(Source):
    """A stream that is given up where a header does not end."""

    limit: int | None = None

    def __init__(self, stream: BinaryIO, depth: int) -> None:
        super().__init__(stream)
        self._depth = depth

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Fill the buffer as far as one read gives."""
        if self.limit is not None and self.count > self.limit:
            raise UnreadableError(DAMAGED, "a header has no end", self._depth)
        return super().readinto(buffer)


def _page(record: Any, name: str, url: str | None) -> Member | PassedOver | None:
    """What a record is: a page, still without its stream, something to count, or None for the crawl's own."""
    if record.rec_type == "revisit":
        return PassedOver(name, "revisit of a page as it was")
    if record.rec_type not in RECORDS:
        return None
    headers = record.http_headers
    status = headers.get_statuscode() if headers is not None else None
    if record.rec_type == "response" and status != OK:
        return PassedOver(name, f"answer {status}" if str(status).isdecimal() else "answer without a status")
    stated = (headers or record.rec_headers).get_header("Content-Type") or ""
    kind, _, options = stated.partition(";")
    kind = kind.strip().lower()
    format = format_of_page(kind, url or "")
    if format is None:
        return PassedOver(name, kind if TYPE.fullmatch(kind) else "of no stated type")
    charset = CHARSET.search(options)
    return Member(
        name,
        record.raw_stream,
        format,
        charset[1] if charset else None,
        Stated(url=url),
        doubtful=kind if format in DOUBTFUL else None,
    )
