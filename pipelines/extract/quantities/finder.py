"""From an analysed article to its quantities: the order of the steps, spans and links.

Belongs here: putting the parts together. Not here: what each part knows.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from spacy.tokens import Doc, Span, Token

from pipelines.extract.periods import PeriodMention, find_periods, period_mentions
from pipelines.extract.quantities import counted, modifiers, subjects, traps
from pipelines.extract.quantities.figures import Figure, joined, read
from pipelines.extract.quantities.numerals import Numeral, folded, scan
from pipelines.extract.quantities.units import rate_after
from pipelines.extract.records import AnalysedArticle, AnalysedSegment, Mention, Quantity, Quote

LARGEST = 1e30
"""A figure beyond this is an identifier or a slip, not a quantity of the news."""
UNMARKED = "XXX"
"""ISO 4217 for no currency: the numerator of a rate whose sign several currencies share."""


def find_quantities(
    article: AnalysedArticle, mentions: Sequence[Mention], quotes: Sequence[Quote]
) -> list[Quantity]:
    """The quantities of an article in reading order, numbered from 0.

    `mentions` give the chains of subjects, comparands and wholes; `quotes` the attribution a figure
    stands in. Never raises on any text; takes time linear in it.
    """
    found: list[Quantity] = []
    for segment in article.segments:
        places = _Places(mentions, quotes, segment.start_char, segment.start_char + len(segment.doc.text))
        figures = figures_of(segment.doc)
        if not figures:
            continue
        periods = period_mentions(segment.doc.text)
        tokens = _Tokens(segment.doc)
        numbers = {id(figure): len(found) + index for index, figure in enumerate(figures)}
        for figure in figures:
            found.append(_quantity(article, segment, figure, places, periods, numbers, figures, tokens))
    return found


def figures_of(doc: Doc) -> list[Figure]:
    """The figures of one segment's parse that are claims, in order."""
    text = folded(doc.text)
    numerals = scan(text)
    if not numerals:
        return []
    tokens = _Tokens(doc)
    numerals = _claims(text, doc, numerals, tokens)
    figures = _read(text, numerals)
    figures = _apart([figure for figure in figures if not _is_trap(text, figure, tokens)])
    figures = joined(text, figures)
    figures = [figure for figure in figures if _complete(text, doc, figure, tokens)]
    figures = _apart(figures)
    for figure in figures:
        modifiers.modify(text, figure)
        if figure.kind != "ordinal":
            modifiers.direction(text, figure, tokens.anchor(figure))
    modifiers.levels(text, figures)
    _restatements(text, figures)
    return _apart(figures)


def _read(text: str, numerals: list[Numeral]) -> list[Figure]:
    figures: list[Figure] = []
    for numeral in numerals:
        figures.append(read(text, numeral, figures[-1].end if figures else 0))
    return figures


