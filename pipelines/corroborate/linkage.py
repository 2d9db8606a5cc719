"""Clusters from scored pairs, without chaining.

Belongs here: the two ways of putting rows together, on plain integers. Not here: what is put
together, or how pairs are scored.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt

_SCALE = 10**9
"""Scores are summed as whole numbers: the sum is the same in any order."""
_EDGE = np.dtype([("a", np.uint32), ("b", np.uint32), ("score", np.float64)])
_CHUNK_EDGES = 100_000


def average_link(
    size: int,
    edges: Iterable[tuple[int, int, float]],
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
    linked = np.fromiter(((min(a, b), max(a, b), score) for a, b, score in edges), _EDGE)
    linked = linked[np.lexsort((linked["b"], linked["a"], -linked["score"]))]
    clusters = _Clusters(connected(size, forced), linked, groups, apart)
    for start in range(0, len(linked), _CHUNK_EDGES):
        for a, b, _ in linked[start : start + _CHUNK_EDGES].tolist():
            clusters.join(a, b, threshold)
    return clusters.names


class _Clusters:
    """Clusters as they grow, with the sums of scores between them, so that no pair is looked at twice."""

    def __init__(
        self,
        names: list[int],
        edges: npt.NDArray[np.void],
        groups: Sequence[object] | None,
        apart: Iterable[tuple[int, int]],
    ) -> None:
        self.names = names
        self._members: dict[int, list[int]] = {}
        for member, name in enumerate(names):
            self._members.setdefault(name, []).append(member)
        self._groups = groups
        self._sums: dict[int, dict[int, int]] = {}
        for start in range(0, len(edges), _CHUNK_EDGES):
            for a, b, score in edges[start : start + _CHUNK_EDGES].tolist():
                if groups is None or groups[a] != groups[b]:
                    self._add(names[a], names[b], round(score * _SCALE))
        self._apart: dict[int, set[int]] = {}
        for a, b in apart:
            self._part(names[a], names[b])

    def join(self, a: int, b: int, threshold: float) -> None:
        """Join the clusters of two members where the mean between them reaches the threshold."""
        left, right = sorted((self.names[a], self.names[b]))
        if left == right or right in self._apart.get(left, ()):
            return
        pairs = self._pairs(left, right)
        if pairs and self._sums.get(left, {}).get(right, 0) < round(threshold * _SCALE) * pairs:
            return
        for member in self._members[right]:
            self.names[member] = left
        self._members[left] += self._members.pop(right)
        for other, score in self._sums.pop(right, {}).items():
            del self._sums[other][right]
            if other != left:
                self._add(left, other, score)
        for other in self._apart.pop(right, set()):
            self._apart[other].discard(right)
            self._part(left, other)

    def _pairs(self, left: int, right: int) -> int:
        """How many pairs of members of two clusters count."""
        here, there = self._members[left], self._members[right]
        if self._groups is None:
            return len(here) * len(there)
        groups = [self._groups[member] for member in there]
        return sum(len(there) - groups.count(self._groups[member]) for member in here)

    def _add(self, left: int, right: int, score: int) -> None:
        if left != right:
            for here, there in ((left, right), (right, left)):
                sums = self._sums.setdefault(here, {})
                sums[there] = sums.get(there, 0) + score

    def _part(self, left: int, right: int) -> None:
        if left != right:
            self._apart.setdefault(left, set()).add(right)
            self._apart.setdefault(right, set()).add(left)


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
