"""Who wrote a story first, where the page says so: a notice, an agency's dateline, byline or credit.

Belongs here: which segment of a story says it, and in what order they are asked. Not here: how notices and
datelines are worded (`notices`), what an agency is called (`bylines`), whose page it is (`mastheads`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipelines.parse.bylines import agencies, is_name
from pipelines.parse.dates import find_dates
from pipelines.parse.notices import agency_of_dateline, noticed_origin
from pipelines.parse.records import Segment

MAX_BYLINE_CHARS = 160
MAX_INITIALS = 2
"""Alone on a line so few letters may be those of a writer."""
LEAD = re.compile(r"^\s*(?:by|von|par|por|di|source|quelle|fuente|fonte)\b\s*:?\s*", re.IGNORECASE)
CONTRIBUTED = re.compile(r"(?:\b(?:and|und|et|with|mit|avec|y|e|con)|[&+])\s*$", re.IGNORECASE)
SEPARATOR = re.compile(r"\s*(?:[|•·/–—,;\n]|\s-\s|\b(?:for|of|für|pour|para)\s)\s*")
SOURCE = re.compile(
    r"^(?:source|quelle|fuente|fonte|bron|kilde|källa)\s*:\s*(?P<name>[^\n]{2,40}?)\.?$", re.IGNORECASE
)
TAIL = re.compile(
    r"[.!?…”“\"»]\s*(?:[(\[](?P<in_brackets>[^()\[\]]{2,40})[)\]]|[–—-]{1,2}\s*(?P<after_dash>[^\n.–—-]{2,40}))\.?$"
)
COPYRIGHT = re.compile(
    r"^\W*(?:all\scontents?\s)?(?:(?:©|\(c\)|copyright)[\s:]*)+(?:(?:19|20)\d\d[\s,]*)?(?:by\s+)?"
    r"(?P<name>[^.,|\n]{2,40}?)\s*(?:(?:19|20)\d\d)?\s*(?:[.,|]|$)",
    re.IGNORECASE,
)
RIGHTS = re.compile(
    r"\b(?:19|20)\d\d\b|\brights?\b|\brechte\b|\bdroits\b|\bderechos\b|\bdiritti\b", re.IGNORECASE
)


def origin_of(segments: Sequence[Segment], page: Sequence[Segment] = ()) -> tuple[str | None, str | None]:
    """Name and basis of who wrote the story of these segments first; both None where nothing says it.

    `page` holds the segments that belong to no story.
    """
    body = [segment for segment in segments if segment.kind in ("body", "dateline")]
    asked = (
        ("notice", (noticed_origin(one.text) for one in segments if one.kind == "syndication_notice")),
        ("dateline", (agency_of_dateline(one.text) for one in body[:1])),
        ("byline", (agency_of_byline(one.text) for one in segments if one.kind == "byline")),
        ("credit", (agency_of_credit(one.text) for one in (*segments[-1:], *body[-1:]))),
        (
            "notice",
            (agency_of_copyright(one.text) for one in segments if one.kind not in ("body", "caption")),
        ),
    )
    for basis, names in asked:
        name = next((name for name in names if name), None)
        if name:
            return name, basis
    return None, None


def agency_of_byline(line: str) -> str | None:
    """The agency that a byline names alone, or after those who wrote for it: `By A B, Associated Press`.

    `By A B and AP` tells of a story of the outlet's own, to which an agency contributed.
    """
    text = LEAD.sub("", line.strip()[:MAX_BYLINE_CHARS])
    day = next(find_dates(text), None)
    if day is not None:
        text = f"{text[: day.start_char]}|{text[day.end_char :]}"
    parts = [part for part in SEPARATOR.split(text) if part]
    named = [part for part in parts if _agency(part)]
    writers = [part for part in parts if is_name(part.title() if part.isupper() else part)]
    if len(named) == 1 and (len(parts) == 1 or writers or day is not None):
        is_initials = len(named[0]) <= MAX_INITIALS and text.strip() == line.strip()
        return None if is_initials else _agency(named[0])
    return None if named or len(parts) != 1 else _after_name(parts[0])


def _after_name(text: str) -> str | None:
    """The agency that follows a name without a sign between them: `JANE DOE Associated Press`."""
    for agency in sorted(agencies(), key=len, reverse=True):
        before = text.removesuffix(agency)
        is_parted = before != text and before[-1:].isspace()
        if is_parted and not CONTRIBUTED.search(before):
            name = before.strip().removesuffix("The").strip()
            return agency if is_name(name.title() if name.isupper() else name) else None
    return None


def agency_of_credit(text: str) -> str | None:
    """The agency that a story names at its end: `… he said. (dpa)`, `… he said. — Reuters`, `Quelle: dpa`."""
    line = text.strip().rsplit("\n", 1)[-1]
    found = SOURCE.match(line)
    if found:
        return _agency(found["name"])
    tail = TAIL.search(line)
    names = (tail["in_brackets"] or tail["after_dash"]).split("/") if tail else []
    named = [name for name in map(_agency, names) if name]
    return named[0] if len(named) == 1 else None


def agency_of_copyright(text: str) -> str | None:
    """The agency whose rights a line reserves: `© 2024 The Associated Press. All rights reserved.`

    A picture's credit (`© AFP`) names no year and no rights.
    """
    if not RIGHTS.search(text):
        return None
    found = COPYRIGHT.match(text)
    return _agency(found["name"]) if found else None


def _agency(text: str) -> str | None:
    name = text.strip(" .()")
    return name if name in agencies() else None
