"""The report of a published warehouse: its questions asked, the page written.

Not here: how the page looks (`page`, `templates/`), or what is asked (`sql/report`).
"""

from __future__ import annotations

from pathlib import Path

from pipelines.load.connect import ask
from pipelines.load.files import whole_file
from pipelines.serve.page import Section, render

SHOWN_ROWS = 50
"""Rows that a question of the report shows; of the rest it says how many there are and how to ask."""


def write_report(target: Path, folder: Path, sql_dir: Path) -> Path:
    """Write `index.html` into `folder`, made of one build of the warehouse at `target`; returns its path.

    `sql_dir` holds the questions and what they share (`sql/report`). Raises `SaysoError` where there
    is no warehouse yet, `OSError` where the folder cannot be written.
    """
    asked = {path.stem: path.read_text(encoding="utf-8") for path in (sql_dir / "questions").glob("*.sql")}
    answers = ask(target, (sql_dir / "shared.sql").read_text(encoding="utf-8"), asked, SHOWN_ROWS)
    folder.mkdir(parents=True, exist_ok=True)
    page = folder / "index.html"
    with whole_file(page) as part:
        text = render({name: Section(rows, total) for name, (rows, total) in answers.items()})
        part.write_text(text, encoding="utf-8")
    return page
