"""Streams in, documents or failures out: limits, packing, encodings, malformed input."""

from __future__ import annotations

import gzip
import io
import random

import pytest

from pipelines.parse import ParsedDocument, ReadFailure, ReadLimits, format_of, is_article_file, read

STORY = "Minister resigns\n\nThe minister said on Tuesday that she would leave the cabinet within a month.\n"


def one(data: bytes, name: str = "a.txt", format: str = "text", limits: ReadLimits | None = None) -> object:
    (found,) = read(io.BytesIO(data), name, format, limits)
    return found


def document(data: bytes, name: str = "a.txt", format: str = "text") -> ParsedDocument:
    found = one(data, name, format)
    assert isinstance(found, ParsedDocument), found
    return found


def failure(data: bytes, name: str = "a.txt", limits: ReadLimits | None = None) -> ReadFailure:
    found = one(data, name, "text", limits)
    assert isinstance(found, ReadFailure), found
    return found


@pytest.mark.parametrize(
    ("path", "format"),
    [
        ("a.txt", "text"),
        ("folder.d/B.MD", "markdown"),
        ("a.html", "html"),
        ("a.htm.gz", "html"),
        ("a.txt.gz", "text"),
        ("a.pdf", "pdf"),
        ("a.doc", None),
        ("a", None),
        (".txt", None),
        ("a.gz", None),
    ],
)
def test_format_follows_the_name(path: str, format: str | None) -> None:
    assert format_of(path) == format


@pytest.mark.parametrize(
    "path",
    ["README.md", "x/README-first.txt", "LICENSE", "readme.txt", ".git/a.txt", "x/.a.txt", "manifest.csv"],
)
def test_files_about_the_corpus_are_not_articles(path: str) -> None:
    assert not is_article_file(path)


@pytest.mark.parametrize("path", ["a.txt", "x/manifest.csv", "licensed-bars.txt", "x/y/readmes-are-dead.txt"])
def test_other_files_are(path: str) -> None:
    assert is_article_file(path)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_encodings_give_the_same_text(encoding: str) -> None:
    text = "Zoë said “no”\n\nThe minister said on Tuesday that she would leave the cabinet within a month.\n"
    assert document(text.encode(encoding)).text == text


def test_windows_1252_is_detected() -> None:
    found = document("The minister said “no” – and left the café early.".encode("cp1252"))
    assert found.text == "The minister said “no” – and left the café early."
    assert found.encoding == "cp1252"


def test_line_ends_are_folded_and_the_bom_dropped() -> None:
    assert document(b"\xef\xbb\xbfOne line.\r\nAnother.\rThird.\n").text == "One line.\nAnother.\nThird.\n"


def test_mojibake_is_mended_and_recorded() -> None:
    broken = "She said “it’s over” in the café.".encode().decode("cp1252", errors="replace")
    broken = "Itâ€™s over, she said. Itâ€™s really over for the cafÃ© owners."
    found = document(broken.encode())
    assert found.text == "It’s over, she said. It’s really over for the café owners."
    assert len(found.repairs) == 1


def test_text_that_only_looks_broken_is_left_alone() -> None:
    text = "The French word “tÃªte” is printed wrongly here – “tête” is right."
    assert document(text.encode()).text == text


def test_a_few_bad_bytes_are_replaced_and_recorded() -> None:
    data = ("Für die Bürger wäre es schön, über Größe zu reden. " * 5).encode() + b"\xff\n"
    found = document(data)
    assert found.text.count("\ufffd") == 1
    assert "U+FFFD" in found.repairs[0]


@pytest.mark.parametrize(
    ("data", "name", "reason"),
    [
        (b"", "a.txt", "the file is empty"),
        (b" \n\t\n", "a.txt", "white space"),
        (random.Random(7).randbytes(5000), "a.txt", "binary data"),
        (b"%PDF-1.7 \n...", "a.txt", "PDF"),
        (b"PK\x03\x04abc", "a.txt", "zip"),
        (gzip.compress(STORY.encode(), mtime=0)[:-9], "a.txt.gz", "end too early"),
        (b"no gzip at all", "a.txt.gz", "damaged"),
        (b"", "a.txt.gz", "empty"),
        (gzip.compress(b"", mtime=0), "a.txt.gz", "empty"),
        (gzip.compress(STORY.encode(), mtime=0)[:20] + b"\xff" * 30, "a.txt.gz", "gzip data"),
    ],
)
def test_bad_input_has_a_reason(data: bytes, name: str, reason: str) -> None:
    assert reason in failure(data, name).reason


def test_two_gzip_members_are_one_text() -> None:
    packed = gzip.compress(b"Minister resigns\n\n", mtime=0) + gzip.compress(
        b"She left the cabinet on Tuesday.\n"
    )
    assert document(packed, "a.txt.gz").text == "Minister resigns\n\nShe left the cabinet on Tuesday.\n"


def test_limits_stop_large_files_and_bombs() -> None:
    limits = ReadLimits(max_bytes=100_000, max_line_chars=1000)
    assert "larger than" in failure(b"a " * 100_000, limits=limits).reason
    assert (
        "after decompression" in failure(gzip.compress(b"a " * 100_000, mtime=0), "a.txt.gz", limits).reason
    )
    assert "longer than 1000 characters" in failure(b"a " * 600, limits=limits).reason
    bomb = failure(gzip.compress(b"\0" * 20_000_000, mtime=0), "a.txt.gz")
    assert "times their size" in bomb.reason


def test_a_stream_that_fails_is_a_failure() -> None:
    class Broken(io.RawIOBase):
        def read(self, size: int = -1) -> bytes:
            raise OSError(5, "Input/output error")

    (found,) = read(Broken(), "a.txt", "text")  # type: ignore[arg-type]
    assert found == ReadFailure(None, "the file could not be read", "Input/output error", is_passing=True)


def test_an_unknown_format_is_a_failure() -> None:
    assert isinstance(one(b"x", "a.xyz", "xyz"), ReadFailure)
