"""What users know of their files and outlets: `manifest.csv` and `sources.csv`, with problems by line.

Belongs here: reading and checking the two files, and `published` as an interval. Not here: which file a row
matches (the inventory knows), or which outlet a name means (`normalise`).
"""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import polars as pl

from pipelines.contracts.vocabulary import SOURCE_KINDS
from pipelines.parse.decoding import NotText, decode
from pipelines.parse.language import stated_language

MANIFEST_COLUMNS = ("path", "url", "source", "published", "title", "byline", "language")
SOURCE_COLUMNS = ("name", "domain", "alias", "owner", "country", "kind")

Row = dict[str, str | None]


class _Reader(Protocol):
    """What `csv.reader` gives: cells line by line, and the number of the last line read."""

    line_num: int

    def __next__(self) -> list[str]: ...


@dataclass(frozen=True, slots=True)
class ManifestProblem:
    """A line that cannot be used, or only in part, and why."""

    line: int
    reason: str


def read_manifest(path: Path | None) -> tuple[pl.DataFrame, list[ManifestProblem]]:
    """The rows of a `manifest.csv`, a row per path, and what is wrong with the file.

    All columns are text and empty cells NULL; columns that the contract does not name are carried through. Of
    rows that say different things of one path none is used. Without a file there are no rows and no problems.
    """
    header, rows, problems = _read(path, MANIFEST_COLUMNS, "path")
    for line, row in rows:
        row["path"] = (row["path"] or "").replace("\\", "/").removeprefix("./")
        problems += _mended(line, row)
    kept, ambiguous = _one_per_path(rows)
    return pl.DataFrame(kept, schema=dict.fromkeys(header, pl.String)), sorted_problems(problems + ambiguous)


def read_sources(path: Path | None) -> tuple[pl.DataFrame, list[ManifestProblem]]:
    """The rows of a `sources.csv`, one per alias of an outlet, and what is wrong with the file."""
    header, rows, problems = _read(path, SOURCE_COLUMNS, "name")
    for line, row in rows:
        if row["kind"] and row["kind"] not in SOURCE_KINDS:
            problems.append(_problem(line, f"kind {row['kind']!r} is none of {', '.join(SOURCE_KINDS)}"))
            row["kind"] = None
        if row["country"] and not (len(row["country"]) == 2 and row["country"].isalpha()):
            problems.append(_problem(line, f"country {row['country']!r} is no code of two letters"))
            row["country"] = None
        row["country"] = row["country"].upper() if row["country"] else None
    frame = pl.DataFrame([row for _, row in rows], schema=dict.fromkeys(header, pl.String))
    return frame, sorted_problems([*problems, *_contradictions(rows), *_shared_forms(rows)])


def _contradictions(rows: list[tuple[int, Row]]) -> Iterator[ManifestProblem]:
    """Rows that say otherwise of an outlet than one above, which counts."""
    said: dict[tuple[str, str], tuple[int, str]] = {}
    for line, row in rows:
        for column in ("owner", "country", "kind"):
            if value := row[column]:
                first_line, first = said.setdefault((_folded(row["name"]), column), (line, value))
                if _folded(first) != _folded(value):
                    reason = f"{column} {value!r} of {row['name']!r} is {first!r} in line {first_line}"
                    yield _problem(line, f"{reason}, which counts")


def _shared_forms(rows: list[tuple[int, Row]]) -> Iterator[ManifestProblem]:
    """Aliases and domains that stand for two outlets; the first has them."""
    owners: dict[str, tuple[int, Row]] = {}
    for line, row in rows:
        for form in filter(None, (row["alias"], row["domain"])):
            first_line, first = owners.setdefault(_folded(form), (line, row))
            if _folded(first["name"]) != _folded(row["name"]):
                reason = f"{form!r} stands for {first['name']!r} in line {first_line}"
                yield _problem(line, f"{reason}, which counts")


def _folded(text: str | None) -> str:
    return " ".join((text or "").split()).casefold()


def sorted_problems(problems: list[ManifestProblem]) -> list[ManifestProblem]:
    """Problems in the order of their lines."""
    return sorted(problems, key=lambda problem: (problem.line, problem.reason))


def _problem(line: int, reason: str) -> ManifestProblem:
    return ManifestProblem(line, reason)


