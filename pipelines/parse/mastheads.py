"""Which outlet a page says it is of, in its own words: notices of copyright, and what it offers in its name.

A copyright is as often a holding company's as the outlet's, and a short line may say anything: a name counts
where a second line of the page has it, or where two offers of different kinds do. An agency's copyright says
who wrote the story, not whose page it is. Not here: notices of republishing (`notices`), addresses and
mark-up (`stated`), which outlet a name means (`normalise`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipelines.parse.bylines import agencies, page_words, publishing_houses
from pipelines.parse.labelling import Labels
from pipelines.parse.lines import Line, word_key
from pipelines.parse.records import Article

MAX_LINE_CHARS, MAX_OFFER_CHARS = 400, 100
MAX_NAME_WORDS = 6
RIGHTS = (
    r"all\srights?\sres\w+|alle\srechte\svorbehalten|tous\sdroits\sréservés|todos\slos\sderechos\sreservados"
    r"|todos\sos\sdireitos\sreservados|tutti\si\sdiritti\sriservati|alle\srechten\svoorbehouden"
)
MARK = r"(?:©|ⓒ|\(c\)|\bcopyright\b)"
YEARS = r"(?:(?:19|20)\d\d\s*(?:[-–—,]|to)?\s*)+"
COPYRIGHT = re.compile(rf"{MARK}(?:[\s,:-]*{MARK})*", re.IGNORECASE)
RESERVED = re.compile(rf"\b(?:19|20)\d\d\b|{RIGHTS}", re.IGNORECASE)
LEADING = re.compile(rf"^[\s,:-]*(?:{YEARS})?[\s,:-]*(?:by\s+)?", re.IGNORECASE)
OWNER = re.compile(
    r"[|•·*;]|\.(?:\s|$)|\s[-–—]\s|,?\s(?:a\s(?:division|subsidiary|unit)\sof|powered\sby)\b", re.IGNORECASE
)
"""What ends the name of a holder together with its legal form."""
ANY_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
DOMAIN = re.compile(r"[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}", re.IGNORECASE)
NAME_END = re.compile(
    rf"\s*(?:[|•·*;]|\.(?:\s|$)|,\s|\s[-–—]\s|\(|\"|“|©|\b(?:19|20)\d\d\b|\b(?:{RIGHTS})\b"
    r"|\ba\s(?:division|subsidiary|unit)\sof\b|\bor\sits\b|\band\sits\b|\bpowered\sby\b)",
    re.IGNORECASE,
)
COMPANY = re.compile(
    r"\b(?:inc|llc|ltd|limited|plc|gmbh|ag|ab|asa?|oyj?|bv|nv|srl|spa|lda|co|corp|corporation|company|kg|hf|ooo|ооо"
    r"|media|group|gruppe|mediengruppe|holdings?|networks?|interactive|communications?|entertainment|publish\w+"
    r"|verlags?|newspapers|digital|enterprises|industries|institute|foundation|organization|stiftung|medien"
    r"|presse?druck|éditions?|editora|grupo)\b",
    re.IGNORECASE,
)
"""Legal forms, and words by which companies that own outlets are called."""
NETWORKS = (
    r"(?:x|twitter|facebook|instagram|linkedin|youtube|telegram|whatsapp|tiktok|threads|bluesky|google\snews)"
)
NAME = r"(?P<name>(?-i:[A-Z\dÀ-Þ])[^|•·,.:;!?()]{1,50}?)"
OFFERS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b(?:follow|like|join|find|watch)\s{NAME}\s(?:on|via)\s{NETWORKS}\b"
        rf"|^(?:about|contact|support|more\sfrom|über|kontakt|folgen\ssie)\s{NAME.replace('name', 'other')}$",
        rf"\b(?:download|get)\s(?:the|our)\s(?:new\s|free\s)?{NAME}(?:\snews)?\sapp\b",
        rf"\b(?:subscribe|sign\sup)\s(?:to|for)\s(?:the\s|our\s|free\s)*{NAME}(?:[’']s)?"
        r"(?:\s(?:\w+\s)?newsletters?)?$",
        rf"^(?:advertise\s(?:with|in|on)|work\s(?:at|for)|write\sfor|inside|why|werben\sbei)\s{NAME}$",
        rf"^{NAME}\s(?:app|newsletters?|podcasts?|e-?paper|digital\sedition|staff|archives?|subscriptions?|premium|plus"
        r"|shop|store|live|home(?:page)?|logo|print\sedition|abo|club)$",
    )
)
"""What pages offer in the name of their outlet. The first kind is what they say of their writers too."""
PUBLISHES = re.compile(
    rf"^{NAME}\sis\s(?:a\spublication\sof|an?\s(?:\w+\s)?publication\spublished\sby|published\s(?:daily\s|weekly\s|monthly\s)?by)\s(?-i:[A-Z])",
    re.IGNORECASE,
)
ARTICLE = re.compile(r"^(?:the|der|die|das|le|la|les|el|il|de|het)\s", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Masthead:
    """The name of an outlet as the page prints it, and what shows it: `notice` (of copyright) or `text`."""

    name: str
    basis: str


def outlet_of(lines: Sequence[Line], labels: Labels) -> Masthead | None:
    """The outlet that a pasted page names as its own; None where signs are few or disagree."""
    told = [
        index for index, kind in enumerate(labels.kinds) if kind == "body" and labels.articles[index] == 0
    ]
    page = [
        line
        for line in lines
        if len(line.text) <= MAX_LINE_CHARS
        and (labels.articles[line.index] is None or (told and line.index > told[-1]))
    ]
    for line in page:
        found = PUBLISHES.match(line.text)
        if found and _is_name(found["name"]):
            return Masthead(found["name"], "text")
    holders = {_key(name): name for line in page if (name := copyright_holder(line.text))}
    others = [f" {line.key} " for line in page if not COPYRIGHT.search(line.text)]
    agreed = [
        key
        for key in holders
        if DOMAIN.fullmatch(holders[key]) or any(f" {key} " in other for other in others)
    ]
    if agreed:
        return Masthead(holders[agreed[0]], "notice") if len(agreed) == 1 else None
    offers: dict[str, dict[int, str]] = {}
    for line in page:
        for kind, name in _offered(line.text) if len(line.text) <= MAX_OFFER_CHARS else ():
            offers.setdefault(_key(name), {})[kind] = name
    agreed = [key for key, kinds in offers.items() if len(kinds) > 1]
    return Masthead(next(iter(offers[agreed[0]].values())), "text") if len(agreed) == 1 else None


def with_masthead(articles: Sequence[Article], masthead: Masthead | None) -> tuple[Article, ...]:
    """The articles of a page; the main one with the outlet that the page names."""
    if masthead is None:
        return tuple(articles)
    name, basis = masthead.name, masthead.basis
    return tuple(
        replace(one, outlet=name, outlet_basis=basis) if one.kind == "main" else one for one in articles
    )


def copyright_holder(line: str) -> str | None:
    """Whom a line names as holding the copyright of a page; None for companies, agencies and pictures.

    A picture's line has neither year nor reserved rights.
    """
    mark = COPYRIGHT.search(line)
    if not mark or not RESERVED.search(line):
        return None
    after = line[mark.end() :]
    after = LEADING.sub("", after, count=1)
    before = re.split(r"[|•·/]|\.\s", line[: mark.start()])[-1]
    for clause in (after, before):
        name = " ".join(NAME_END.split(clause, maxsplit=1)[0].split()).strip(" .,-–—|@")
        is_company = COMPANY.search(OWNER.split(clause, maxsplit=1)[0]) and not DOMAIN.fullmatch(name)
        if _is_name(name) and not is_company:
            return None if name in agencies() or name.casefold() in publishing_houses() else name
    return None


def copyright_year(line: str) -> int | None:
    """The last year for which a short line reserves the rights of a page; None for a picture's credit."""
    mark = COPYRIGHT.search(line[:MAX_LINE_CHARS])
    years = ANY_YEAR.findall(line[:MAX_LINE_CHARS]) if mark else []
    return max(map(int, years)) if years else None


def _offered(line: str) -> Iterator[tuple[int, str]]:
    """Names of what a line offers, each with the number of its wording."""
    for kind, pattern in enumerate(OFFERS):
        for found in pattern.finditer(line):
            name = " ".join(next(filter(None, found.groups())).split())
            if _is_name(name):
                yield kind, name


def _is_name(name: str) -> bool:
    words = name.split()
    if not 0 < len(words) <= MAX_NAME_WORDS or not any(map(str.isalpha, name)):
        return False
    is_telling = any(word.lower() not in page_words("alone") for word in words)
    return is_telling and words[-1].lower() not in page_words("last")


def _key(name: str) -> str:
    """The words of a name, folded, without the article before it."""
    return word_key(ARTICLE.sub("", name.strip()))
