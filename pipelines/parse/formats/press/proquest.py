"""Text exports of ProQuest: stories between rules of underscores, fields with names before them."""

from __future__ import annotations

import re

from pipelines.parse.formats.press.story import Story, byline_of, language_of, story_of
from pipelines.parse.records import Stated

RULE = re.compile(r"^[ \t]*_{20,}[ \t]*$", re.MULTILINE)
COUNT = re.compile(r"^[ \t]*Document \d+ of \d+[ \t]*$", re.MULTILINE)
FIELD = re.compile(
    r"^(Author|Publication (?:info|title|subject|year|date|frequency)|Abstract|Links|Full text|Subject"
    r"|Location|People|Company / organization|Company|Identifier / keyword|Title|Alternate title|First page"
    r"|Pages|Section|Publisher|(?:Place|Country|Language) of publication|e-ISSN|ISSN|Source type|Language"
    r"|Document type|ProQuest document ID|Document URL|Copyright|Last updated|Database|Dateline|Volume"
    r"|Issue date|Issue|Year|Number of pages|Classification|Credit|DOI):[ \t]*(.*)$"
)
MIN_FIELDS = 3
PLACE_OF_OUTLET = re.compile(r"\s*(?:;|\[|,\s*[A-Z][\w ]+\.?$).*$")
DATE_IN_INFO = re.compile(r"[^.;:\]]*\b(?:\d{1,2} \w{3,9} \d{4}|\w{3,9} \d{1,2}, \d{4})")


def stories(text: str) -> list[Story | None]:
    """The stories of an export, None for a piece without its fields; empty where the text is none."""
    if len(COUNT.findall(text)) < 2 and len(RULE.findall(text)) < 2:
        return []
    pieces = COUNT.split(RULE.sub("", text)) if len(COUNT.findall(text)) >= 2 else RULE.split(text)
    found = [(_story(piece), piece) for piece in pieces if piece.strip()]
    first = next((index for index, (story, _) in enumerate(found) if story), 0)
    return [story for story, _ in found[first:]]


def _story(piece: str) -> Story | None:
    lines = [line.strip() for line in piece.strip().split("\n")]
    fields = _fields(lines)
    if len(fields) < MIN_FIELDS or "Full text" not in fields:
        return None
    first = next(index for index, line in enumerate(lines) if FIELD.match(line))
    title = " ".join(fields.get("Title", "").split()) or " ".join(filter(None, lines[:first])) or None
    info = fields.get("Publication info", "")
    outlet = fields.get("Publication title") or info
    dated = DATE_IN_INFO.search(info)
    stated = Stated(
        url=next(iter(fields.get("Document URL", "").split()), None),
        title=title,
        byline=byline_of(_authors(fields.get("Author", ""))),
        published=fields.get("Publication date") or (dated[0] if dated else None),
        outlet=PLACE_OF_OUTLET.sub("", outlet).strip() or None,
        language=language_of(fields.get("Language of publication") or fields.get("Language")),
    )
    rest = [
        f"{name}: {' '.join(fields[name].split())}" for name in ("Copyright", "Credit") if fields.get(name)
    ]
    return story_of(piece, title, fields["Full text"], stated, rest)


def _fields(lines: list[str]) -> dict[str, str]:
    """Fields with all the lines that belong to them; a full text keeps its blank lines."""
    found: dict[str, str] = {}
    name = None
    for line in lines:
        field = FIELD.match(line)
        if field and field[1] not in found:
            name = field[1]
            found[name] = field[2].strip()
        elif name == "Full text" or (name and line):
            found[name] += f"\n{line}"
        elif not line:
            name = None
    return found


def _authors(field: str) -> str:
    """`Doe, Jane; Roe, Richard` as `Jane Doe, Richard Roe`."""
    people = [one.strip(" .") for one in field.replace("\n", " ").split(";") if one.strip(" .")]
    turned = [
        " ".join(reversed([part.strip() for part in one.split(",")])) if one.count(",") == 1 else one
        for one in people
    ]
    return ", ".join(turned)
