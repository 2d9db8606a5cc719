"""NewsML-G2, and the NewsML 1 that agencies still send: one document per news item that holds text.

Belongs here: items, their metadata and where their text stands. Not here: NITF inside them (`nitf`).
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from pipelines.parse.composed import Part
from pipelines.parse.formats.html.fragments import parts_of_field
from pipelines.parse.formats.xml import nitf
from pipelines.parse.formats.xml.source import Source, without_title
from pipelines.parse.formats.xml.tree import (
    children,
    descendants,
    first,
    first_text,
    local_name,
    markup_of,
    text_of,
)
from pipelines.parse.records import ParsedDocument, ReadFailure, Stated

XML_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
WITHDRAWN = frozenset(("canceled", "cancelled", "withheld"))
NOT_TEXT = {
    "picture": "a picture", "graphic": "a graphic", "video": "a video", "audio": "a sound",
    "composite": "a package",
}  # fmt: skip


def read(source: Source) -> Iterator[ParsedDocument | ReadFailure]:
    """The news items of a NewsML-G2 item or message; pictures and packages only where there is no text."""
    root = source.tree.root
    items = [root] if local_name(root) == "newsItem" else list(descendants(root, "newsItem"))
    passed: list[ReadFailure] = []
    has_story = False
    for ordinal, item in enumerate(items, start=1):
        name = _name(source, item, ordinal) if item is not root else None
        if item is items[-1] and not source.tree.is_whole(item):
            yield ReadFailure(name, "the XML is cut off in the middle of this story", source.tree.mistake)
            return
        kind = _code(first(item, "itemMeta", "itemClass"))
        if _code(first(item, "itemMeta", "pubStatus")) in WITHDRAWN:
            yield ReadFailure(name, "its publisher has withdrawn this story")
        elif kind in NOT_TEXT:
            passed.append(ReadFailure(name, f"the item is {NOT_TEXT[kind]}, not a text"))
        else:
            has_story = True
            parts, stated = _story(item)
            yield source.document(item, "newsml", parts, stated, name)
    if not has_story:
        yield from passed
        if not items and local_name(root) == "packageItem":
            yield ReadFailure(None, "it is a package that only lists other items")


def _name(source: Source, item: etree._Element, ordinal: int) -> str:
    return source.member(item.get("guid"), ordinal)


def _code(element: etree._Element | None) -> str | None:
    """The value of a coded property, without the scheme before it."""
    if element is None:
        return None
    coded = (
        element.get("qcode") or (element.get("uri") or "").rpartition("/")[2] or element.get("literal") or ""
    )
    return coded.rpartition(":")[2] or None


def _party(element: etree._Element | None) -> str | None:
    """The name of a person or an organization as an item states it."""
    if element is None:
        return None
    return first_text(element, "name") or element.get("literal") or text_of(element) or _code(element)


def _story(item: etree._Element) -> tuple[list[Part], Stated]:
    meta, content = first(item, "itemMeta"), first(item, "contentMeta")
    rights = first(item, "rightsInfo")
    inner = _content(item)
    inline = nitf.story_of(inner) if inner is not None and local_name(inner) == "nitf" else None
    title = _headline(content) or first_text(meta, "title") or (inline.stated.title if inline else None)
    outlet = _party(first(meta, "provider")) or _party(first(rights, "copyrightHolder"))
    source = _party(first(content, "infoSource"))
    stated = Stated(
        url=_link(meta),
        title=title,
        byline=_byline(content) or (inline.stated.byline if inline else None),
        published=first_text(content, "contentCreated") or first_text(meta, "firstCreated", "versionCreated"),
        outlet=outlet or (inline.stated.outlet if inline else None),
        origin=source if source != outlet else None,
        language=_language(item, content),
    )
    head: list[Part] = [("title", title)] if title else []
    if inline:
        return [*head, *without_title([(k, t) for k, t in inline.parts if k != "title"], title)], stated
    body = list(_inner_parts(inner))
    if not any(kind in ("dateline", "byline") for kind, _ in body):
        byline, dateline = first_text(content, "by"), first_text(content, "dateline")
        head += [("byline", byline)] if byline else []
        head += [("dateline", dateline)] if dateline else []
    if not body:
        body = (
            [("body", text_of(one) or "") for one in children(content, "description")]
            if content is not None
            else []
        )
    return [*head, *without_title(body, title)], stated


def _content(item: etree._Element) -> etree._Element | None:
    """The element that holds the text: NITF, HTML or plain data, the first rendition of it."""
    holder = first(item, "contentSet")
    if holder is None:
        return None
    for wanted in ("nitf", "html", "body", "inlineData"):
        found = next(descendants(holder, wanted), None)
        if found is not None:
            return found
    return next(descendants(holder, "inlineXML"), None)


def _inner_parts(inner: etree._Element | None) -> Iterator[Part]:
    if inner is None:
        return
    if local_name(inner) == "inlineData":
        yield from parts_of_field("".join(map(str, inner.itertext())))
    else:
        yield from parts_of_field(markup_of(inner))


def _headline(content: etree._Element | None) -> str | None:
    if content is None:
        return None
    lines = list(children(content, "headline"))
    main = [one for one in lines if (one.get("role") or "").endswith(("main", "hl1"))]
    return next((text for one in (*main, *lines) if (text := text_of(one))), None)


def _byline(content: etree._Element | None) -> str | None:
    by = nitf.LEAD.sub("", first_text(content, "by") or "")
    if by or content is None:
        return by or None
    names = [_party(one) for one in children(content, "creator") if first(one, "name") is not None]
    return ", ".join(dict.fromkeys(filter(None, names))) or None


def _link(meta: etree._Element | None) -> str | None:
    links = [one.get("href") for one in children(meta, "link")] if meta is not None else []
    return next((link for link in links if link and link.startswith(("http://", "https://"))), None)


def _language(item: etree._Element, content: etree._Element | None) -> str | None:
    language = first(content, "language")
    return (language.get("tag") if language is not None else None) or item.get(XML_LANGUAGE)


def read_first_generation(source: Source) -> Iterator[ParsedDocument | ReadFailure]:
    """The news items of NewsML 1.x: `NewsLines` and the first text among the `DataContent`."""
    root = source.tree.root
    items = list(descendants(root, "NewsItem"))
    for ordinal, item in enumerate(items, start=1):
        identifier = next(descendants(item, "PublicIdentifier", "NewsItemId"), None)
        name = source.member(text_of(identifier), ordinal)
        if item is items[-1] and not source.tree.is_whole(item):
            yield ReadFailure(name, "the XML is cut off in the middle of this story", source.tree.mistake)
            return
        parts, stated = _first_generation_story(item)
        if any(kind == "body" for kind, _ in parts):
            yield source.document(item, "newsml", parts, stated, name if len(items) > 1 else None)


def _first_generation_story(item: etree._Element) -> tuple[list[Part], Stated]:
    lines = next(descendants(item, "NewsLines"), None)
    data = next((one for one in descendants(item, "DataContent") if text_of(one)), None)
    inner = next(descendants(data, "nitf"), None) if data is not None else None
    inline = nitf.story_of(inner) if inner is not None else None
    title = first_text(lines, "HeadLine") or (inline.stated.title if inline else None)
    provider = next(descendants(item, "Provider"), None)
    party = next(descendants(provider, "Party"), None) if provider is not None else None
    byline = nitf.LEAD.sub("", first_text(lines, "ByLine") or "") or (
        inline.stated.byline if inline else None
    )
    language = next(descendants(item, "Language"), None)
    stated = Stated(
        title=title,
        byline=byline,
        published=first_text(first(item, "NewsManagement"), "FirstCreated", "ThisRevisionCreated")
        or first_text(first(item, "Identification"), "NewsIdentifier/DateId"),
        outlet=party.get("FormalName") if party is not None else None,
        language=language.get("FormalName") if language is not None else None,
    )
    if inline:
        body = [(kind, text) for kind, text in inline.parts if kind != "title"]
    else:
        dateline = first_text(lines, "DateLine")
        body = [("dateline", dateline)] if dateline else []
        body += parts_of_field(markup_of(data)) if data is not None and len(data) else []
        body += parts_of_field(data.text or "") if data is not None and not len(data) else []
    return [*([("title", title)] if title else []), *without_title(body, title)], stated
