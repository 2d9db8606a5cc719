"""What the files under `sql/` say of themselves: a name, the question they answer, the grain, the order.

The file name is the name of the view or macro; the first comment states the question, then the grain.
Text only; nothing here runs SQL.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from graphlib import TopologicalSorter
from pathlib import Path

VIEW_FOLDER = "views"
MACRO_FOLDER = "macros"

_COMMENT = re.compile(r"--[^\n]*|/\*.*?\*/", re.DOTALL)
_WORD = re.compile(r"[a-z_][a-z0-9_]*", re.IGNORECASE)
_PARAMETERS = re.compile(r"create\s+macro\s+\w+\s*(\([^)]*\))", re.IGNORECASE)
_TABLE_MACRO = re.compile(r"create\s+macro\s+\w+\s*\([^)]*\)\s*as\s+table\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Question:
    """One SQL file: a view (`sql` is its query) or a macro (`sql` creates it)."""

    name: str
    folder: str
    comment: str
    """Question and grain, as the first comment states them."""
    sql: str

    @property
    def is_view(self) -> bool:
        """Whether it is a view rather than a macro."""
        return self.folder == VIEW_FOLDER

    @property
    def is_table_macro(self) -> bool:
        """Whether it is a macro that gives rows."""
        return not self.is_view and _TABLE_MACRO.search(self.sql) is not None

    @property
    def signature(self) -> str:
        """The name as one calls it: a macro with its parameters."""
        parameters = None if self.is_view else _PARAMETERS.search(self.sql)
        return self.name + (parameters.group(1) if parameters else "")


def read_questions(sql_dir: Path) -> list[Question]:
    """Every macro and view under `sql_dir`, each after those it names; else by name.

    Raises `ValueError` where a file has no first comment or no SQL, where a name is used twice,
    and `graphlib.CycleError` where files name one another in a circle.
    """
    files = [
        path for folder in (MACRO_FOLDER, VIEW_FOLDER) for path in sorted((sql_dir / folder).glob("*.sql"))
    ]
    questions: dict[str, Question] = {}
    for path in files:
        if path.stem in questions:
            raise ValueError(f"{path}: another file is named {path.stem} too")
        questions[path.stem] = read_question(path)
    sorter = TopologicalSorter(
        {name: sorted(_words(each.sql) & questions.keys() - {name}) for name, each in questions.items()}
    )
    return [questions[name] for name in sorter.static_order()]


def read_question(path: Path) -> Question:
    """One file of `sql/`, its leading comment lines parted from its SQL."""
    lines = path.read_text(encoding="utf-8").strip().splitlines()
    heading = 0
    while heading < len(lines) and lines[heading].startswith("--"):
        heading += 1
    comment = " ".join(line.removeprefix("--").strip() for line in lines[:heading])
    sql = "\n".join(lines[heading:]).strip().rstrip(";")
    if not comment or not sql:
        raise ValueError(f"{path}: needs a first comment (question, then grain) and SQL after it")
    return Question(path.stem, path.parent.name, comment, sql)


def _words(sql: str) -> set[str]:
    return set(_WORD.findall(_COMMENT.sub(" ", sql)))
