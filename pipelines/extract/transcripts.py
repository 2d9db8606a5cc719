"""Interviews and transcripts: lines that begin with who speaks, "SMITH: Well, I think so."

Belongs here: which lines of an article are labelled so. Not here: speech in quotation marks.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from pipelines.extract.drafts import Chars, Draft, trim

_LABEL = re.compile(
    r"^[“\"'*\s]*(?P<label>[^\W\d_a-z][\w.'’-]*(?: (?:[^\W\d_a-z][\w.'’-]*|de|van|von|al|bin)){0,4})"
    r"(?: ?\([^()\n]{1,60}\))?(?P<colon>:)\s+(?=[^\W_]|[“\"'‘(\[$])",
    re.MULTILINE,
)


_TURNS_IN_CAPITALS, _TURNS = 2, 4
"""How often speakers must take turns before lines are taken for a transcript, by how labels are set."""

_WORDS_OF_TURN = 8
"""Words in the middle one of all labelled lines; captions and menus have fewer."""
_MOST_SPEAKERS = 12
_QUESTION_AND_ANSWER = frozenset({"Q", "A"})
"""Labels of an interview that leaves open here who asks and who answers, however short the turns are."""


def labels_of(texts: Sequence[str]) -> frozenset[str]:
    """The labels of an article's transcript: those of one setting that take turns; none where none do.

    A dateline ("LONDON: …"), "Photo: …" or the parts of a list ("Pros: …") take no turns.
    """
    found = [(text, match) for text in texts for match in _LABEL.finditer(text)]
    asked = Counter(match["label"] for _, match in found)
    if min(asked[label] for label in _QUESTION_AND_ANSWER) >= _TURNS_IN_CAPITALS:
        return _QUESTION_AND_ANSWER
    lengths = [len(text[match.end() :].split("\n", 1)[0].split()) for text, match in found]
    if not lengths or median(lengths) < _WORDS_OF_TURN:
        return frozenset()
    lines = [match["label"] for _, match in found]
    shouted, plain = (
        [each for each in lines if each.isupper()],
        [each for each in lines if not each.isupper()],
    )
    return _taking_turns(shouted, _TURNS_IN_CAPITALS) or _taking_turns(plain, _TURNS)


def _taking_turns(lines: Sequence[str], enough: int) -> frozenset[str]:
    counts = Counter(lines)
    turns_taken = sum(one != other and max(counts[one], counts[other]) > 1 for one, other in pairwise(lines))
    return frozenset(counts) if turns_taken >= enough and len(counts) <= _MOST_SPEAKERS else frozenset()


def turns(text: str, labels: frozenset[str]) -> list[Draft]:
    """What each speaker says in a paragraph, from behind the colon to the next label."""
    found = [match for match in _LABEL.finditer(text) if match["label"] in labels] if labels else []
    ends = [*(match.start() for match in found[1:]), len(text)][: len(found)]
    drafts = []
    for match, end in zip(found, ends, strict=True):
        words = _spoken(text, (match.end(), end))
        if words[0] < words[1]:
            drafts.append(
                Draft(None, match.span("colon"), match.span("label"), [words], "direct", "transcript", 0.9)
            )
    return drafts


def _spoken(text: str, span: Chars) -> Chars:
    """The words of a turn with the full stop that ends them."""
    start, end = trim(text, span)
    while end < span[1] and text[end] in ".!?…":
        end += 1
    return start, end
