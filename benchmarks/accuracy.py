"""Accuracy on labelled sets: build each, run the scorer beside it, hold the figures to their floors.

The sets and their scorers stay outside the project. `accuracy.toml` says which figures count, where a
scorer prints them, what a simple baseline and the best published peer reach, and the floor below which
a change must not fall. `docs/accuracy.md` is written from what was measured.

    python -m benchmarks.accuracy --eval FOLDER [--only PART] [--keep FOLDER]
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
FIGURES_FILE = ROOT / "accuracy.toml"
REPORT_FILE = ROOT / "docs" / "accuracy.md"


_INTRODUCTION = """\
# Accuracy

Written by `make accuracy`; do not edit. Measured on the development half of labelled sets that are
not part of the project. *Floor*: what a change must not fall below (`accuracy.toml`). *Baseline*: the
best simple method on the same set. *Peer*: the best published figure, on the same or a like set.
Figures run from 0 to 1 unless they say otherwise.

| set | figure | Sayso | floor | baseline | peer |
| --- | --- | ---: | ---: | ---: | --- |"""


@dataclass(frozen=True, slots=True)
class LabelledSet:
    """A corpus with its gold and the scorer beside it; the name is its path within the folder of sets."""

    name: str
    corpus: Path
    gold: Path
    scorer: Path

    @property
    def score_command(self) -> list[str]:
        """The scorer's command line, up to the warehouse and the gold."""
        return [sys.executable, str(self.scorer)]

    def arguments(self, warehouse: Path, scores: Path) -> list[str]:
        """What the scorer is given; those that write JSON are asked for it."""
        name = self.scorer.stem
        if name == "score_pairs":
            return ["score", "--warehouse", str(warehouse), "--gold", str(self.gold)]
        if name.startswith("score_"):
            return ["--warehouse", str(warehouse), "--gold", str(self.gold), "--json", str(scores)]
        as_json = ["--json", str(scores)] if "--json" in self.scorer.read_text(encoding="utf-8") else []
        return [str(warehouse), str(self.gold), *as_json]


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of a set: where the scorer tells it, and what it is compared with."""

    set: str
    label: str
    at: str | list[str]
    """A regular expression over what the scorer prints, or keys into its JSON."""
    floor: float | None = None
    ceiling: float | None = None
    """For a figure where less is better."""
    baseline: str = ""
    peer: str = ""

    def read(self, printed: str, scores: Any) -> float:
        """The figure. Raises ValueError where the scorer does not tell it."""
        if isinstance(self.at, str):
            found = re.search(self.at, printed, re.MULTILINE)
            if found is None:
                raise ValueError(f"{self.set}: the scorer prints nothing like {self.at!r}")
            return float(found[1])
        value = scores
        for key in self.at:
            value = _step(value, key, self.set)
        return float(value)

    def holds(self, value: float) -> bool:
        """Whether the value keeps to the floor or the ceiling."""
        above = self.floor is None or value >= self.floor
        return above and (self.ceiling is None or value <= self.ceiling)


def _step(value: Any, key: str, name: str) -> Any:
    """One key into a scorer's JSON; in a list of rows it names the row's metric."""
    if isinstance(value, list):
        value = {row["metric"]: row for row in value}
    if key not in value:
        raise ValueError(f"{name}: the scorer's JSON has no {key!r}, but {sorted(value)}")
    return value[key]


@dataclass(frozen=True, slots=True)
class Measured:
    """A figure and the value it has now."""

    figure: Figure
    value: float


def find_sets(folder: Path) -> list[LabelledSet]:
    """Every folder below that holds `corpus/` and gold, with the scorer of its part, by name."""
    found = []
    for corpus in sorted(folder.rglob("corpus")):
        home = corpus.parent
        golds = [home / name for name in ("gold.json", "gold.jsonl") if (home / name).is_file()]
        if corpus.is_dir() and golds:
            part = folder / home.relative_to(folder).parts[0]
            name = home.relative_to(folder).as_posix()
            found.append(LabelledSet(name, corpus, golds[0], _scorer(part, home.name)))
    return found


def _scorer(part: Path, set_name: str) -> Path:
    """The scorer of a part; where there are several, the one whose name the set's name starts with."""
    scorers = sorted(part.glob("score*.py"))
    for scorer in scorers:
        if set_name.split("_")[0] == scorer.stem.removeprefix("score_"):
            return scorer
    named = {scorer.stem: scorer for scorer in scorers}
    return named.get("score") or named["score_claims"]


