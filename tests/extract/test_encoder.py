"""Codes of words: the same in any batch, one per token that carries meaning, near where words mean alike."""

from __future__ import annotations

import numpy as np
import polars as pl

from pipelines.extract.encoder import DIMENSIONS, FAR_DIMENSIONS, encode, sentence_key

VOTE = "The harbour council rejected the plan."
REFUSAL = "The plan was turned down by the harbour council."
WEATHER = "Heavy rain fell on the coast overnight."


def codes(row: dict[str, object]) -> np.ndarray:
    packed = np.frombuffer(bytes(row["codes"]), np.uint8).reshape(-1, DIMENSIONS // 4)  # type: ignore[arg-type]
    return np.unpackbits(packed, axis=1).astype(int)


def of(sentence: str, frame: pl.DataFrame) -> dict[str, object]:
    return frame.row(by_predicate=pl.col("sentence_key") == sentence_key(sentence), named=True)


def agreement(left: str, right: str) -> float:
    frame = encode([left, right])
    a, b = codes(of(left, frame)), codes(of(right, frame))
    alike = (a[:, None, :] == b[None, :, :]).mean(2)
    return float((alike.max(1).mean() + alike.max(0).mean()) / 2)


def test_a_sentence_has_one_code_per_token_and_knows_where_it_begins() -> None:
    row = encode([VOTE]).row(0, named=True)
    assert [VOTE[start : start + 3] for start in row["starts"]] == ["The", "har", "cou", "rej", "the", "pla"]
    assert len(row["codes"]) == len(row["tokens"]) * DIMENSIONS // 4
    assert set(codes(row)[:, DIMENSIONS:].sum(1)) == {FAR_DIMENSIONS}


def test_codes_do_not_depend_on_the_batch() -> None:
    together = encode([VOTE, WEATHER, REFUSAL] * 2)
    assert together.height == 3
    assert of(VOTE, together) == encode([VOTE]).row(0, named=True)


def test_what_is_said_in_other_words_is_nearer_than_what_is_not_said() -> None:
    assert agreement(VOTE, REFUSAL) > agreement(VOTE, WEATHER) + 0.05


def test_a_sentence_without_words_has_no_codes() -> None:
    row = encode(["… !"]).row(0, named=True)
    assert (row["tokens"], row["starts"], row["codes"]) == ([], [], b"")
