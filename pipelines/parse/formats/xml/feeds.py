"""RSS (0.9 to 2.0, RDF) and Atom: one document per item.

Belongs here: elements of feeds to parts and stated fields. Not here: HTML inside items (`html.fragments`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from lxml import etree

from pipelines.parse.composed import Part
from pipelines.parse.formats.html.fragments import parts_of_field
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
from pipelines.parse.stated import domain_of

CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
DUBLIN_CORE = "{http://purl.org/dc/elements/1.1/}"
MEDIA = "{http://search.yahoo.com/mrss/}"
XML_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
TAG = re.compile(r"<[^<>]{0,500}>")
TITLE_PIECES = re.compile(r"\s+[|–—»›>:-]+\s+|:\s+")
MAIL_WITH_NAME = re.compile(r"^\S+@\S+\s+\((.+)\)$")
MAIL = re.compile(r"\S+@\S+")
LETTERS = re.compile(r"\w")
CUT_MARK = re.compile(r"\s*(?:\[?(?:…|\.\.\.)\]?|\[&hellip;\])\s*$")


def read_rss(source: Source) -> Iterator[ParsedDocument | ReadFailure]:
    """The items of an RSS or RDF file."""
    root = source.tree.root
    channel = first(root, "channel")
    items = list(descendants(root, "item"))
    home = first_text(channel, "link")
    feed = _Feed(first_text(channel, "title"), home, first_text(channel, "language"))
    for ordinal, item in enumerate(items, start=1):
        if item is items[-1] and not source.tree.is_whole(item):
            yield _cut(source, ordinal)
            return
        link, guid = _rss_link(item), first_text(item, "guid")
        title = _line(_own(item, "title") or item.findtext(f"{DUBLIN_CORE}title"))
        publisher = _line(first_text(item, "source") or item.findtext(f"{DUBLIN_CORE}publisher"))
        title = _without_suffix(title, publisher)
        stated = Stated(
            url=link,
            title=title,
            byline=_people([*_texts(item, f"{DUBLIN_CORE}creator"), *_texts(item, "author")]),
            published=_own(item, "pubDate") or item.findtext(f"{DUBLIN_CORE}date"),
            outlet=publisher or feed.outlet(link),
            language=item.findtext(f"{DUBLIN_CORE}language") or feed.language,
        )
        summary = first_text(item, "description") or item.findtext(f"{DUBLIN_CORE}description")
        content = item.findtext(CONTENT)
        parts = _parts(title, summary, content) + _captions(item)
        yield source.document(item, "rss", parts, stated, source.member(guid or link, ordinal))


def read_atom(source: Source) -> Iterator[ParsedDocument | ReadFailure]:
    """The entries of an Atom file."""
    root = source.tree.root
    feed = _Feed(_line(_value(first(root, "title"))), _atom_link(root), root.get(XML_LANGUAGE))
    people = _atom_people(root)
    entries = list(children(root, "entry"))
    for ordinal, entry in enumerate(entries, start=1):
        if entry is entries[-1] and not source.tree.is_whole(entry):
            yield _cut(source, ordinal)
            return
        link, title = _atom_link(entry), _line(_value(first(entry, "title")))
        origin = first(entry, "source")
        publisher = _line(_value(first(origin, "title"))) if origin is not None else None
        stated = Stated(
            url=link,
            title=title,
            byline=_atom_people(entry) or people,
            published=first_text(entry, "published", "issued", "updated", "modified"),
            outlet=publisher or feed.outlet(link),
            language=entry.get(XML_LANGUAGE) or feed.language,
        )
        parts = _parts(title, _value(first(entry, "summary")), _value(first(entry, "content")))
        member = source.member(first_text(entry, "id") or link, ordinal)
        yield source.document(entry, "atom", parts + _captions(entry), stated, member)


def _cut(source: Source, ordinal: int) -> ReadFailure:
    reason = "the feed is cut off in the middle of this story; the stories before it are kept"
    return ReadFailure(f"item {ordinal}", reason, source.tree.mistake)


class _Feed:
    """What a feed says of itself."""

    def __init__(self, title: str | None, home: str | None, language: str | None) -> None:
        self._title, self._domain, self.language = title, domain_of(home), language

    def outlet(self, link: str | None) -> str | None:
        """The name by which the feed calls the outlet of a story, cut out of `World news | The Paper`.

        None where the story lies with somebody else than the feed, or only the domain says whose it is.
        """
        domain = domain_of(link)
        if domain is None:
            return self._title if self._domain is None else self._named_like(self._domain) or self._title
        if self._domain and not _is_same_house(domain, self._domain):
            return None
        return self._named_like(domain)

    def _named_like(self, domain: str) -> str | None:
        host = re.sub(r"\W", "", domain)
        label = domain.rsplit(".", 3)[-3 if domain.count(".") > 1 else 0]
        for piece in TITLE_PIECES.split(self._title or ""):
            name = "".join(LETTERS.findall(piece)).casefold()
            if name and (name in host or (len(label) > 2 and name.startswith(label))):
                return piece.strip()
        return None


def _is_same_house(domain: str, other: str) -> bool:
    return domain == other or domain.endswith(f".{other}") or other.endswith(f".{domain}")


def _rss_link(item: etree._Element) -> str | None:
    link = _own(item, "link")
    guid = first(item, "guid")
    if link is None and guid is not None and guid.get("isPermaLink", "true") == "true":
        link = text_of(guid)
    addresses = [link, *map(str, item.attrib.values())]
    return next((one for one in addresses if one and domain_of(one)), None)


def _atom_link(element: etree._Element) -> str | None:
    links = [link for link in children(element, "link") if link.get("href")]
    page = [link for link in links if link.get("rel", "alternate") == "alternate"]
    addresses = [link.get("href") for link in page]
    return next((address for address in addresses if domain_of(address)), None)


def _atom_people(element: etree._Element) -> str | None:
    return _people([name for one in children(element, "author") if (name := first_text(one, "name"))])


def _own(item: etree._Element, name: str) -> str | None:
    """The text of an element of the feed format itself, not of an extension that reuses its name."""
    namespace = item.tag.rpartition("}")[0] + "}" if "}" in item.tag else ""
    return text_of(item.find(f"{namespace}{name}"))


def _texts(item: etree._Element, name: str) -> list[str]:
    return [text for one in item.findall(name) if (text := text_of(one))]


def _people(names: list[str]) -> str | None:
    """Names as one byline; addresses of mails are no names."""
    told: list[str] = []
    for name in names:
        behind = MAIL_WITH_NAME.match(name)
        cleaned = _line(behind[1] if behind else MAIL.sub("", name))
        if cleaned and cleaned not in told:
            told.append(cleaned.strip(" ()<>,"))
    return ", ".join(filter(None, told)) or None


def _line(text: str | None) -> str | None:
    """A field that should be plain text as one line; titles hold escaped mark-up often enough."""
    return " ".join(TAG.sub("", unescape(text)).split()) or None if text else None


def _value(element: etree._Element | None) -> str | None:
    """The content of an Atom text construct, as HTML where it is XHTML."""
    if element is None:
        return None
    if element.get("type") == "xhtml" and len(element):
        return markup_of(element)
    if element.get("type", "text") == "text" and not len(element):
        return element.text
    return "".join(map(str, element.itertext())) or None


def _parts(title: str | None, summary: str | None, content: str | None) -> list[Part]:
    """Title, standfirst and body; a summary that the content repeats is left to the content."""
    body = parts_of_field(content) if content else []
    lead = parts_of_field(summary) if summary else []
    if body and lead:
        told = " ".join(" ".join(text for _, text in body).split())
        said = CUT_MARK.sub("", " ".join(" ".join(text for _, text in lead).split()))
        lead = [] if said in told else [("standfirst", text) for _, text in lead]
    told_parts = without_title([*lead, *body], title)
    return [("title", title), *told_parts] if title else told_parts


def _captions(item: etree._Element) -> list[Part]:
    parts: list[Part] = []
    for media in item.iter(f"{MEDIA}description", f"{MEDIA}credit"):
        text = _line(text_of(media))
        part = ("caption" if local_name(media) == "description" else "credit", text)
        if text and part not in parts:
            parts.append((part[0], text))
    return parts


def _without_suffix(title: str | None, outlet: str | None) -> str | None:
    """A title without the outlet's name behind it, as collections of feeds print it."""
    if title and outlet and title.endswith(f" - {outlet}"):
        return title.removesuffix(f" - {outlet}").strip() or title
    return title
