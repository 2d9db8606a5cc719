"""Bytes to text: encodings, line ends, and the few repairs that are certain.

Belongs here: what turns bytes into the text that spans point into. Not here: what the text means.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from charset_normalizer import from_bytes

MAGIC = (
    (b"%PDF-", "this is a PDF document, not text"),
    (b"PK\x03\x04", "this is a zip archive (or an Office document), not text"),
    (b"\x89PNG", "this is a picture, not text"),
    (b"\xff\xd8\xff", "this is a picture, not text"),
    (b"GIF8", "this is a picture, not text"),
    (b"\x1f\x8b", "these are gzip data inside gzip data"),
    (b"\x28\xb5\x2f\xfd", "these are zstd data, not text"),
    (b"\x7fELF", "this is a program, not text"),
)
BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
NOT_TEXT = "this is binary data, not text"
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
CONTROL_BYTES = bytes([*range(9), *range(14, 27), *range(28, 32), 127])
SAMPLE = 65_536
"""Bytes by which an undeclared encoding is guessed: guessing costs far more than decoding."""
WESTERN_MARKS = frozenset(
    b"\x80\x82\x84\x85\x91\x92\x93\x94\x95\x96\x97\x99\xa0\xa3\xa7\xa9\xab\xae\xb0\xb7\xbb\xbd\xe9"
)


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text with folded line ends and no BOM, and how it was had."""

    text: str
    encoding: str
    repairs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NotText:
    """Why bytes are no text, in words a person understands."""

    reason: str
    detail: str | None = None


def decode(data: bytes, declared: str | None = None) -> Decoded | NotText:
    """Decode by BOM, then strict UTF-8, the declared encoding, the look of UTF-16, and at last a guess."""
    if not data:
        return NotText("the file is empty")
    for magic, reason in MAGIC:
        if data.startswith(magic):
            return NotText(reason)
    found = _decoded(data, declared)
    if found is None:
        return NotText(NOT_TEXT, f"no encoding fits its {len(data)} bytes")
    text, encoding, repairs = found
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        return NotText("the file holds nothing but white space")
    controls = len(CONTROL.findall(text))
    if controls * 200 > len(text):
        return NotText(NOT_TEXT, f"{controls} control characters among {len(text)}")
    if "\x00" in text:
        repairs = [*repairs, f"{text.count(chr(0))} NUL characters dropped"]
        text = text.replace("\x00", "")
    text, mended = mend_mojibake(text)
    if mended:
        repairs = [*repairs, f"{mended} stretches of UTF-8 that had been read as Windows-1252 mended"]
    return Decoded(text, encoding, tuple(repairs))


def _decoded(data: bytes, declared: str | None) -> tuple[str, str, list[str]] | None:
    for mark, encoding in BOMS:
        if data.startswith(mark):
            return _bad_bytes_replaced(data[len(mark) :], encoding)
    wide = _wide_encoding(data)
    if wide:
        return _bad_bytes_replaced(data, wide)
    for tried in ("utf-8", _trusted(declared)):
        text = _strict(data, tried)
        if text is not None and tried is not None:
            return text, tried, []
    if len(data.translate(None, CONTROL_BYTES)) * 200 < len(data) * 199:
        return None
    return _mostly_utf8(data) or _guessed(data)


NOT_FOR_TEXT = frozenset(("unicode-escape", "raw-unicode-escape", "punycode", "idna", "utf-7", "undefined"))


def _trusted(declared: str | None) -> str | None:
    """The codec that a page means: a declared Latin-1 is Windows-1252 on the web (WHATWG Encoding)."""
    try:
        name = codecs.lookup(declared).name if declared else None
    except LookupError:
        return None
    return "cp1252" if name in ("iso8859-1", "ascii") else None if name in NOT_FOR_TEXT else name


def _strict(data: bytes, encoding: str | None) -> str | None:
    if not encoding:
        return None
    try:
        text = data.decode(encoding)
    except (LookupError, UnicodeError):
        return None
    return text if isinstance(text, str) else None


def _bad_bytes_replaced(data: bytes, encoding: str) -> tuple[str, str, list[str]] | None:
    """Text with what could not be decoded as U+FFFD; None where that is more than a twentieth."""
    text = data.decode(encoding, errors="replace")
    bad = text.count("\ufffd")
    if bad * 20 > len(text):
        return None
    return text, encoding, [f"{bad} bytes that are no {encoding.upper()} replaced by U+FFFD"] if bad else []


def _wide_encoding(data: bytes) -> str | None:
    """UTF-16 without a BOM: every other byte of Latin text is zero."""
    sample = data[:4096]
    if len(sample) < 4 or not sample.count(0):
        return None
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    half = len(sample) // 2
    if odd > 0.4 * half and even < 0.05 * half:
        return "utf-16-le"
    if even > 0.4 * half and odd < 0.05 * half:
        return "utf-16-be"
    return None


def _mostly_utf8(data: bytes) -> tuple[str, str, list[str]] | None:
    text = data.decode("utf-8", errors="replace")
    bad = text.count("\ufffd")
    good = len(data) - len(data.translate(None, bytes(range(0xC2, 0xF5))))
    return _bad_bytes_replaced(data, "utf-8") if good > 5 * bad else None


def _guessed(data: bytes) -> tuple[str, str, list[str]] | None:
    high = set(data) - set(range(128))
    if high <= WESTERN_MARKS:
        return data.decode("cp1252", errors="replace"), "cp1252", []
    match = from_bytes(data[:SAMPLE]).best()
    if match is None:
        return None
    return _bad_bytes_replaced(data, match.encoding)


NON_ASCII_RUN = re.compile(r"[^\x00-\x7f]+")


def _windows_bytes(run: str) -> bytes | None:
    """The bytes that Windows-1252 shows as this run, its five unused bytes taken as Latin-1."""
    out = bytearray()
    for char in run:
        try:
            out += char.encode("cp1252")
        except UnicodeEncodeError:
            if ord(char) > 0xFF:
                return None
            out.append(ord(char))
    return bytes(out)


def mend_mojibake(text: str) -> tuple[str, int]:
    """Text whose UTF-8 was once read as Windows-1252, mended, and the number of stretches mended.

    Certain means: every stretch outside ASCII reads as UTF-8 again, and there are two at least, or one
    that is three bytes long; a text with one honest accent stays as it is.
    """
    if text.isascii():
        return text, 0
    mended: dict[str, str] = {}
    count = 0
    for found in NON_ASCII_RUN.finditer(text):
        run = found[0]
        count += 1
        if run in mended:
            continue
        raw = _windows_bytes(run)
        better = _strict(raw, "utf-8") if raw else None
        if better is None:
            return text, 0
        mended[run] = better
    if count < 2 and all(len(run) < 3 for run in mended):
        return text, 0
    return NON_ASCII_RUN.sub(lambda found: mended[found[0]], text), count
