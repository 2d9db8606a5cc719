"""Names in an article: what the language model labels, corrected by what the article itself shows.

Belongs here: which words are a name, and of what kind. Not here: which names are one thing (chains).
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache

from spacy.tokens import Doc, Span, Token

from pipelines.extract.countries import form_kind
from pipelines.extract.lexicon import lexicon, words
from pipelines.extract.records import AnalysedArticle, AnalysedSegment

KINDS = {
    "PERSON": "person",
    "ORG": "organization",
    "GPE": "place",
    "LOC": "place",
    "FAC": "place",
    "NORP": "group",
    "EVENT": "event",
    "WORK_OF_ART": "work",
    "LAW": "work",
    "PRODUCT": "other",
    "LANGUAGE": "other",
}
"""OntoNotes label -> kind of the contract; labels of dates and numbers name nothing."""

POSSESSIVES = frozenset({"'s", "’s", "'", "’"})
_ARTICLES = frozenset({"the", "a", "an"})
_HEADLINE_KINDS = frozenset({"title", "heading", "teaser", "standfirst", "pull_quote"})
_MOST = 0.6
"""Share of capitalised longer words from which a line counts as set in title case."""
_LONGEST_NAME = 12
_OFFICERS = frozenset({"secretary", "minister", "undersecretary", "ministers", "secretaries"})
_PLACE_NOUNS = frozenset(
    {"town", "city", "village", "port", "region", "province", "state", "district", "island", "republic"}
)


@dataclass(frozen=True, slots=True)
class Name:
    """A name: tokens `start` to `end` of the segment at `segment` in its article."""

    segment: int
    start: int
    end: int
    text: str
    kind: str
    confidence: float


@cache
def titles() -> dict[str, str]:
    """Courtesy title without full stop, case-folded -> `male`, `female` or `open`."""
    found = lexicon("names")["titles"]
    return {word.casefold(): gender for gender in ("male", "female", "open") for word in words(found[gender])}


def is_title(token: Token) -> bool:
    """Whether a word is a courtesy title or a title of office before a name."""
    return token.text.rstrip(".").casefold() in titles() and token.text[:1].isupper()


def find_names(article: AnalysedArticle) -> list[Name]:
    """Names in reading order, none overlapping another."""
    labelled = [
        [name for entity in segment.doc.ents if (name := _from_entity(position, entity))]
        for position, segment in enumerate(article.segments)
    ]
    running = [
        not (segment.kind in _HEADLINE_KINDS and is_title_case(segment.doc)) for segment in article.segments
    ]
    for position, segment in enumerate(article.segments):
        labelled[position] = _with_sure_ones(position, segment.doc, labelled[position])
    plain = [name for names, runs in zip(labelled, running, strict=True) if runs for name in names]
    kinds = _kinds(plain)
    index = _index(kinds)
    found: list[Name] = []
    for position, segment in enumerate(article.segments):
        own = labelled[position] if running[position] else []
        own = [_corrected(name, kinds, segment.doc) for name in own]
        missed = list(_known(position, segment, index, own))
        doubtful = [] if running[position] else [replace(n, confidence=0.5) for n in labelled[position]]
        taken = _without_overlap([*own, *missed], [_corrected(n, kinds, segment.doc) for n in doubtful])
        found += sorted(taken, key=lambda name: name.start)
    return found


_DATELINE = re.compile(
    r"(?P<city>[A-Z][A-Z.'’-]+(?: [A-Z][A-Z.'’-]+){0,3})(?:, (?P<region>[A-Z][\w.]+(?: [A-Z][\w.]+){0,2}))?,?"
    r"(?= (?:\(|[-–—]|\d{4}-|\d{1,2} [A-Z]|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.? \d)"
    r"|[-–—]|: )"
)
_ACRONYM = re.compile(r"\((?P<acronym>[A-Z][A-Za-z&]?[A-Z]{1,5})\)")


def _with_sure_ones(position: int, doc: Doc, names: list[Name]) -> list[Name]:
    """Names that their setting makes sure, before those that the model labels otherwise."""
    sure: list[Name] = []
    text = doc.text
    dateline = _DATELINE.match(text)
    if dateline is not None:
        spans = [dateline.span("city"), dateline.span("region")]
        sure += [n for a, b in spans if a >= 0 and (n := _at(position, doc, a, b, "place"))]
    ends = {
        doc[name.end - 1].idx + len(doc[name.end - 1]): name for name in names if name.kind == "organization"
    }
    for match in _ACRONYM.finditer(text):
        before = ends.get(len(text[: match.start()].rstrip()))
        if before is not None and _stands_for(match["acronym"], before.text):
            name = _at(position, doc, *match.span("acronym"), "organization")
            sure += [name] if name else []
    return sorted(_without_overlap(sure, names), key=lambda name: name.start) if sure else names


def _at(position: int, doc: Doc, start: int, end: int, kind: str) -> Name | None:
    span = doc.char_span(start, end)
    return Name(position, span.start, span.end, span.text, kind, 0.9) if span is not None else None


def _stands_for(acronym: str, name: str) -> bool:
    """Whether most letters of an acronym begin a word of the name, in any language's order."""
    initials = [part[0].upper() for part in name.replace("-", " ").split()]
    return sum(letter in initials for letter in acronym.upper()) >= 0.6 * len(acronym)


