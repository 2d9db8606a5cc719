"""Lines of a text with their shape: the facts that labelling rests on.

Belongs here: what a line alone shows. Not here: what it is in the page (`labelling`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

SENTENCE_END = re.compile(r"[.!?…。！？][\"'”’»“)\]\d*]{0,3}$")
BULLET = re.compile(r"^(?:[•·▪●‣◦*–—-]|\d{1,2}[.)])\s+\S")
CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
WORD = re.compile(r"\w+")
SOFT_HYPHEN = "\xad"
MIN_ECHO_WORDS = 6


def word_key(text: str) -> str:
    """The words of a text alone, folded, without the soft hyphens in them."""
    return " ".join(WORD.findall(text.replace(SOFT_HYPHEN, "").casefold()))


@dataclass(frozen=True)
class Line:
    """A line that is not blank: its span without the white space around it."""

    index: int
    start_char: int
    end_char: int
    text: str
    is_after_blank: bool

    @cached_property
    def key(self) -> str:
        """Words alone, folded: equal keys mean that a line is printed twice."""
        return word_key(self.text)

    @cached_property
    def word_count(self) -> int:
        """Words; two Chinese, Japanese or Korean characters count as one."""
        wide = len(CJK.findall(self.text)) if not self.text.isascii() else 0
        return max(len(self.text.split()), wide // 2)

    @cached_property
    def ends_sentence(self) -> bool:
        """Whether its last characters end a sentence."""
        return SENTENCE_END.search(self.text[-8:]) is not None

    @property
    def is_link(self) -> bool:
        """Whether all of it is known to lead elsewhere."""
        return False

    @cached_property
    def is_bullet(self) -> bool:
        """Whether it starts like an item of a list."""
        return BULLET.match(self.text) is not None

    @cached_property
    def is_prose(self) -> bool:
        """Running text: a sentence of some length, or several."""
        return (self.word_count >= 10 and self.ends_sentence) or self.word_count >= 30

    @cached_property
    def is_sentence(self) -> bool:
        """At least a short sentence."""
        return self.is_prose or (self.word_count >= 3 and self.ends_sentence)

    @cached_property
    def is_headline(self) -> bool:
        """A line of some words that is no sentence, or a question."""
        return 3 <= self.word_count <= 30 and (not self.ends_sentence or self.text.endswith("?"))

    @cached_property
    def is_echo(self) -> bool:
        """Whether it says the same words twice over, as the text of a picture and of its link do."""
        half = len(self.key) // 2
        return self.word_count >= MIN_ECHO_WORDS and self.key[:half] == self.key[-half:]

    @cached_property
    def small_share(self) -> float:
        """Share of words after the first that start in small letters: low in names and menus."""
        rest = [word for word in self.text.split()[1:] if word[0].isalpha()]
        return sum(word[0].islower() for word in rest) / len(rest) if rest else 0.0


def lines_of(text: str) -> list[Line]:
    """The lines of a text that hold more than white space, in order."""
    lines: list[Line] = []
    position = 0
    is_after_blank = True
    for raw in text.split("\n"):
        stripped = raw.strip()
        if stripped:
            start = position + len(raw) - len(raw.lstrip())
            lines.append(Line(len(lines), start, start + len(stripped), stripped, is_after_blank))
        is_after_blank = not stripped
        position += len(raw) + 1
    return lines
