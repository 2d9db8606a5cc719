"""From an analysed article to its quantities: the order of the steps, spans and links.

Belongs here: putting the parts together. Not here: what each part knows.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from spacy.tokens import Doc, Span

from pipelines.contracts.vocabulary import UNMARKED_CURRENCY
from pipelines.extract import governing
from pipelines.extract.periods import Periods, find_periods
from pipelines.extract.quantities import (
    changes,
    claims,
    counted,
    heads,
    lists,
    modifiers,
    phrases,
    subjects,
    traps,
    wounded,
)
from pipelines.extract.quantities.figures import Figure, joined, read
from pipelines.extract.quantities.numerals import Numeral
from pipelines.extract.quantities.scanner import folded, scan
from pipelines.extract.quantities.tokens import Tokens
from pipelines.extract.quantities.units import rate_after
from pipelines.extract.records import AnalysedArticle, AnalysedSegment, Mention, Quantity, Quote

TIMELESS = frozenset(("age", "ordinal", "duration", "score"))
"""Kinds that take no period from elsewhere: it would say little of them."""
LARGEST = 1e30
"""A figure beyond this is an identifier or a slip, not a quantity of the news."""


def find_quantities(
    article: AnalysedArticle, mentions: Sequence[Mention], quotes: Sequence[Quote]
) -> list[Quantity]:
    """The quantities of an article in reading order, numbered from 0.

    `mentions` give the chains of subjects, comparands and wholes; `quotes` the attribution a figure
    stands in. Never raises on any text; takes time linear in it.
    """
    found: list[Quantity] = []
    parts = [Tokens(segment.doc, segment.text) for segment in article.segments]
    printed = [figures_of(tokens) for tokens in parts]
    hurt = wounded.inferred([(tokens.doc, figures) for tokens, figures in zip(parts, printed, strict=True)])
    for segment, tokens, own, more in zip(article.segments, parts, printed, hurt, strict=True):
        figures = sorted([*own, *more], key=_in_text) if more else own
        if not figures:
            continue
        places = _Places(mentions, quotes, segment.start_char, segment.start_char + len(tokens.text))
        scene = _Scene(segment, tokens, figures, places, len(found))
        rows = [_quantity(article, scene, figure) for figure in figures]
        found += _with_period_before(scene, figures, rows)
    return found


def figures_of(tokens: Tokens) -> list[Figure]:
    """The figures of one segment's parse that are claims, in order."""
    doc = tokens.doc
    text = folded(tokens.text)
    numerals = scan(text)
    if not numerals:
        return lists.totals(text, doc, (), frozenset())
    numerals = _claims(text, doc, numerals, tokens)
    figures = _read(text, numerals)
    figures = _apart([figure for figure in figures if not claims.is_trap(text, figure, tokens)])
    figures = joined(text, figures)
    numbers = frozenset(index for numeral in numerals for index in tokens.between(numeral.start, numeral.end))
    figures = [figure for figure in figures if claims.complete(text, doc, figure, tokens, numbers)]
    figures = _apart(figures)
    counted.share_age(text, figures)
    counted.share_noun(text, figures)
    for figure in figures:
        modifiers.modify(text, figure)
        if figure.kind != "ordinal":
            changes.direction(text, figure, tokens.anchor(figure))
    changes.levels(text, figures)
    _restatements(text, figures)
    _late_rates(text, figures)
    figures = _apart(figures)
    totals = lists.totals(text, doc, figures, numbers)
    return sorted([*figures, *totals], key=_in_text) if totals else figures


def _in_text(figure: Figure) -> tuple[int, int]:
    return figure.start, -figure.end


def _read(text: str, numerals: list[Numeral]) -> list[Figure]:
    figures: list[Figure] = []
    for numeral in numerals:
        figures.append(read(text, numeral, figures[-1].end if figures else 0))
    return figures


def _claims(text: str, doc: Doc, numerals: list[Numeral], tokens: Tokens) -> list[Numeral]:
    """Numerals outside dates, times, addresses and lists."""
    masks = traps.masks(text)
    kept: list[Numeral] = []
    index = 0
    for numeral in numerals:
        while index < len(masks) and masks[index][1] <= numeral.start:
            index += 1
        hidden = any(start < numeral.end and numeral.start < end for start, end in masks[index : index + 4])
        if hidden or numeral.form == "none":
            continue
        if numeral.value is not None and abs(numeral.value) > LARGEST:
            continue
        kept.append(numeral)
    return kept