def is_title_case(doc: Doc) -> bool:
    """Whether most longer words are capitalised, as in headlines of many US papers."""
    longer = [token for token in doc if token.is_alpha and len(token) > 3]
    return bool(longer) and sum(token.text[0].isupper() for token in longer) >= _MOST * len(longer)


def _from_entity(position: int, entity: Span) -> Name | None:
    kind = KINDS.get(entity.label_)
    if kind is None:
        return None
    end = entity.end + (kind == "person" and _goes_on_as_month(entity))
    return _name(position, entity.doc, entity.start, end, kind, 0.85)


def _goes_on_as_month(entity: Span) -> bool:
    """Whether the surname is taken for a month: "Theresa May said"."""
    if entity.end >= len(entity.doc):
        return False
    surname = entity.doc[entity.end]
    is_month = surname.ent_type_ == "DATE" and surname.pos_ == "PROPN"
    return is_month and entity[-1].dep_ == "compound" and entity[-1].head == surname


def _name(position: int, doc: Doc, start: int, end: int, kind: str, confidence: float) -> Name | None:
    """The name without article, genitive, courtesy title, marks at its ends, or a second line."""
    for i in range(start, end):
        if "\n" in doc[i].text or is_glued(doc[i].text):
            end = i
            break
    while start < end and _may_not_start(doc[start], kind):
        start += 1
    while start < end and _may_not_end(doc[end - 1]):
        end -= 1
    if start >= end or end - start > _LONGEST_NAME:
        return None
    if kind in ("person", "place", "organization", "group"):
        start, end = _capitalised(doc, start, end)
    if kind != "person" and end - start == 1 and _is_portfolio(doc[start]):
        return None
    text = doc[start:end].text
    if len(text) < 2 or not any(character.isupper() for character in text):
        return None
    return Name(position, start, end, text, kind, confidence)


_GLUED = re.compile(r"\w*[a-z](?P<tail>[A-Z][a-z]+)")


def is_glued(word: str) -> bool:
    """Whether a caption ran into the next one: "PutinRussian", "BlinkenSecretary"."""
    match = _GLUED.fullmatch(word)
    return match is not None and (
        form_kind(match["tail"]) is not None or match["tail"].casefold() in titles()
    )


def _capitalised(doc: Doc, start: int, end: int) -> tuple[int, int]:
    """The name without common words and figures at its ends: "Interfax news", "Borodino 70 miles"."""
    while end - start > 1 and (doc[end - 1].is_lower or doc[end - 1].like_num or doc[end - 1].is_punct):
        if doc[end - 1].text[-1:] == "." and not doc[end - 1].is_punct:
            break
        end -= 1
    while end - start > 1 and doc[start].is_lower and doc[start + 1].text != "-":
        start += 1
        while end - start > 1 and doc[start].is_lower:
            start += 1
    return start, end


def _is_portfolio(token: Token) -> bool:
    """Whether a word is but what an office is about: "Secretary of State", "Transport Secretary"."""
    doc, i = token.doc, token.i
    follows = i + 1 < len(doc) and doc[i + 1].lower_ in _OFFICERS
    leads = i > 1 and doc[i - 1].lower_ in ("of", "for") and doc[i - 2].lower_ in _OFFICERS
    return (follows or leads) and token.lower_ in words(lexicon("names")["offices"]["portfolios"])


def _may_not_start(token: Token, kind: str) -> bool:
    if token.is_space or token.lower_ in _ARTICLES or token.text in POSSESSIVES:
        return True
    if token.is_punct or token.is_quote or token.is_bracket:
        return True
    return kind == "person" and is_title(token)


def _may_not_end(token: Token) -> bool:
    return token.is_space or token.text in POSSESSIVES or (token.is_punct and not token.text[-1:].isalnum())


