"""How notices of republishing and agencies' datelines name who wrote a story first."""

from __future__ import annotations

import re

from pipelines.parse.bylines import agencies

ORIGIN = re.compile(
    r"""(?:re-?published|reprinted|reproduced|syndicated|taken)\s+(?:here\s+)?
        (?:with\s+(?:the\s+)?permission\s+)?(?:from|of|courtesy\s+of)\s+(?P<a>.+)
      | (?:original|full)\s+(?:article|story|post|version|report|piece)\s+(?:on|at|in|from|here:?)\s+(?P<b>.+)
      | (?:first|originally)\s+(?:published|appeared|posted|aired)\s+(?:first\s+)?
        (?:on|in|at|by|with)\s+(?P<c>.+)
      | (?:published|appeared|posted)\s+(?:originally|first)\s+(?:on|in|at|by)\s+(?P<d>.+)
      | produced\s+by\s+(?P<e>.+?)\s+and\s+(?:re)?published
      | (?:zuerst|ursprünglich)\s+(?:bei|in|auf|im)\s+(?P<f>.+)""",
    re.IGNORECASE | re.VERBOSE,
)
NAME_END = re.compile(
    r"\s+(?:under|and|on|in|with|as|where|which|by|website|here|it|at|for|through|via|last|this|erschienen)\b"
    r"|[.,;:!?()|](?:\s|$)|\s[–—-]\s|\n|$"
)
_PLACE = r"(?:[A-ZÀ-Þ][A-ZÀ-Þ.'’-]+|[A-Z][\w.'’-]+)(?:[ ,/]+[A-Z][\w.'’-]*){0,4}"
_DAY = r"(?:[A-Z][a-z]+\.?\s+\d{1,2}|\d{1,2}\s+[A-Z][a-z]+\.?)(?:,?\s+\d{4})?"
DATELINE = re.compile(
    rf"^(?:{_PLACE},?\s*(?:,\s*{_DAY}\s*)?|{_DAY}\s*)?"
    r"\((?P<agency>[A-Za-z][\w .&/-]{1,30})\)\s*[–—:.-]+\s*\S"
)
"""Place and day, either, or neither, before the agency."""
MAX_NAME_CHARS = 60
TIME = re.compile(
    r"\d{1,4}[\s:./-]|(?:(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?\s\d|(?:mon|tues|wednes|thurs|fri"
    r"|satur|sun)day\b)",
    re.IGNORECASE,
)
"""What `first published on …` often names instead: a day or an hour."""


def noticed_origin(notice: str) -> str | None:
    """The name after `republished from`, `originally published by` and the like, where one is printed."""
    found = ORIGIN.search(notice)
    if not found:
        return None
    rest = next(part for part in found.groups() if part).strip(" \"“”‘’'")
    end = NAME_END.search(rest)
    name = (rest[: end.start()] if end else rest).strip(" \"“”‘’'.")
    is_name = name[:1].isupper() or "." in name
    if not is_name or len(name) > MAX_NAME_CHARS or TIME.match(name):
        return None
    return name


def agency_of_dateline(text: str) -> str | None:
    """The agency that a dateline names, as printed: `MOSCOW (Reuters) - …`, `May 3 (Reuters) - …`."""
    found = DATELINE.match(text[:120])
    names = [name for name in found["agency"].split("/") if name.strip() in agencies()] if found else []
    return names[0].strip() if len(names) == 1 else None
