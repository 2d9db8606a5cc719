"""Rows with the line ends of their document, where a wrapped paragraph was read as one line.

Not here: which paragraphs were wrapped (`language`).
"""

from __future__ import annotations

from collections.abc import Set
from dataclasses import fields, replace
from typing import Any, TypeVar

from pipelines.extract.records import Mention, Quantity, Quote, Statement

Row = TypeVar("Row", Mention, Quote, Quantity, Statement)
_SPANS = (
    ("text", "start_char", "end_char"),
    ("cue_text", "cue_start_char", "cue_end_char"),
    ("speaker_text", "speaker_start_char", "speaker_end_char"),
    ("subject", "subject_start_char", "subject_end_char"),
)
"""Fields with words, and those with the first and last character that these are in the document."""


def as_printed(rows: list[Row], line_ends: Set[int]) -> list[Row]:
    """The rows, each of their words as it stands in the document; `line_ends` are offsets into it."""
    if not line_ends:
        return rows
    return [_as_printed(row, line_ends) for row in rows]


def _as_printed(row: Row, line_ends: Set[int]) -> Row:
    names = {field.name for field in fields(row)}
    changed: dict[str, Any] = {}
    for text, start, end in _SPANS:
        if text not in names:
            continue
        words, first, last = getattr(row, text), getattr(row, start), getattr(row, end)
        if words is not None and first is not None and len(words) == last - first:
            changed[text] = "".join(
                "\n" if first + i in line_ends else character for i, character in enumerate(words)
            )
    return replace(row, **changed)
