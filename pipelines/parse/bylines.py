"""Who wrote a story, as its lines print it: `By A and B`, `A, Lecturer in …, University of …`, a bare name.

Belongs here: one line to names. Not here: which line of a page may be a byline (`labelling`).
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pipelines.parse.dates import date_words, find_dates

LEXICON = Path(__file__).with_name("lexicon") / "names.toml"
LED = r"(?:by|von|par|por|di|door|af|av|autor(?:in|en|es|a)?|author|authors|texte?|redactie|reporter)"
NO_WRITING = (
    r"(?:powered|sponsored|supported|presented|funded|hosted|designed|developed|built|made|owned|approved)"
)
LEAD = re.compile(
    r"^\(?(?:(?:written|reported|posted|published|story|words|analysis|review|text|article|opinion|report|commentary"
    rf"|(?!{NO_WRITING}\b)\w{{4,20}}(?=\s(?:by|von|par|por)\s))\s+)?{LED}(?:\s*:\s*|\s+)",
    re.IGNORECASE,
)
LONE_LEAD = re.compile(rf"{LED}\s*:?", re.IGNORECASE)
NAME_WORD = r"(?:[A-ZÀ-ÖØ-ÞĀ-ŽА-ЯЁІЇЄ][\w'’.\-]*|[A-Z]\.)"
PARTICLE = r"(?:de|da|di|del|della|dos|du|la|le|van|von|der|den|ter|ten|al|el|bin|ibn|af|av|zu|y|Mc|st\.)"
NAME = re.compile(rf"{NAME_WORD}(?:\s+(?:{PARTICLE}\s+){{0,2}}{NAME_WORD}){{1,4}}")
GLUE = re.compile(r"\s*(?:,|;|&|\band\b|\bund\b|\bet\b|\by\b|\be\b|\ben\b|\boch\b|\bog\b|\bwith\b)\s*")
CUT = re.compile(
    r"\s*(?:[|•·–—/\t]|\s-\s|--|\bin [A-Z]|\bfor [A-Z]|\bon [A-Z]|\bat \d|\bpubli(?:sh|é|z|ca|er|k)"
    r"|\bposted\b|\bupdated\b|\d|\(|@|//|<|(?<!\b\w)(?<!\bdr)(?<!\bprof)(?<!\bst)(?<!\bjr)\.\s|:)",
    re.IGNORECASE,
)
ROLE = re.compile(
    r"\s*,\s*(?:[\w-]+\s){0,3}?(?:professor|lecturer|reader|fellow|researcher|research|director|phd|postdoctoral"
    r"|scholar|correspondent|editor|reporter|analyst|columnist|chair|head|candidate|associate|scientist|economist"
    r"|instructor|teaching|dean|visiting|senior|assistant|adjunct|emeritus|lead)\b",
    re.IGNORECASE,
)
POST = (
    r"(?:correspondent|editor|reporter|analyst|columnist|writer|journalist|korrespondent(?:in)?|redakteur(?:in)?"
    r"|redaktor(?:in)?|reporterin|autor(?:in)?|journaliste|redactrice|redacteur|journalistin|periodista|giornalista)"
)
NAME_AND_POST = re.compile(
    rf"(?P<name>{NAME_WORD}(?:\s+(?:{PARTICLE}\s+){{0,2}}{NAME_WORD}){{1,3}}?)\s+"
    rf"(?:(?:senior|chief|deputy|assistant|associate|special)\s+)?(?:(?-i:[A-Z])[\w-]+\s+)?{POST}\b",
    re.IGNORECASE,
)
GLUED_NETWORK = re.compile(r"(?<=[a-zà-ÿ])(?:Twitter|Facebook|Instagram|Linkedin|LinkedIn|Email|E-Mail|X)$")
PARTS = re.compile(r"\s*[|•·–—\t]\s*|\s+-\s+|,\s+|\s{2,}")
MAX_CHARS = 250
BARE = 2
"""Rank of a name that nothing marks as a writer's."""
MAX_POST_WORDS = 9
MAX_PARTS = 8


@dataclass(frozen=True, slots=True)
class Byline:
    """Names as printed, and how plainly the line says that they wrote: 0 is plainest."""

    names: str
    rank: int


def byline_of(line: str) -> Byline | None:
    """Who a line says wrote the story; None where it names nobody."""
    if len(line) > 2 * MAX_CHARS:
        return None
    led = affiliated_byline(line) or led_byline(line)
    if led:
        return Byline(led, 0)
    dated = _dated_names(line)
    if dated:
        return Byline(dated, 1)
    post = NAME_AND_POST.match(line)
    if post and is_name(post["name"]) and len(line.split()) <= MAX_POST_WORDS:
        return Byline(post["name"], 1)
    bare = leading_name(line)
    return Byline(bare, BARE) if bare else None


