"""The lines on the pages of a PDF, with their place and size, read within bounds.

Belongs here: the library that knows PDF, and what keeps hostile files from holding it up. Not here: what
lines mean (`paragraphs`). All bounds count work, never time: the same file always ends the same way.
"""

from __future__ import annotations

import io
import logging
import struct
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from pypdf import PageObject, PasswordType, PdfReader, apply_configuration
from pypdf.errors import DependencyError, PyPdfError

from pipelines.parse.records import ReadLimits

logging.getLogger("pypdf").setLevel(logging.CRITICAL)
"""Its remarks on single objects of a file are nothing a user can act on."""

MAX_PAGES = 3000
MAX_CONTENT_BYTES = 48 * 1024 * 1024
"""Of all pages together; what a page draws, without pictures and fonts."""
MAX_OPERATIONS = 3_000_000
MAX_CHARS = 20_000_000
BOUNDS: dict[str, Any] = {
    "zlib_maximum_output_length": 32_000_000,
    "lzw_maximum_output_length": 16_000_000,
    "run_length_maximum_output_length": 16_000_000,
    "array_based_stream_maximum_output_length": 32_000_000,
    "maximum_declared_stream_length": 64_000_000,
    "stream_decoding_work_maximum_length": 100_000_000,
    "stream_parsing_work_maximum_count": 1_000_000,
    "xform_maximum_invocations_per_extraction": 500,
    "page_tree_maximum_entries": 20_000,
    "disable_legacy_handling": True,
}
MALFORMED = (
    PyPdfError, LookupError, ValueError, TypeError, AttributeError, AssertionError, ArithmeticError,
    RecursionError, NotImplementedError, EOFError, struct.error, zlib.error,
)  # fmt: skip
"""What the library raises on damaged files; it promises nothing narrower."""
LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"})


@dataclass(frozen=True, slots=True)
class PageLine:
    """A line as it stands on a page; places and sizes in points, from the lower left."""

    text: str
    x: float
    y: float
    size: float


@dataclass(frozen=True, slots=True)
class Layer:
    """The text layer of a file, page by page, with what the file states of itself."""

    pages: list[list[PageLine]]
    title: str | None = None
    author: str | None = None
    created: str | None = None
    language: str | None = None
    repairs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NoLayer:
    """Why a file has no text layer to read."""

    reason: str
    detail: str | None = None


class _TooMuchError(Exception):
    """A file asks for more work than a document can need."""


def read_layer(data: bytes, limits: ReadLimits) -> Layer | NoLayer:
    """The text layer of a PDF."""
    if b"%PDF-" not in data[:1024]:
        return NoLayer("this is no PDF document: the mark at its start is missing")
    try:
        with apply_configuration(**BOUNDS):
            return _read(data)
    except _TooMuchError as error:
        return NoLayer(str(error))
    except DependencyError as error:
        return NoLayer("the PDF is protected by a password", str(error)[:300])
    except MALFORMED as error:
        return NoLayer("the PDF is broken and cannot be read", f"{type(error).__name__}: {error}"[:300])


def _read(data: bytes) -> Layer | NoLayer:
    reader = PdfReader(io.BytesIO(data), strict=False)
    if reader.is_encrypted and reader.decrypt("") == PasswordType.NOT_DECRYPTED:
        return NoLayer("the PDF is protected by a password")
    count = len(reader.pages)
    if count == 0:
        return NoLayer("the PDF has no pages")
    if count > MAX_PAGES:
        return NoLayer(f"the PDF has more than {MAX_PAGES} pages", f"it has {count}")
    budget = _Budget()
    pages: list[list[PageLine]] = []
    broken: list[str] = []
    problem: str | None = None
    for number, page in enumerate(reader.pages, start=1):
        try:
            pages.append(_lines(page, budget))
        except MALFORMED as error:
            broken.append(str(number))
            problem = f"{type(error).__name__}: {error}"[:300]
    if not any(pages):
        if broken:
            return NoLayer("the PDF is broken: none of its pages can be read", problem)
        return NoLayer("the PDF holds no text, only pictures of it")
    repairs = (f"pages that could not be read left out: {', '.join(broken[:20])}",) if broken else ()
    info = _or_none(lambda: reader.metadata) or {}
    return Layer(
        pages,
        title=_stated(lambda: info.get("/Title")),
        author=_stated(lambda: info.get("/Author")),
        created=_stated(lambda: info.get("/CreationDate")),
        language=_stated(lambda: reader.root_object.get("/Lang")),
        repairs=repairs,
    )


@dataclass(slots=True)
class _Budget:
    """How much work is left for all pages of a file."""

    operations: int = MAX_OPERATIONS
    content_bytes: int = MAX_CONTENT_BYTES
    chars: int = MAX_CHARS

    def spend_operation(self, *_: Any) -> None:
        self.operations -= 1
        if self.operations < 0:
            raise _TooMuchError(f"the PDF draws more than {MAX_OPERATIONS} things")

    def spend_content(self, count: int) -> None:
        self.content_bytes -= count
        if self.content_bytes < 0:
            raise _TooMuchError(f"the pages of the PDF are larger than {MAX_CONTENT_BYTES >> 20} MB")

    def spend_chars(self, count: int) -> None:
        self.chars -= count
        if self.chars < 0:
            raise _TooMuchError(f"the PDF holds more than {MAX_CHARS} characters")


def _lines(page: PageObject, budget: _Budget) -> list[PageLine]:
    content = page.get_contents()
    if content is None:
        return []
    budget.spend_content(len(content.get_data()))
    writer = _Writer(budget)
    page.extract_text(visitor_operand_before=budget.spend_operation, visitor_text=writer.write)
    writer.end_line()
    return writer.lines


@dataclass(slots=True)
class _Writer:
    """Gathers runs of text to lines, as the library gives them in the order of drawing."""

    budget: _Budget
    lines: list[PageLine] = field(default_factory=list)
    _runs: list[str] = field(default_factory=list)
    _place: tuple[float, float, float] | None = None

    def write(self, text: str, matrix: list[float], text_matrix: list[float], font: Any, size: float) -> None:
        """Take a run of text; its line ends stand where the library saw a new line."""
        self.budget.spend_chars(len(text))
        for number, piece in enumerate(text.translate(LIGATURES).split("\n")):
            if number:
                self.end_line()
            if piece.strip() and self._place is None:
                self._place = _place(matrix, text_matrix, size)
            self._runs.append(piece)

    def end_line(self) -> None:
        """The line is complete."""
        text = " ".join("".join(self._runs).split())
        if text and self._place:
            self.lines.append(PageLine(text, *self._place))
        self._runs, self._place = [], None


def _place(matrix: list[float], text_matrix: list[float], size: float) -> tuple[float, float, float]:
    a, b, c, d, e, f = matrix
    x = text_matrix[4] * a + text_matrix[5] * c + e
    y = text_matrix[4] * b + text_matrix[5] * d + f
    return float(x), float(y), abs(float(size * (text_matrix[3] or text_matrix[1] or 1) * (d or b or 1)))


def _stated(value: Callable[[], Any]) -> str | None:
    """A stated value as text."""
    found = _or_none(lambda: value().get_object())
    return found if isinstance(found, str) else None


def _or_none(value: Callable[[], Any]) -> Any:
    """A stated value; None where it cannot be read, since the text is what matters."""
    try:
        return value()
    except MALFORMED:
        return None
