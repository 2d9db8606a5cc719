"""Fingerprints of running text, by which near-copies are found later.

Winnowing (Schleimer, Wilkerson and Aiken, SIGMOD 2003) over 64-bit hashes of word 5-grams: any stretch of
`NGRAM + WINDOW - 1` words that two texts share gives at least one hash that both keep.
"""

from __future__ import annotations

import re
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

NGRAM = 5
WINDOW = 8
WORD = re.compile(r"\w+")
_MULTIPLIERS = np.array(
    [0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0xD6E8FEB86659FD93, 0xFF51AFD7ED558CCD],
    dtype=np.uint64,
)


def fingerprint(text: str) -> tuple[int, ...]:
    """The winnowed hashes of a text's lower-cased word 5-grams, sorted and distinct."""
    words = WORD.findall(text.lower())
    if len(words) < NGRAM:
        return ()
    encoded = [word.encode("utf-8", "surrogatepass") for word in words]
    low = np.array([crc32(word) for word in encoded], dtype=np.uint64)
    high = np.array([crc32(word, 0x9E3779B9) for word in encoded], dtype=np.uint64)
    hashes = _mixed(low | (high << np.uint64(32)))
    count = len(words) - NGRAM + 1
    grams = np.zeros(count, dtype=np.uint64)
    for position, multiplier in enumerate(_MULTIPLIERS):
        grams += hashes[position : position + count] * multiplier
    grams = _mixed(grams)
    if count <= WINDOW:
        kept = grams.min(keepdims=True)
    else:
        kept = np.lib.stride_tricks.sliding_window_view(grams, WINDOW).min(axis=1)
    return tuple(int(value) for value in np.unique(kept))


def _mixed(values: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Spread bits (the finaliser of SplitMix64), so that the smallest hash of a window is a fair draw."""
    first = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    second = (first ^ (first >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    mixed: NDArray[np.uint64] = second ^ (second >> np.uint64(31))
    return mixed
