"""What users know of claims: `claims.csv`, and which passages its rows are about.

Belongs here: reading the file and finding its passages. Not here: what its rows do, which is up to what they
correct (`claims` for the same and not the same, `relations` for conflicts).

A row names two passages: `path` and `text` the first, `value` the second, as its path, ` | ` and its text.
`action` is one of `ACTIONS`. A text is that of a claim mention, or a stretch of one, or holds one.
"""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from pipelines.contracts.corrections import Problem, nearest, read_rows, unknown_action

ACTIONS = ("same", "not same", "conflict", "not a conflict")
PARTED_BY = " | "
PLACED_SCHEMA = {"line": pl.Int64, "action": pl.String, "mention_a": pl.String, "mention_b": pl.String}
"""What `place` gives: each row of the file with the claim mentions that it names."""


@dataclass(frozen=True, slots=True)
class Correction:
    """A row of the file: two passages, each by path and words, and what is said of them."""

    line: int
    action: str
    passages: tuple[tuple[str, str], tuple[str, str]]


def read_claims(text: str) -> tuple[tuple[Correction, ...], tuple[Problem, ...]]:
    """The rows of a `claims.csv`, and those that cannot be used; further columns are ignored."""
    rows, problems = read_rows(text)
    found: list[Correction] = []
    for line, row in rows:
        read = _correction(line, row)
        if isinstance(read, Problem):
            problems.append(read)
        else:
            found.append(read)
    return tuple(found), tuple(sorted(problems, key=lambda each: each.line))


def _correction(line: int, row: dict[str, str]) -> Correction | Problem:
    action = row["action"].lower().replace("_", " ")
    path, parted, text = row["value"].partition(PARTED_BY)
    if action not in ACTIONS:
        return Problem(line, unknown_action(row["action"], ACTIONS))
    if not row["path"] or not row["text"]:
        return Problem(line, "the row does not name its first passage by `path` and `text`")
    if not parted or not path.strip() or not text.strip():
        return Problem(line, f"`value` does not name the second passage as its path,{PARTED_BY}and its text")
    return Correction(line, action, ((row["path"], row["text"]), (path.strip(), text.strip())))


def place(
    corrections: tuple[Correction, ...], documents: pl.DataFrame, statements: pl.DataFrame
) -> tuple[pl.DataFrame, tuple[Problem, ...]]:
    """The corrections with the claim mentions they name, and those that match nothing, or no one thing.

    `documents` has `document_id` and `path`, `statements` is `draft_statements`. Rows that contradict an
    earlier row are left out.
    """
    ids = dict(documents.select("path", "document_id").iter_rows())
    wanted = {ids[path] for each in corrections for path, _ in each.passages if path in ids}
    mentions: dict[str, list[tuple[str, str, str]]] = {}
    chosen = statements.filter(pl.col("document_id").is_in(sorted(wanted))).sort("claim_mention_id")
    for document, *mention in chosen.select(
        "document_id", "claim_mention_id", "text", "polarity"
    ).iter_rows():
        mentions.setdefault(document, []).append((mention[0], mention[1], mention[2]))
    placed: list[tuple[int, str, str, str]] = []
    problems: list[Problem] = []
    said: dict[frozenset[str], tuple[int, str]] = {}
    for each in corrections:
        sides = [_mention(path, text, ids, mentions) for path, text in each.passages]
        faults = [side for side in sides if isinstance(side, str)]
        found = [side for side in sides if not isinstance(side, str)]
        reason = faults[0] if faults else _fault(each, found, said)
        if reason is not None:
            problems.append(Problem(each.line, reason))
            continue
        said[frozenset((found[0][0], found[1][0]))] = (each.line, each.action)
        placed.append((each.line, each.action, found[0][0], found[1][0]))
    return pl.DataFrame(placed, schema=PLACED_SCHEMA, orient="row"), tuple(problems)


def told(rows: pl.DataFrame, corrections: pl.DataFrame, action: str) -> pl.DataFrame:
    """`a`, `b`: pairs of passages of which a user says so; `rows` has `row` and `claim_mention_id`."""
    numbers = rows.select("row", "claim_mention_id")
    placed = corrections.filter(pl.col("action") == action)
    for side in ("a", "b"):
        renamed = numbers.rename({"row": side, "claim_mention_id": f"mention_{side}"})
        placed = placed.join(renamed, on=f"mention_{side}")
    return placed.select("a", "b").unique().sort("a", "b")


def _mention(
    path: str, text: str, ids: dict[str, str], mentions: dict[str, list[tuple[str, str, str]]]
) -> tuple[str, str, str] | str:
    """The claim mention that a text is, is in, or holds, the nearest in length; else why there is none."""
    if path not in ids:
        return f"the corpus has no document {path!r}"
    named = mentions.get(ids[path], [])
    found = nearest(text, (words for _, words, _ in named))
    if not found:
        return f"no claim in {path!r} has the words {text!r}"
    return named[found[0]] if len(found) == 1 else f"several claims in {path!r} have the words {text!r}"


def _fault(
    correction: Correction, found: list[tuple[str, str, str]], said: dict[frozenset[str], tuple[int, str]]
) -> str | None:
    """Why two passages that were found cannot be corrected so."""
    (first, _, polarity), (second, _, other_polarity) = found
    if first == second:
        return "both passages are the same claim mention"
    if correction.action == "same" and polarity != other_polarity:
        return "one passage affirms what the other denies: they cannot be one claim"
    earlier = said.get(frozenset((first, second)))
    if earlier is not None and earlier[1] != correction.action:
        return f"line {earlier[0]} says otherwise of the same passages"
    return None
