"""When a story was published, where nothing states it: cues of its text resolved against each other.

Each cue bounds the day of publication. What proves little alone counts where another cue agrees: a dated
picture of a summit and `the Moscow summit last week`. The bounds are intersected; where they contradict each
other nothing is inferred. A text that shows only since when it can be gives an interval without an end.

Belongs here: what a cue means for the day of publication. Not here: expressions of time in a sentence
(`cues`), calendars (`spans`), lines that state a day (`metadata`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from pipelines.parse.inference import cues
from pipelines.parse.inference.cues import Named, Relative
from pipelines.parse.inference.spans import DAYS_OF_MONTH, add_months, meeting, year_of
from pipelines.parse.phrases import says
from pipelines.parse.records import DateCandidate, ParsedDocument, Segment

INFERRED_RANK = 3_000
"""After all that states a day: the page, its address, its path."""
PICTURE_KINDS = frozenset(("caption", "standfirst"))
TELLING_KINDS = frozenset(("title", "standfirst", "body", "list_item", "caption", "dateline"))
FRESH_DAYS = 13
"""How old the news of a picture or post that tells its full day at most is."""
EARLIEST = 1990
"""A story that names nothing newer tells of the past, or comes from an archive that states its day."""
MAX_DAYS = 366
"""A wider interval says nothing that a reader would call a date."""
MAX_SNIPPET_CHARS, AFTER_SNIPPET_CHARS, MAX_SNIPPETS = 120, 60, 4
FEW_NAMES, SOME_NAMES = 2, 3
"""Names that two sentences share when they tell of one thing: fewer where the weekday agrees too."""
NAME = re.compile(r"(?<=[\w,’'(] )(?:[A-ZÀ-Þ][\w’'-]{2,}|[A-Z]{2,})")
JOINING = re.compile(r"[\s,(–—:-]*(?:(?:on|in|of|am|im|vom|le|en|el|il|nel)\s)?", re.IGNORECASE)
HANDLE = re.compile(r"\(@\w+\)\s*$")
DASHES = " —–-"
CLOCK = ":"
"""In a printed day it parts hours from minutes: the stamp of a comment or a page, not of a story."""


@dataclass(frozen=True, slots=True)
class Bound:
    """What a cue says: not before `first`, not after `last` (None is open), and the words that say it."""

    first: date | None
    last: date | None
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence with the times it names."""

    text: str
    is_picture: bool
    named: tuple[Named, ...]

    def before(self, named: Named) -> str:
        """What stands before a time."""
        return self.text[: named.start_char].rstrip()


def with_inferred_date(document: ParsedDocument) -> ParsedDocument:
    """The document; where it has a main story and nothing states its day, with what the text lets infer."""
    main = next((one for one in document.articles if one.kind == "main"), None)
    if main is None or document.dates:
        return document
    found = inferred(document.segments, main.article_ordinal, (main.language or "").split("-")[0])
    return replace(document, dates=(found,)) if found else document


def inferred(segments: Iterable[Segment], article: int, language: str) -> DateCandidate | None:
    """The days on which an article can have been published, by its own text; None where that says nothing."""
    if language not in cues.lexicon():
        return None
    told = list(_sentences(segments, article, language))
    dated = [one for one in told if one.named]
    if not dated:
        return None
    close = [*_fresh(dated, language), *_linked(told, dated, language), *_placed(dated, language)]
    return _resolved(close, list(_limits(dated, language)), article)


def _sentences(segments: Iterable[Segment], article: int, language: str) -> Iterator[_Sentence]:
    for segment in segments:
        if segment.article_ordinal == article and segment.kind in TELLING_KINDS:
            is_picture = segment.kind in PICTURE_KINDS or says("caption", segment.text.strip())
            for text in cues.sentences(segment.text):
                named = cues.named_times(text, language)
                told = (one for one in named if CLOCK not in text[one.start_char : one.end_char])
                yield _Sentence(text, is_picture, tuple(told))


def _resolved(close: Sequence[Bound], limits: Sequence[Bound], article: int) -> DateCandidate | None:
    """The intersection of all bounds; None where it is empty, too wide, or has no beginning."""
    used = [*close, *limits]
    first = max((one.first for one in used if one.first), default=None)
    last = min((one.last for one in used if one.last), default=None)
    if (
        first is None
        or first.year < EARLIEST
        or (last is not None and not 0 <= (last - first).days <= MAX_DAYS)
    ):
        return None
    setting = [one for one in used if one.first == first or (last is not None and one.last == last)]
    words = list(dict.fromkeys(words for one in setting for words in one.words))
    return DateCandidate(article, INFERRED_RANK, "text", first, last, None, "; ".join(words[:MAX_SNIPPETS]))


