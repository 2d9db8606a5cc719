"""Headlines that name the speaker before or after a mark: "Smith: We will win", "Prices rise: report".

Belongs here: attributions of a headline that have no cue word. Not here: turns of a transcript
(`transcripts`), or anything with a reporting verb (`cues`).
"""

from __future__ import annotations

import re

from spacy.tokens import Doc, Span

from pipelines.extract.drafts import Chars, Draft, trim
from pipelines.extract.quotation_marks import find_quotations
from pipelines.extract.records import AnalysedArticle
from pipelines.extract.reporting import word_list
from pipelines.extract.roles import role_heads

HEADLINES = frozenset({"title", "heading", "teaser"})
_MOST_WORDS, _MOST_WORDS_OF_LABEL, _FEWEST_WORDS_SAID = 30, 5, 3
_LABEL = re.compile(r"^(?P<label>[^\W\d_][^:\n“”\"]{1,50}):\s+(?=[\w“\"‘'$])")
_SIGNED = re.compile(r"(?::|\s[-–—])\s+(?P<label>[^\W\d_][^:\n“”\"–—]{1,50})$")
_MARKS = ":-–—"
_CONFIDENCE = 0.7


def in_headline(article: AnalysedArticle, position: int) -> list[Draft]:
    """The attribution of a headline that a colon or a dash makes; none where it makes none.

    The first line of an article is its headline where nothing else is said of it.
    """
    segment = article.segments[position]
    text = segment.doc.text
    is_line = "\n" not in text and len(text.split()) <= _MOST_WORDS
    if not (is_line and (segment.kind in HEADLINES or position == 0)):
        return []
    found: list[Draft] = []
    if (match := _LABEL.search(text)) is not None:
        found = _draft(article, segment.doc, match, (match.end(), len(text)))
    if not found and (match := _SIGNED.search(text)) is not None:
        found = _draft(article, segment.doc, match, (0, match.start()))
    return found


def _draft(article: AnalysedArticle, doc: Doc, match: re.Match[str], said: Chars) -> list[Draft]:
    label = doc.char_span(*trim(doc.text, match.span("label")), alignment_mode="expand")
    said = trim(doc.text, said)
    is_said = len(doc.text[slice(*said)].split()) >= _FEWEST_WORDS_SAID
    if label is None or not is_said or not _may_speak(label, article):
        return []
    mark = next(i for i in range(match.start(), match.end()) if doc.text[i] in _MARKS)
    source = (label.start_char, label.end_char)
    draft = Draft(None, (mark, mark + 1), source, [said], _kind_of(doc.text, said), "headline", _CONFIDENCE)
    draft.source = (label.start, label.end)
    return [draft]


def _kind_of(text: str, said: Chars) -> str:
    """Direct where the words stand in marks as a whole, mixed where some of them do."""
    quotations = [q for q in find_quotations(text) if said[0] <= q.start and q.end <= said[1]]
    if any((q.start, q.end) == said for q in quotations):
        return "direct"
    return "mixed" if quotations else "indirect"


def _may_speak(label: Span, article: AnalysedArticle) -> bool:
    """Whether the words name a person, an office or a text: not the topic of what follows."""
    if len(label) > _MOST_WORDS_OF_LABEL:
        return False
    if all(token.ent_type_ == "PERSON" for token in label) or label.text in _surnames(article):
        return True
    last = label[-1].lemma_.lower()
    return (
        last in word_list("nouns", "document")
        or last in role_heads()
        or last in word_list("nouns", "speakers")
    )


def _surnames(article: AnalysedArticle) -> frozenset[str]:
    """The last words of the people named in full in an article."""
    people = (
        entity for segment in article.segments for entity in segment.doc.ents if entity.label_ == "PERSON"
    )
    return frozenset(entity[-1].text for entity in people if len(entity) > 1)
