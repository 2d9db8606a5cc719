"""What a format states of its story (`Stated`), laid over what the text shows.

Belongs here: stated values to columns, stated dates to intervals. Not here: where a format states them
(`formats`), or what text alone says (`metadata`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from urllib.parse import urlsplit

import polars as pl

from pipelines.parse.dates import EARLIEST_YEAR, LATEST_YEAR, find_dates
from pipelines.parse.language import stated_language
from pipelines.parse.manifest import published_interval
from pipelines.parse.records import Article, DateCandidate, ParsedDocument, Stated

SPACE = re.compile(r"\s+")
UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")
MAX_VALUE_CHARS = 1000
MAX_DATE_CHARS = 100
YEAR_OR_MONTH = re.compile(r"\d{4}(?:-\d{2})?")
EPOCH_SECONDS, EPOCH_MILLISECONDS = 10, 13
"""Digits of a moment counted from 1970, as machines state it: 2001 to 2286."""

Interval = tuple[date, date, datetime | None]


def with_stated(document: ParsedDocument, stated: Stated) -> ParsedDocument:
    """The document with what its format states; a stated value goes before one read from the text.

    Title, byline, outlet, origin, language and date are those of the main article; without one only the
    address is taken. An address without an outlet gives its domain, with basis `url`.
    """
    url = _value(stated.url)
    candidate = _candidate(stated.published) if stated.published else None
    has_main = any(article.kind == "main" for article in document.articles)
    return replace(
        document,
        url=url or document.url,
        articles=tuple(
            _told(article, stated, url) if article.kind == "main" else article
            for article in document.articles
        ),
        dates=_first(candidate, document.dates) if candidate and has_main else document.dates,
    )


def _told(article: Article, stated: Stated, url: str | None) -> Article:
    outlet, origin, domain = _value(stated.outlet), _value(stated.origin), domain_of(url)
    if outlet:
        article = replace(article, outlet=outlet, outlet_basis="metadata")
    elif domain and article.outlet is None:
        article = replace(article, outlet=domain, outlet_basis="url")
    if origin:
        article = replace(article, origin=origin, origin_basis="metadata")
    return replace(
        article,
        title=_value(stated.title) or article.title,
        byline=_value(stated.byline) or article.byline,
        language=stated_language(stated.language) or article.language,
    )


def _value(text: str | None) -> str | None:
    """A value as one line; None where it says nothing."""
    return SPACE.sub(" ", UNPRINTABLE.sub(" ", text[:MAX_VALUE_CHARS])).strip() or None if text else None


def domain_of(url: str | None) -> str | None:
    """The host of a web address without `www.`; None where it is none."""
    try:
        parts = urlsplit(url or "")
        host = parts.hostname
    except ValueError:
        return None
    is_public = host is not None and "." in host and parts.scheme in ("http", "https")
    return host.lower().removeprefix("www.") if host and is_public else None


def _first(stated: DateCandidate, others: Sequence[DateCandidate]) -> tuple[DateCandidate, ...]:
    """The stated date before all others; a candidate that says the same of the main story falls away."""
    same = (stated.article_ordinal, stated.published_from, stated.published_to)
    rest = [one for one in others if (one.article_ordinal, one.published_from, one.published_to) != same]
    return tuple(replace(one, rank=rank) for rank, one in enumerate((stated, *rest)))


def _candidate(published: str) -> DateCandidate | None:
    text = _value(published[:MAX_DATE_CHARS])
    interval = stated_interval(text) if text else None
    if text is None or interval is None:
        return None
    first, last, moment = interval
    return DateCandidate(0, 0, "metadata", first, last, moment, text)


def stated_interval(text: str) -> Interval | None:
    """First and last day that a stated date means, and the moment where it has zone and time.

    ISO 8601 (also in its basic form, or only year or month), RFC 5322, seconds or milliseconds since 1970,
    and days as they are printed. Of `03/04/2023` nobody knows the month: the interval holds both readings.
    """
    if text.isdecimal() and len(text) in (EPOCH_SECONDS, EPOCH_MILLISECONDS):
        seconds = int(text) // (1000 if len(text) == EPOCH_MILLISECONDS else 1)
        moment = datetime.fromtimestamp(seconds, UTC)
        return _plausible((moment.date(), moment.date(), moment))
    if YEAR_OR_MONTH.fullmatch(text):
        first, last, _ = published_interval(pl.Series([text])).row(0)
        return _plausible((first, last, None)) if first else None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return _printed(text)
    return _plausible((moment.date(), moment.date(), moment if moment.tzinfo else None))


def _plausible(interval: Interval) -> Interval | None:
    return interval if interval[0].year >= EARLIEST_YEAR and interval[1].year <= LATEST_YEAR else None


def _printed(text: str) -> Interval | None:
    found = next(find_dates(text), None)
    other = next(find_dates(text, is_month_first=True), None)
    if found is None or other is None:
        return None
    if found.day == other.day:
        return found.day, found.day, found.moment
    return min(found.day, other.day), max(found.day, other.day), None
