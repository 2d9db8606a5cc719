"""Contracts of drafts: the rows of parts for the files of one corpus, with their public ids.

And of what goes with them: which content a document has, what was left out, what was said of rows.
"""

from pipelines.contracts import vocabulary as v
from pipelines.contracts.model import Column, Table, Type, col, opt
from pipelines.contracts.stages.parts import (
    CONFIDENCE,
    FOUND_CHAINS,
    FOUND_MENTIONS,
    FOUND_QUANTITIES,
    FOUND_QUOTES,
    FOUND_SPEAKERS,
    FOUND_STATEMENTS,
    document_key,
)

LEFT_OUT = Table(
    "left_out",
    "One row per file or row that a step left out, before a run puts its name to it.",
    (
        col("path", Type.TEXT, "The file."),
        opt("table_name", Type.TEXT, "The table a row was meant for; NULL for a whole file."),
        opt("row_id", Type.TEXT, "Key of the row; NULL for a whole file."),
        col("stage", Type.TEXT, "Where it was stopped.", vocabulary=v.STAGES),
        col("reason", Type.TEXT, "Why, in words."),
        opt("detail", Type.TEXT, "What was seen."),
    ),
    key=("path", "table_name", "row_id", "stage", "reason"),
    schema="stage",
)

DOCUMENT_KEYS = Table(
    "document_keys",
    "One row per document of the corpus: which content it has.",
    (
        col("document_id", Type.TEXT, "Key."),
        col("path", Type.TEXT, "Path of the document."),
        col("file_path", Type.TEXT, "Path of the file it came from."),
        document_key(),
    ),
    key=("document_id",),
    schema="stage",
)


def _draft(name: str, found: Table, key: str, links: dict[str, tuple[str, str, str]]) -> Table:
    """The draft of a found table: ids for ordinals, chains as `chain_id` text.

    `links` maps an ordinal column to the id column that replaces it, the table that this refers to
    and what it means.
    """
    place = {"document_key", "ordinal", "article_ordinal", "segment_ordinal"}
    columns: list[Column] = [
        col(key, Type.TEXT, "Key."),
        col("document_id", Type.TEXT, "The document.", references="documents"),
        col("article_id", Type.TEXT, "The article.", references="draft_articles"),
    ]
    if "segment_ordinal" in found.column_names:
        columns.append(col("segment_id", Type.TEXT, "The segment it starts in.", references="segments"))
    for column in found.columns:
        if column.name in links:
            new_name, target, meaning = links[column.name]
            type_ = Type.TEXTS if column.type is Type.INTEGERS else Type.TEXT
            columns.append(Column(new_name, type_, meaning, nullable=column.nullable, references=target))
        elif column.name not in place:
            columns.append(column)
    return Table(name, found.grain, tuple(columns), (key,), schema="stage")


DRAFT_ARTICLES = Table(
    "draft_articles",
    "One row per article, before sources are resolved and events known.",
    (
        col("article_id", Type.TEXT, "Key."),
        col("document_id", Type.TEXT, "The document.", references="documents"),
        col("kind", Type.TEXT, "Main story or teaser.", vocabulary=v.ARTICLE_KINDS),
        opt("title", Type.TEXT, "Headline."),
        opt("byline", Type.TEXT, "Who wrote it, as printed."),
        opt("outlet", Type.TEXT, "Name or domain of who published this copy."),
        opt("outlet_basis", Type.TEXT, "What says so.", vocabulary=v.SOURCE_BASES),
        opt("origin", Type.TEXT, "Name or domain of who wrote it."),
        opt("origin_basis", Type.TEXT, "What says so.", vocabulary=v.SOURCE_BASES),
        opt("published_from", Type.DATE, "Earliest day."),
        opt("published_to", Type.DATE, "Latest day."),
        opt("published_at", Type.TIMESTAMPTZ, "Moment, where stated."),
        opt("published_basis", Type.TEXT, "What the date rests on.", vocabulary=v.DATE_BASES),
        opt("published_evidence", Type.TEXT, "The words, cell, address or path that show it."),
        opt("language", Type.TEXT, "Language, BCP 47."),
        col(
            "extraction_status", Type.TEXT, "Whether it was extracted from.", vocabulary=v.EXTRACTION_STATUSES
        ),
        col("word_count", Type.INTEGER, "Words in the segments that tell the story."),
        col("start_char", Type.INTEGER, "Start of the hull of its segments."),
        col("end_char", Type.INTEGER, "End of the hull of its segments."),
        col("fingerprint", Type.HASHES, "Winnowed hashes of its body's word n-grams."),
    ),
    key=("article_id",),
    schema="stage",
)