class _Tokens:
    """Tokens of a parse by character."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.starts = [token.idx for token in doc]
        self.names = traps.name_spans(doc[:])

    def at(self, char: int) -> Token | None:
        """The token that holds a character."""
        index = bisect_right(self.starts, char) - 1
        return self.doc[index] if index >= 0 else None

    def anchor(self, figure: Figure) -> Token:
        """The word that stands for the figure in the parse: the counted noun, the unit, else the number."""
        if figure.noun is not None:
            return figure.noun
        first = self.at(figure.numeral.start) or self.doc[0]
        last = self.at(max(figure.end - 1, figure.numeral.start)) or first
        best = first
        for token in self.doc[first.i : last.i + 1]:
            if not first.i <= token.head.i <= last.i or token.head is token:
                best = token
                break
        return best

    def name_around(self, numeral: Numeral) -> tuple[int, int] | None:
        """The name with letters and digits that a numeral stands in."""
        return next(
            (span for span in self.names if span[0] <= numeral.start and numeral.end <= span[1]), None
        )


def _claims(text: str, doc: Doc, numerals: list[Numeral], tokens: _Tokens) -> list[Numeral]:
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


def _is_trap(text: str, figure: Figure, tokens: _Tokens) -> bool:
    numeral = figure.numeral
    if GLUED.search(text, max(0, numeral.start - 24), numeral.start) and figure.start == numeral.start:
        return True
    if figure.kind == "money":
        return False
    token = tokens.at(numeral.start)
    if token is None or token.is_space:
        return True
    if numeral.form == "ordinal":
        return not _is_ordinal(text, figure, token)
    if numeral.form == "fraction" and not figure.has_unit and numeral.end - numeral.start > 3:
        return not _is_fraction(text, numeral, token)
    if numeral.form == "multiple":
        return not _is_multiple(text, numeral, token)
    if traps.is_year(text, numeral) and (not figure.has_unit or SINGULAR_PERIOD.match(text, numeral.end)):
        return True
    if figure.has_unit and figure.unit not in ("{points}", "bit"):
        return False
    return traps.in_name(text, numeral, token, tokens.name_around(numeral))


SINGULAR_PERIOD = re.compile(r"\s(?:quarter|season|year|day|decade)\b")
GLUED = re.compile(
    r"(?<![\w-])(?!(?:minus|sub|over|under|mid|pre|post|now|near|to|then|non|some|the|a|an|and|up|plus|about|"
    r"all|every|per|by|of|from|first|one)-)[^\W\d_][\w.&]*-$",
    re.IGNORECASE,
)
FRACTION_AFTER = re.compile(
    r"\s(?:of\b|the\b|a\b|an\b|all\b|its\b|his\b|her\b|their\b|our\b|my\b|these\b|those\b|this\b|that\b|as\b|"
    r"(?:more|less|longer|shorter|larger|bigger|smaller|higher|lower|cheaper|faster|fewer|greater)\b)|[\s-]?[.,;]|$"
)
HALF_BEFORE = re.compile(
    r"\b(?:almost|nearly|about|than|over|by|in|around|only|just|roughly|least|to|some)\s$|^\s?$",
    re.IGNORECASE,
)
NOT_FRACTION_BEFORE = re.compile(
    r"\b(?:first|second|third|final|other|better|the|last|latter|next|every|opening|this|that|previous)\s$",
    re.IGNORECASE,
)


def _is_fraction(text: str, numeral: Numeral, token: Token) -> bool:
    word = text[numeral.start : numeral.end].lower()
    before = text[max(0, numeral.start - 12) : numeral.start]
    if re.search(r"(?:thirds|quarters|fifths|fourths|sevenths|eighths|tenths|ths)$", word):
        return True
    after = FRACTION_AFTER.match(text, numeral.end)
    if word == "half":
        if NOT_FRACTION_BEFORE.search(before):
            return False
        return bool(after and after.group().strip()) or bool(HALF_BEFORE.search(before) and after)
    if word.endswith(("second", "quarter")) and not re.match(r"\sof\b", text[numeral.end : numeral.end + 4]):
        return False
    comparative = token.nbor(2).tag_ == "JJR" if token.i + 2 < len(token.doc) else False
    if word.startswith(("a ", "one ", "an ")) and re.match(r"\s[a-z]", text[numeral.end : numeral.end + 2]):
        return bool(re.match(r"\s(?:of|as)\b", text[numeral.end : numeral.end + 4])) or comparative
    return after is not None


def _is_multiple(text: str, numeral: Numeral, token: Token) -> bool:
    word = text[numeral.start : numeral.end].lower()
    if word in ("double", "triple", "treble", "quadruple"):
        if token.pos_ == "VERB":
            return True
        return bool(
            re.match(
                r"\s(?:the|that|what|its|their|his|as|previous|this)\b", text[numeral.end : numeral.end + 10]
            )
        )
    return token.pos_ in ("VERB", "ADV", "ADJ", "DET", "NOUN", "NUM") or word[-1].isdigit()


PERIOD_NOUN = re.compile(
    r"[\s-](?:quarter|half|time|place|hand|lady|minister|class|name|century|amendment|floor|of all|world|person|degree)\b",
    re.IGNORECASE,
)


def _is_ordinal(text: str, figure: Figure, token: Token) -> bool:
    """Is this a rank or an anniversary, not an adverb, a date, a quarter or a name?"""
    numeral = figure.numeral
    figure.kind, figure.unit, figure.unit_text, figure.has_unit = "ordinal", None, None, False
    figure.start, figure.end = numeral.start, numeral.end
    if PERIOD_NOUN.match(text, numeral.end) or re.match(
        r"[\s-](?:[A-Z]|s\b)", text[numeral.end : numeral.end + 3]
    ):
        return False
    if token.dep_ in ("advmod", "npadvmod") and token.head.pos_ in ("VERB", "AUX"):
        return False
    word = token.nbor(1) if token.i + 1 < len(token.doc) else None
    if word is None or token.pos_ == "ADV":
        return False
    if word.text == "-" and token.i + 2 < len(token.doc):
        return token.nbor(2).tag_ == "JJS"
    return word.tag_ in ("NN", "NNS", "NNP", "JJ", "JJS", "VBN", "VBG", "RBS") and token.dep_ in (
        "amod",
        "compound",
        "nummod",
        "nmod",
        "advmod",
        "poss",
    )


def _complete(text: str, doc: Doc, figure: Figure, tokens: _Tokens) -> bool:
    """Adds age, counted noun or the noun ranked; says whether the figure is a claim."""
    token = tokens.at(figure.numeral.start) or doc[0]
    last = tokens.at(max(figure.numeral.start, figure.numeral.end - 1)) or token
    if figure.kind == "ordinal":
        return True
    if counted.age(text, figure, token):
        return True
    if figure.has_unit:
        return True
    one = figure.value == 1 and figure.numeral.form == "words"
    if one and not _counts_one(text, figure, token):
        return False
    if figure.kind == "score":
        return True
    number = _number_token(doc, token, last) if not figure.is_range else tokens.at(figure.end - 1) or last
    if figure.numeral.form == "fraction" and figure.kind == "fraction":
        return True
    if counted.count(text, doc, figure, number):
        _rate_of_count(text, figure)
        return True
    if traps.is_bare_label(figure.numeral, token):
        return False
    if rate := rate_after(text, figure.end):
        figure.unit_text = text[figure.end : rate[0]].strip()
        figure.unit, figure.end, figure.kind = f"1/{rate[1]}", rate[0], "rate"
        return True
    if figure.numeral.form == "words":
        return not one and (figure.value or 0) != 1 and not _is_pronoun(figure, number)
    return True


def _rate_of_count(text: str, figure: Figure) -> None:
    if rate := rate_after(text, figure.end):
        figure.end, code = rate
        figure.unit = "{" + (figure.unit or "").replace(" ", "_") + "}/" + code
        figure.kind = "rate"


def _number_token(doc: Doc, first: Token, last: Token) -> Token:
    """The token of a number of several that the parse hangs on a noun."""
    for token in doc[first.i : last.i + 1]:
        if token.dep_ == "nummod" and token.head.i > last.i:
            return token
    return last


def _counts_one(text: str, figure: Figure, token: Token) -> bool:
    before = text[max(0, figure.start - 10) : figure.start]
    if re.search(r"\b(?:no|the|this|that|any|each|every|which|another|day)[\s-]$", before, re.IGNORECASE):
        return False
    after = text[figure.end : figure.end + 12]
    if re.match(r"\s+of\b", after):
        return True
    if re.match(r"(?:\s(?:another|day|thing|more|by|and|or|who|that|in)\b|[’'-])", after):
        return False
    return token.dep_ in ("nummod", "amod", "det", "compound") and token.head.i > token.i


def _is_pronoun(figure: Figure, token: Token) -> bool:
    """ "the two met": a number that stands for those it counts, with nothing said of how many."""
    return token.dep_ in (
        "nsubj",
        "nsubjpass",
        "pobj",
        "dobj",
        "conj",
        "appos",
        "attr",
        "ROOT",
        "dep",
    ) and not re.match(r"of\b", "")


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
    for first, second in zip(figures, figures[1:], strict=False):
        gap = text[first.end : second.start]
        if len(gap) > 30 or not RESTATED.fullmatch(gap) or not second.has_unit or not first.has_unit:
            continue
        if first.unit != second.unit and first.kind == second.kind and not re.search(r"[)\]]", gap):
            second.restates = first
            if second.modifier == "exact":
                second.modifier = first.modifier
            if second.change == "none":
                second.change = first.change


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


def _quantity(
    article: AnalysedArticle,
    segment: AnalysedSegment,
    figure: Figure,
    places: _Places,
    periods: list[PeriodMention],
    numbers: dict[int, int],
    figures: list[Figure],
    tokens: _Tokens,
) -> Quantity:
    doc, offset = segment.doc, segment.start_char
    anchor = tokens.anchor(figure)
    about = subjects.find(doc.text, doc, figure, anchor, figures)
    period, base = find_periods(
        doc, figure.start, figure.end, is_change=figure.change != "none", mentions=periods
    )
    start, end = offset + figure.start, offset + figure.end
    unit = figure.unit
    if figure.rate:
        unit = f"{unit or UNMARKED}/{figure.rate}"
    head = about.head.idx + offset if about.head is not None else None
    return Quantity(
        ordinal=numbers[id(figure)],
        article_ordinal=article.article_ordinal,
        segment_ordinal=segment.ordinal,
        start_char=start,
        end_char=end,
        text=doc.text[figure.start : figure.end],
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
        unit_basis=("inherited" if figure.inherits else "printed") if figure.unit else None,
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
        quote_ordinal=places.quote(start, end),
        confidence=figure.confidence,
        same_as_ordinal=numbers.get(id(figure.restates)) if figure.restates else None,
    )


def _chain(places: _Places, span: Span | None, offset: int, head: int | None) -> int | None:
    if span is None:
        return places.chain(head, head, head) if head is not None else None
    return places.chain(offset + span.start_char, offset + span.end_char, head if head is not None else None)
