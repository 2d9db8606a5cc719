"""Meaning vectors of text: which statements are near each other though they share no word.

Belongs here: loading the static embeddings that ship with `wordllama`, and rounding vectors to whole
numbers, so that the same text gives the same bytes in whatever batch it comes. Not here: comparing
vectors (`pipelines.corroborate.vectors`).

Static token embeddings, pooled (WordLlama; Matryoshka training after Kusupati et al. 2022): no network,
no second language pass, thousands of statements per second and core. A sentence encoder twice as
costly as the language pass was measured beside it: see `docs/decisions/statement_vectors.md`.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from pipelines.errors import ModelError

if TYPE_CHECKING:
    from wordllama import WordLlama

SCALE = 400
"""Whole-number steps per unit: components of a unit vector seldom exceed 0.3."""
_BATCH = 64


@cache
def _embeddings() -> WordLlama:
    """The embeddings, once per process. Raises `ModelError` where their package is missing."""
    spec = find_spec("wordllama")
    if spec is None or spec.origin is None:
        raise ModelError("The package wordllama, which holds the statement vectors, is not installed.")
    with _logging_left_alone():
        from wordllama import WordLlama
    return WordLlama.load(cache_dir=Path(spec.origin).parent, disable_download=True)


@contextmanager
def _logging_left_alone() -> Iterator[None]:
    """Undo what the package does to everyone's logging when it is imported."""
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    try:
        yield
    finally:
        root.handlers[:] = handlers
        root.setLevel(level)


def vectors(texts: Sequence[str]) -> list[bytes | None]:
    """The vector of each text as signed bytes, `SCALE` to the unit; None for one without a word."""
    distinct = sorted({text for text in texts if text.strip()})
    if not distinct:
        return [None] * len(texts)
    pooled = np.asarray(_embeddings().embed(distinct, batch_size=_BATCH), dtype=np.float64)
    lengths = np.linalg.norm(pooled, axis=1, keepdims=True)
    steps = np.rint(pooled / np.maximum(lengths, 1e-12) * SCALE)
    whole = np.clip(steps, -127, 127).astype(np.int8)
    found = {
        text: row.tobytes() if length > 0 else None
        for text, row, length in zip(distinct, whole, lengths[:, 0], strict=True)
    }
    return [found.get(text) for text in texts]
