"""JSON and JSON lines: records streamed one by one, however large the file is."""

from __future__ import annotations

import codecs
import io
import json
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO, cast

import ijson
from ijson.common import ObjectBuilder

from pipelines.parse.formats.records.fields import is_text_name, names_of
from pipelines.parse.formats.records.story import is_article, story_of
from pipelines.parse.records import ParsedDocument, ReadFailure, ReadLimits

WIDE_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"),
)  # fmt: skip
BUFFER = 1 << 16
MAX_NESTING = 200
SHOWN_DEPTH = 3
"""Paths longer than those of lists of records are not told apart: all of them are `DEEP`."""
DEEP = "…"
MAX_BAD_START = 100
"""Lines that may be no records before a file is given up whose lines are none."""
FAULTS = (ijson.JSONError, ValueError, RecursionError, OverflowError)

Outcome = ParsedDocument | ReadFailure


class _TooLargeError(ValueError):
    pass


class _RecordStream:
    """Bytes in UTF-8 without a BOM, given up where one record takes more than it may."""

    def __init__(self, stream: BinaryIO, max_bytes: int) -> None:
        self._stream, self._max_bytes, self._taken = stream, max_bytes, 0
        self._start = stream.read(BUFFER)
        wide = next((encoding for mark, encoding in WIDE_BOMS if self._start.startswith(mark)), None)
        self._decoder = codecs.getincrementaldecoder(wide)("replace") if wide else None
        self._start = self._start.removeprefix(codecs.BOM_UTF8)
        self.is_empty = not self._start

    def read(self, size: int) -> bytes:
        """At most so many bytes, roughly; none at the end."""
        if not size:
            return b""
        if self._taken > self._max_bytes:
            raise _TooLargeError(f"a record is larger than {self._max_bytes / (1 << 20):g} MB")
        data, self._start = self._start or self._stream.read(size), b""
        self._taken += len(data)
        return self._decoder.decode(data).encode("utf-8", "replace") if self._decoder and data else data

    def begin_record(self) -> None:
        """What follows is another record."""
        self._taken = 0


def read_json(stream: BinaryIO, limits: ReadLimits) -> Iterator[Outcome]:
    """The stories of a JSON file: one object, a list of them, or a list inside an answer of an interface."""
    source = _RecordStream(stream, limits.max_bytes)
    if source.is_empty:
        yield ReadFailure(None, "the file is empty")
        return
    number: int = 0
    waiting: Any = None
    try:
        for record in _records(source):
            source.begin_record()
            if waiting is not None:
                yield _outcome(waiting, f"record {number}", limits)
            number, waiting = number + 1, record
    except FAULTS as error:
        if waiting is not None:
            yield _outcome(waiting, f"record {number}", limits)
        reason = str(error) if isinstance(error, _TooLargeError) else _json_reason(number)
        yield ReadFailure(None, reason, " ".join(str(error).split())[:300])
        return
    if waiting is None:
        yield ReadFailure(None, "the file holds no JSON object")
    else:
        is_lone = number == 1 and isinstance(waiting, _Lone)
        yield _outcome(waiting, None if is_lone else f"record {number}", limits)


def _json_reason(number: int) -> str:
    return f"the JSON is damaged after record {number}, or ends too early" if number else "this is no JSON"


class _Lone(dict[str, Any]):
    """An object that is the whole of a JSON text."""


def _outcome(record: Any, member: str | None, limits: ReadLimits) -> Outcome:
    if not isinstance(record, Mapping):
        return ReadFailure(member, "the record is no JSON object")
    data = json.dumps(record, sort_keys=True, ensure_ascii=False, default=str).encode("utf-8", "replace")
    return story_of(record, data, "json", member, limits)


def _records(source: _RecordStream) -> Iterator[Any]:
    """Items of a list at the top, items of well-known lists inside objects, else the objects themselves."""
    lists = {f"{name}.item" for name in names_of("lists")}
    top: ObjectBuilder | None = None
    item: ObjectBuilder | None = None
    depth, item_count, has_text = 0, 0, False
    for prefix, event, value in _events(source):
        if item is not None:
            item.event(event, value)
            depth += event.startswith("start_")
            depth -= event.startswith("end_")
            if not depth:
                if not prefix.startswith("@graph.item") or is_article(item.value):
                    yield item.value
                item, item_count = None, item_count + 1
        elif event == "start_map" and (
            (prefix == "item" and top is None) or (prefix.lower() in lists and not has_text)
        ):
            item, depth = ObjectBuilder(), 1
            item.event(event, value)
        elif prefix == "" and event == "start_map":
            top, item_count, has_text = ObjectBuilder(), 0, False
            top.event(event, value)
        elif top is not None:
            top.event(event, value)
            has_text = has_text or (event == "map_key" and prefix == "" and is_text_name(value))
            if prefix == "" and event == "end_map":
                if not item_count:
                    yield _Lone(top.value)
                top = None
        elif prefix == "item" and event not in ("end_array", "end_map"):
            yield value


def _events(source: _RecordStream) -> Iterator[tuple[str, str, Any]]:
    """Events of `ijson` with the path at which each stands; nesting is bounded, and so is the path."""
    path: list[str] = []
    for event, value in ijson.basic_parse(cast("BinaryIO", source), use_float=True, multiple_values=True):
        if event == "map_key":
            path[-1] = value
            yield ".".join(path[:-1]) if len(path) <= SHOWN_DEPTH else DEEP, event, value
        elif event in ("start_map", "start_array"):
            yield ".".join(path) if len(path) <= SHOWN_DEPTH else DEEP, event, value
            path.append("item" if event == "start_array" else "")
            if len(path) > MAX_NESTING:
                raise ValueError(f"nested more than {MAX_NESTING} deep")
        else:
            if event in ("end_map", "end_array"):
                path.pop()
            yield ".".join(path) if len(path) <= SHOWN_DEPTH else DEEP, event, value


def read_json_lines(stream: BinaryIO, limits: ReadLimits) -> Iterator[Outcome]:
    """The stories of a file with one JSON object per line."""
    lines = io.BufferedReader(cast("io.RawIOBase", stream), BUFFER)
    if lines.peek(1).lstrip(codecs.BOM_UTF8).lstrip()[:1] == b"[":
        yield from read_json(cast("BinaryIO", lines), limits)
        return
    number, good = 0, 0
    while line := lines.readline(limits.max_bytes + 1):
        number += 1
        if number == 1:
            line = line.removeprefix(codecs.BOM_UTF8)
        member = f"line {number}"
        if len(line) > limits.max_bytes:
            while (rest := lines.readline(BUFFER)) and not rest.endswith(b"\n"):
                pass
            yield ReadFailure(member, f"the line is larger than {limits.max_bytes / (1 << 20):g} MB")
        elif line.strip():
            outcome = _line(line, member, limits)
            good += isinstance(outcome, ParsedDocument)
            yield outcome
        if number == MAX_BAD_START and not good:
            yield ReadFailure(None, f"none of the first {number} lines is a story: the rest is not read")
            return
    if not number:
        yield ReadFailure(None, "the file is empty")


def _line(line: bytes, member: str, limits: ReadLimits) -> Outcome:
    try:
        record = json.loads(line)
    except (ValueError, RecursionError) as error:
        return ReadFailure(member, "the line is no JSON", str(error)[:300])
    if not isinstance(record, dict):
        return ReadFailure(member, "the record is no JSON object")
    return story_of(record, line.strip(), "json", member, limits)
