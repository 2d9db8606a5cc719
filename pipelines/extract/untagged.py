"""Speech without a reporting verb: signed, alone in its paragraph, or beside a sentence on who speaks.

Not here: speech with a tag (`paragraph`), nor whose speech goes on from one paragraph to the next
(`attribution`).
"""

from __future__ import annotations

import re

from spacy.tokens import Doc, Token

from pipelines.extract.drafts import WORD, Chars, Draft, Marks, is_name_like, trim
from pipelines.extract.quotation_marks import MARKS
from pipelines.extract.roles import role_heads
from pipelines.extract.sources import SUBJECTS, Range, phrase_of

_SIGNATURE = re.compile(
    r"\s*([—–―]|--)\s*([^\W\d_a-z](?:[^\n.,;:!?“”\"]|(?<=\b[A-Z])\.|(?<=\b[JS]r)\.){1,60})\.?\s*(?=$|\n)"
)
_ENDS_SENTENCE = re.compile(r"[.!?…][”\"'’]*\s*$")
_BEGINS_SENTENCE = re.compile(r"\s*(?:$|[“\"‘'(]*[^\W\d_a-z])")
_AFTER_HEAD = re.compile(r":\s|\s[-–—]\s")
_LONGEST_LABEL = 10
_FEWEST_WORDS, _FEWEST_WORDS_OF_HEAD = 2, 3
_NEAR, _LONGEST_SENTENCE = 200, 80
"""How many characters around a mark, and how many tokens before it, are looked at."""
_DEPENDENT = frozenset({"relcl", "advcl", "acl", "csubj", "pcomp"})
_SPEAKING_PRONOUNS = frozenset({"he", "she"})


def tokens_of(doc: Doc, span: Chars) -> Range | None:
    """The tokens that some characters stand in."""
    found = doc.char_span(*span, alignment_mode="expand")
    return (found.start, found.end) if found is not None else None


def signed(doc: Doc, marks: Marks) -> list[Draft]:
    """Speech signed after a dash: "..." — Jane Doe."""
    found: list[Draft] = []
    for i, quotation in enumerate(marks.quotations):
        match = _SIGNATURE.match(marks.text, quotation.end)
        if match and i not in marks.owner and marks.is_speech(i) and len(match.group(2).split()) <= 6:
            name = trim(marks.text, match.span(2))
            draft = Draft(
                None, match.span(1), name, [(quotation.start, quotation.end)], "direct", "signed", 0.8
            )
            draft.source = tokens_of(doc, name)
            marks.owner[i] = draft
            found.append(draft)
    return found


def untagged(doc: Doc, marks: Marks, *, is_going_on: bool) -> list[Draft]:
    """Speech without a tag: it goes on from the paragraph before, stands alone, or is a sentence."""
    found: list[Draft] = []
    for i, quotation in enumerate(marks.quotations):
        if i in marks.owner:
            continue
        goes_on = is_going_on and i == 0 and quotation.start == 0
        is_alone = marks.is_speech(i) and marks.is_alone(i)
        is_alone = is_alone or _heads_line(marks, i)
        beside = None if goes_on or is_alone else _beside(doc, marks, i)
        if goes_on or is_alone or beside is not None or not quotation.is_closed:
            draft = beside or Draft(None, None, None, [], "direct", confidence=0.6)
            if found and not WORD.search(marks.text[found[-1].pieces[-1][1] : quotation.start]):
                draft = found[-1]
            else:
                found.append(draft)
            draft.pieces.append((quotation.start, quotation.end))
            marks.owner[i] = draft
    return found


def _heads_line(marks: Marks, i: int) -> bool:
    """Whether a line begins with speech and tells behind a mark what it is about: "‘I fell’: a tale"."""
    quotation = marks.quotations[i]
    inner = marks.text[: quotation.end].strip(MARKS)
    is_said = quotation.start == 0 and len(WORD.findall(inner[:_NEAR])) >= _FEWEST_WORDS_OF_HEAD
    is_said = is_said and quotation.is_closed and not is_name_like(inner)
    return is_said and bool(_AFTER_HEAD.match(marks.text, quotation.end))


def _beside(doc: Doc, marks: Marks, i: int) -> Draft | None:
    """Speech that is a sentence of its own behind one of the writer's: "Smith laughed. “Not me.”".

    Its speaker is whom that sentence is about; behind a colon also a text or a body.
    """
    quotation, text = marks.quotations[i], marks.text
    before = text[max(quotation.start - _NEAR, 0) : quotation.start].rstrip()
    inner = text[quotation.start : quotation.end]
    is_led_in = before.endswith(":")
    is_own = (is_led_in or _ENDS_SENTENCE.search(before)) and _ENDS_SENTENCE.search(inner[-_NEAR:])
    is_enough = len(WORD.findall(inner[:_NEAR])) >= _FEWEST_WORDS
    is_sentence = is_own and is_enough and _BEGINS_SENTENCE.match(text, quotation.end)
    if not (is_sentence and marks.is_speech(i)):
        return None
    colon = text.rindex(":", 0, quotation.start) if is_led_in else 0
    draft = Draft(None, None, None, [], "direct", "beside", 0.5)
    subject = _subject_before(doc, quotation.start)
    if subject is None and is_led_in and (label := _label_before(doc, text, colon)) is not None:
        draft.source, draft.cue_chars = label, (colon, colon + 1)
        span = doc[label[0] : label[1]]
        draft.source_chars = trim(text, (span.start_char, span.end_char))
    if subject is not None and marks.holding(subject.idx) is None and (is_led_in or _is_someone(subject)):
        draft.source = phrase_of(subject)
        span = doc[draft.source[0] : draft.source[1]]
        draft.source_chars = trim(text, (span.start_char, span.end_char))
        if is_led_in:
            draft.cue_chars = (colon, colon + 1)
    return draft


def _subject_before(doc: Doc, end: int) -> Token | None:
    """The subject of the sentence that comes to its end, or to a colon, before a character."""
    mark = doc.char_span(end, end + 1, alignment_mode="expand")
    if mark is None or not mark.start or not doc.has_annotation("DEP"):
        return None
    start = last = mark.start - 1
    while start and last - start < _LONGEST_SENTENCE and not doc[start].is_sent_start:
        start -= 1
    found = [token for token in doc[start : last + 1] if token.dep_ in SUBJECTS and token.head.i <= last]
    main = [token for token in found if token.head.dep_ == "ROOT"]
    # Where the parse takes the speech for the sentence, what leads it in hangs on it.
    leading = [token for token in found if token.head.head.i > last and token.head.dep_ not in _DEPENDENT]
    return next(iter(main or leading), None)


def _label_before(doc: Doc, text: str, colon: int) -> Range | None:
    """The name or office before a colon that is all of its line or sentence: "Party leader Lee: “No.”"."""
    near = max(colon - _NEAR, 0)
    ends = [(text.rfind(end, near, colon), len(end)) for end in (". ", "\n", "” ")]
    start = max((at + length for at, length in ends if at >= 0), default=near)
    label = doc.char_span(*trim(text, (start, colon)), alignment_mode="expand")
    if label is None or len(label) > _LONGEST_LABEL or any(token.pos_ in ("VERB", "AUX") for token in label):
        return None
    is_someone = any(token.ent_type_ == "PERSON" or token.lemma_.lower() in role_heads() for token in label)
    return (label.start, label.end) if is_someone else None


def _is_someone(subject: Token) -> bool:
    return subject.ent_type_ == "PERSON" or subject.lower_ in _SPEAKING_PRONOUNS
