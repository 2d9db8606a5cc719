"""What a page states about itself: JSON-LD, meta tags, `time` elements, its addresses.

Belongs here: mark-up to facts, with how far each is trusted. Not here: what the visible text says
(`metadata`).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from urllib.parse import urlsplit

from lxml import etree

from pipelines.parse.dates import date_in_path, find_dates
from pipelines.parse.language import stated_language
from pipelines.parse.lines import WORD

ARTICLE_TYPES = re.compile(r"(?:Article|Posting|Report|Review|LiveBlog)\b", re.IGNORECASE)
TITLE_MARK = re.compile(r"\s[|–—-]\s")
MAX_JSON_CHARS = 2_000_000
MAX_NODES = 5_000
MAX_HEADINGS = 5
MIN_HEADLINE_WORDS = 4
ALIKE_SHARE = 0.6
TITLES = ("og:title", "twitter:title", "dc.title", "parsely-title", "sailthru.title")
AUTHORS = (
    "author", "article:author", "parsely-author", "sailthru.author", "dc.creator", "byl", "authors",
    "dcterms.creator", "cxenseparse:author",
)  # fmt: skip
FIRST_PUBLISHED = (
    "article:published_time", "og:article:published_time", "datepublished", "parsely-pub-date",
    "sailthru.date", "article.published",
)  # fmt: skip
PUBLISHED = (
    "published-date", "publish-date", "publishdate", "pubdate", "date.issued", "dc.date.issued",
    "dcterms.created", "dc.date", "dc.date.created", "article:published", "cxenseparse:recs:publishtime",
    "publication_date", "date", "dcterms.date", "iso-8601-publish-date", "article_date_original",
    "bt:pubdate", "og:pubdate",
)  # fmt: skip


@dataclass(slots=True)
class StatedDate:
    """A day with its moment where stated, what basis it has, and the words."""

    basis: str
    day: date
    moment: datetime | None
    text: str


@dataclass(slots=True)
class Statements:
    """What the mark-up states; nothing is guessed."""

    document_title: str | None = None
    titles: list[str] = field(default_factory=list)
    headlines: list[str] = field(default_factory=list)
    """Those titles that JSON-LD gives as headlines of stories."""
    authors: list[str] = field(default_factory=list)
    is_author_a_person: bool = False
    """Whether an author is more than the outlet's own name or another organization's."""
    outlet: str | None = None
    url: str | None = None
    language: str | None = None
    dates: list[StatedDate] = field(default_factory=list)
    headings: list[str] = field(default_factory=list)
    """What its headings of the first rank print."""

    @property
    def title(self) -> str | None:
        """The first stated title, without the outlet's name behind it.

        Where that only repeats the printed heading and the one headline of JSON-LD is another, that is
        what was stated on purpose.
        """
        if not self.titles:
            return None
        title = self._without_own_name(self.titles[0])
        title = next((whole for whole in self.headings if _is_cut_short(title, whole)), title)
        headline = self.headlines[0] if len(self.headlines) == 1 else title
        is_another = len(_words(headline)) >= MIN_HEADLINE_WORDS and not _are_alike(headline, title)
        return headline if is_another and _words(title) in map(_words, self.headings) else title

    def _without_own_name(self, title: str) -> str:
        """A title without what follows its last dash or bar, where that is the outlet's, or no heading's."""
        marks = list(TITLE_MARK.finditer(title))
        if not marks:
            return title
        own = title[: marks[-1].start()].strip()
        is_heading = _words(own) in map(_words, self.headings)
        return own if is_heading or self.is_own_name(title[marks[-1].end() :]) else title

    def is_own_name(self, words: str) -> bool:
        """Whether words are the outlet's name or its domain's."""
        name = "".join(words.split()).casefold()
        hosts = (self.domain or "").replace(".", "")
        return bool(name) and (name == "".join((self.outlet or "").split()).casefold() or name in hosts)

    @property
    def domain(self) -> str | None:
        """The host of the page's address, without `www.`."""
        host = _host(self.url)
        return host.removeprefix("www.") if host else None


