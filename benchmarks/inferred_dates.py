"""How often the day of publication lies in the interval that a text alone lets infer.

    python -m benchmarks.inferred_dates FOLDER ...

Each folder holds a `manifest.csv` with days under `published`, or a `corpus` folder and a `gold.json` that
has `dates` by page. What lines state is left aside. Prints, by folder, how many articles get an interval with
an end, how wide it is, how many get only a beginning, and which are wrong.
"""

from __future__ import annotations

import argparse
import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from statistics import median

from pipelines.parse import ParsedDocument, format_of, read
from pipelines.parse.inference import inferred


@dataclass(slots=True)
class Tally:
    """What one folder gave."""

    articles: int = 0
    widths: list[int] = field(default_factory=list)
    beginnings: int = 0
    wrong: list[str] = field(default_factory=list)
    wrong_beginnings: list[str] = field(default_factory=list)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folders", type=Path, nargs="+")
    for folder in parser.parse_args().folders:
        tally = measured(folder)
        days = f", median {median(tally.widths):.0f} days" if tally.widths else ""
        print(f"{folder}: {tally.articles} articles")
        print(f"  with an end: {len(tally.widths)}{days}; wrong: {len(tally.wrong)}", *tally.wrong)
        print(
            f"  beginning only: {tally.beginnings}; wrong: {len(tally.wrong_beginnings)}",
            *tally.wrong_beginnings,
        )


def measured(folder: Path) -> Tally:
    """The tally of one folder."""
    tally = Tally()
    for path, day in _days(folder):
        with path.open("rb") as stream:
            documents = list(read(stream, path.name, format_of(path.name) or "text"))
        for document in documents[:1]:
            if isinstance(document, ParsedDocument) and document.articles:
                _count(tally, document, day, path.name)
    return tally


def _count(tally: Tally, document: ParsedDocument, day: date, name: str) -> None:
    tally.articles += 1
    found = inferred(document.segments, 0, (document.articles[0].language or "").split("-")[0])
    if found is None:
        return
    if found.published_to is None:
        tally.beginnings += 1
        tally.wrong_beginnings += [name] if day < found.published_from else []
    else:
        tally.widths.append((found.published_to - found.published_from).days + 1)
        tally.wrong += [] if found.published_from <= day <= found.published_to else [name]


def _days(folder: Path) -> Iterator[tuple[Path, date]]:
    """Files and their days."""
    gold = folder / "gold.json"
    if (folder / "manifest.csv").exists():
        with (folder / "manifest.csv").open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines):
                if row["published"]:
                    yield folder / row["path"], date.fromisoformat(row["published"][:10])
    elif gold.exists():
        pages = json.loads(gold.read_text("utf-8"))
        for path in sorted((folder / "corpus").iterdir()):
            days = pages.get(path.name.split(".")[0], {}).get("dates")
            if days:
                yield path, date.fromisoformat(days[0][:10])


if __name__ == "__main__":
    main()
