"""Statements: the passages of an article that assert something checkable.

Belongs here: which clauses become rows, of which kind, and what stands for them where they are
compared: content lemmas with pronouns and roles replaced by names. Not here: cutting (`clauses`),
what stands in a clause (`clause_contents`), polarity and modality (`assertion`), and which
statements say the same (`pipelines.corroborate`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Span, Token

from pipelines.extract import assertion
from pipelines.extract.clause_contents import Context, Passage, context_of, passages_of
from pipelines.extract.clauses import Clause, is_finite
from pipelines.extract.periods import find_period
from pipelines.extract.records import (
    AnalysedArticle,
    AnalysedSegment,
    Chain,
    Mention,
    Quantity,
    Quote,
    Statement,
)
from pipelines.extract.vectors import vectors

_STORY_KINDS_WITHOUT_VERBS = frozenset({"title", "heading", "standfirst"})
_SILENT_KINDS = frozenset({"dateline"})
_INCIDENTAL_QUANTITIES = frozenset({"ordinal", "age", "duration"})
"""Quantities that seldom are the point of their clause."""
_CONTENT_POS = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "ADV", "NUM"})
_FEWEST_TERMS = 3
_NUMBERS_OF_ROW, _SHARE_OF_ROW = 3, 0.3
"""How many words, and what share of them, are numbers in a row of a table."""


def find_statements(
    article: AnalysedArticle,
    mentions: Sequence[Mention],
    chains: Sequence[Chain],
    quotes: Sequence[Quote],
    quantities: Sequence[Quantity],
) -> list[Statement]:
    """The checkable statements of an article, in order of text, numbered from 0; one may hold another.

    Each is a clause, or a whole sentence that holds one, or several that state nothing alone; titles need no
    verb. Questions, commands, rows of tables and the bare frames of attributions ("Putin said") give none.
    """
    context = context_of(mentions, chains, quotes, quantities)
    found = [
        each
        for segment in article.segments
        if segment.kind not in _SILENT_KINDS
        for near in (context.within(segment),)
        for parts, whole in passages_of(segment, near)
        if not _is_row_of_table(whole.sentence)
        for each in _of_sentence(article.article_ordinal, parts, whole, near)
    ]
    return [replace(each, ordinal=ordinal) for ordinal, each in enumerate(_with_vectors(found))]


def _is_row_of_table(sentence: Span) -> bool:
    """Whether a sentence is a row of results, not told in words: "287 Ian Woosnam 70 76 71 70"."""
    words = [token for token in sentence if token.text[0].isalnum()]
    numbers = sum(token.text[0].isdigit() for token in words)
    is_told = any(token.pos_ in {"VERB", "AUX"} and is_finite(token) for token in words)
    return numbers >= _NUMBERS_OF_ROW and numbers >= _SHARE_OF_ROW * len(words) and not is_told


def _of_sentence(
    article_ordinal: int, parts: Sequence[Sequence[Passage]], whole: Passage, context: Context
) -> list[tuple[Statement, Passage]]:
    """The statements of a sentence: those of its clauses, else the sentence itself.

    What someone said in so few words that they state nothing alone is a statement with who said so.
    """
    stated = [each for together in parts for each in _stated(article_ordinal, together, context)]
    return stated if stated or len(parts) < 2 else _stated(article_ordinal, [whole], context)


def _stated(
    article_ordinal: int, passages: Sequence[Passage], context: Context
) -> list[tuple[Statement, Passage]]:
    """The statements of a clause and of what it embeds, each without the words that the others state.

    Words of an embedded clause that gives no row stay with the clause around it.
    """
    kept: list[tuple[Statement, Passage]] = []
    for passage in reversed(passages):
        stated = {(each.clause.start, each.clause.end) for _, each in kept}
        own = tuple(span for span in passage.clause.embedded if span in stated)
        for embedded in dict.fromkeys((own, ())):
            candidate = replace(passage, clause=replace(passage.clause, embedded=embedded))
            statement = _statement(article_ordinal, candidate, context)
            if statement is not None:
                kept.append((statement, candidate))
                break
    return kept[::-1]


def _with_vectors(found: Sequence[tuple[Statement, Passage]]) -> list[Statement]:
    """Statements with the vectors of their own words."""
    own = vectors([passage.own_text for _, passage in found])
    return [replace(statement, vector=vector) for (statement, _), vector in zip(found, own, strict=True)]


def _statement(article_ordinal: int, passage: Passage, context: Context) -> Statement | None:
    """The row of a passage, or None where it asserts nothing that could be checked."""
    clause, doc = passage.clause, passage.segment.doc
    head = doc[clause.head]
    has_verb = _asserts(passage, head)
    terms = tuple(terms_of(passage, context))
    if not _is_checkable(passage, head, has_verb, terms):
        return None
    is_aside = clause.is_embedded or head.dep_ == "relcl"
    cue = None if is_aside or not has_verb else _cue_lemma(passage.quote)
    predicate = _predicate(head)
    text, whole = passage.span.text, passage.sentence.text
    sentence, indent = whole.strip(), len(whole) - len(whole.lstrip())
    figure = next((each for each in passage.own_quantities if each.kind not in _INCIDENTAL_QUANTITIES), None)
    kind = "numeric" if figure else "quote" if passage.quote else "statement"
    shared = _shared_subject(passage, context)
    meant = [*([shared] if shared else []), *passage.own_mentions]
    chains = tuple(dict.fromkeys(chain for each in meant for chain in _chains_of(each)))
    return Statement(
        ordinal=0,
        article_ordinal=article_ordinal,
        segment_ordinal=passage.segment.ordinal,
        start_char=passage.start_char,
        end_char=passage.end_char,
        text=text,
        kind=kind,
        quantity_ordinal=figure.ordinal if figure else None,
        quote_ordinal=passage.quote.ordinal if passage.quote else None,
        polarity=assertion.polarity(doc, clause, cue, disbelieved=_is_disbelieved(passage, cue)),
        modality=assertion.modality(doc, clause, cue),
        subject_chain=_subject_chain(passage, figure, context),
        chains=chains,
        terms=terms,
        period=_period(passage, figure),
        confidence=_confidence(passage, kind, has_verb, chains),
        predicate=assertion.lemma(predicate) if predicate is not None else None,
        predicate_char=passage.segment.start_char + (predicate or head).idx,
        sentence=sentence if sentence != text else None,
        sentence_char=passage.segment.start_char + passage.sentence.start_char + indent,
    )


def _period(passage: Passage, figure: Quantity | None) -> str | None:
    """When the statement holds: with its figure, else in the period that governs its clause."""
    if figure is not None:
        return figure.period
    span, head = passage.span, passage.segment.doc[passage.clause.head]
    return find_period(passage.segment.doc, span.start_char, span.end_char, word=head)


def _asserts(passage: Passage, head: Token) -> bool:
    """Whether the passage has a finite verb; the parser may hang it below a noun."""
    if head.pos_ in {"VERB", "AUX"} and is_finite(head):
        return True
    return any(token.pos_ in {"VERB", "AUX"} and is_finite(token) for token in passage.own_tokens)


def _is_checkable(passage: Passage, head: Token, has_verb: bool, terms: Sequence[str]) -> bool:
    if passage.segment.kind in _STORY_KINDS_WITHOUT_VERBS or passage.clause.is_embedded:
        return len(terms) >= _FEWEST_TERMS
    if not has_verb and not (
        passage.own_quantities and passage.quote is None and len(terms) >= _FEWEST_TERMS
    ):
        return False
    if head.tag_ == "VB" and passage.clause.subject is None and not _has_auxiliary(head):
        return False
    if _is_frame(passage, head) and not any("-" in each.text for each in passage.own_quantities):
        return False
    return len(terms) >= _FEWEST_TERMS or bool(passage.own_quantities and terms)


def _has_auxiliary(verb: Token) -> bool:
    return any(child.dep_ in {"aux", "auxpass"} for child in verb.children)


def _is_frame(passage: Passage, head: Token) -> bool:
    """Whether the clause only reports: a verb whose content stands in another clause, or in none."""
    if passage.quote is not None:
        return False
    complements = [child for child in head.children if child.dep_ in {"ccomp", "xcomp", "dobj"}]
    inside = [child for child in complements if passage.clause.start <= child.i < passage.clause.end]
    reports = passage.is_parted and assertion.lemma(head) in assertion.lexicon().saying
    return not inside and (reports or any(child.dep_ == "ccomp" for child in complements))


def terms_of(passage: Passage, context: Context) -> Iterator[str]:
    """Content lemmas in order; a pronoun or role gives the words of the name it stands for."""
    offset = passage.segment.start_char
    replaced: dict[int, str] = {}
    for mention in passage.own_mentions:
        names = [context.names[chain] for chain in _chains_of(mention) if chain in context.names]
        if mention.form != "name" and names:
            replaced[mention.start_char - offset] = " ".join(names)
    covered = sorted(
        (mention.start_char - offset, mention.end_char - offset)
        for mention in passage.own_mentions
        if mention.start_char - offset in replaced
    )
    yield from _inherited_subject(passage, context)
    for token in passage.own_tokens:
        if token.idx in replaced:
            yield from _words(replaced[token.idx])
        elif not any(start <= token.idx < end for start, end in covered) and _is_content(token):
            yield assertion.lemma(token)


def _inherited_subject(passage: Passage, context: Context) -> Iterator[str]:
    """The words of the subject that a clause shares with the one before it."""
    if not _has_distant_subject(passage.clause):
        return
    shared = _shared_subject(passage, context)
    names = [context.names[chain] for chain in _chains_of(shared) if chain in context.names] if shared else []
    token = passage.segment.doc[passage.clause.subject or 0]
    if names:
        yield from _words(" ".join(names))
    elif _is_content(token):
        yield assertion.lemma(token)


def _shared_subject(passage: Passage, context: Context) -> Mention | None:
    """The mention that is the subject of a clause but stands outside it."""
    if not _has_distant_subject(passage.clause):
        return None
    return _mention_at(passage.segment, passage.segment.doc[passage.clause.subject or 0], context)


def _has_distant_subject(clause: Clause) -> bool:
    return clause.subject is not None and not clause.start <= clause.subject < clause.end


def _predicate(head: Token) -> Token | None:
    """What is said of the subject: the main verb, what an empty verb governs, or a title's noun."""
    words = assertion.lexicon()
    token = head
    for _ in range(3):
        if assertion.lemma(token) not in words.empty | words.planning_verbs | words.hedging_verbs:
            return token
        below = [each for each in token.children if each.dep_ in {"xcomp", "ccomp", "attr", "acomp", "dobj"}]
        if not below:
            return None
        token = below[0]
    return None


