"""NITF, the News Industry Text Format of the IPTC (3.x and before): one document per `nitf` element.

Belongs here: its elements to parts and stated fields, also for NITF inside NewsML. Not here: NewsML itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from pipelines.parse.composed import Part
from pipelines.parse.formats.xml.source import Source
from pipelines.parse.formats.xml.tree import children, descendants, first, first_text, local_name, text_of
from pipelines.parse.records import ParsedDocument, ReadFailure, Stated

KIND_OF_ELEMENT = {
    "p": "body", "bq": "body", "pre": "body", "fn": "body", "hl1": "heading", "hl2": "heading",
    "li": "list_item", "dt": "list_item", "dd": "list_item", "media-caption": "caption", "tr": "body",
    "media-producer": "credit", "datasource": "credit",
}  # fmt: skip
UNSEEN = frozenset(("media-metadata", "media-object", "media-reference", "nitf-table-metadata"))
LEAD = re.compile(r"^\s*by:?\s+", re.IGNORECASE)
XML_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


@dataclass(frozen=True, slots=True)
class Story:
    """What a `nitf` element holds."""

    parts: list[Part]
    stated: Stated


def read(source: Source) -> Iterator[ParsedDocument | ReadFailure]:
    """The one story of a NITF file."""
    root = source.tree.root
    if source.tree.is_cut:
        yield ReadFailure(None, "the XML ends too early", source.tree.mistake)
        return
    story = story_of(root)
    yield source.document(root, "nitf", story.parts, story.stated)


def story_of(nitf: etree._Element) -> Story:
    """Parts and stated fields of a `nitf` element."""
    head, body = first(nitf, "head"), first(nitf, "body")
    top = first(body, "body.head")
    title = first_text(top, "hedline/hl1", "hedline") or first_text(head, "title")
    holder = _holder(head, top)
    pubdata = first(head, "pubdata")
    name = pubdata.get("name") if pubdata is not None else None
    distributor = first_text(top, "distributor/org", "distributor")
    outlet = name or holder or distributor
    stated = Stated(
        url=pubdata.get("ex-ref") if pubdata is not None else None,
        title=title,
        byline=_byline(top),
        published=_published(head, top),
        outlet=outlet,
        origin=distributor if distributor != outlet else None,
        language=nitf.get(XML_LANGUAGE) or nitf.get("lang"),
    )
    return Story([*_head_parts(top, title), *_body_parts(body)], stated)


def _head_parts(top: etree._Element | None, title: str | None) -> Iterator[Part]:
    if title:
        yield "title", title
    for hedline in children(top, "hedline") if top is not None else ():
        for deck in children(hedline, "hl2"):
            yield "standfirst", text_of(deck) or ""
    if top is None:
        return
    for abstract in children(top, "abstract"):
        paragraphs = list(descendants(abstract, "p")) or [abstract]
        yield from (("standfirst", text_of(one) or "") for one in paragraphs)
    for byline in children(top, "byline"):
        yield "byline", " ".join(" ".join(map(str, byline.itertext())).split())
    for dateline in children(top, "dateline"):
        yield "dateline", text_of(dateline) or ""


def _body_parts(body: etree._Element | None) -> Iterator[Part]:
    content = first(body, "body.content")
    holder = content if content is not None else body
    if holder is not None:
        if not len(holder):
            yield "body", text_of(holder) or ""
        yield from _blocks(holder)
    end = first(body, "body.end")
    for tagline in children(end, "tagline") if end is not None else ():
        yield "credit", text_of(tagline) or ""


def _blocks(holder: etree._Element) -> Iterator[Part]:
    """Paragraphs, headings, items and captions in order, each told once."""
    walk = etree.iterwalk(holder, events=("start",))
    for _, element in walk:
        name = local_name(element)
        if name in UNSEEN or name in ("body.head", "body.end"):
            walk.skip_subtree()
        elif kind := KIND_OF_ELEMENT.get(name):
            walk.skip_subtree()
            yield from ((kind, text) for text in _told(element, name))


def _told(element: etree._Element, name: str) -> list[str]:
    """The words of a block: one text, one per paragraph inside it, or the cells of a row."""
    if name == "tr":
        cells = [text_of(cell) or "" for cell in element if local_name(cell) in ("td", "th")]
        return ["\t".join(filter(None, cells))]
    inner = list(descendants(element, "p")) if name in ("bq", "li", "media-caption") else []
    return [text_of(one) or "" for one in inner or [element]]


def _byline(top: etree._Element | None) -> str | None:
    if top is None:
        return None
    people = [text_of(one) for byline in children(top, "byline") for one in descendants(byline, "person")]
    names = ", ".join(dict.fromkeys(filter(None, people)))
    return names or LEAD.sub("", first_text(top, "byline") or "") or None


def _holder(head: etree._Element | None, top: etree._Element | None) -> str | None:
    docdata = first(head, "docdata")
    for element in (first(docdata, "doc.copyright"), first(docdata, "doc.rights")):
        if element is not None and (holder := element.get("holder") or element.get("owner")):
            return holder
    return first_text(top, "rights/rights.owner")


def _published(head: etree._Element | None, top: etree._Element | None) -> str | None:
    docdata, pubdata = first(head, "docdata"), first(head, "pubdata")
    stated = [
        *(
            one.get("norm")
            for name in ("date.issue", "date.release")
            if (one := first(docdata, name)) is not None
        ),
        pubdata.get("date.publication") if pubdata is not None else None,
    ]
    told = first(top, "dateline", "story.date")
    if told is not None:
        stated += [told.get("norm"), text_of(told)]
    return next(filter(None, stated), None)
