"""One record to one document: its fields become parts and statements.

Recognised beyond well-known names: NewsAPI (contents cut short), schema.org (only articles), ninjs (only text
that may be used), hits of Elasticsearch.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from pipelines.parse.composed import Part, compose
from pipelines.parse.formats.html import read as read_html
from pipelines.parse.formats.html.fragments import parts_of_field, value_of_field
from pipelines.parse.formats.records.fields import Fields, Record
from pipelines.parse.records import ParsedDocument, ReadFailure, ReadLimits, Stated
from pipelines.parse.stated import domain_of, with_stated

CUT_SHORT = re.compile(r"\s*(?:…|\.\.\.)?\s*\[\+\d+ chars\]\s*$")
WITHDRAWN = "[Removed]"
"""All that NewsAPI leaves of an article that its outlet took back."""
ARTICLE_TYPES = re.compile(r"(?:Article|Posting|Report|Review|LiveBlog)\b", re.IGNORECASE)
NINJS_KEYS = ("versioncreated", "pubstatus", "representationtype", "firstcreated", "contentcreated")
NINJS_TEXT_TYPES = frozenset((None, "text", "composite"))
NINJS_WITHDRAWN = frozenset(("canceled", "cancelled", "withheld"))
WORD = re.compile(r"\w+")
SAME_START = 60
"""Characters that a standfirst and a text must share for the one to be the start of the other."""


def story_of(
    record: Record, data: bytes, format: str, member: str | None, limits: ReadLimits
) -> ParsedDocument | ReadFailure:
    """The document that a record holds, or why it holds none; `data` are the record's own bytes."""
    inner = record.get("_source")
    record = inner if isinstance(inner, Mapping) else record
    refusal = _refusal(record)
    if refusal:
        return ReadFailure(member, refusal)
    fields = Fields(_plain_ninjs(record) if _is_ninjs(record) else record, limits.fields)
    text, page = fields.values("text"), fields.first("page")
    if page and not text:
        return _page(page, fields, data, format, member, limits)
    body = _body(text or fields.values("digest"))
    if not body:
        names = ", ".join(list(map(str, record))[:20])
        reason = "it has no field for text: tell which one it is in SAYSO_RECORD_FIELDS"
        reason = "its text is empty" if fields.has("text") else reason
        return ReadFailure(member, reason, f"its fields are {names}" if names else "it has no fields")
    if all(text.strip() == WITHDRAWN for _, text in body):
        return ReadFailure(member, "its text is [Removed]: whoever gave the record has withdrawn the article")
    longest = max(len(part) for _, part in body)
    if longest > limits.max_line_chars:
        return ReadFailure(member, f"a paragraph is longer than {limits.max_line_chars} characters")
    stated = _stated(fields)
    parts = list(_parts(stated.title, fields, body))
    return compose(parts, data, format, stated=stated, member=member)


def _page(
    page: str, fields: Fields, data: bytes, format: str, member: str | None, limits: ReadLimits
) -> ParsedDocument | ReadFailure:
    """A record that holds a whole page: read as one, with what the record states of it."""
    (outcome,) = read_html(page.encode("utf-8", "replace"), limits, "utf-8")
    if isinstance(outcome, ReadFailure):
        return replace(outcome, member=member)
    stated = _stated(fields)
    return with_stated(replace(outcome, member=member, format=format, byte_count=len(data)), stated)


def is_article(record: Any) -> bool:
    """Whether a node of a JSON-LD graph is an article, rather than its site, author or picture."""
    return isinstance(record, Mapping) and _refusal(record) is None


def _refusal(record: Record) -> str | None:
    """Why a record is no story that may be used, in formats that say so."""
    kinds = record.get("@type")
    names = kinds if isinstance(kinds, list) else [kinds]
    if kinds and not any(isinstance(name, str) and ARTICLE_TYPES.search(name) for name in names):
        return f"a schema.org {names[0]} is no article"
    if _is_ninjs(record):
        if record.get("type") not in NINJS_TEXT_TYPES:
            return f"a ninjs item of the type {record.get('type')!r} is no text"
        if record.get("pubstatus") in NINJS_WITHDRAWN:
            return f"the item is {record['pubstatus']}"
    return None


def _is_ninjs(record: Record) -> bool:
    return "uri" in record and any(key in record for key in NINJS_KEYS)


def _plain_ninjs(record: Record) -> Record:
    """A ninjs item with its lists by role (from ninjs 2 on) and its pictures' captions as plain fields."""
    plain = dict(record)
    for plural, role in (("headlines", "main"), ("bodies", "main"), ("subheadlines", "main")):
        held = [one for one in _listed(record.get(plural)) if isinstance(one, Mapping)]
        chosen = next((one for one in held if one.get("role") == role), held[0] if held else None)
        if chosen:
            plain[plural] = chosen.get("value")
    pictures = record.get("associations")
    held = list(pictures.values()) if isinstance(pictures, Mapping) else _listed(pictures)
    captions = [one.get("caption") or one.get("description_text") for one in held if isinstance(one, Mapping)]
    plain.setdefault("captions", [caption for caption in captions if isinstance(caption, str)])
    sources = [one for one in _listed(record.get("infosources")) if isinstance(one, Mapping)]
    plain.setdefault("agency", next((one.get("name") for one in sources), None))
    return plain


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _stated(fields: Fields) -> Stated:
    title = fields.first("title")
    url = fields.first("url")
    byline = fields.value("byline")
    return Stated(
        url=url if domain_of(url) else None,
        title=value_of_field(title) if title else None,
        byline=value_of_field(byline) if byline and not domain_of(byline) else None,
        published=fields.first("published"),
        outlet=(fields.first("outlet") or "").removeprefix("www."),
        origin=fields.first("origin"),
        language=fields.first("language"),
    )


def _body(texts: list[str]) -> list[Part]:
    return [part for text in texts for part in parts_of_field(CUT_SHORT.sub("", text))]


def _parts(title: str | None, fields: Fields, body: list[Part]) -> Iterator[Part]:
    """Title, standfirst where it is not the start of the text, text without the title, captions."""
    if title:
        yield "title", title
    standfirst = " ".join(text for one in fields.values("standfirst")[:1] for _, text in parts_of_field(one))
    told = _key(" ".join(text for _, text in body[:5]))
    if standfirst and _key(standfirst)[:SAME_START] not in told and standfirst != title:
        yield "standfirst", standfirst
    is_title_first = title is not None and len(body) > 1 and _key(body[0][1]) == _key(title)
    yield from body[1:] if is_title_first else body
    for caption in fields.values("caption"):
        yield from parts_of_field(caption, "caption")


def _key(text: str) -> str:
    return " ".join(WORD.findall(text.casefold()))
