"""Text exports of LexisNexis: the older (`3 of 25 DOCUMENTS`) and Nexis Uni's (`End of Document`)."""

from __future__ import annotations

import re

from pipelines.parse.formats.press.story import (
    COPYRIGHT,
    LENGTH,
    Story,
    byline_of,
    is_date_line,
    language_of,
    story_of,
)
from pipelines.parse.records import Stated

COUNT = re.compile(r"^[ \t\xa0]*\d+ of \d+ DOCUMENTS[ \t]*$", re.MULTILINE)
END = re.compile(r"^[ \t]*End of Document[ \t]*$", re.MULTILINE)
FIELD = re.compile(
    r"^(BYLINE|SECTION|LENGTH|DATELINE|HIGHLIGHT|HEADLINE|LOAD-DATE|LANGUAGE|PUBLICATION-TYPE|SUBJECT|GRAPHIC|SOURCE"
    r"|SERIES|CORRECTION|DISTRIBUTION|JOURNAL-CODE|ORGANIZATION|COMPANY|TICKER|INDUSTRY|PERSON|CITY|STATE|COUNTRY"
    r"|GEOGRAPHIC|TYPE|PUB-TYPE|NOTES|ACC-NO|CATEGORY):[ \t]*(.*)$",
    re.IGNORECASE,
)
AFTER_BODY = frozenset((
    "load-date", "language", "publication-type", "subject", "graphic", "journal-code", "organization",
    "company", "ticker", "industry", "person", "city", "state", "country", "geographic", "type", "pub-type",
    "acc-no", "category",
))  # fmt: skip
BODY, CLASSIFICATION = "Body", "Classification"
PLACE_OF_OUTLET = re.compile(r"\s*\([^()]*\)$")
LINK_LINE = re.compile(r"^(?:link to (?:image|story)|click here to view .*)$", re.IGNORECASE)
HEAD_FIELDS = (("standfirst", "highlight"), ("dateline", "dateline"))
MIN_FIELDS = 2
MAX_HEAD_LINES = 12


def stories(text: str) -> list[Story | None]:
    """The stories of an export, None for a piece without its fields; empty where the text is none."""
    if len(COUNT.findall(text)) >= 2:
        pieces = COUNT.split(text)[1:]
    elif len(END.findall(text)) >= 2:
        pieces = END.split(text)
        pieces = pieces if pieces[-1].strip() else pieces[:-1]
    else:
        return []
    return [_story(piece) for piece in pieces if piece.strip()]


def _story(piece: str) -> Story | None:
    lines = [line.strip() for line in END.sub("", piece).strip().split("\n")]
    fields = _fields(lines)
    if len(fields) < MIN_FIELDS:
        return None
    head, body, rest = _divided(lines)
    outlet, dated, title = _head(head)
    title = fields.get("headline") or title
    stated = Stated(
        title=title,
        byline=byline_of(fields.get("byline")),
        published=dated or fields.get("load-date"),
        outlet=PLACE_OF_OUTLET.sub("", outlet) if outlet else None,
        language=language_of(fields.get("language")),
    )
    story = story_of(piece, title, "\n".join(body), stated, rest)
    extra = [(kind, fields[name]) for kind, name in HEAD_FIELDS if fields.get(name)]
    story.parts[1 if title else 0 : 1 if title else 0] = extra
    return story


def _fields(lines: list[str]) -> dict[str, str]:
    """Fields with their values, which may go on in the lines below up to a blank one."""
    found: dict[str, str] = {}
    name = None
    for line in lines:
        field = FIELD.match(line)
        if field:
            name = field[1].lower()
            found.setdefault(name, field[2].strip())
        elif not line or line in (BODY, CLASSIFICATION):
            name = None
        elif name:
            found[name] = f"{found[name]} {line}".strip()
    return found


def _divided(lines: list[str]) -> tuple[list[str], list[str], list[str]]:
    """The lines before the first field, those of the body, and the database's own behind it."""
    first = next(index for index, line in enumerate(lines) if FIELD.match(line))
    if BODY in lines[first:]:
        start = lines.index(BODY, first) + 1
    else:
        start = first
        while start < len(lines) and (FIELD.match(lines[start]) or not lines[start] or lines[start - 1]):
            if FIELD.match(lines[start]) and _name(lines[start]) in AFTER_BODY:
                break
            start += 1
    end = start
    while end < len(lines) and not _ends_body(lines[end]):
        end += 1
    return lines[:first], lines[start:end], [line for line in lines[end:] if line]


def _name(line: str) -> str:
    field = FIELD.match(line)
    return field[1].lower() if field else ""


def _ends_body(line: str) -> bool:
    return _name(line) in AFTER_BODY or line == CLASSIFICATION or bool(COPYRIGHT.match(line))


def _head(lines: list[str]) -> tuple[str | None, str | None, str | None]:
    """Outlet, date line and title: the outlet stands right above the date, the title above or below both."""
    told = [line for line in lines if line and not COPYRIGHT.match(line) and not LINK_LINE.match(line)]
    told = [line for line in told if not LENGTH.match(line)][:MAX_HEAD_LINES]
    dated = next((index for index, line in enumerate(told) if is_date_line(line)), None)
    if dated is None or dated == 0:
        return None, told[0] if dated == 0 else None, next(iter(told if dated is None else told[1:]), None)
    outlet = told[dated - 1]
    above, below = told[: dated - 1], told[dated + 1 :]
    title = " ".join(above) or next((line for line in below if not is_edition(line)), None)
    return outlet, told[dated], title


def is_edition(line: str) -> bool:
    """Whether a line below the date names an edition (`Final Edition`, `London Edition 1`)."""
    return bool(re.search(r"\bedition\b", line, re.IGNORECASE)) and len(line.split()) <= 6
