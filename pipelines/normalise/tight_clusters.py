"""Clusters whose members are alike with each other, and not only with something between them.

Not here: what makes two alike (`utterances`).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

_TIES = 0.5
"""More than this share of all pairs between two clusters must be alike for them to become one."""

Pair = tuple[str, str]


def tight_clusters(ids: Sequence[str], same: Iterable[Pair], alike: Iterable[Pair]) -> dict[str, str]:
    """For each id the smallest one of its cluster.

    Pairs of `same` are always together and count as one member. Pairs of `alike`, the surest first, make
    one of two clusters where most pairs between them are alike. Time grows nearly with
    the number of pairs.
    """
    sets = _Sets(ids)
    for one, other in same:
        sets.join(one, other)
    both = ((sets.of(one), sets.of(other)) for one, other in alike)
    links = dict.fromkeys((one, other) for one, other in both if one != other)
    ties: dict[str, Counter[str]] = defaultdict(Counter)
    for one, other in links:
        ties[one][other] = ties[other][one] = 1
    members: Counter[str] = Counter(dict.fromkeys(ties, 1))
    for one, other in links:
        gone, kept = sorted((sets.of(one), sets.of(other)), key=lambda root: (len(ties[root]), root))
        if gone != kept and ties[gone][kept] > _TIES * members[gone] * members[kept]:
            sets.join(kept, gone)
            members[kept] += members[gone]
            _hand_over(ties, kept, gone)
    smallest: dict[str, str] = {}
    for each in sorted(ids):
        smallest.setdefault(sets.of(each), each)
    return {each: smallest[sets.of(each)] for each in ids}


def _hand_over(ties: dict[str, Counter[str]], kept: str, gone: str) -> None:
    """Give the links of a cluster that is gone, the fewer, to the one that took it in."""
    for neighbour, count in ties.pop(gone).items():
        del ties[neighbour][gone]
        if neighbour != kept:
            ties[kept][neighbour] += count
            ties[neighbour][kept] += count


class _Sets:
    """Disjoint sets, each known by one of its members."""

    def __init__(self, ids: Iterable[str]) -> None:
        self._parent = {each: each for each in ids}

    def of(self, each: str) -> str:
        """The member that the set is known by."""
        while (above := self._parent[each]) != each:
            self._parent[each] = each = self._parent[above]
        return each

    def join(self, one: str, other: str) -> None:
        """Make one set of two, known as the first one is."""
        self._parent[self.of(other)] = self.of(one)
