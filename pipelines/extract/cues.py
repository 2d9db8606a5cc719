"""Cues: words that report what someone says, thinks, finds or intends, with their parts by the parse.

Belongs here: one cue at a time, its source and the stretch of words that it reports, as tokens of one
segment. Not here: quotation marks (quotes), who a source is (speakers).

The constructions follow the description of attribution in PolNeAR (Newell, Margolin and Ruths, LREC
2018): any verb, noun, adjective or preposition that ties content to a source is a cue.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from pipelines.extract.names import POSSESSIVES
from pipelines.extract.reported import (
    after_colon,
    around,
    before_name_again,
    clause_of,
    host_clause,
    label_of,
    reach_of,
    sentence_before,
)
from pipelines.extract.reporting import NONE, verb_classes, word_list, word_pairs
from pipelines.extract.sources import Quoted, Range, phrase_of, source_of_verb


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue with its parts; `content` is empty for a tag whose words stand in quotation marks nearby."""

    construction: str
    token: int
    span: Range
    source: Range | None
    content: tuple[Range, ...]
    confidence: float
    addressee: Range | None = None
    is_utterance: bool = False


_CUE_LEFT = frozenset({"aux", "auxpass", "neg", "advmod"})
_FRONTED = frozenset({"said", "says", "added", "adds", "asked", "wrote", "tweeted"})
"""Verbs before their subject at the head of a sentence."""
_BE_LIKE = frozenset({"be", "feel", "remain", "seem", "sound", "look", "get", "become"})


def find_cues(doc: Doc, quoted: Quoted) -> list[Cue]:
    """Every cue of a segment, by position; the source of a cue stands in the same quotation as it."""
    if not doc.has_annotation("DEP"):
        return []
    found: list[Cue] = []
    for token in doc:
        found.extend(_cues_at(token, quoted))
    return found


def announcements(doc: Doc) -> list[Cue]:
    """Nouns of speech that the last sentence says someone made: "made the following comment"."""
    nouns = word_list("nouns", "clause") | word_list("nouns", "document")
    found: list[Cue] = []
    for token in doc if doc.has_annotation("DEP") else ():
        verb = token.head
        makes = verb.lemma_.lower() in word_list("nouns", "light_verbs") and token.dep_ == "dobj"
        if makes and token.lemma_.lower() in nouns and token.sent.end == len(doc):
            source = source_of_verb(verb, [-1] * len(doc))
            span = (_cue_span(verb)[0], token.i + 1)
            found.append(Cue("announcement", verb.i, span, source, (), 0.6, is_utterance=True))
    return found


def _cues_at(token: Token, quoted: Quoted) -> Iterator[Cue]:
    if token.lower_ == "according":
        yield from _according(token)
    elif token.is_sent_start and token.pos_ == "PROPN" and token.lower_ in _FRONTED:
        yield from _fronted(token)
    elif token.lemma_ == "put" and any(c.dep_ == "dobj" and c.lower_ == "it" for c in token.rights):
        yield from _put_it(token, quoted)
    elif token.pos_ in ("VERB", "AUX"):
        classes = verb_classes().get(token.lemma_.lower(), NONE)
        if classes and token.dep_ not in ("aux", "auxpass", "amod", "compound"):
            cue = _verb(token, classes, quoted)
            if cue is not None:
                yield cue
    elif token.pos_ == "NOUN":
        if token.lemma_.lower() in word_list("nouns", "clause"):
            yield from _noun(token, quoted)
    elif token.pos_ == "ADJ" and token.lemma_.lower() in word_list("adjectives", "mind"):
        yield from _adjective(token, quoted)
    elif token.lower_ == "in" and token.pos_ == "ADP":
        yield from _in_view_of(token)


# --- verbs ---------------------------------------------------------------------------------------