def statements_of(root: etree._Element) -> Statements:
    """Read everything that the head, JSON-LD and `time` elements of a page state."""
    metas = _metas(root)
    stories = [node for node in _json_nodes(root) if _is_article(node)]
    stated = Statements()
    stated.document_title = _document_title(root)
    stated.headlines = _unique(_text(node.get("headline")) for node in stories)
    stated.titles = _unique([*map(_text, _first(metas, TITLES)), *stated.headlines])
    headings = [" ".join(map(str, element.itertext())) for element in root.iter("h1")]
    stated.headings = _unique(map(_text, headings[:MAX_HEADINGS]))
    linked = [person for node in stories[:1] for person in _people(node.get("author"))]
    stated.authors = _unique(
        linked or [name for name in _first(metas, AUTHORS) if not name.startswith("http")]
    )
    publishers = [name for node in stories for name in _people(node.get("publisher"))]
    stated.outlet = next(
        iter(_unique([*_first(metas, ("og:site_name", "application-name")), *publishers])), None
    )
    stated.url = _url(root, metas, stories)
    bodies = [name for node in stories[:1] for name in _people(_organizations(node.get("author")))]
    stated.is_author_a_person = any(
        name not in bodies and not stated.is_own_name(name) for name in stated.authors
    )
    stated.language = _language(root, metas, stories)
    stated.dates = list(_stated_dates(root, metas, stories, stated.url))
    return stated


def _metas(root: etree._Element) -> dict[str, list[str]]:
    metas: dict[str, list[str]] = {}
    for element in root.iter("meta"):
        content = (element.get("content") or "").strip()
        if content:
            for attribute in ("property", "name", "itemprop", "http-equiv"):
                name = element.get(attribute)
                if name:
                    metas.setdefault(name.strip().lower(), []).append(content[:2000])
    return metas


def _first(metas: dict[str, list[str]], names: tuple[str, ...]) -> list[str]:
    """Contents of the first of these names that the page has, then of the others."""
    return [content for name in names for content in metas.get(name, [])]


def _unique(values: Iterable[str | None]) -> list[str]:
    return list(dict.fromkeys(value for value in values if value))


def _text(value: Any) -> str | None:
    if isinstance(value, list):
        value = value[0] if value else None
    if not isinstance(value, str):
        return None
    return " ".join(re.sub(r"<[^>]{0,200}>|&(?:nbsp|#160);", " ", value).split())[:1000] or None


def _words(text: str) -> list[str]:
    return WORD.findall(text.casefold())


def _are_alike(title: str, other: str) -> bool:
    """Whether two titles share most of their words, as variants of one do."""
    ours, theirs = set(_words(title)), set(_words(other))
    return 2 * len(ours & theirs) > ALIKE_SHARE * (len(ours) + len(theirs))


def _is_cut_short(title: str, whole: str) -> bool:
    """Whether a title ends in mid-sentence, as an attribute does at a quotation mark that ends it."""
    ours, theirs = _words(title), _words(whole)
    return 2 < len(ours) < len(theirs) <= 2 * len(ours) and theirs[: len(ours)] == ours


def _document_title(root: etree._Element) -> str | None:
    for element in root.iter("title"):
        return _text(element.text)
    return None


def _json_nodes(root: etree._Element) -> list[dict[str, Any]]:
    """Every object of the page's JSON-LD, outer ones first."""
    nodes: list[dict[str, Any]] = []
    for script in root.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        source = (script.text or "").strip().removesuffix(";")
        if not source or len(source) > MAX_JSON_CHARS:
            continue
        try:
            nodes += _objects(json.loads(source, strict=False))
        except (ValueError, RecursionError):
            continue
    return nodes[:MAX_NODES]