def _limits(dated: Iterable[_Sentence], language: str) -> Iterator[Bound]:
    """Not before what has happened, not after what is to come."""
    for sentence in dated:
        is_open = _is_open(sentence, language)
        for named in sentence.named:
            before = sentence.before(named)
            is_post = HANDLE.search(before.rstrip(DASHES)) is not None
            is_year = (named.last - named.first).days > DAYS_OF_MONTH
            if cues.ends_with(language, "ahead", before):
                yield Bound(None, named.last, (_snippet(sentence, named),))
            elif cues.ends_with(language, "since", before) or not (is_open or is_post or is_year):
                yield Bound(named.first, None, (_snippet(sentence, named),))
            elif is_year and not (is_open or is_post) and cues.ends_with(language, "past", before):
                first = named.first if _is_running(sentence, language) else named.last + timedelta(days=1)
                yield Bound(first, None, (_snippet(sentence, named),))


def _is_open(sentence: _Sentence, language: str) -> bool:
    """Whether the days of a sentence may lie ahead, or are not those of the news."""
    return any(cues.says(language, meaning, sentence.text) for meaning in ("open", "archive"))


def _is_running(sentence: _Sentence, language: str) -> bool:
    """Whether a sentence tells of the year of writing: `so far in 2017`. A year told as past else is over."""
    return any(one.meaning == "this_year" for one in cues.relative_times(sentence.text, language))


def _days(dated: Iterable[_Sentence], language: str) -> list[tuple[Named, _Sentence]]:
    """Full days of the news."""
    return [
        (named, sentence)
        for sentence in dated
        if not _is_open(sentence, language)
        for named in sentence.named
        if named.is_day
    ]


def _newest(days: Sequence[tuple[Named, _Sentence]]) -> list[tuple[Named, _Sentence]]:
    newest = max((named.first for named, _ in days), default=None)
    return [(named, sentence) for named, sentence in days if named.first == newest]


def _fresh(dated: Sequence[_Sentence], language: str) -> Iterator[Bound]:
    """Posts that a story quotes, and pictures of `Sunday, Nov. 17, 2019`, are as new as it is."""
    fresh = timedelta(days=FRESH_DAYS)
    posts = [
        (named, sentence)
        for sentence in dated
        for named in sentence.named
        if named.is_day and HANDLE.search(sentence.before(named).rstrip(DASHES))
    ]
    for named, sentence in _newest(posts)[:1]:
        yield Bound(named.first - timedelta(days=1), named.first + fresh, (_snippet(sentence, named),))
    for named, sentence in _newest(_days(dated, language)):
        if named.has_weekday and sentence.is_picture:
            yield Bound(named.first, named.first + fresh, (_snippet(sentence, named),))


def _linked(told: Sequence[_Sentence], dated: Sequence[_Sentence], language: str) -> Iterator[Bound]:
    """The newest full day, and sentences that place the same thing by the day of writing."""
    for named, sentence in _newest(_days(dated, language)):
        names = set(NAME.findall(sentence.text))
        for other in told:
            shared = names & set(NAME.findall(other.text))
            if other.named or other.is_picture or len(shared) < FEW_NAMES:
                continue
            for relative in cues.relative_times(other.text, language):
                is_sure = relative.meaning == "weekday" or len(shared) >= SOME_NAMES
                span = meeting(relative, named) if is_sure else None
                if span:
                    yield Bound(*span, (_snippet(sentence, named), _snippet(other, relative)))


def _placed(dated: Iterable[_Sentence], language: str) -> Iterator[Bound]:
    """Times side by side (`two weeks ago, on 3 May 2024`), and anniversaries of a day or year."""
    for sentence in dated:
        for relative in cues.relative_times(sentence.text, language):
            for named in sentence.named:
                between = sentence.text[
                    min(relative.end_char, named.end_char) : max(relative.start_char, named.start_char)
                ]
                span = meeting(relative, named) if JOINING.fullmatch(between) else None
                if span and relative.meaning != "weekday":
                    yield Bound(*span, (_snippet(sentence, named),))
        count = cues.says(language, "anniversary", sentence.text)
        if count and len(sentence.named) == 1 and sentence.named[0].start_char >= count.end():
            named = sentence.named[0]
            year = year_of(add_months(named.first, 12 * int(count[1])))
            yield Bound(*year, (_snippet(sentence, named),))


def _snippet(sentence: _Sentence, time: Named | Relative) -> str:
    """The sentence as printed, or what of a long one stands around a time."""
    start = max(0, time.end_char - MAX_SNIPPET_CHARS)
    end = start + MAX_SNIPPET_CHARS + AFTER_SNIPPET_CHARS
    return f"“{'…' if start else ''}{sentence.text[start:end]}{'…' if end < len(sentence.text) else ''}”"
