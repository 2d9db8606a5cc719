"""Text that was broken into lines of one width, and text that only looks so."""

from __future__ import annotations

import io
import textwrap

import pytest

from pipelines.parse import ParsedDocument, read
from pipelines.parse.lines import lines_of
from pipelines.parse.wrapping import unwrapped

PARAGRAPHS = [
    "Exports of grain from the three northern ports fell by a tenth in January, the ministry of agriculture "
    "said on Monday. It was the fourth fall in a row.",
    "The minister told parliament that the rains of last autumn were to blame. “We shall not make it up this "
    "season,” he said, and asked for patience.",
]
TEXT = "\n\n".join(["Grain exports fall", *PARAGRAPHS])


def told(text: str) -> list[str]:
    return [line.text for line in unwrapped(text, lines_of(text))]


@pytest.mark.parametrize("width", [60, 72, 80])
def test_wrapped_paragraphs_are_whole_again(width: int) -> None:
    wrapped = "\n\n".join(textwrap.fill(one, width) for one in TEXT.split("\n\n"))
    assert told(wrapped) == TEXT.split("\n\n")
    (document,) = read(io.BytesIO(wrapped.encode()), "a.txt", "text")
    assert isinstance(document, ParsedDocument)
    assert [one.kind for one in document.segments] == ["title", "body", "body"]
    assert all(one.text == wrapped[one.start_char : one.end_char] for one in document.segments)


def test_an_address_wider_than_the_lines_does_not_hide_that_they_are_wrapped() -> None:
    wrapped = "\n\n".join(textwrap.fill(one, 66) for one in PARAGRAPHS)
    assert told(f"{wrapped}\n\nhttps://grain.example/{'a' * 90}")[:2] == PARAGRAPHS


def test_an_indent_begins_a_paragraph() -> None:
    wrapped = "\n".join(textwrap.fill(one, 66, initial_indent="   ") for one in PARAGRAPHS)
    assert told(wrapped) == PARAGRAPHS


@pytest.mark.parametrize(
    "text",
    [
        "Home\nWorld\nSport\nGrain exports fall for the fourth time in a row this year\nSubscribe",
        TEXT.replace("\n\n", "\n"),
        "Council puts off its vote on the new stadium until March\nHospital hires forty nurses from abroad "
        "for its new ward\nBirdwatchers count twenty-three nests along the river",
        "- Turn the heating off before you bleed the radiators\n- Open the valve with a key until you hear "
        "the air come out\n- close it when water comes and wipe the floor dry",
    ],
    ids=["page", "paragraphs", "headlines", "list"],
)
def test_lines_that_nobody_wrapped_stay(text: str) -> None:
    assert told(text) == [line.text for line in lines_of(text)]