DRAFT_MENTIONS = _draft(
    "draft_mentions",
    FOUND_MENTIONS,
    "mention_id",
    {
        "chain": ("chain_id", "draft_chains", "Its chain; NULL if open or plural."),
        "chain_members": ("chain_member_ids", "draft_chains", "The chains of a plural mention."),
    },
)
DRAFT_CHAINS = Table(
    "draft_chains",
    FOUND_CHAINS.grain,
    (
        col("chain_id", Type.TEXT, "Key."),
        col("document_id", Type.TEXT, "The document.", references="documents"),
        col("article_id", Type.TEXT, "The article.", references="draft_articles"),
        col("kind", Type.TEXT, "What it is.", vocabulary=v.ENTITY_KINDS),
        col("name", Type.TEXT, "Its fullest name in the article."),
    ),
    key=("chain_id",),
    schema="stage",
)
DRAFT_QUOTES = _draft(
    "draft_quotes",
    FOUND_QUOTES,
    "quote_id",
    {
        "parent_ordinal": ("parent_quote_id", "draft_quotes", "The quote it is nested in."),
        "repeats_ordinal": ("repeats_quote_id", "draft_quotes", "The quote that the page prints again here."),
    },
)
DRAFT_SPEAKERS = Table(
    "draft_speakers",
    FOUND_SPEAKERS.grain,
    (
        col("quote_id", Type.TEXT, "The quote.", references="draft_quotes"),
        col("ordinal", Type.INTEGER, "Position within the quote."),
        col("role", Type.TEXT, "Part played.", vocabulary=v.SPEAKER_ROLES),
        opt("chain_id", Type.TEXT, "Who it is; NULL if open.", references="draft_chains"),
        col("text", Type.TEXT, "As printed."),
        col("method", Type.TEXT, "How that was found."),
        CONFIDENCE,
    ),
    key=("quote_id", "ordinal"),
    schema="stage",
)
DRAFT_QUANTITIES = _draft(
    "draft_quantities",
    FOUND_QUANTITIES,
    "numeric_claim_id",
    {
        "subject_chain": ("subject_chain_id", "draft_chains", "Whom or what it is about."),
        "comparand_chain": ("comparand_chain_id", "draft_chains", "The thing it is compared with."),
        "whole_chain": ("whole_chain_id", "draft_chains", "The thing it is a part of."),
        "quote_ordinal": ("quote_id", "draft_quotes", "The innermost attribution it stands in."),
        "same_as_ordinal": ("same_as", "draft_quantities", "The quantity it restates in another unit."),
    },
)
DRAFT_STATEMENTS = _draft(
    "draft_statements",
    FOUND_STATEMENTS,
    "claim_mention_id",
    {
        "quantity_ordinal": ("numeric_claim_id", "draft_quantities", "The figure it rests on."),
        "quote_ordinal": ("quote_id", "draft_quotes", "The attribution it stands in."),
        "subject_chain": ("subject_chain_id", "draft_chains", "Whom or what it is about."),
        "chains": ("chain_ids", "draft_chains", "Every thing it mentions."),
    },
)

DRAFTS = (
    DRAFT_ARTICLES,
    DRAFT_MENTIONS,
    DRAFT_CHAINS,
    DRAFT_QUOTES,
    DRAFT_SPEAKERS,
    DRAFT_QUANTITIES,
    DRAFT_STATEMENTS,
)
DRAFT_OF = {
    "articles": "draft_articles",
    "mentions": "draft_mentions",
    "quotes": "draft_quotes",
    "quote_speakers": "draft_speakers",
    "numeric_claims": "draft_quantities",
    "claim_mentions": "draft_statements",
}
"""Published tables whose rows exist as drafts first, under another name."""
PUBLISHED_AS = {draft: published for published, draft in DRAFT_OF.items()}

VERDICTS = Table(
    "verdicts",
    "One row per row-level expectation that a new row of a document breaks.",
    (
        col("document_id", Type.TEXT, "The document."),
        col("table_name", Type.TEXT, "The published table the row is meant for."),
        col("row_id", Type.TEXT, "Its key; parts of a composite key joined by `|`."),
        col("check_name", Type.TEXT, "The expectation."),
        col("severity", Type.TEXT, "Whether the row is left out.", vocabulary=v.SEVERITIES),
        col("reason", Type.TEXT, "The rule, in a sentence."),
        opt("detail", Type.TEXT, "What was seen."),
    ),
    key=("document_id", "table_name", "row_id", "check_name"),
    schema="stage",
)
