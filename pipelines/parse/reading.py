"""The one way in: a stream of bytes becomes documents or failures, whatever it holds.

Belongs here: packing, containers inside containers, choice of reader, one failure per thing that fails. Not
here: formats (`formats/`), archives (`containers/`), text and its structure.
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import BinaryIO, cast

from pipelines.parse.containers import ARCHIVES, CONTAINERS, Member, PassedOver
from pipelines.parse.formats import READERS, STREAM_READERS
from pipelines.parse.inference import with_inferred_date
from pipelines.parse.kinds import format_of, is_article_file, packings_of
from pipelines.parse.records import ParsedDocument, ReadFailure, ReadLimits
from pipelines.parse.stated import with_stated
from pipelines.parse.streams import CorpusFile, Meter, UnreadableError, unpacked, whole

Outcome = ParsedDocument | ReadFailure
Watch = Callable[[str | None], str | None]
"""Hears of headway: of each member (None: the same one as before). A reason in return leaves it out."""

MAX_DOUBTS = 100
"""Failures without a document after which a doubtful member is taken for what it most likely is."""
MAX_KINDS, SHOWN_KINDS = 1000, 12
OTHERS = "others"


def read(
    stream: BinaryIO,
    name: str,
    format: str,
    limits: ReadLimits | None = None,
    watch: Watch = lambda member: None,
) -> Iterator[Outcome]:
    """Every document that a file holds, or why there is none.

    Of `name` only the packing suffixes are looked at; `format` is what `format_of` said. Bad input never
    raises. Documents of containers come one after the other and have a `member` that no other one has.
    """
    limits = limits or ReadLimits()
    try:
        meter = Meter(limits, _size(stream), lambda: watch(None))
        file = cast("BinaryIO", CorpusFile(stream))
        reading = _Reading(meter, limits, watch)
        for outcome in _with_own_names(reading.read(_Content(file, name, format), 0)):
            yield with_inferred_date(outcome) if isinstance(outcome, ParsedDocument) else outcome
    except UnreadableError as error:
        yield ReadFailure(None, error.reason, error.detail, error.is_passing)
    except OSError as error:
        yield ReadFailure(None, "the file could not be read", error.strerror or str(error))


def _size(stream: BinaryIO) -> int | None:
    """Bytes of a stream that can be measured."""
    if not stream.seekable():
        return None
    size = stream.seek(0, io.SEEK_END)
    stream.seek(0)
    return size


def _with_own_names(outcomes: Iterator[Outcome]) -> Iterator[Outcome]:
    """The outcomes with members that bear a name twice told apart by a number; one at least."""
    seen: set[int] = set()
    is_empty = True
    for outcome in outcomes:
        is_empty = is_empty and isinstance(outcome, ReadFailure) and outcome.stage == "skip"
        name, number = outcome.member, 1
        while name is not None and hash(name) in seen:
            number += 1
            name = f"{outcome.member} ({number})"
        if name is not None:
            seen.add(hash(name))
        yield outcome if name == outcome.member else replace(outcome, member=name)
    if is_empty:
        yield ReadFailure(None, "it holds no article")


@dataclass(frozen=True, slots=True)
class _Content:
    """Something to read: a file of the corpus or a member of one."""

    stream: BinaryIO
    name: str
    format: str
    charset: str | None = None
    place: str = ""
    """The names of the members it stands in, each with a `/` behind it."""


class _Reading:
    """The reading of one file of the corpus with all that is inside it."""

    def __init__(self, meter: Meter, limits: ReadLimits, watch: Watch) -> None:
        self._meter, self._limits, self._watch = meter, limits, watch

    def read(self, content: _Content, depth: int) -> Iterator[Outcome]:
        """The documents of a file or member at a depth; raises UnreadableError where it fails as a whole."""
        packings = packings_of(content.name)
        stream = unpacked(content.stream, packings, self._meter, depth)
        if content.format in CONTAINERS:
            yield from self._members(stream, content, depth)
        elif content.format in STREAM_READERS:
            yield from STREAM_READERS[content.format](stream, self._limits)
        elif content.format in READERS:
            data = whole(stream, self._limits, depth, is_packed=bool(packings) or depth > 0)
            for outcome in READERS[content.format](data, self._limits, content.charset):
                if isinstance(outcome, Member):
                    yield from self._attached(outcome, content.place, depth)
                else:
                    yield outcome
        else:
            raise UnreadableError(f"files of the kind {content.format!r} are not supported", None, depth)

    def _members(self, stream: BinaryIO, content: _Content, depth: int) -> Iterator[Outcome]:
        if depth >= self._limits.max_depth:
            raise UnreadableError(self._too_deep, None, depth)
        passed_over: Counter[str] = Counter()
        end: UnreadableError | None = None
        try:
            for member in CONTAINERS[content.format](stream, self._meter, depth):
                if isinstance(member, PassedOver):
                    self._watch(f"{content.place}{member.name}")
                    passed_over[member.kind if len(passed_over) < MAX_KINDS else OTHERS] += 1
                    continue
                self._meter.count_member()
                if isinstance(member, ReadFailure):
                    yield member
                elif content.format not in ARCHIVES or is_article_file(member.name):
                    yield from self._member(member, content.place, depth + 1, passed_over)
        except UnreadableError as error:
            end = error
        if passed_over:
            yield _told(passed_over)
        if end is not None:
            raise end

    @property
    def _too_deep(self) -> str:
        return f"archives inside archives are read to a depth of {self._limits.max_depth}"

    def _attached(self, member: Member, place: str, depth: int) -> Iterator[Outcome]:
        """What a document carries along."""
        if depth >= self._limits.max_depth:
            yield ReadFailure(member.name, self._too_deep)
            return
        self._meter.count_member()
        yield from self._member(member, place, depth + 1, Counter())

    def _member(self, member: Member, place: str, depth: int, passed_over: Counter[str]) -> Iterator[Outcome]:
        format = member.format or format_of(member.name)
        if format is None:
            yield ReadFailure(member.name, f"members of the kind {_suffix(member.name)!r} are not read")
            return
        full_name = f"{place}{member.name}"
        refusal = self._watch(full_name)
        if refusal is not None:
            yield ReadFailure(member.name, refusal)
            return
        name = "" if member.format else member.name
        content = _Content(member.stream, name, format, member.charset, f"{full_name}/")
        outcomes = self._outcomes(member, content, depth)
        if member.doubtful:
            outcomes = _if_any(outcomes, member.doubtful, passed_over)
        yield from outcomes

    def _outcomes(self, member: Member, content: _Content, depth: int) -> Iterator[Outcome]:
        try:
            for outcome in self.read(content, depth):
                if isinstance(outcome, ParsedDocument):
                    stated = replace(member.stated, url=outcome.url or member.stated.url)
                    outcome = with_stated(outcome, stated)
                inner = f"/{outcome.member}" if outcome.member else ""
                yield replace(outcome, member=f"{member.name}{inner}")
        except UnreadableError as error:
            if error.depth < depth:
                raise
            yield ReadFailure(member.name, error.reason, error.detail)


def _if_any(outcomes: Iterator[Outcome], kind: str, passed_over: Counter[str]) -> Iterator[Outcome]:
    """The outcomes where a document is among them; else one more of the kind is counted as passed over."""
    failures: list[Outcome] = []
    for outcome in outcomes:
        failures.append(outcome)
        if isinstance(outcome, ParsedDocument):
            yield from failures
            yield from outcomes
            return
        if len(failures) >= MAX_DOUBTS:
            break
    passed_over[kind if len(passed_over) < MAX_KINDS else OTHERS] += 1


def _told(passed_over: Counter[str]) -> ReadFailure:
    """One row for all that a container holds besides documents."""
    kinds = sorted(passed_over.items(), key=lambda one: (-one[1], one[0]))
    rest = sum(number for _, number in kinds[SHOWN_KINDS:])
    shown = [*kinds[:SHOWN_KINDS], *([(OTHERS, rest)] if rest else [])]
    reason = "things in it that are no documents were passed over"
    return ReadFailure(None, reason, ", ".join(f"{kind} {number:,}" for kind, number in shown), stage="skip")


def _suffix(name: str) -> str:
    last = name.rsplit("/", 1)[-1]
    return f".{last.rsplit('.', 1)[1]}" if "." in last else "without ending"
