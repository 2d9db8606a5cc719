"""Clusters from scored pairs, without chaining.

Belongs here: the two ways of putting rows together, on plain integers. Not here: what is put
together, or how pairs are scored.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence


def average_link(
    size: int,
    edges: Sequence[tuple[int, int, float]],
    threshold: float,
    forced: Iterable[tuple[int, int]] = (),
    groups: Sequence[object] | None = None,
    apart: Iterable[tuple[int, int]] = (),
) -> list[int]:
    """The cluster of each of `size` members, named by its smallest member.

    Edges are taken from the strongest down; two clusters join where the mean score over all their
    pairs, an absent edge counting 0, reaches `threshold`. So a chain of likenesses does not make a
    cluster. `forced` pairs join first, whatever their score. Where `groups` says which group each member
    is of, only pairs across groups count towards the mean. Clusters with a pair in `apart` never join, unless
    `forced` pairs join them. Ties break by member, never by order.
    """
    parted = {(min(a, b), max(a, b)) for a, b in apart}
    scores = {(min(a, b), max(a, b)): score for a, b, score in edges}
    cluster = connected(size, forced)
    members: dict[int, list[int]] = {}
    for member, name in enumerate(cluster):
        members.setdefault(name, []).append(member)
    for (a, b), _ in sorted(scores.items(), key=lambda item: (-item[1], item[0])):
        left, right = sorted((cluster[a], cluster[b]))
        if left == right:
            continue
        if parted and not parted.isdisjoint(_across(members[left], members[right], None)):
            continue
        pairs = _across(members[left], members[right], groups)
        if pairs and sum(scores.get(pair, 0.0) for pair in pairs) / len(pairs) < threshold:
            continue
        for member in members[right]:
            cluster[member] = left
        members[left] += members.pop(right)
    return cluster


def _across(
    left: Sequence[int], right: Sequence[int], groups: Sequence[object] | None
) -> list[tuple[int, int]]:
    """Pairs of one member of each side, smaller first, in order; none of one group."""
    return sorted(
        (min(x, y), max(x, y)) for x in left for y in right if groups is None or groups[x] != groups[y]
    )


def connected(size: int, pairs: Iterable[tuple[int, int]]) -> list[int]:
    """The connected component of each member, named by its smallest member."""
    parent = list(range(size))

    def root(member: int) -> int:
        while parent[member] != member:
            parent[member] = parent[parent[member]]
            member = parent[member]
        return member

    for a, b in pairs:
        low, high = sorted((root(a), root(b)))
        parent[high] = low
    return [root(member) for member in range(size)]
