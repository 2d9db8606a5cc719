"""XML: what its root element says it is decides who reads it.

Belongs here: the choice. Not here: a kind's own elements (`feeds`, `nitf`, `newsml`), safe parsing (`tree`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from pipelines.parse.decoding import NotText, decode
from pipelines.parse.formats.html import read as read_html
from pipelines.parse.formats.xml import feeds, newsml, nitf
from pipelines.parse.formats.xml.source import Source, declared_encoding
from pipelines.parse.formats.xml.tree import NotXml, local_name, parse
from pipelines.parse.records import ParsedDocument, ReadFailure, ReadLimits

ReadRoot = Callable[[Source], Iterator[ParsedDocument | ReadFailure]]

READ_ROOT: dict[str, ReadRoot] = {
    "rss": feeds.read_rss,
    "rdf": feeds.read_rss,
    "feed": feeds.read_atom,
    "nitf": nitf.read,
    "newsitem": newsml.read,
    "newsmessage": newsml.read,
    "packageitem": newsml.read,
    "newsml": newsml.read_first_generation,
}
"""By the local name of the root, in small letters."""
ASIDES = {
    "urlset": "a site map, which lists addresses and holds no articles",
    "sitemapindex": "a site map, which lists addresses and holds no articles",
    "opml": "a list of feeds (OPML), which holds no articles",
    "svg": "a drawing (SVG), not an article",
}


def read(
    data: bytes, limits: ReadLimits, charset: str | None = None
) -> Iterator[ParsedDocument | ReadFailure]:
    """Every story of an XML file."""
    decoded = decode(data, charset or declared_encoding(data))
    if isinstance(decoded, NotText):
        yield ReadFailure(None, decoded.reason, decoded.detail)
        return
    tree = parse(decoded.text)
    if isinstance(tree, NotXml):
        yield ReadFailure(None, tree.reason, tree.detail)
        return
    name = local_name(tree.root)
    if name.lower() == "html":
        yield from read_html(data, limits, charset)
        return
    reader = READ_ROOT.get(name.lower())
    if reader is None:
        aside = ASIDES.get(name.lower())
        reason = f"it is {aside}" if aside else f"XML whose root element is <{name[:60]}> is of no known kind"
        yield ReadFailure(None, reason, None if aside else "known are RSS, Atom, NITF and NewsML")
        return
    source = Source(tree, data, decoded.encoding, decoded.repairs)
    found = False
    for outcome in reader(source):
        found = True
        yield outcome
    if not found:
        reason = "the XML ends too early: it holds no whole story" if tree.is_cut else "it holds no story"
        yield ReadFailure(None, reason, tree.mistake)