def is_lone_lead(line: str) -> bool:
    """Whether a line is only `By` or its like, so that the next one has the name."""
    return LONE_LEAD.fullmatch(line) is not None


def _dated_names(line: str) -> str | None:
    """Names on a line that tells a day as well: `21 March 2023 • A B • 3 min`, `Published …, A B`."""
    found = next(find_dates(line[:MAX_CHARS]), None)
    if found is None:
        return None
    parts = [*PARTS.split(line[: found.start_char]), *PARTS.split(line[found.end_char :])]
    told = [led_byline(part) or leading_name(part) for part in parts[:MAX_PARTS] if part]
    return next((names for names in told if names), None)


def is_name(text: str) -> bool:
    """Whether the whole text looks like one person's name: two to five capitalised words, none of menus."""
    return (
        len(text) <= 50
        and NAME.fullmatch(text) is not None
        and not text.isupper()
        and not _has_menu_word(text)
    )


def _is_writer(text: str) -> bool:
    """Whether a text is a person's name, or an agency's."""
    return text in agencies() or is_name(text)


@cache
def _menu_words() -> frozenset[str]:
    words: str = tomllib.loads(LEXICON.read_text("utf-8"))["menu_words"]
    return frozenset(words.split())


@cache
def agencies() -> frozenset[str]:
    """Names by which datelines and bylines print an agency."""
    names: list[str] = tomllib.loads(LEXICON.read_text("utf-8"))["agencies"]
    return frozenset(names)


@cache
def publishing_houses() -> frozenset[str]:
    """Companies, case folded, that own several outlets or run pages for others."""
    names: list[str] = tomllib.loads(LEXICON.read_text("utf-8"))["publishing_houses"]
    return frozenset(name.casefold() for name in names)


@cache
def page_words(place: str) -> frozenset[str]:
    """Words that no outlet is called by: `alone`, or as the `last` of its name."""
    words: str = tomllib.loads(LEXICON.read_text("utf-8"))["page_words"][place]
    return frozenset(words.split())


def _has_menu_word(text: str) -> bool:
    words = {word.strip(".").casefold() for word in text.split()}
    marks = (date_words("published"), date_words("updated"))
    return not words.isdisjoint(_menu_words()) or any(mark.search(text) for mark in marks)


def led_byline(line: str) -> str | None:
    """Names after `By` and its like; None where the line is no such byline."""
    lead = LEAD.match(line)
    if not lead or len(line) > MAX_CHARS:
        return None
    rest = line[lead.end() :].strip()
    cut = CUT.search(rest)
    names = rest[: cut.start()].strip(" ,;") if cut else rest.strip(" ,;.")
    pieces = [GLUED_NETWORK.sub("", piece) for piece in GLUE.split(names) if piece]
    people = [piece for piece in pieces if piece in agencies() or _is_full_name(piece)]
    if people and len(people) * 2 >= len(pieces):
        return ", ".join(people)
    words = names.split()
    is_desk = 0 < len(words) <= 4 and len(names) == len(rest) and all(word[0].isupper() for word in words)
    return names if is_desk and not names.endswith((".", "?", "!")) else None


def _is_full_name(text: str) -> bool:
    return NAME.fullmatch(text) is not None and not _has_menu_word(text)


def affiliated_byline(line: str) -> str | None:
    """Names of a line such as `A B, Lecturer in C, University of D and E F, Reader in G, H College`."""
    words = line.split()
    is_running_text = 2 * sum(word[0].islower() for word in words) > len(words)
    if len(line) > 2 * MAX_CHARS or line.endswith((".", "?", "!")) or is_running_text:
        return None
    people: list[str] = []
    position = 0
    while found := NAME.search(line, position):
        is_at_start = found.start() == 0 or re.search(r"(?:\band|;|,)\s*$", line[: found.start()])
        if is_at_start and ROLE.match(line, found.end()):
            people.append(found[0])
        elif not people:
            return None
        position = found.end()
    return ", ".join(people) or None


def leading_name(line: str) -> str | None:
    """The name that begins a line of name, outlet and date (`A B · C News · Posted: …`), or a bare name."""
    if len(line) > MAX_CHARS:
        return None
    cut = CUT.search(line)
    if cut and cut[0].strip().startswith(":"):
        return None
    head = (line[: cut.start()] if cut else line).strip(" ,;")
    people = [GLUED_NETWORK.sub("", piece) for piece in GLUE.split(head) if piece]
    return ", ".join(people) if people and len(people) <= 4 and all(map(_is_writer, people)) else None
