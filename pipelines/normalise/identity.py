"""Which names over the corpus stand for one thing: rules over distinct names, never over mentions.

A *node* is a distinct key of one class (`person`, `group`, or the rest), with the articles it stands
in. The rules join nodes; a lone name that could be several people stays open here and is settled per
article in `entities`. Not here: frames of mentions, canonical names, ids.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

Node = tuple[str, str]
"""Kind and key."""

_OUTWEIGHS = 3
"""A name tagged as a person here and as something else there is one thing where one reading is this
many times as frequent as the other; else they are homonyms."""
_KIND_ORDER = ("place", "organization", "group", "event", "work", "person", "other")
_MAX_NAME_TOKENS = 6
"""Longer "names" are runs of words; they join nothing by their parts."""


@dataclass(frozen=True, slots=True)
class Names:
    """What the rules look at: distinct names of the corpus and what articles show of them."""

    articles: Mapping[Node, int]
    used_for: Mapping[Node, frozenset[Node]]
    expansions: Mapping[Node, frozenset[Node]]
    """Acronyms and the names with those initials that stand in the same article."""


@dataclass(slots=True)
class Partition:
    """Disjoint sets of nodes; pairs that were forbidden never end in one set."""

    _parent: dict[Node, Node] = field(default_factory=dict)
    _apart: dict[Node, set[Node]] = field(default_factory=lambda: defaultdict(set))

    def find(self, node: Node) -> Node:
        """The representative of the node's set."""
        root = node
        while (parent := self._parent.get(root, root)) != root:
            root = parent
        while (parent := self._parent.get(node, node)) != root:
            self._parent[node], node = root, parent
        return root

    def join(self, into: Node, node: Node) -> bool:
        """Puts both in one set, represented by that of `into`; False where that is forbidden."""
        kept, lost = self.find(into), self.find(node)
        if kept == lost:
            return True
        if kept in self._apart[lost]:
            return False
        self._parent[lost] = kept
        for other in self._apart.pop(lost, set()):
            self._apart[other].discard(lost)
            self._apart[other].add(kept)
            self._apart[kept].add(other)
        return True

    def forbid(self, node: Node, other: Node) -> None:
        """Keeps the two sets apart from now on."""
        a, b = self.find(node), self.find(other)
        if a != b:
            self._apart[a].add(b)
            self._apart[b].add(a)


def join_kinds(partition: Partition, names: Names) -> None:
    """One name, several kinds: all but people are one thing of the most frequent kind.

    People join or absorb the rest only where one reading outweighs the other; a lone name that is
    nobody's surname in the corpus is hardly a person's, so any majority will do.
    """
    articles = names.articles
    by_key: dict[str, list[Node]] = defaultdict(list)
    for node in sorted(articles):
        by_key[node[1]].append(node)
    surnames = {form for kind, key in articles if kind == "person" for form in reductions(key)}
    for key, nodes in by_key.items():
        people = [node for node in nodes if node[0] == "person"]
        others = sorted(
            (node for node in nodes if node[0] != "person"),
            key=lambda node: (-articles[node], _KIND_ORDER.index(node[0])),
        )
        for node in others[1:]:
            partition.join(others[0], node)
        if not (people and others):
            continue
        outweighs = _OUTWEIGHS if " " in key or key in surnames else 1
        as_person, as_other = articles[people[0]], sum(articles[node] for node in others)
        if as_other >= outweighs * as_person:
            partition.join(others[0], people[0])
        elif as_person >= outweighs * as_other:
            partition.join(people[0], others[0])


