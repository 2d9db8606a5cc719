"""Who wrote a story, as its lines print it: `By A and B`, `A, Lecturer in …, University of …`, a bare name.

Belongs here: one line to names. Not here: which line of a page may be a byline (`labelling`).
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path

LEXICON = Path(__file__).with_name("lexicon") / "names.toml"
LEAD = re.compile(
    r"^(?:(?:written|reported|posted|published|story|words|analysis|review|text|article|opinion|report|commentary)\s+)?"
    r"(?:by|von|par|por|di|door|af|av|autor(?:in|en|es|a)?|author|authors|texte?|redactie|reporter)(?:\s*:\s*|\s+)",
    re.IGNORECASE,
)
NAME_WORD = r"(?:[A-ZÀ-ÖØ-ÞĀ-ŽА-ЯЁІЇЄ][\w'’.\-]*|[A-Z]\.)"
PARTICLE = r"(?:de|da|di|del|della|dos|du|la|le|van|von|der|den|ter|ten|al|el|bin|ibn|af|av|zu|y|Mc|st\.)"
NAME = re.compile(rf"{NAME_WORD}(?:\s+(?:{PARTICLE}\s+){{0,2}}{NAME_WORD}){{1,4}}")
GLUE = re.compile(r"\s*(?:,|;|&|\band\b|\bund\b|\bet\b|\by\b|\be\b|\ben\b|\boch\b|\bog\b|\bwith\b)\s*")
CUT = re.compile(
    r"\s*(?:[|•·–—/\t]|\s-\s|--|\bin [A-Z]|\bfor [A-Z]|\bon [A-Z]|\bat \d|\bpubli(?:sh|é|z|ca|er|k)"
    r"|\bposted\b|\bupdated\b|\d|\(|@|//|<|(?<!\b\w)\.\s|:)",
    re.IGNORECASE,
)
ROLE = re.compile(
    r"\s*,\s*(?:[\w-]+\s){0,3}?(?:professor|lecturer|reader|fellow|researcher|research|director|phd|postdoctoral"
    r"|scholar|correspondent|editor|reporter|analyst|columnist|chair|head|candidate|associate|scientist|economist"
    r"|instructor|teaching|dean|visiting|senior|assistant|adjunct|emeritus|lead)\b",
    re.IGNORECASE,
)
MAX_CHARS = 250


def is_name(text: str) -> bool:
    """Whether the whole text looks like one person's name: two to five capitalised words, none of menus."""
    return (
        len(text) <= 50
        and NAME.fullmatch(text) is not None
        and not text.isupper()
        and not _has_menu_word(text)
    )


@cache
def _menu_words() -> frozenset[str]:
    words: str = tomllib.loads(LEXICON.read_text("utf-8"))["menu_words"]
    return frozenset(words.split())


def _has_menu_word(text: str) -> bool:
    return any(word.strip(".").casefold() in _menu_words() for word in text.split())


def led_byline(line: str) -> str | None:
    """Names after `By` and its like; None where the line is no such byline."""
    lead = LEAD.match(line)
    if not lead or len(line) > MAX_CHARS:
        return None
    rest = line[lead.end() :].strip()
    cut = CUT.search(rest)
    names = rest[: cut.start()].strip(" ,;") if cut else rest.strip(" ,;.")
    pieces = [piece for piece in GLUE.split(names) if piece]
    people = [piece for piece in pieces if NAME.fullmatch(piece) and not _has_menu_word(piece)]
    if people and len(people) * 2 >= len(pieces):
        return ", ".join(people)
    words = names.split()
    is_desk = 0 < len(words) <= 4 and len(names) == len(rest) and all(word[0].isupper() for word in words)
    return names if is_desk and not names.endswith((".", "?", "!")) else None


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
    head = (line[: cut.start()] if cut else line).strip(" ,;")
    people = [piece for piece in GLUE.split(head) if piece]
    return ", ".join(people) if people and len(people) <= 4 and all(map(is_name, people)) else None
