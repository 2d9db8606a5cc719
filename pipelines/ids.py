"""Deterministic ids: the same input gives the same id on any machine, in any order of arrival."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import polars as pl

ID_HEX_DIGITS = 16
_SEPARATOR = "\x1f"


def digest(*parts: str) -> str:
    """The first 16 hex digits of the SHA-256 of the parts, kept apart by a unit separator."""
    joined = _SEPARATOR.join(parts).encode("utf-8", "surrogatepass")
    return hashlib.sha256(joined).hexdigest()[:ID_HEX_DIGITS]


def digest_each(texts: pl.Series) -> pl.Series:
    """The digest of each text of a column."""
    return pl.Series(texts.name, [digest(each) for each in texts], dtype=pl.String)


def digests(frame: pl.DataFrame, columns: Sequence[str], prefix: str) -> pl.Series:
    """One id per row, `prefix` before the digest of the row's columns (NULL counts as empty)."""
    texts = frame.select(
        pl.concat_str([pl.col(name).cast(pl.String).fill_null("") for name in columns], separator=_SEPARATOR)
    ).to_series()
    return pl.Series(
        [prefix + hashlib.sha256(text.encode()).hexdigest()[:ID_HEX_DIGITS] for text in texts],
        dtype=pl.String,
    )