def _apart(figures: list[Figure]) -> list[Figure]:
    """Figures that do not overlap, the earlier and longer first."""
    kept: list[Figure] = []
    for figure in sorted(figures, key=lambda each: (each.start, -each.end)):
        if kept and figure.start < kept[-1].end:
            if figure.numeral.start >= kept[-1].end:
                figure.start = max(kept[-1].end, figure.numeral.start)
            else:
                continue
        kept.append(figure)
    return kept


RESTATED = re.compile(
    r"\s?(?:[\w’'-]+\s){0,4}?[(\[/]\s?(?:or\s|about\s|around\s|roughly\s|approximately\s|~)?$"
)


def _restatements(text: str, figures: list[Figure]) -> None:
    """ "3,045km (1,892-mile)": the bracketed figure restates the one before it."""
    for first, second in pairwise(figures):
        gap = text[first.end : second.start]
        if len(gap) > 30 or not RESTATED.fullmatch(gap) or not second.has_unit or not first.has_unit:
            continue
        if first.unit != second.unit and first.kind == second.kind and not re.search(r"[)\]]", gap):
            second.restates = first
            if second.modifier == "exact":
                second.modifier = first.modifier
            second.change = first.change


LATE_RATE = re.compile(
    r"(?:\s?\([^()]{1,40}\))?(?:\sof(?:\s[a-z-]{2,20}){1,4}?)?(?=\s(?:per|an?|each|every)\s)", re.IGNORECASE
)


def _late_rates(text: str, figures: list[Figure]) -> None:
    """ "50 billion cubic metres (1.8 trillion cubic feet) of gas per year": past bracket and substance."""
    for figure in figures:
        if figure.rate or figure.kind != "amount" or not figure.unit or figure.unit == "{points}":
            continue
        match = LATE_RATE.match(text, figure.end)
        if figure.restates is not None and figure.restates.rate:
            figure.rate, figure.kind = figure.restates.rate, "rate"
        elif match and match.end() > figure.end and (rate := rate_after(text, match.end())):
            figure.rate, figure.kind = rate[1], "rate"


# --- records --------------------------------------------------------------------------------


class _Places:
    """Mentions and quotes of a segment, by place."""

    def __init__(self, mentions: Sequence[Mention], quotes: Sequence[Quote], start: int, end: int) -> None:
        self.mentions = [each for each in mentions if start <= each.start_char < end]
        self.quotes = [each for each in quotes if each.start_char < end and start < each.end_char]

    def chain(self, start: int, end: int, head: int | None = None) -> int | None:
        """The chain of the mention that holds the head of a phrase, else of the first inside the phrase."""
        if head is not None:
            for mention in self.mentions:
                if mention.start_char <= head < mention.end_char and mention.chain is not None:
                    return mention.chain
        for mention in self.mentions:
            if start <= mention.start_char and mention.end_char <= end and mention.chain is not None:
                return mention.chain
        return None

    def quote(self, start: int, end: int) -> int | None:
        """The innermost quote around a span."""
        holding = [each for each in self.quotes if each.start_char <= start and end <= each.end_char]
        if not holding:
            return None
        return min(holding, key=lambda each: (each.end_char - each.start_char, each.ordinal)).ordinal


class _Scene:
    """A segment with its figures: what every record of it needs, worked out once."""

    def __init__(
        self,
        segment: AnalysedSegment,
        tokens: Tokens,
        figures: Sequence[Figure],
        places: _Places,
        first_ordinal: int,
    ) -> None:
        self.segment, self.tokens, self.places = segment, tokens, places
        self.taken = phrases.taken(self.tokens, figures)
        self.periods = Periods(segment.doc, tokens.text)
        self.starts = [each.start for each in figures if each.restates is None and not each.is_inferred]
        self.numbers = {id(figure): first_ordinal + index for index, figure in enumerate(figures)}

    def about(self, figure: Figure) -> subjects.Subjects:
        """What a figure is about: a restatement, a level or a move from it is about what its pair is."""
        doc = self.segment.doc
        own = subjects.find(doc, figure, self.tokens.anchor(figure), self.taken)
        if figure.part_of is not None:
            own = replace(own, whole=doc.char_span(figure.part_of.start, figure.part_of.end))
        if figure.fate is not None:
            return replace(own, subject=figure.fate)
        counted = figure.move_of.noun if figure.move_of is not None else None
        if counted is not None and (named := phrases.phrase(doc, counted, figure, self.taken)) is not None:
            return replace(own, subject=named, head=counted)
        pair = figure.restates or figure.level_of or figure.move_of
        if pair is None:
            return own
        first = subjects.find(doc, pair, self.tokens.anchor(pair), self.taken)
        if first.subject is None:
            return own
        whole = own.whole if figure.restates is None else first.whole
        return replace(own, subject=first.subject, head=first.head, whole=whole)

    def when(self, figure: Figure) -> tuple[str | None, str | None, str | None]:
        """Period, base period and where they are printed; none of a count that only refers to others."""
        anchor = self.tokens.anchor(figure)
        if figure.kind == "count" and heads.is_reference(self.segment.doc, figure, anchor):
            return None, None, None
        period, base = find_periods(
            self.periods,
            figure.start,
            figure.end,
            is_change=figure.change != "none",
            others=self.starts,
            word=anchor,
        )
        if period is not None or base is not None:
            return period, base, "clause"
        beside = (
            self.periods.beside(figure.start, figure.end, anchor) if figure.kind not in TIMELESS else None
        )
        return beside, None, "sentence" if beside is not None else None


