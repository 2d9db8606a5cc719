from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pipelines.normalise.tight_clusters import tight_clusters

A, B, C, D = "abcd"


def test_what_is_alike_is_together_and_named_after_the_smallest() -> None:
    assert tight_clusters([B, A, C], [], [(B, A)]) == {A: A, B: A, C: C}


def test_one_between_two_others_goes_with_the_surer() -> None:
    assert tight_clusters([A, B, C], [], [(B, C), (A, B)]) == {A: A, B: B, C: B}


def test_what_is_alike_with_most_of_a_cluster_joins_it() -> None:
    triangle = [(A, B), (B, C), (A, C)]
    assert set(tight_clusters([A, B, C, D], [], [*triangle, (A, D), (B, D)]).values()) == {A}
    assert tight_clusters([A, B, C, D], [], [*triangle, (A, D)])[D] == D


def test_those_that_are_the_same_count_once() -> None:
    copies = [f"x{number}" for number in range(9)]
    same = [(copies[0], copy) for copy in copies[1:]]
    found = tight_clusters([A, *copies, B], same, [(copies[4], A), (copies[7], B), (A, B)])
    assert set(found.values()) == {A}


pairs = st.lists(st.tuples(st.sampled_from("abcdefgh"), st.sampled_from("abcdefgh")), max_size=20)


@given(pairs, pairs)
def test_clusters_are_sets_named_after_their_smallest(
    same: list[tuple[str, str]], alike: list[tuple[str, str]]
) -> None:
    found = tight_clusters(list("abcdefgh"), same, alike)
    for one, other in same:
        assert found[one] == found[other]
    for cluster in set(found.values()):
        assert cluster == min(each for each, name in found.items() if name == cluster)
    assert found == tight_clusters(list("hgfedcba"), same, alike)
