"""Text exports of Factiva, plain or with two-letter tags; each story ends in its document number."""

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

NUMBER = re.compile(r"^(?:AN[ \t]+)?Document ([A-Z0-9]{4,12}\d{8}[a-z0-9]{6,16})[ \t]*$", re.MULTILINE)
TAG = re.compile(
    r"^(SE|HD|AN|CR|WC|PD|ET|SN|SC|ED|PG|LA|CY|LP|TD|CT|RF|BY|CO|IN|NS|RE|IPC|IPD|PUB|ART)(?:[ \t]+(.*))?$"
)
CODE = re.compile(r"^[A-Z][A-Z0-9]{1,9}$")
TIME = re.compile(r"^\d{1,2}:\d{2}(?:\s*[AP]M)?$", re.IGNORECASE)
MIN_FIELDS = 3
MAX_HEAD_LINES = 18


def stories(text: str) -> list[Story | None]:
    """The stories of an export, None for a piece without its fields; empty where the text is none."""
    ends = list(NUMBER.finditer(text))
    if len(ends) < 2:
        return []
    starts = [0, *(end.end() for end in ends[:-1])]
    return [_story(text[start : end.end()]) for start, end in zip(starts, ends, strict=True)]


def _story(piece: str) -> Story | None:
    lines = [line.rstrip() for line in piece.strip().split("\n")]
    tags = _tagged(lines)
    return _tagged_story(piece, tags) if {"HD", "PD"} <= tags.keys() else _plain_story(piece, lines[:-1])


def _tagged(lines: list[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    tag = None
    for line in lines:
        field = TAG.match(line)
        if field and field[1] not in found:
            tag = field[1]
            found[tag] = (field[2] or "").strip()
        elif tag:
            found[tag] += f"\n{line.strip()}"
    return found


def _tagged_story(piece: str, tags: dict[str, str]) -> Story | None:
    fields = sum(tag in tags for tag in ("HD", "WC", "PD", "SN", "SC", "LA", "CY"))
    if fields < MIN_FIELDS:
        return None
    title = " ".join(tags["HD"].split())
    stated = Stated(
        title=title,
        byline=byline_of(tags.get("BY")),
        published=" ".join(f"{tags['PD']} {tags.get('ET', '')}".split()),
        outlet=" ".join(tags.get("SN", "").split()) or None,
        language=language_of(tags.get("LA")),
    )
    body = "\n\n".join(filter(None, (tags.get("LP", "").strip(), tags.get("TD", "").strip())))
    return story_of(piece, title, body, stated, [tags.get("CY", "").split("\n")[0]])


def _plain_story(piece: str, lines: list[str]) -> Story | None:
    """A story whose head tells fields by their order: title, byline, length, date, outlet, code, language."""
    length = next((i for i, line in enumerate(lines[:MAX_HEAD_LINES]) if LENGTH.match(line.strip())), None)
    if length is None:
        return None
    after = [
        (i, line.strip())
        for i, line in enumerate(lines[length + 1 : length + 12], length + 1)
        if line.strip()
    ]
    dated = next((n for n, (_, line) in enumerate(after) if is_date_line(line)), None)
    if dated is None:
        return None
    outlet, language, end = None, None, after[dated][0]
    for index, line in after[dated + 1 :]:
        if COPYRIGHT.match(line):
            end = index
            break
        if CODE.match(line) or TIME.match(line):
            end = index
        elif outlet is None:
            outlet, end = line, index
        elif language_of(line) and len(line.split()) == 1:
            language, end = language_of(line), index
    if outlet is None:
        return None
    above = [line.strip() for line in lines[:length] if line.strip()]
    bylines = [line for line in above[1:] if byline_of(line) != line]
    titles = [line for line in above if line not in bylines]
    stated = Stated(
        title=titles[-1] if titles else None,
        byline=byline_of(bylines[0]) if bylines else None,
        published=after[dated][1],
        outlet=outlet,
        language=language,
    )
    return story_of(piece, stated.title, "\n".join(lines[end + 1 :]), stated, lines[end : end + 1])
