"""Containers of any size that exist only while they are read."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator

from containers import SENTENCE, tar_of, warc_of

PADDING = "x" * 1_000_000
"""What makes a file large and costs its reader little: fields and records that hold no story."""


def _warc() -> Iterator[bytes]:
    html = {"Content-Type": "text/html"}
    page = f"<html><body><h1>Minister resigns</h1><p>{SENTENCE}</p></body></html>".encode()
    record = warc_of(
        [
            ("https://h.example/a", "200 OK", html, page),
            ("https://h.example/b", "200 OK", {"Content-Type": "a/b"}, PADDING.encode()),
        ]
    )
    while True:
        yield record


def _tar() -> Iterator[bytes]:
    both = tar_of([("a.txt", SENTENCE.encode()), ("b.mp4", PADDING.encode())])
    without_end = both[: 3 * 512 + -(-len(PADDING) // 512) * 512]
    while True:
        yield without_end


def _json_lines() -> Iterator[bytes]:
    line = json.dumps({"title": "Minister resigns", "text": SENTENCE, "picture": PADDING}).encode() + b"\n"
    while True:
        yield line


def _json() -> Iterator[bytes]:
    record = json.dumps({"title": "Minister resigns", "text": SENTENCE, "picture": PADDING}).encode()
    yield b"[" + record
    while True:
        yield b"," + record


def _csv() -> Iterator[bytes]:
    yield b"title,text,picture\n"
    while True:
        yield f'Minister resigns,"{SENTENCE}",{PADDING}\n'.encode()


MAKERS: dict[str, Callable[[], Iterator[bytes]]] = {
    "warc": _warc, "tar": _tar, "jsonl": _json_lines, "json": _json, "csv": _csv,
}  # fmt: skip


class LargeFile(io.RawIOBase):
    """A file of a kind with at least so many megabytes, made piece by piece."""

    def __init__(self, kind: str, megabytes: int) -> None:
        self.name = f"large.{kind}"
        self.given = 0
        self._pieces, self._left, self._rest = MAKERS[kind](), megabytes * 1024**2, b""
        self._end = {"json": b"]"}.get(kind, b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        if not self._rest and self._left > 0:
            self._rest = next(self._pieces)
            self._left -= len(self._rest)
        elif not self._rest:
            self._rest, self._end = self._end, b""
        size = min(len(buffer), len(self._rest))
        buffer[:size], self._rest = self._rest[:size], self._rest[size:]
        self.given += size
        return size