def _verb(verb: Token, classes: frozenset[str], quoted: Quoted) -> Cue | None:
    content, construction, confidence = _verb_content(verb, classes, quoted)
    is_utterance = "utterance" in classes
    source = source_of_verb(verb, quoted)
    if content is None and source is not None and classes & {"utterance", "finding"}:
        content = after_colon(verb, quoted) or sentence_before(verb, source, quoted)
        construction, confidence = "clause", 0.75
    if content is None:
        if not is_utterance or source is None:
            return None
        content, construction, confidence = (), "tag", 0.6
    is_unfounded = construction == "stance" and source is None
    if is_unfounded or (not content and verb.dep_ in ("xcomp", "amod")):
        return None
    span = _cue_span(verb)
    addressee = _addressee(verb, content)
    if addressee is not None and source is not None and addressee[0] < source[1] and source[0] < addressee[1]:
        addressee = None
    told = addressee if construction != "intention" else None
    pieces = _cut_out(content, [span, source, told])
    if construction == "clause" and source is not None:
        pieces = before_name_again(verb, pieces, source, quoted)
    return Cue(
        construction,
        verb.i,
        span,
        source,
        pieces,
        confidence,
        addressee,
        is_utterance,
    )


def _verb_content(
    verb: Token, classes: frozenset[str], quoted: Quoted
) -> tuple[tuple[Range, ...] | None, str, float]:
    """What a verb reports, how it does, and how sure that is; None where it reports nothing here."""
    takes_clause = bool(classes & {"utterance", "belief", "finding"})
    clause = clause_of(verb, takes_clause, "intention" in classes, quoted)
    if clause is not None:
        is_intention = clause.dep_ == "xcomp"
        start, end = reach_of(verb, clause)
        return around(verb, start, end), "intention" if is_intention else "clause", 0.85
    if takes_clause and (host := host_clause(verb)) is not None:
        return host, "parenthesis", 0.8
    if "labelling" in classes and (labelled := label_of(verb)) is not None:
        return (labelled,), "label", 0.7
    joined = [
        child
        for child in verb.rights
        if child.dep_ == "prep" and (verb.lemma_.lower(), child.lower_) in word_pairs("prepositions", "after")
    ]
    if joined:
        objects = [child for child in joined[0].rights if child.dep_ in ("pobj", "pcomp")]
        if objects:
            return ((objects[0].left_edge.i, objects[0].right_edge.i + 1),), "preposition", 0.6
    if "stance" in classes or (takes_clause and verb.lemma_.lower() not in word_list("verbs", "clause_only")):
        objects = [child for child in verb.rights if child.dep_ == "dobj"]
        if objects and _says_something(verb, objects[0]):
            end = objects[0].right_edge.i + 1
            for child in verb.rights:
                if child.i == end and _gives_grounds(child, verb):
                    end = child.right_edge.i + 1
            return ((objects[0].left_edge.i, end),), "stance", 0.5
    return None, "", 0.0


def _says_something(verb: Token, thing: Token) -> bool:
    """Whether a stance on a thing tells what is said or thought of it: not "backed it", "welcomed Lee"."""
    after = thing.right_edge.i + 1
    more = verb.doc[after] if after < len(verb.doc) else None
    if thing.n_rights or (more is not None and _gives_grounds(more, verb)):
        return True
    is_bare = thing.pos_ in ("PRON", "ADJ", "ADV") or thing.tag_ in ("DT", "CD")
    is_name = thing.ent_type_ in ("PERSON", "ORG", "GPE", "NORP")
    return not is_bare and not (is_name and verb.lemma_.lower() in word_list("verbs", "deed"))


def _gives_grounds(preposition: Token, verb: Token) -> bool:
    """Whether a preposition after a verb tells why or as what, and not when."""
    is_one = preposition.dep_ == "prep" and preposition.lower_ in word_list("prepositions", "grounds")
    is_time = any(child.ent_type_ in ("DATE", "TIME") for child in preposition.rights)
    return is_one and preposition.head == verb and not is_time


