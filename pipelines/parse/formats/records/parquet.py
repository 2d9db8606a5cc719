"""Parquet files with a text column: one story per row, read in small batches."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from typing import Any, BinaryIO

from pipelines.parse.formats.records.story import story_of
from pipelines.parse.formats.records.tables import header_refusal
from pipelines.parse.records import ParsedDocument, ReadFailure, ReadLimits

BATCH_ROWS = 64
PAGE_BUFFER = 1 << 20
FAULTS = (OSError, ValueError, MemoryError, NotImplementedError, KeyError, OverflowError)
"""What `pyarrow` raises on damaged files; its own errors derive from these."""


def read_parquet(stream: BinaryIO, limits: ReadLimits) -> Iterator[ParsedDocument | ReadFailure]:
    """The stories of a Parquet file; one inside an archive is held in memory."""
    if not stream.seekable():
        data = stream.read(limits.max_bytes + 1)
        if len(data) > limits.max_bytes:
            yield ReadFailure(None, f"larger than {limits.max_bytes / (1 << 20):g} MB after decompression")
            return
        stream = io.BytesIO(data)
    number = 0
    try:
        for number, row in enumerate(_rows(stream, limits), start=1):
            if isinstance(row, ReadFailure):
                yield row
                return
            own = json.dumps(row, sort_keys=True, ensure_ascii=False, default=str).encode("utf-8", "replace")
            yield story_of(row, own, "parquet", f"record {number}", limits)
    except FAULTS as error:
        reason = f"the Parquet data are damaged after record {number}"
        yield ReadFailure(None, reason if number else "this is no Parquet file", str(error)[:300])
        return
    if not number:
        yield ReadFailure(None, "the table has no rows")


def _rows(stream: BinaryIO, limits: ReadLimits) -> Iterator[dict[str, Any] | ReadFailure]:
    import pyarrow.parquet

    file = pyarrow.parquet.ParquetFile(stream, buffer_size=PAGE_BUFFER, pre_buffer=False)
    refusal = _bomb(stream, file.metadata, limits) or header_refusal(list(file.schema_arrow.names), limits)
    if refusal:
        yield refusal
        return
    for batch in file.iter_batches(BATCH_ROWS, use_threads=False):
        yield from batch.to_pylist()


def _bomb(stream: BinaryIO, metadata: Any, limits: ReadLimits) -> ReadFailure | None:
    """Refuse a file that says that it unpacks beyond the ratio.

    Columns are not asked: on damaged metadata `pyarrow` ends the process there.
    """
    size = stream.seek(0, io.SEEK_END)
    unpacked = sum(metadata.row_group(number).total_byte_size for number in range(metadata.num_row_groups))
    if unpacked <= max(limits.max_bytes, size * limits.max_compression_ratio):
        return None
    return ReadFailure(None, f"it unpacks to more than {limits.max_compression_ratio:g} times its size")
