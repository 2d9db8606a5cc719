"""Properties that programs fill in by themselves: which titles and authors of a document a person gave.

Belongs here: judging a stated value. Not here: where PDF and Word state it.
"""

from __future__ import annotations

import re

from pipelines.parse.bylines import is_name, led_byline

FILE_NAME = re.compile(
    r"\.(?:docx?|pdf|indd|qxd|rtf|odt|html?|txt|pages|tex|pptx?|xlsx?)\b|^https?:|[\\/]|^microsoft word",
    re.IGNORECASE,
)
NO_TITLES = frozenset(
    ("untitled", "untitled document", "document", "dokument", "unbenannt", "page", "print", "layout")
)
NO_AUTHORS = frozenset(("python-docx", "microsoft office user", "windows user"))
GLUE = re.compile(r"\s*(?:,|;|&|\band\b|\bund\b)\s*")


def sane_title(title: str | None) -> str | None:
    """A stated title that a person may have given; none that a program makes of a file name."""
    text = " ".join((title or "").split())
    is_name_of_file = FILE_NAME.search(text) or text.casefold() in NO_TITLES
    return text if 4 <= len(text) <= 300 and any(map(str.isalpha, text)) and not is_name_of_file else None


def sane_author(author: str | None) -> str | None:
    """Stated authors who look like names of people; `admin` and names of programs do not."""
    text = " ".join((author or "").split())
    people = [one for one in GLUE.split(led_byline(text) or text) if one]
    is_person = people and text.casefold() not in NO_AUTHORS and all(map(is_name, people))
    return ", ".join(people) if is_person else None
