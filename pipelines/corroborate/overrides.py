"""What users know of claims: `claims.csv`, and which passages its rows are about.

Belongs here: reading the file and finding its passages. Not here: what its rows do, which is up to what they
correct (`claims` for the same and not the same, `relations` for conflicts).

A row names two passages: `path` and `text` the first, `value` the second, as its path, ` | ` and its text.
`action` is one of `ACTIONS`; what conflicts is not the same. A text is that of a claim mention, or a stretch
of one, or holds one.
"""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from pipelines.contracts.corrections import Problem, nearest, read_rows, unknown_action
from pipelines.corroborate.records import STANCES

ACTIONS = ("same", "not same", "conflict", "not a conflict")
APART = ("not same", "conflict")
"""What is said only of passages of two claims."""
_CONTRARY = {
    "same": APART,
    "not same": ("same",),
    "conflict": ("same", "not a conflict"),
    "not a conflict": ("conflict",),
}
PARTED_BY = " | "
PLACED_SCHEMA = {"line": pl.Int64, "action": pl.String, "mention_a": pl.String, "mention_b": pl.String}
"""What `place` gives: each row of the file with the claim mentions that it names."""


@dataclass(frozen=True, slots=True)
class Correction:
    """A row of the file: two passages, each by path and words, and what is said of them."""

    line: int
    action: str
    passages: tuple[tuple[str, str], tuple[str, str]]


@dataclass(frozen=True, slots=True)
class _Mention:
    """A claim mention that a passage names."""

    claim_mention_id: str
    text: str
    polarity: str
    stance: str


@dataclass(frozen=True, slots=True)
class _Placed:
    """The rows placed so far, and under which mention those said to be the same go."""

    rows: list[tuple[int, str, str, str]]
    groups: dict[str, str]

    def add(self, correction: Correction, first: str, second: str) -> None:
        self.rows.append((correction.line, correction.action, first, second))
        if correction.action == "same":
            named, other = self.group(first), self.group(second)
            members = [each for each, group in self.groups.items() if group == other]
            self.groups.update(dict.fromkeys([named, other, *members], named))

    def group(self, mention: str) -> str:
        return self.groups.get(mention, mention)

    def contradicting(self, action: str, first: str, second: str) -> int | None:
        """The line that says otherwise of two passages, or of others that are said to be the same."""
        pair = {self.group(first), self.group(second)}
        return next(
            (
                line
                for line, other, *passages in self.rows
                if other in _CONTRARY[action] and {self.group(each) for each in passages} == pair
            ),
            None,
        )


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
    mentions: dict[str, list[_Mention]] = {}
    chosen = statements.filter(pl.col("document_id").is_in(sorted(wanted))).sort("claim_mention_id")
    for document, key, text, polarity, modality in chosen.select(
        "document_id", "claim_mention_id", "text", "polarity", "modality"
    ).iter_rows():
        mentions.setdefault(document, []).append(_Mention(key, text, polarity, STANCES[modality]))
    placed = _Placed([], {})
    problems: list[Problem] = []
    for each in corrections:
        first, second = (_mention(path, text, ids, mentions) for path, text in each.passages)
        if isinstance(first, str) or isinstance(second, str):
            problems.append(Problem(each.line, first if isinstance(first, str) else str(second)))
        elif (fault := _fault(each, first, second, placed)) is not None:
            problems.append(Problem(each.line, fault))
        else:
            placed.add(each, first.claim_mention_id, second.claim_mention_id)
    return pl.DataFrame(placed.rows, schema=PLACED_SCHEMA, orient="row"), tuple(problems)


def told(rows: pl.DataFrame, corrections: pl.DataFrame, *actions: str) -> pl.DataFrame:
    """`a`, `b`: pairs of passages of which a user says so; `rows` has `row` and `claim_mention_id`."""
    numbers = rows.select("row", "claim_mention_id")
    placed = corrections.filter(pl.col("action").is_in(actions))
    for side in ("a", "b"):
        renamed = numbers.rename({"row": side, "claim_mention_id": f"mention_{side}"})
        placed = placed.join(renamed, on=f"mention_{side}")
    return placed.select("a", "b").unique().sort("a", "b")


def _mention(
    path: str, text: str, ids: dict[str, str], mentions: dict[str, list[_Mention]]
) -> _Mention | str:
    """The claim mention that a text is, is in, or holds, the nearest in length; else why there is none."""
    if path not in ids:
        return f"the corpus has no document {path!r}"
    named = mentions.get(ids[path], [])
    found = nearest(text, (each.text for each in named))
    if not found:
        return f"no claim in {path!r} has the words {text!r}"
    return named[found[0]] if len(found) == 1 else f"several claims in {path!r} have the words {text!r}"


def _fault(correction: Correction, first: _Mention, second: _Mention, placed: _Placed) -> str | None:
    """Why two passages that were found cannot be corrected so."""
    if first.claim_mention_id == second.claim_mention_id:
        return "both passages are the same claim mention"
    if correction.action == "same" and first.polarity != second.polarity:
        return "one passage affirms what the other denies: they cannot be one claim"
    if correction.action == "same" and first.stance != second.stance:
        return "one passage asserts what the other tells as planned or conditional: they cannot be one claim"
    line = placed.contradicting(correction.action, first.claim_mention_id, second.claim_mention_id)
    return None if line is None else f"line {line} says otherwise of the same passages"
