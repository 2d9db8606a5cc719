"""Everything that one language pass finds in a document: the seam of this room.

Belongs here: the order in which finders run and how their ordinals become the document's. Not here:
what any of them looks for.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from spacy.language import Language

from pipelines.extract.language import analyse
from pipelines.extract.mentions import find_mentions
from pipelines.extract.nominals import find_nominals
from pipelines.extract.printed import as_printed
from pipelines.extract.quantities import find_quantities
from pipelines.extract.quotes import find_quotes
from pipelines.extract.records import (
    AnalysedArticle,
    Chain,
    DocumentInput,
    Found,
    Mention,
    Quantity,
    Quote,
    Speaker,
    Statement,
)
from pipelines.extract.statements import find_statements


def extract_documents(documents: Sequence[DocumentInput], nlp: Language) -> list[Found]:
    """What is found in each document, in the order given; the language model runs once over all."""
    return [
        _extract(document.document_key, articles)
        for document, articles in zip(documents, analyse(nlp, documents), strict=True)
    ]


def _extract(document_key: str, articles: tuple[AnalysedArticle, ...]) -> Found:
    gathered = _Gathered()
    for article in articles:
        mentions, chains = find_mentions(article)
        quotes, speakers = find_quotes(article, mentions, chains)
        quantities = find_quantities(article, mentions, quotes)
        statements = find_statements(article, mentions, chains, quotes, quantities)
        statements += find_nominals(article, mentions, chains, quotes, statements)
        ends = {segment.start_char + end for segment in article.segments for end in segment.line_ends}
        gathered.add(
            as_printed(mentions, ends),
            chains,
            as_printed(quotes, ends),
            speakers,
            as_printed(quantities, ends),
            as_printed(statements, ends),
        )
    return gathered.found(document_key)


@dataclass(slots=True)
class _Gathered:
    """Rows of several articles of a document, numbered over the document."""

    mentions: list[Mention] = field(default_factory=list)
    chains: list[Chain] = field(default_factory=list)
    quotes: list[Quote] = field(default_factory=list)
    speakers: list[Speaker] = field(default_factory=list)
    quantities: list[Quantity] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)

    def add(
        self,
        mentions: list[Mention],
        chains: list[Chain],
        quotes: list[Quote],
        speakers: list[Speaker],
        quantities: list[Quantity],
        statements: list[Statement],
    ) -> None:
        """Take in one article's rows, whose ordinals run from 0 within the article."""
        mention, quote = len(self.mentions), len(self.quotes)
        quantity, statement = len(self.quantities), len(self.statements)
        self.mentions += [replace(row, ordinal=row.ordinal + mention) for row in mentions]
        self.chains += chains
        self.quotes += [
            replace(
                row,
                ordinal=row.ordinal + quote,
                parent_ordinal=_shift(row.parent_ordinal, quote),
                repeats_ordinal=_shift(row.repeats_ordinal, quote),
            )
            for row in quotes
        ]
        self.speakers += [replace(row, quote_ordinal=row.quote_ordinal + quote) for row in speakers]
        self.quantities += [
            replace(
                row,
                ordinal=row.ordinal + quantity,
                quote_ordinal=_shift(row.quote_ordinal, quote),
                same_as_ordinal=_shift(row.same_as_ordinal, quantity),
            )
            for row in quantities
        ]
        self.statements += [
            replace(
                row,
                ordinal=row.ordinal + statement,
                quantity_ordinal=_shift(row.quantity_ordinal, quantity),
                quote_ordinal=_shift(row.quote_ordinal, quote),
            )
            for row in statements
        ]

    def found(self, document_key: str) -> Found:
        return Found(
            document_key,
            tuple(self.mentions),
            tuple(self.chains),
            tuple(self.quotes),
            tuple(self.speakers),
            tuple(self.quantities),
            tuple(self.statements),
        )


def _shift(ordinal: int | None, by: int) -> int | None:
    return None if ordinal is None else ordinal + by