def _read(
    path: Path | None, columns: tuple[str, ...], key: str
) -> tuple[list[str], list[tuple[int, Row]], list[ManifestProblem]]:
    """Header (contract's columns first), rows that have their key with their line, and problems."""
    if path is None:
        return list(columns), [], []
    decoded = decode(path.read_bytes())
    if isinstance(decoded, NotText):
        return list(columns), [], [_problem(1, decoded.reason)]
    reader = csv.reader(io.StringIO(decoded.text, newline=""))
    printed = [name.strip().lower() for name in next(reader, [])]
    if key not in printed:
        return list(columns), [], [_problem(1, f"the header has no column {key!r}")]
    twice = sorted({name for name in printed if name and printed.count(name) > 1})
    problems = [_problem(1, f"column {name!r} stands twice; the last one counts") for name in twice]
    header = [*columns, *dict.fromkeys(name for name in printed if name and name not in columns)]
    rows, faults = _rows(reader, printed, header, key)
    return header, rows, problems + faults


def _rows(
    reader: _Reader, printed: list[str], header: list[str], key: str
) -> tuple[list[tuple[int, Row]], list[ManifestProblem]]:
    rows: list[tuple[int, Row]] = []
    problems: list[ManifestProblem] = []
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return rows, problems
        except csv.Error as error:
            problems.append(_problem(line, f"the line is no CSV: {error}"))
            continue
        if not any(cell.strip() for cell in cells):
            continue
        row: Row = dict.fromkeys(header)
        row.update({name: cell.strip() or None for name, cell in zip(printed, cells, strict=False) if name})
        if len(cells) > len(printed):
            problems.append(
                _problem(line, f"{len(cells)} cells for {len(printed)} columns: is a comma not quoted?")
            )
        elif row[key] is None:
            problems.append(_problem(line, f"the row has no {key}"))
        else:
            rows.append((line, row))


def _mended(line: int, row: Row) -> list[ManifestProblem]:
    """Problems of single cells, which become NULL."""
    problems: list[ManifestProblem] = []
    if row["published"] and published_interval(pl.Series([row["published"]]))["published_from"][0] is None:
        reason = f"published {row['published']!r} is no day, month, year or moment of ISO 8601"
        problems.append(_problem(line, reason))
        row["published"] = None
    if row["language"]:
        tag = stated_language(row["language"])
        if tag is None:
            problems.append(_problem(line, f"language {row['language']!r} is no BCP 47 tag"))
        row["language"] = tag
    return problems


def _one_per_path(rows: list[tuple[int, Row]]) -> tuple[list[Row], list[ManifestProblem]]:
    by_path: dict[str | None, list[tuple[int, Row]]] = defaultdict(list)
    for line, row in rows:
        by_path[row["path"]].append((line, row))
    kept: list[Row] = []
    problems: list[ManifestProblem] = []
    for path, same in by_path.items():
        first_line, first = same[0]
        is_ambiguous = any(row != first for _, row in same)
        fate = "says something else, and neither is used" if is_ambiguous else "says the same"
        problems += [
            _problem(line, f"{path!r} stands in line {first_line} too, which {fate}") for line, _ in same[1:]
        ]
        if not is_ambiguous:
            kept.append(first)
    return kept, problems


_ISO = (
    r"^(?P<year>\d{4})(?:-(?P<month>\d{2})(?:-(?P<day>\d{2})"
    r"(?P<time>[T ]\d{2}:\d{2}(?::\d{2})?)?(?:\.\d+)?(?P<zone>Z|[+-]\d{2}:?\d{2})?)?)?$"
)


def published_interval(published: pl.Series) -> pl.DataFrame:
    """One row per value, in order: `published_from`, `published_to`; `published_at` of a moment with zone.

    A day, a month (`2023-03`), a year, or a moment; the day of a moment is the one in its own zone. Anything
    else gives NULL.
    """
    parts = pl.col("published").str.strip_chars().str.extract_groups(_ISO)
    frame = pl.DataFrame({"published": published.cast(pl.String)}).select(part=parts).unnest("part")
    first = pl.concat_str(
        pl.col("year"), pl.col("month").fill_null("01"), pl.col("day").fill_null("01"), separator="-"
    ).str.to_date("%Y-%m-%d", strict=False)
    last = (
        pl.when(pl.col("day").is_not_null())
        .then(first)
        .when(pl.col("month").is_not_null())
        .then(first.dt.month_end())
        .otherwise(first.dt.offset_by("1y").dt.offset_by("-1d"))
    )
    zone = pl.col("zone").str.replace("Z", "+00:00").str.replace(r"^([+-]\d{2})(\d{2})$", "$1:$2")
    clock = pl.col("time").str.slice(1)
    seconds = pl.when(clock.str.len_chars() == 5).then(clock + ":00").otherwise(clock)
    moment = pl.concat_str(pl.col("year"), "month", "day", separator="-") + pl.lit("T") + seconds + zone
    return frame.select(
        published_from=first,
        published_to=last,
        published_at=moment.str.to_datetime(
            "%Y-%m-%dT%H:%M:%S%:z", time_unit="us", time_zone="UTC", strict=False
        ),
    )