def join_people(
    partition: Partition, articles: Mapping[Node, int], used_for: Mapping[Node, Iterable[Node]]
) -> dict[Node, tuple[Node, ...]]:
    """Shorter names of people join the one fuller name that they can be short for.

    `used_for` gives, for a name, the fuller names for which some article uses it. Returns the names
    that are short for several people, each with its candidates (representatives, sorted).
    """
    people = sorted(
        (node for node in articles if partition.find(node)[0] == "person" and node[0] == "person"),
        key=_fullness,
        reverse=True,
    )
    fuller: dict[str, set[Node]] = defaultdict(set)
    reversed_names: dict[str, Node] = {}
    ambiguous: dict[Node, tuple[Node, ...]] = {}
    for node in people:
        tokens = node[1].split()
        turned = reversed_names.get(" ".join(sorted(tokens))) if len(tokens) > 1 else None
        candidates = {partition.find(each) for each in fuller.get(node[1], ())}
        if not candidates and turned is None:
            candidates = {partition.find(each) for each in used_for.get(node, ()) if each[0] == "person"}
        if turned is not None:
            partition.join(turned, node)
        elif len(candidates) == 1:
            partition.join(min(candidates), node)
        elif candidates and len(tokens) == 1:
            ambiguous[node] = tuple(sorted(candidates))
        if len(tokens) > 1:
            reversed_names.setdefault(" ".join(sorted(tokens)), node)
        for reduction in reductions(node[1]):
            fuller[reduction].add(node)
    _join_misread(partition, articles, fuller)
    settled = {node: {partition.find(each) for each in found} for node, found in ambiguous.items()}
    return {node: tuple(sorted(found)) for node, found in settled.items() if len(found) > 1}


def _join_misread(
    partition: Partition, articles: Mapping[Node, int], fuller: Mapping[str, set[Node]]
) -> None:
    """Several words that end one person's name and were read as another kind are that person."""
    for node in sorted(articles):
        if partition.find(node)[0] in ("person", "group") or " " not in node[1]:
            continue
        candidates = {partition.find(each) for each in fuller.get(node[1], ())}
        if len(candidates) == 1:
            partition.join(min(candidates), node)


def _fullness(node: Node) -> tuple[int, int, int, str]:
    """Sorts names so that what a name can be short for comes after it."""
    tokens = node[1].split()
    spelt = sum(len(token) > 1 for token in tokens)
    return (spelt, len(tokens), len(node[1]), node[1])


def reductions(name: str) -> set[str]:
    """The shorter forms under which a person of that (folded) name may appear, given names left out.

    >>> sorted(reductions("george walker bush"))
    ['bush', 'g bush', 'g w bush', 'george bush', 'george w bush', 'walker bush']
    """
    tokens = name.split()
    if not 2 <= len(tokens) <= _MAX_NAME_TOKENS:
        return set()
    first, *middle, last = tokens
    initials = [token[0] for token in middle]
    forms = {" ".join(tokens[i:]) for i in range(1, len(tokens))}
    forms |= {f"{first} {last}", f"{first[0]} {last}"}
    forms |= {" ".join([first, *initials, last]), " ".join([first[0], *initials, last])}
    return {form for form in forms - {name} if len(form.split()[-1]) > 1}


def join_short_names(
    partition: Partition, articles: Mapping[Node, int], used_for: Mapping[Node, Iterable[Node]]
) -> None:
    """Other short names join the one thing for which articles of the corpus use them.

    `used_for` as in `join_people`: the International Criminal Court is called ICC in one article,
    so ICC alone in another is the same, unless another expansion is seen as well.
    """
    for node in sorted(used_for):
        if node[0] == "person" or node not in articles:
            continue
        candidates = {partition.find(each) for each in used_for[node]} - {partition.find(node)}
        named = {each for each in candidates if each[0] not in ("person", "group")}
        if len(candidates) == 1 and named:
            partition.join(min(named), node)


def link_names(names: Names, partition: Partition) -> dict[Node, tuple[Node, ...]]:
    """Joins all nodes that stand for one thing; returns the lone names left open, with candidates.

    The partition may come with joins and prohibitions of the user's, which go first.
    """
    join_kinds(partition, names)
    join_short_names(partition, names.articles, names.expansions)
    join_short_names(partition, names.articles, names.used_for)
    return join_people(partition, names.articles, names.used_for)
