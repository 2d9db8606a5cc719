"""Clusters from scored pairs, without chaining.

Belongs here: the two ways of putting rows together, on plain integers. Not here: what is put
together, or how pairs are scored.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, pairwise

import numpy as np
import numpy.typing as npt
import polars as pl

_SCALE = 10**9
"""Scores are summed as whole numbers: the sum is the same in any order."""
_EDGE = np.dtype([("a", np.uint32), ("b", np.uint32), ("score", np.float64)])
_CHUNK_EDGES = 100_000

_Edges = npt.NDArray[np.void]
_Groups = Sequence[object] | None
_Best = dict[tuple[object, object], int]
"""The best score between a group of one cluster and a group of another."""


def average_link(
    size: int,
    edges: pl.DataFrame,
    threshold: float,
    forced: Iterable[tuple[int, int]] = (),
    groups: _Groups = None,
    apart: Iterable[tuple[int, int]] = (),
) -> list[int]:
    """The cluster of each of `size` members, named by its smallest member.

    `edges` are pairs `a`, `b` with their `score`. They are taken from the strongest down; two clusters join
    where the mean score over all their pairs, an absent edge counting 0, reaches `threshold`. So a chain of
    likenesses does not make a cluster. `forced` pairs join first, whatever their score. Where `groups` says
    which group each member is of, the mean is over pairs of groups, one of each cluster, by the best edge
    between their members; a group and itself count nothing. Clusters with a pair in `apart` never join,
    unless `forced` pairs join them. Ties break by member, never by order.

    What no edge that reaches the threshold links can never join: such components are taken one by one,
    so that the scores held at a time are those of one.
    """
    names = connected(size, forced)
    linked = _linked(edges)
    linking = _linking(linked, round(threshold * _SCALE), groups)
    component = np.asarray(_components(names, linking), np.int64)
    linked = linked[component[linked["a"]] == component[linked["b"]]]
    linked = linked[np.lexsort((linked["b"], linked["a"], -linked["score"], component[linked["a"]]))]
    parted: dict[int, list[tuple[int, int]]] = {}
    for a, b in apart:
        parted.setdefault(int(component[a]), []).append((a, b))
    ordered = np.argsort(component, kind="stable")
    starts = np.flatnonzero(np.diff(component[linked["a"]], prepend=-1))
    for start, end in pairwise([*starts.tolist(), len(linked)]):
        name = int(component[linked["a"][start]])
        first, last = np.searchsorted(component, [name, name + 1], sorter=ordered)
        clusters = _Clusters(names, ordered[first:last].tolist(), linked[start:end], groups)
        clusters.keep_apart(pair for pair in parted.get(name, []) if component[pair[1]] == name)
        clusters.join_all(threshold)
    return names


def that_may_meet(
    size: int, pieces: Iterable[pl.DataFrame], threshold: float, forced: Iterable[tuple[int, int]] = ()
) -> pl.DataFrame:
    """Of edges that come in pieces those that matter to `average_link`: far fewer, where most are weak."""
    names = connected(size, forced)
    kept, strong = [], [np.zeros(0, _EDGE)]
    for piece in pieces:
        kept.append(piece)
        strong.append(_linking(_linked(piece), round(threshold * _SCALE)))
    component = pl.Series(_components(names, np.concatenate(strong)), dtype=pl.UInt32)
    return pl.concat([piece.filter(_is_within(component, piece)) for piece in kept])


def _is_within(component: pl.Series, edges: pl.DataFrame) -> pl.Series:
    return component.gather(edges.get_column("a")) == component.gather(edges.get_column("b"))


def _linked(edges: pl.DataFrame) -> _Edges:
    linked = np.zeros(edges.height, _EDGE)
    ends = [edges.get_column(side).to_numpy() for side in ("a", "b")]
    linked["a"], linked["b"] = np.minimum(*ends), np.maximum(*ends)
    linked["score"] = edges.get_column("score").to_numpy()
    return linked


def _linking(edges: _Edges, least: int, groups: _Groups = None) -> _Edges:
    """The edges over which clusters can join: those that reach the least mean, or within a group.

    Two clusters only join where an edge between them does, or where all pairs between them are of one group
    and count nothing.
    """
    links: npt.NDArray[np.bool_] = np.rint(edges["score"] * _SCALE) >= least
    if groups is not None:
        group = np.asarray(groups)
        links |= group[edges["a"]] == group[edges["b"]]
    linking: _Edges = edges[links]
    return linking


def _components(names: list[int], linking: _Edges) -> list[int]:
    """Per member the name of the component of all that could ever join it."""
    forced = ((member, name) for member, name in enumerate(names) if member != name)
    return connected(len(names), chain(forced, _pairs(linking)))


def _pairs(edges: _Edges) -> Iterator[tuple[int, int]]:
    for start in range(0, len(edges), _CHUNK_EDGES):
        chunk = edges[start : start + _CHUNK_EDGES]
        yield from zip(chunk["a"].tolist(), chunk["b"].tolist(), strict=True)


class _Clusters:
    """Clusters of one component as they grow, with the best scores between their groups."""

    def __init__(self, names: list[int], members: list[int], edges: _Edges, groups: _Groups) -> None:
        self._names = names
        self._edges: list[tuple[int, int, float]] = edges.tolist()
        self._members: dict[int, list[int]] = {}
        self._groups: dict[int, set[object]] = {}
        for member in members:
            self._members.setdefault(names[member], []).append(member)
            self._groups.setdefault(names[member], set()).add(member if groups is None else groups[member])
        self._best: dict[int, dict[int, _Best]] = {}
        for a, b, score in self._edges:
            here, there = (a, b) if groups is None else (groups[a], groups[b])
            if here != there and names[a] != names[b]:
                self._add(names[a], names[b], {(here, there): round(score * _SCALE)})
        self._apart: dict[int, set[int]] = {}

    def keep_apart(self, pairs: Iterable[tuple[int, int]]) -> None:
        """Never join the clusters of these members."""
        for a, b in pairs:
            self._part(self._names[a], self._names[b])

    def join_all(self, threshold: float) -> None:
        """Join the clusters of two members where the mean between them reaches the threshold."""
        least = round(threshold * _SCALE)
        for a, b, _ in self._edges:
            left, right = sorted((self._names[a], self._names[b]))
            if left != right and right not in self._apart.get(left, ()):
                here, there = self._groups[left], self._groups[right]
                pairs = len(here) * len(there) - len(here & there)
                if not pairs or sum(self._best.get(left, {}).get(right, {}).values()) >= least * pairs:
                    self._join(left, right)

    def _join(self, left: int, right: int) -> None:
        for member in self._members[right]:
            self._names[member] = left
        self._members[left] += self._members.pop(right)
        self._groups[left] |= self._groups.pop(right)
        for other, best in self._best.pop(right, {}).items():
            del self._best[other][right]
            if other != left:
                self._add(left, other, best)
        for other in self._apart.pop(right, set()):
            self._apart[other].discard(right)
            self._part(left, other)

    def _add(self, left: int, right: int, best: _Best) -> None:
        """Note what groups of two clusters have in common, each pair of groups by the better score."""
        forth = self._best.setdefault(left, {}).setdefault(right, {})
        back = self._best.setdefault(right, {}).setdefault(left, {})
        for (here, there), score in best.items():
            if score > forth.get((here, there), -1):
                forth[here, there] = back[there, here] = score

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
