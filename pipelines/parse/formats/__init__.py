"""The formats that can be read: one module per family, one row here per format.

A reader takes all bytes of a file (unpacked), the limits and the charset that a container states, and yields
documents or failures, and what it holds that another reader is for (`Member`). A stream reader takes the
stream itself: what it reads holds many records and may be larger than the memory. Not here: which format a
file has (`kinds`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module
from typing import BinaryIO

from pipelines.parse.containers.member import Member
from pipelines.parse.formats.html import read as read_html
from pipelines.parse.formats.mail import read as read_mail
from pipelines.parse.formats.markdown import read as read_markdown
from pipelines.parse.formats.press import read as read_text
from pipelines.parse.formats.records.json_files import read_json, read_json_lines
from pipelines.parse.formats.records.parquet import read_parquet
from pipelines.parse.formats.records.tables import read_csv, read_tsv
from pipelines.parse.formats.xml import read as read_xml
from pipelines.parse.records import ParsedDocument, ReadFailure, ReadLimits

Reader = Callable[[bytes, ReadLimits, str | None], Iterator[ParsedDocument | ReadFailure | Member]]
StreamReader = Callable[[BinaryIO, ReadLimits], Iterator[ParsedDocument | ReadFailure]]


def _on_demand(module: str) -> Reader:
    """The reader of a module whose libraries take long to load, loaded when the first such file comes."""

    def read(
        data: bytes, limits: ReadLimits, charset: str | None = None
    ) -> Iterator[ParsedDocument | ReadFailure | Member]:
        reader: Reader = import_module(f"{__name__}.{module}").read
        return reader(data, limits, charset)

    return read


READERS: dict[str, Reader] = {
    "text": read_text, "markdown": read_markdown, "html": read_html, "xml": read_xml, "eml": read_mail,
    "pdf": _on_demand("pdf"), "docx": _on_demand("docx"),
}  # fmt: skip
STREAM_READERS: dict[str, StreamReader] = {
    "json": read_json, "jsonl": read_json_lines, "csv": read_csv, "tsv": read_tsv, "parquet": read_parquet,
}  # fmt: skip