def build(labelled: LabelledSet, warehouse: Path) -> None:
    """Build the set's warehouse in a process of its own. Raises CalledProcessError where that fails."""
    command = [str(Path(sys.executable).with_name("sayso")), "build", "--allow-shrink"]
    arguments = ["--corpus", str(labelled.corpus), "--warehouse", str(warehouse)]
    subprocess.run([*command, *arguments], check=True, cwd=ROOT)


def measure(labelled: LabelledSet, figures: Sequence[Figure], work: Path) -> list[Measured]:
    """Build a set, score it, and read its figures."""
    name = labelled.name.replace("/", "-")
    warehouse, scores = work / f"{name}.duckdb", work / f"{name}.scores.json"
    build(labelled, warehouse)
    command = [*labelled.score_command, *labelled.arguments(warehouse, scores)]
    result = subprocess.run(command, check=True, capture_output=True, text=True)
    (work / f"{name}.txt").write_text(result.stdout + result.stderr, encoding="utf-8")
    told = json.loads(scores.read_text(encoding="utf-8")) if scores.exists() else {}
    return [Measured(each, each.read(result.stdout, told)) for each in figures]


def read_figures(path: Path) -> list[Figure]:
    """The figures of `accuracy.toml`."""
    return [Figure(**row) for row in tomllib.loads(path.read_text(encoding="utf-8"))["figure"]]


def report(measured: Sequence[Measured]) -> str:
    """The page: one table, by scorer and data set."""
    lines = [_INTRODUCTION]
    for each in measured:
        figure = each.figure
        bound = f"{figure.floor:g}" if figure.floor is not None else ""
        bound = f"at most {figure.ceiling:g}" if figure.ceiling is not None else bound
        cells = (figure.set, figure.label, f"{each.value:.3f}", bound, figure.baseline, figure.peer)
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def run(folder: Path, only: str, work: Path) -> list[str]:
    """Measure every set, write the page, and return what is wrong, one line each."""
    figures = [each for each in read_figures(FIGURES_FILE) if only in each.set]
    sets = {each.name: each for each in find_sets(folder) if only in each.name}
    missing = sorted({each.set for each in figures} - sets.keys())
    measured: list[Measured] = []
    for name, labelled in sets.items():
        measured += measure(labelled, [each for each in figures if each.set == name], work)
    if not only:
        REPORT_FILE.write_text(report(measured), encoding="utf-8")
    for each in measured:
        print(f"{each.value:8.3f}  {each.figure.set}: {each.figure.label}")
    below = [each for each in measured if not each.figure.holds(each.value)]
    return [f"Not measured: there is no set {name} in {folder}." for name in missing] + [
        f"{each.figure.set}, {each.figure.label}: {each.value:.3f} does not hold the bound "
        f"{each.figure.floor if each.figure.floor is not None else each.figure.ceiling}."
        for each in below
    ]


def main() -> None:
    """Run from the command line; ends with 1 where a floor is broken."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--eval", type=Path, required=True, help="folder of labelled sets")
    parser.add_argument("--only", default="", help="measure only the sets whose name holds this")
    parser.add_argument("--keep", type=Path, help="keep warehouses and scores here")
    arguments = parser.parse_args()
    if not arguments.eval.is_dir():
        parser.error(f"there is no folder {arguments.eval}: make accuracy EVAL=FOLDER")
    with tempfile.TemporaryDirectory() as temporary:
        work = arguments.keep or Path(temporary)
        work.mkdir(parents=True, exist_ok=True)
        problems = run(arguments.eval, arguments.only, work)
    for problem in problems:
        print(problem, file=sys.stderr)
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