def _with_period_before(scene: _Scene, figures: Sequence[Figure], rows: list[Quantity]) -> list[Quantity]:
    """What is told in the past, without any period in its sentence, takes that of the sentence before.

    Only one that a figure of that sentence states: "Trade rose 6 % in 2023. It came to $240 billion."
    """
    doc, periods = scene.segment.doc, scene.periods
    if not periods.mentions:
        return rows
    stated: dict[int, set[str]] = {}
    kept: list[Quantity] = []
    for figure, row in zip(figures, rows, strict=True):
        anchor = scene.tokens.anchor(figure)
        sentence = anchor.sent.start
        before = stated.get(doc[sentence - 1].sent.start, set()) if sentence else set()
        if row.period is not None and row.period_scope == "clause":
            stated.setdefault(sentence, set()).add(row.period)
        is_open = row.period is None and row.base_period is None and figure.kind not in TIMELESS
        is_alone = is_open and len(before) == 1 and not periods.near(figure.start, figure.end)
        if is_alone and governing.is_past(anchor) and not heads.is_reference(doc, figure, anchor):
            row = replace(row, period=next(iter(before)), period_scope="article")
        kept.append(row)
    return kept


def _quantity(article: AnalysedArticle, scene: _Scene, figure: Figure) -> Quantity:
    segment, places, numbers = scene.segment, scene.places, scene.numbers
    offset = segment.start_char
    about = scene.about(figure)
    period, base, scope = scene.when(figure)
    start, end = offset + figure.start, offset + figure.end
    unit = figure.unit
    if figure.rate:
        unit = f"{unit or UNMARKED_CURRENCY}/{figure.rate}"
    head = about.head.idx + offset if about.head is not None else None
    return Quantity(
        ordinal=numbers[id(figure)],
        article_ordinal=article.article_ordinal,
        segment_ordinal=segment.ordinal,
        start_char=start,
        end_char=end,
        text=scene.tokens.text[figure.start : figure.end],
        value=figure.value,
        low=figure.low,
        high=figure.high,
        modifier=figure.modifier,
        change=figure.change,
        from_value=figure.from_value,
        to_value=figure.to_value,
        kind=figure.kind,
        unit=unit,
        unit_text=figure.unit_text,
        unit_basis=_unit_basis(figure),
        subject=about.subject.text if about.subject is not None else None,
        subject_start_char=offset + about.subject.start_char if about.subject is not None else None,
        subject_end_char=offset + about.subject.end_char if about.subject is not None else None,
        subject_chain=_chain(places, about.subject, offset, head),
        comparand=about.comparand.text if about.comparand is not None else None,
        comparand_chain=_chain(places, about.comparand, offset, None),
        whole=about.whole.text if about.whole is not None else None,
        whole_chain=_chain(places, about.whole, offset, None),
        period=period,
        base_period=base,
        period_scope=scope,
        quote_ordinal=places.quote(start, end),
        confidence=figure.confidence,
        same_as_ordinal=numbers.get(id(figure.restates)) if figure.restates else None,
    )


def _unit_basis(figure: Figure) -> str | None:
    if figure.unit is None:
        return None
    if figure.is_inferred:
        return "inferred"
    if figure.sums and figure.unit_text is None:
        return "summed"
    return "inherited" if figure.inherits else "printed"


def _chain(places: _Places, span: Span | None, offset: int, head: int | None) -> int | None:
    if span is None:
        return places.chain(head, head, head) if head is not None else None
    return places.chain(offset + span.start_char, offset + span.end_char, head if head is not None else None)
