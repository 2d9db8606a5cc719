"""Blocks are found in pieces and without what is found twice; here they are found the plain way."""

from __future__ import annotations

from importlib import import_module
from itertools import combinations

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.corroborate.candidates import candidates
from pipelines.corroborate.passages import Passages

EVENT_BLOCK, CORPUS_BLOCK, MENTIONS, RAREST = 2, 4, 5, 3

Given = tuple[int, set[int], float | None]
passages = st.lists(
    st.tuples(st.integers(1, 3), st.sets(st.integers(0, 6), max_size=5), st.sampled_from([None, 250.0, 0.5])),
    min_size=1,
    max_size=14,
)


def expected_pairs(given_passages: list[Given]) -> set[tuple[int, int]]:
    """Every pair of an event that shares a stem or figure of few there, and all that share two rare stems.

    Pairs of two events also share two entities; the stems from 2 on are entities.
    """
    mentions = [sum(stem in stems for _, stems, _ in given_passages) for stem in range(7)]
    rarest = [
        sorted(
            (stem for stem in stems if mentions[stem] <= MENTIONS), key=lambda stem: (mentions[stem], stem)
        )[:RAREST]
        for _, stems, _ in given_passages
    ]
    blocks: dict[tuple[object, ...], list[int]] = {}
    for row, (scope, stems, size) in enumerate(given_passages):
        for stem in stems:
            blocks.setdefault(("event", scope, stem), []).append(row)
        if size is not None:
            blocks.setdefault(("event", scope, "figure", size), []).append(row)
        for low, high in combinations(sorted(rarest[row]), 2):
            blocks.setdefault(("corpus", low, high), []).append(row)
    largest = {"event": EVENT_BLOCK, "corpus": CORPUS_BLOCK}
    return {
        pair
        for key, rows in blocks.items()
        if len(rows) <= largest[str(key[0])]
        for pair in combinations(rows, 2)
        if given_passages[pair[0]][0] == given_passages[pair[1]][0]
        or len({stem for stem in given_passages[pair[0]][1] & given_passages[pair[1]][1] if stem > 1}) > 1
    }


@settings(max_examples=150, deadline=None)
@given(given_passages=passages)
def test_blocks_give_the_pairs_that_share_them(given_passages: list[Given]) -> None:
    rows = pl.DataFrame(
        {
            "row": pl.Series(range(len(given_passages)), dtype=pl.UInt32),
            "scope": pl.Series([scope for scope, _, _ in given_passages], dtype=pl.UInt32),
            "article_id": "the only one",
            "quote_cluster_id": pl.Series([None] * len(given_passages), dtype=pl.String),
        }
    )
    said = [(row, stem) for row, (_, stems, _) in enumerate(given_passages) for stem in sorted(stems)]
    words = pl.DataFrame(said, schema={"row": pl.UInt32, "stem": pl.UInt32}, orient="row")
    sizes = [(row, size) for row, (_, _, size) in enumerate(given_passages) if size is not None]
    figures = pl.DataFrame(sizes, schema={"row": pl.UInt32, "value": pl.Float64}, orient="row").with_columns(
        kind=pl.lit("money"), value_base=pl.lit(None, pl.Float64), low=pl.lit(None, pl.Float64)
    )
    named = [
        (row, entity)
        for row, (_, stems, _) in enumerate(given_passages)
        for entity in sorted(stems)
        if entity > 1
    ]
    entities = pl.DataFrame(named, schema={"row": pl.UInt32, "entity_id": pl.Int64}, orient="row")
    whole = Passages(rows, words, entities, figures, np.zeros((len(given_passages), 1), np.int8))
    with pytest.MonkeyPatch.context() as patch:
        for name, value in (
            ("LARGEST_EVENT_BLOCK", EVENT_BLOCK),
            ("LARGEST_CORPUS_BLOCK", CORPUS_BLOCK),
            ("MOST_MENTIONS_OF_RARE_STEM", MENTIONS),
            ("RAREST_STEMS", RAREST),
            ("PIECE_PASSAGES", 4),
            ("PIECE_KEYS", 3),
        ):
            patch.setattr(import_module("pipelines.corroborate.candidates"), name, value)
        found = [pair for _, pairs in candidates(whole) for pair in pairs.iter_rows()]
    assert len(found) == len(set(found))
    assert set(found) == expected_pairs(given_passages)
