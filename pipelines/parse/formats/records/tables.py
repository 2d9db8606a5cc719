"""CSV and TSV with a header: one story per row."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO, cast

from pipelines.parse.decoding import NotText, decode
from pipelines.parse.formats.records.fields import folded, names_of
from pipelines.parse.formats.records.story import story_of
from pipelines.parse.records import ParsedDocument, ReadFailure, ReadLimits

SAMPLE = 1 << 18
DELIMITERS = (",", ";", "\t", "|")
ESCAPED = re.compile("[\udc80-\udcff]")
"""Bytes that do not fit the encoding that the start of the file has."""
MAX_BAD_START = 100
"""Rows that may be no stories before a file is given up whose rows are none."""

Outcome = ParsedDocument | ReadFailure


def read_csv(stream: BinaryIO, limits: ReadLimits) -> Iterator[Outcome]:
    """The stories of a CSV file; what parts its columns is told by the header."""
    return _read(stream, limits, None)


def read_tsv(stream: BinaryIO, limits: ReadLimits) -> Iterator[Outcome]:
    """The stories of a file with columns parted by tabs."""
    return _read(stream, limits, "\t")


def _read(stream: BinaryIO, limits: ReadLimits, delimiter: str | None) -> Iterator[Outcome]:
    lines = io.BufferedReader(cast("io.RawIOBase", stream), SAMPLE)
    sample = lines.peek(SAMPLE)
    if not sample:
        yield ReadFailure(None, "the file is empty")
        return
    decoded = decode(sample[: sample.rfind(b"\n") + 1] or sample)
    if isinstance(decoded, NotText):
        yield ReadFailure(None, decoded.reason, decoded.detail)
        return
    text = io.TextIOWrapper(lines, decoded.encoding, errors="surrogateescape", newline="")
    yield from _rows(text, decoded.text, delimiter, decoded.encoding, limits)


def _rows(
    text: io.TextIOWrapper, sample: str, delimiter: str | None, encoding: str, limits: ReadLimits
) -> Iterator[Outcome]:
    csv.field_size_limit(limits.max_line_chars)
    first_line = sample.partition("\n")[0]
    parted_by = delimiter or max(DELIMITERS, key=first_line.count)
    rows = csv.reader(text, delimiter=parted_by)
    try:
        header = [name.strip().lstrip("\ufeff") for name in next(rows, [])]
    except csv.Error as error:
        yield ReadFailure(None, "the header is no CSV", str(error))
        return
    refusal = header_refusal(header, limits)
    if refusal:
        yield refusal
        return
    tried, good = 0, 0
    while True:
        member = f"line {rows.line_num + 1}"
        try:
            cells = next(rows)
        except StopIteration:
            break
        except csv.Error as error:
            outcome: Outcome = ReadFailure(member, "the row is no CSV", str(error))
        else:
            if not any(cell.strip() for cell in cells):
                continue
            outcome = _row(header, cells, member, encoding, limits)
        tried, good = tried + 1, good + isinstance(outcome, ParsedDocument)
        yield outcome
        if tried == MAX_BAD_START and not good:
            yield ReadFailure(None, f"none of the first {tried} rows is a story: the rest is not read")
            return
    if not tried:
        yield ReadFailure(None, "the table has a header, but no rows")


def header_refusal(header: list[str], limits: ReadLimits) -> ReadFailure | None:
    """Why a table's columns cannot be stories: none of them is known to hold text."""
    mapped = {path.partition(".")[0] for _, path in limits.fields} | {path for _, path in limits.fields}
    known = {*names_of("text"), *names_of("digest"), *names_of("page")}
    if any(name in mapped or folded(name) in known for name in header):
        return None
    reason = "no column is known to hold the text: tell which one it is in SAYSO_RECORD_FIELDS"
    return ReadFailure(None, reason, f"its columns are {', '.join(header)[:300]}")


def _row(header: list[str], cells: list[str], member: str, encoding: str, limits: ReadLimits) -> Outcome:
    if len(cells) > len(header) and any(cell.strip() for cell in cells[len(header) :]):
        reason = f"{len(cells)} cells for {len(header)} columns: is a separator not quoted?"
        return ReadFailure(member, reason)
    bad = sum(len(ESCAPED.findall(cell)) for cell in cells)
    if bad:
        cells = [ESCAPED.sub(_western, cell) for cell in cells]
    record = dict(zip(header, cells, strict=False))
    data = json.dumps(record, sort_keys=True, ensure_ascii=False).encode("utf-8", "replace")
    outcome = story_of(record, data, "csv", member, limits)
    if isinstance(outcome, ReadFailure):
        return outcome
    repairs = (f"{bad} bytes that are no {encoding.upper()} read as Windows-1252",) if bad else ()
    return replace(outcome, encoding=encoding, repairs=repairs)


def _western(escaped: re.Match[str]) -> str:
    return bytes([ord(escaped[0]) - 0xDC00]).decode("cp1252", "replace")
