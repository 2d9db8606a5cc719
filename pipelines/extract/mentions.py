"""Mentions: every reference in an article by name, role or pronoun, with the chain it belongs to.

Belongs here: putting names, chains and references together as rows. Not here: how each is found.
"""

from __future__ import annotations

from dataclasses import replace

from pipelines.extract.chains import ChainBook, build_chains
from pipelines.extract.names import Name, find_names
from pipelines.extract.records import AnalysedArticle, Chain, Mention
from pipelines.extract.references import Reference, find_references
from pipelines.extract.sport import with_teams


def find_mentions(article: AnalysedArticle) -> tuple[list[Mention], list[Chain]]:
    """The mentions of an article in reading order, and its chains numbered by first name."""
    names = with_teams(article, find_names(article))
    book = build_chains(article, names)
    references = find_references(article, book)
    rows = [
        *(_name_row(article, name, chain, book) for name, chain in zip(names, book.chain_of, strict=True)),
        *(_reference_row(article, reference) for reference in references),
    ]
    rows.sort(key=lambda row: (row.start_char, -row.end_char, row.form))
    return [replace(row, ordinal=ordinal) for ordinal, row in enumerate(rows)], book.chains(
        article.article_ordinal
    )


def _name_row(article: AnalysedArticle, name: Name, chain: int, book: ChainBook) -> Mention:
    segment = article.segments[name.segment]
    span = segment.doc[name.start : name.end]
    is_full = name.text == book.titles[chain]
    return Mention(
        ordinal=0,
        article_ordinal=article.article_ordinal,
        segment_ordinal=segment.ordinal,
        start_char=segment.start_char + span.start_char,
        end_char=segment.start_char + span.end_char,
        text=span.text,
        form="name",
        kind=name.kind,
        chain=chain,
        chain_members=(),
        method="name" if is_full else "short_name",
        confidence=name.confidence,
    )


def _reference_row(article: AnalysedArticle, reference: Reference) -> Mention:
    segment = article.segments[reference.segment]
    span = segment.doc[reference.start : reference.end]
    return Mention(
        ordinal=0,
        article_ordinal=article.article_ordinal,
        segment_ordinal=segment.ordinal,
        start_char=segment.start_char + span.start_char,
        end_char=segment.start_char + span.end_char,
        text=span.text,
        form=reference.form,
        kind=reference.kind,
        chain=reference.chain,
        chain_members=reference.members,
        method=reference.method,
        confidence=reference.confidence,
    )