def _objects(value: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    queue = [value]
    while queue and len(found) < MAX_NODES:
        at = queue.pop(0)
        if isinstance(at, dict):
            found.append(at)
            queue += [
                at[key]
                for key in ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement")
                if key in at
            ]
        elif isinstance(at, list):
            queue += at[:MAX_NODES]
    return found


def _is_article(node: dict[str, Any]) -> bool:
    kinds = node.get("@type")
    names = kinds if isinstance(kinds, list) else [kinds]
    return any(isinstance(name, str) and ARTICLE_TYPES.search(name) for name in names)


def _people(value: Any) -> list[str]:
    """Names of persons or organizations as JSON-LD writes them: text, object, or a list of either."""
    if isinstance(value, str):
        return [] if value.startswith(("http", "#")) else [name for name in [_text(value)] if name]
    if isinstance(value, dict):
        names = value.get("name")
        return [name for one in (names if isinstance(names, list) else [names]) if (name := _text(one))]
    if isinstance(value, list):
        return [name for one in value[:50] for name in (_people(one) if not isinstance(one, list) else [])]
    return []


def _organizations(value: Any) -> list[Any]:
    """Those authors that JSON-LD types as organizations."""
    values = value if isinstance(value, list) else [value]
    return [one for one in values if isinstance(one, dict) and "Organization" in str(one.get("@type"))]


def _url(root: etree._Element, metas: dict[str, list[str]], stories: list[dict[str, Any]]) -> str | None:
    canonical = [
        element.get("href")
        for element in root.iter("link")
        if "canonical" in (element.get("rel") or "").lower()
    ]
    stated = [
        *canonical,
        *_first(metas, ("og:url", "twitter:url")),
        *(_text(node.get("url")) for node in stories),
    ]
    return next((url.strip() for url in stated if url and _host(url.strip())), None)


def _host(url: str | None) -> str | None:
    try:
        parts = urlsplit(url or "")
        host = parts.hostname
    except ValueError:
        return None
    return host.lower() if host and "." in host and parts.scheme in ("http", "https") else None


def _language(root: etree._Element, metas: dict[str, list[str]], stories: list[dict[str, Any]]) -> str | None:
    stated = [
        *(element.get("lang") for element in root.iter("html")),
        *(_text(node.get("inLanguage")) for node in stories),
        *_first(metas, ("og:locale", "content-language", "language", "dc.language")),
    ]
    return next((tag for one in stated if (tag := stated_language(one))), None)


def _stated_dates(
    root: etree._Element, metas: dict[str, list[str]], stories: list[dict[str, Any]], url: str | None
) -> Iterator[StatedDate]:
    """Days on which the page says that it was published, most trusted first."""
    published = [_text(node.get("datePublished")) for node in stories]
    marked = [
        element.get("content") or element.get("datetime")
        for element in root.iter("time", "span", "div", "p")
        if element.get("itemprop") == "datePublished"
    ]
    for text in _unique([*published, *_first(metas, FIRST_PUBLISHED), *marked, *_first(metas, PUBLISHED)]):
        yield from _stated("metadata", text)
    day = date_in_path(urlsplit(url).path) if url else None
    if day and url:
        yield StatedDate("url", day, None, url)
    times = [element for element in root.iter("time") if element.get("datetime")]
    times.sort(
        key=lambda element: (
            not (element.get("pubdate") is not None or "publish" in (element.get("class") or ""))
        )
    )
    for element in times[:3]:
        yield from _stated("metadata", (element.get("datetime") or "")[:100])
    created = [_text(node.get("dateCreated")) for node in stories] + [
        _text(node.get("dateModified")) for node in stories
    ]
    for text in _unique([*created, *metas.get("article:modified_time", [])]):
        yield from _stated("metadata", text)


def _stated(basis: str, text: str) -> Iterator[StatedDate]:
    text = text.strip()
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        found = next(find_dates(text[:100]), None)
        if found:
            yield StatedDate(basis, found.day, found.moment, text[:200])
        return
    if 1800 <= moment.year <= 2100:
        yield StatedDate(basis, moment.date(), moment if moment.tzinfo else None, text[:200])