def _addressee(verb: Token, content: tuple[Range, ...]) -> Range | None:
    """Who is told: the object of "told X that ...", or after "to"."""
    if verb.lemma_.lower() in word_list("verbs", "addressing"):
        for child in verb.rights:
            if child.dep_ in ("dobj", "dative") and not _is_in(child.i, content):
                return phrase_of(child, before=content[0][0] if content and content[0][0] > child.i else None)
    for child in verb.rights:
        if child.dep_ in ("prep", "dative") and child.lower_ == "to":
            for object_ in child.rights:
                if object_.dep_ == "pobj" and object_.ent_type_ in ("PERSON", "ORG", "NORP"):
                    return phrase_of(object_)
    return None


def _cue_span(verb: Token) -> Range:
    """The verb with the auxiliaries, negation and adverbs right before it and the particle after."""
    start, end = verb.i, verb.i + 1
    doc = verb.doc
    while start > 0 and doc[start - 1].head in (verb, doc[start]) and doc[start - 1].dep_ in _CUE_LEFT:
        start -= 1
    if end < len(doc) and doc[end].head == verb and doc[end].dep_ == "prt":
        end += 1
    if end < len(doc) and doc[end].head == verb and doc[end].dep_ in ("prep", "prt"):
        end += (verb.lemma_.lower(), doc[end].lower_) in word_pairs("prepositions", "after")
    return start, end


# --- other cues ----------------------------------------------------------------------------------


def _according(token: Token) -> Iterator[Cue]:
    doc = token.doc
    if token.i + 1 >= len(doc) or doc[token.i + 1].lower_ != "to":
        return
    to = doc[token.i + 1]
    objects = [child for child in (*to.rights, *token.rights) if child.dep_ == "pobj"]
    source = phrase_of(objects[0]) if objects else _up_to_mark(doc, to.i + 1)
    if source[0] >= source[1]:
        return
    host = token.head
    while host.pos_ not in ("VERB", "AUX") and host.head != host and host.dep_ != "ROOT":
        host = host.head
    start, end = host.left_edge.i, host.right_edge.i + 1
    pieces = _cut_out(((start, end),), [(token.i, source[1])])
    yield Cue("according_to", token.i, (token.i, token.i + 2), source, pieces, 0.85)


def _put_it(verb: Token, quoted: Quoted) -> Iterator[Cue]:
    """ "As she put it: ..."."""
    source = source_of_verb(verb, quoted)
    span = (verb.i, verb.i + 2)
    pieces = _cut_out(host_clause(verb) or (), [span, source])
    if source is not None:
        yield Cue("tag", verb.i, span, source, pieces, 0.8, is_utterance=True)


def _fronted(verb: Token) -> Iterator[Cue]:
    """ "Said Smith: …", which parsers take for a name."""
    start, end = _up_to_mark(verb.doc, verb.i + 1)
    if start < end < len(verb.doc) and verb.doc[end].text in ":,":
        yield Cue("tag", verb.i, (verb.i, start), (start, end), (), 0.7, is_utterance=True)


def _up_to_mark(doc: Doc, start: int) -> Range:
    """The words up to the next mark of punctuation: what a parse without an object leaves."""
    end = start
    while end < len(doc) and end - start < 12 and not doc[end].is_punct:
        end += 1
    return start, end


def _noun(noun: Token, quoted: Quoted) -> Iterator[Cue]:
    clauses = [
        child
        for child in noun.rights
        if child.dep_ in ("acl", "ccomp", "xcomp")
        and any(left.lower_ in ("that", "to", "whether") for left in child.lefts)
    ]
    if not clauses:
        return
    content = ((clauses[0].left_edge.i, clauses[0].right_edge.i + 1),)
    source, span = _source_of_noun(noun, quoted)
    yield Cue("noun", noun.i, span, source, _cut_out(content, [source]), 0.6)