def _mention_at(segment: AnalysedSegment, token: Token, context: Context) -> Mention | None:
    """The longest mention that covers a token."""
    start = segment.start_char + token.idx
    covering = [mention for mention in context.mentions if mention.start_char <= start < mention.end_char]
    return max(covering, key=lambda each: (each.end_char - each.start_char, -each.ordinal), default=None)


def _is_content(token: Token) -> bool:
    words = assertion.lexicon()
    if token.pos_ not in _CONTENT_POS or token.is_punct or token.is_space:
        return False
    name = assertion.lemma(token)
    is_named = token.like_num or token.pos_ in {"NUM", "PROPN"}
    return name not in words.empty and name not in words.saying and (is_named or not token.is_stop)


def _words(name: str) -> list[str]:
    return [word for word in name.lower().replace("’s", "").replace("'s", "").split() if word]


def _chains_of(mention: Mention) -> tuple[int, ...]:
    return (mention.chain,) if mention.chain is not None else mention.chain_members


def _subject_chain(passage: Passage, figure: Quantity | None, context: Context) -> int | None:
    """The chain of what the figure measures, else of the grammatical subject."""
    if figure is not None and figure.subject_chain is not None:
        return figure.subject_chain
    if passage.clause.subject is None:
        return None
    token = passage.segment.doc[passage.clause.subject]
    mention = _mention_at(passage.segment, token, context)
    return mention.chain if mention else None


def _cue_lemma(quote: Quote | None) -> str | None:
    """The first word of the reporting phrase without its ending, as the lexicon spells it."""
    if quote is None or not quote.cue_text:
        return None
    words = assertion.lexicon()
    for word in quote.cue_text.lower().split():
        for stem in (word, word.removesuffix("s"), word.removesuffix("d"), word.removesuffix("ed")):
            if stem in words.denying_cues | words.hedging_verbs | words.planning_verbs:
                return stem
        if word == "denied" or word == "denies":
            return "deny"
    return None


def _is_disbelieved(passage: Passage, cue: str | None) -> bool:
    """Whether who is cited does not believe what the passage says."""
    quote = passage.quote
    return cue is not None and quote is not None and assertion.is_disbelieved(quote.cue_text or "")


def _confidence(passage: Passage, kind: str, has_verb: bool, chains: Sequence[int]) -> float:
    """How sure it is that the passage asserts one checkable thing."""
    score = 0.9 if chains or kind == "numeric" else 0.6
    if not has_verb:
        score -= 0.2
    if passage.quote is not None:
        score = min(score, max(passage.quote.confidence, 0.3))
    return round(score, 2)