def _kinds(names: Iterable[Name]) -> dict[str, str]:
    """Name -> its kind in this article: what it is labelled most, a lone surname as the full name is."""
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for name in names:
        votes[name.text][name.kind] += 1
    kinds = {text: counter.most_common(1)[0][0] for text, counter in votes.items()}
    full = [text.split() for text, kind in kinds.items() if kind == "person" and " " in text]
    surnames = {parts[-1] for parts in full}
    parts_of_names = {" ".join(parts[cut:]) for parts in full for cut in range(1, min(len(parts), 5))}
    given = {parts[0] for parts in full}
    for text in kinds:
        if text in parts_of_names or (text in given and kinds[text] == "organization"):
            kinds[text] = "person"
        elif (form := form_kind(text)) is not None:
            kinds[text] = _country_kind(form, kinds[text])
    for surname in sorted(surnames):
        if len(surname) > 3 and surname[0].isupper() and form_kind(surname) is None:
            kinds.setdefault(surname, "person")
    return kinds


def _country_kind(form: str, labelled: str) -> str:
    """Countries and seats of government are places whatever acts in their name; peoples are groups."""
    if labelled not in ("person", "organization", "work", "other"):
        return labelled
    return (
        {"name": "place", "seat": "place", "people": "group"}[form]
        if labelled != "organization"
        else ("group" if form == "people" else "place")
    )


def _corrected(name: Name, kinds: dict[str, str], doc: Doc) -> Name:
    kind = kinds.get(name.text, name.kind)
    if kind == "person" and " " not in name.text and _stands_after_place_word(doc, name.start):
        kind = "place"
    return replace(name, kind=kind)


def _stands_after_place_word(doc: Doc, start: int) -> bool:
    if start > 1 and doc[start - 1].lower_ == "of":
        return doc[start - 2].lower_ in _PLACE_NOUNS
    return start > 0 and doc[start - 1].lower_ in ("in", "near", "outside")


Index = dict[str, list[tuple[tuple[str, ...], str]]]


def _index(kinds: dict[str, str]) -> Index:
    """First word -> names that start with it, longest first."""
    index: Index = defaultdict(list)
    for text, kind in kinds.items():
        parts = tuple(text.split())
        if len(text) > 2 or text.isupper():
            index[parts[0]].append((parts, kind))
    for entries in index.values():
        entries.sort(key=lambda entry: (-len(entry[0]), entry[0]))
        del entries[8:]
    return index


def _known(position: int, segment: AnalysedSegment, index: Index, own: list[Name]) -> Iterator[Name]:
    """Names known from elsewhere in the article that the model missed here."""
    doc = segment.doc
    taken = {i for name in own for i in range(name.start, name.end)}
    i = 0
    while i < len(doc):
        step = 1
        if i not in taken:
            for parts, kind in index.get(doc[i].text, ()):
                end = _match(doc, i, parts)
                if end and taken.isdisjoint(range(i, end)) and not _inside_longer_name(doc, i, end):
                    yield Name(position, i, end, doc[i:end].text, kind, 0.7)
                    step = end - i
                    break
        i += step


def _match(doc: Doc, start: int, parts: tuple[str, ...]) -> int | None:
    """End of the tokens from `start` whose text, white space between, is these words."""
    if len(parts) == 1 and doc[start].text == parts[0]:
        return start + 1
    wanted = " ".join(parts)
    for end in range(start + len(parts), min(start + 2 * len(parts) + 2, len(doc) + 1)):
        text = doc[start:end].text
        if text == wanted:
            return end
        if len(text) >= len(wanted):
            return None
    return None


def _inside_longer_name(doc: Doc, start: int, end: int) -> bool:
    """Whether capitalised words join on, which make it another name ("Ward" in "Ward Street")."""
    follows = end < len(doc) and doc[end].pos_ == "PROPN" and doc[end].text[:1].isupper()
    leads = start > 0 and doc[start - 1].pos_ == "PROPN" and doc[start - 1].dep_ == "compound"
    return end - start == 1 and (
        (follows and doc[start].dep_ == "compound") or (leads and not is_title(doc[start - 1]))
    )


def _without_overlap(first: list[Name], second: list[Name]) -> list[Name]:
    taken = {i for name in first for i in range(name.start, name.end)}
    kept = list(first)
    for name in second:
        if taken.isdisjoint(range(name.start, name.end)):
            kept.append(name)
            taken.update(range(name.start, name.end))
    return kept