def _source_of_noun(noun: Token, quoted: Quoted) -> tuple[Range | None, Range]:
    """Whose word it is: a possessor, "of" or "by" someone, or the subject of "make", "express" …"""
    span = (noun.i, noun.i + 1)
    for child in noun.children:
        if child.dep_ == "poss":
            start, end = phrase_of(child)
            end = end - 1 if noun.doc[end - 1].text in POSSESSIVES else end
            return (start, end), span
    for child in noun.rights:
        if child.dep_ == "prep" and child.lower_ in ("of", "by", "from", "among"):
            for object_ in child.rights:
                if object_.dep_ == "pobj":
                    return phrase_of(object_), span
    for child in noun.lefts:
        if child.ent_type_ in ("ORG", "PERSON", "NORP", "GPE") and child.dep_ in ("compound", "amod", "nmod"):
            return (child.left_edge.i, child.i + 1), span
    verb = noun.head
    if noun.dep_ == "dobj" and verb.lemma_.lower() in word_list("nouns", "light_verbs"):
        is_cue = verb.lemma_.lower() in verb_classes()
        return source_of_verb(verb, quoted), span if is_cue else (_cue_span(verb)[0], noun.i + 1)
    if noun.dep_ == "dobj" and noun.tag_ == "NN":
        return source_of_verb(verb, quoted), span
    holder = noun.head.head
    is_held = noun.dep_ == "pobj" and noun.head.lower_ in word_list("phrases", "held_in")
    if is_held and holder.pos_ in ("VERB", "AUX"):
        return source_of_verb(holder, quoted), span
    return None, span


def _adjective(adjective: Token, quoted: Quoted) -> Iterator[Cue]:
    clauses = [
        child
        for child in adjective.rights
        if child.dep_ in ("ccomp", "xcomp")
        or (child.dep_ == "prep" and child.lower_ in ("about", "of", "over", "by", "with"))
    ]
    verb = adjective.head
    if not clauses or verb.lemma_.lower() not in _BE_LIKE:
        return
    source = source_of_verb(verb, quoted)
    if source is None:
        return
    clause = clauses[0]
    span = (_cue_span(verb)[0], adjective.i + 1)
    content = (clause.left_edge.i, clause.right_edge.i + 1)
    if clause.dep_ == "prep":
        span, content = (span[0], clause.i + 1), (clause.i + 1, content[1])
    if content[0] < content[1]:
        yield Cue("adjective", adjective.i, span, source, (content,), 0.6)


def _in_view_of(token: Token) -> Iterator[Cue]:
    """ "in his view, X"."""
    nouns = [child for child in token.rights if child.dep_ == "pobj"]
    if not nouns or ("in", nouns[0].lemma_.lower()) not in word_pairs("phrases", "source_noun"):
        return
    holders = [child for child in nouns[0].children if child.dep_ == "poss"]
    if not holders or token.head.pos_ not in ("VERB", "AUX"):
        return
    host = token.head
    pieces = _cut_out(((host.left_edge.i, host.right_edge.i + 1),), [(token.i, nouns[0].i + 1)])
    start, end = phrase_of(holders[0])
    if token.doc[end - 1].text in POSSESSIVES:
        end -= 1
    yield Cue("view", nouns[0].i, (token.i, nouns[0].i + 1), (start, end), pieces, 0.6)


# --- ranges --------------------------------------------------------------------------------------


def _is_in(i: int, pieces: tuple[Range, ...]) -> bool:
    return any(start <= i < end for start, end in pieces)


def _cut_out(pieces: tuple[Range, ...], holes: list[Range | None]) -> tuple[Range, ...]:
    """The pieces without the holes."""
    left = [piece for piece in pieces if piece[0] < piece[1]]
    for hole in holes:
        if hole is None:
            continue
        cut: list[Range] = []
        for start, end in left:
            if hole[1] <= start or hole[0] >= end:
                cut.append((start, end))
                continue
            cut += [piece for piece in ((start, hole[0]), (hole[1], end)) if piece[0] < piece[1]]
        left = cut
    return tuple(left)
