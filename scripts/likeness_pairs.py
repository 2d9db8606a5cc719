"""Make the labelled pairs on which `scripts/fit_likeness.py` fits.

    python scripts/likeness_pairs.py PAIRS.parquet STORE GOLD.json [STORE GOLD.json ...]

STORE is the store of a build of a labelled corpus, GOLD.json what is known of it, in either of two shapes.
Passages in groups that assert the same (`passages`, `groups`, `ignore`, `hard_negatives`, `conflicts`,
`tolerated`): every pair of statements of one event in two articles that both stand for a passage. Sentence
pairs (a list of `a`, `b`, `label`): every pair of statements of the two, in folds of a tenth of the list.

A statement stands for a passage that it holds half of, in words that no statement within it holds, or that
most of its own words lie in, unless it stands for a passage within that one. Pairs that only larger passages
have in common get no label. Only pairs that are compared are fitted on: what is never scored tells nothing.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import fields
from itertools import combinations
from pathlib import Path
from typing import Any

import polars as pl

from pipelines.corroborate import Inputs, likeness, passages
from pipelines.corroborate.candidates import candidates
from pipelines.corroborate.events import find_events
from pipelines.corroborate.syndication import find_syndication
from pipelines.extract.encoder import encode
from pipelines.flow.resolve import CORROBORATE_TABLES
from pipelines.ids import digest
from pipelines.store import Store

HOLDS_OF_PASSAGE = 0.5
LIES_IN_PASSAGE = 0.7
TOUCHES = 3
FOLDS_OF_SENTENCES = 10
WEIGHT_OF_SENTENCES = 0.3
"""A sentence that does not follow may still restate a part of the other."""
Labels = dict[frozenset[str], int | None]


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("pairs", type=Path)
    parser.add_argument("labelled", type=Path, nargs="+", help="STORE GOLD.json, one or several times")
    arguments = parser.parse_args()
    stores, golds = arguments.labelled[::2], arguments.labelled[1::2]
    frames = [labelled_pairs(store, gold) for store, gold in zip(stores, golds, strict=True)]
    pl.concat(frames).write_parquet(arguments.pairs)


def gather(store: Store) -> passages.Passages:
    """The clauses of a build."""
    inputs = Inputs(
        **{
            each.name: store.read(CORROBORATE_TABLES.get(each.name, each.name))
            for each in fields(Inputs)
            if each.name != "overrides"
        }
    )
    stated, _ = passages.parted(inputs)
    _, placed = find_events(stated, find_syndication(inputs.articles))
    return passages.gather(stated, placed)


def labelled_pairs(store_folder: Path, gold_file: Path) -> pl.DataFrame:
    """One row per labelled pair: `fold`, `label`, `weight` and the features."""
    store = Store(store_folder)
    gold = json.loads(gold_file.read_text(encoding="utf-8"))
    gathered = gather(store)
    paths = dict(store.read("accepted_documents").select("document_id", "path").iter_rows())
    rows = gathered.rows.select("row", "document_id", "start_char", "end_char").rows()
    found = _item_pairs(gold, rows, paths) if isinstance(gold, list) else _passage_pairs(gold, rows, paths)
    schema = {"a": pl.UInt32, "b": pl.UInt32, "fold": pl.String, "label": pl.Int8, "weight": pl.Float64}
    pairs = pl.DataFrame(list(found), schema=schema, orient="row")
    compared = pl.concat([each for _, each in candidates(gathered)]).unique()
    pairs = pairs.join(compared, on=["a", "b"], how="semi")
    measured = likeness.featured(
        gathered, pairs.select("a", "b"), lambda texts: encode(texts.to_list()).lazy()
    )
    gates = ["same_polarity", "same_stance", "figures_differ", "other_event"]
    kept = measured.select("a", "b", *likeness.FEATURES, *gates)
    return pairs.join(kept, on=["a", "b"]).sort("a", "b")


def _passage_pairs(
    gold: dict[str, Any], rows: list[tuple[Any, ...]], paths: dict[str, str]
) -> Iterator[tuple[Any, ...]]:
    """Pairs of statements of one event in two articles that stand for passages."""
    documents = {each["path"]: (name, each["event"]) for name, each in gold["documents"].items()}
    labels = _labels(gold)
    places = {
        row: (documents[paths[document]], start, end)
        for row, document, start, end in rows
        if paths[document] in documents
    }
    by_document: dict[str, list[tuple[int, int, int]]] = defaultdict(list)
    for row, ((name, _), start, end) in places.items():
        by_document[name].append((row, start, end))
    told = {
        row: _told(row, start, end, by_document[name], gold["passages"], name)
        for row, ((name, _), start, end) in places.items()
    }
    by_event: dict[str, list[int]] = defaultdict(list)
    for row, ((_, event), _, _) in places.items():
        by_event[event].append(row)
    for event, members in by_event.items():
        for a, b in combinations(sorted(members), 2):
            if places[a][0][0] != places[b][0][0] and (label := _label(told[a], told[b], labels)) is not None:
                yield a, b, event, label, 1.0


def _labels(gold: dict[str, Any]) -> Labels:
    """What is known of pairs of passages; None where joining them is neither right nor wrong."""
    known: Labels = {}
    loose = [group["members"] + group["optional"] for group in gold["groups"]]
    loose += [each["passages"] for each in gold["ignore"]]
    loose += [[each["a"], each["b"]] for each in gold["conflicts"] + gold["tolerated"]]
    for members in loose:
        known |= dict.fromkeys(map(frozenset, combinations(members, 2)))
    for group in gold["groups"]:
        known |= dict.fromkeys(map(frozenset, combinations(group["members"], 2)), 1)
    return known


def _told(
    row: int,
    start: int,
    end: int,
    neighbours: list[tuple[int, int, int]],
    gold_passages: list[dict[str, Any]],
    document: str,
) -> tuple[frozenset[str], frozenset[str]]:
    """The passages that a statement stands for, and all that it touches."""
    own = set(range(start, end))
    for other, first, last in neighbours:
        if other != row and start <= first and last <= end and last - first < end - start:
            own -= set(range(first, last))
    held, lies, touches = {}, {}, set()
    for each in gold_passages:
        if each["document"] != document:
            continue
        chars = range(each["start"], each["end"])
        if min(end, each["end"]) - max(start, each["start"]) >= TOUCHES:
            touches.add(each["id"])
        shared = len(own & set(chars))
        if shared >= HOLDS_OF_PASSAGE * len(chars):
            held[each["id"]] = chars
        elif own and shared >= LIES_IN_PASSAGE * len(own):
            lies[each["id"]] = chars
    innermost = {name for name, chars in lies.items() if not _holds_another(chars, held | lies)}
    return frozenset(held) | innermost, frozenset(touches)


def _holds_another(chars: range, passages: dict[str, range]) -> bool:
    """Whether a smaller one of the passages lies within these characters."""
    return any(
        chars.start <= each.start and each.stop <= chars.stop and len(each) < len(chars)
        for each in passages.values()
    )


def _label(
    a: tuple[frozenset[str], frozenset[str]], b: tuple[frozenset[str], frozenset[str]], labels: Labels
) -> int | None:
    """1 where they stand for one proposition, 0 where nothing that they touch does; else None."""
    stood = [frozenset((x, y)) for x in a[0] for y in b[0]]
    if any(labels.get(pair) == 1 for pair in stood):
        return 1
    touched = [frozenset((x, y)) for x in a[1] for y in b[1]]
    return 0 if touched and not any(pair in labels for pair in touched) else None


def _item_pairs(
    gold: list[dict[str, str]], rows: list[tuple[Any, ...]], paths: dict[str, str]
) -> Iterator[tuple[Any, ...]]:
    """Pairs of statements of two sentences of which one follows from the other, or does not."""
    by_path: dict[str, list[int]] = defaultdict(list)
    for row, document, _, _ in rows:
        by_path[paths[document]].append(row)
    for item in gold:
        fold = f"sentences {int(digest(item['a']), 16) % FOLDS_OF_SENTENCES}"
        for a in by_path[item["a"]]:
            for b in by_path[item["b"]]:
                yield min(a, b), max(a, b), fold, int(item["label"] == "entailment"), WEIGHT_OF_SENTENCES


if __name__ == "__main__":
    main()
