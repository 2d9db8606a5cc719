from __future__ import annotations

from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.corroborate import linkage
from pipelines.corroborate.linkage import connected

Edges = list[tuple[int, int, float]]


def average_link(size: int, edges: Edges, threshold: float, **more: Any) -> list[int]:
    frame = pl.DataFrame(edges, schema={"a": pl.UInt32, "b": pl.UInt32, "score": pl.Float64}, orient="row")
    return linkage.average_link(size, frame, threshold, **more)


def test_a_chain_of_likenesses_makes_no_cluster() -> None:
    chain = [(0, 1, 0.9), (1, 2, 0.8), (2, 3, 0.9)]
    assert average_link(4, chain, 0.5) == [0, 0, 2, 2]


def test_members_alike_as_a_whole_join() -> None:
    assert average_link(3, [(0, 1, 0.9), (1, 2, 0.8), (0, 2, 0.7)], 0.5) == [0, 0, 0]


def test_the_order_of_edges_does_not_matter() -> None:
    edges = [(0, 1, 0.6), (1, 2, 0.6), (2, 3, 0.6), (0, 2, 0.6)]
    assert average_link(4, edges, 0.5) == average_link(4, edges[::-1], 0.5)


def test_forced_pairs_join_without_a_score() -> None:
    assert average_link(3, [], 0.5, forced=[(1, 2)]) == [0, 1, 1]


def test_components_bear_the_name_of_their_smallest_member() -> None:
    assert connected(5, [(3, 4), (1, 3)]) == [0, 1, 2, 1, 1]


def test_members_kept_apart_stay_apart_after_joining_others() -> None:
    edges = [(0, 1, 0.9), (2, 3, 0.9), (1, 2, 0.9), (0, 2, 0.9), (0, 3, 0.9), (1, 3, 0.9)]
    assert average_link(4, edges, 0.5) == [0, 0, 0, 0]
    assert average_link(4, edges, 0.5, apart=[(0, 3)]) == [0, 0, 0, 3]


def test_pairs_of_one_group_do_not_count_towards_the_mean() -> None:
    edges = [(0, 2, 0.9), (1, 2, 0.9)]
    assert average_link(3, edges, 0.8) == [0, 1, 0]
    assert average_link(3, [*edges, (0, 1, 0.1)], 0.8, groups=["a", "a", "b"]) == [0, 0, 0]


def test_groups_count_by_their_best_pair() -> None:
    edges = [(0, 1, 0.9), (0, 2, 0.8), (0, 3, 0.7)]
    assert average_link(4, edges, 0.6) == [0, 0, 2, 3]
    assert average_link(4, edges, 0.6, groups=["a", "b", "b", "c"]) == [0, 0, 0, 3]
    assert average_link(4, [*edges, (2, 3, 0.7)], 0.6, groups=["a", "b", "b", "c"]) == [0, 0, 0, 0]


@settings(max_examples=200, deadline=None)
@given(
    scores=st.dictionaries(
        st.tuples(st.integers(0, 9), st.integers(0, 9)).filter(lambda pair: pair[0] < pair[1]),
        st.sampled_from([0.1, 0.2, 0.4, 0.5, 0.6, 0.9]),
    ),
    groups=st.lists(st.integers(0, 3), min_size=10, max_size=10),
    forced=st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=2),
    apart=st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=2),
)
def test_components_by_themselves_cluster_as_all_at_once(
    scores: dict[tuple[int, int], float],
    groups: list[int],
    forced: list[tuple[int, int]],
    apart: list[tuple[int, int]],
) -> None:
    edges = [(a, b, score) for (a, b), score in scores.items()]
    at_once = [0] * 10
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(linkage, "_components", lambda *_: at_once)
        expected = average_link(10, edges, 0.5, forced=forced, groups=groups, apart=apart)
    assert average_link(10, edges, 0.5, forced=forced, groups=groups, apart=apart) == expected
