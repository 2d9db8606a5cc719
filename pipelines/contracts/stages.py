"""Contracts of what lives in the store between rooms, never in the warehouse.

Three families. *Parts* hold what one file gave, keyed by content (`document_key`) and by ordinals
within the document, so that a rename recomputes nothing: `parsed_*` from `parse`, `found_*` from
`extract`. *Drafts* are the same rows for the files of one corpus, with their public ids, before
entities are resolved. `files` is the inventory.

Ordinals run from 0 within a document. A *chain* is the set of mentions within one article that
stand for one thing; its ordinal runs within the article.
"""

from pipelines.contracts import vocabulary as v
from pipelines.contracts.model import Column, Table, Type, col, opt

FILES = Table(
    "files",
    "One row per file of the corpus that may hold articles.",
    (
        col("path", Type.TEXT, "Path relative to the corpus, `/` between its parts."),
        col("byte_count", Type.BIGINT, "Size.", unit="bytes"),
        col("modified_ns", Type.BIGINT, "Modification time.", unit="nanoseconds since 1970"),
        col("seen_ns", Type.BIGINT, "When its bytes were hashed.", unit="nanoseconds since 1970"),
        col("sha256", Type.TEXT, "SHA-256 of its bytes."),
        col("format", Type.TEXT, "Reader chosen by its name: `text`, `html` …"),
        col("file_key", Type.TEXT, "Key of its content: hash and format."),
        opt("url", Type.TEXT, "From the manifest."),
        opt("source", Type.TEXT, "From the manifest."),
        opt("published", Type.TEXT, "From the manifest: a day, a month, a year or a moment, ISO 8601."),
        opt("title", Type.TEXT, "From the manifest."),
        opt("byline", Type.TEXT, "From the manifest."),
        opt("language", Type.TEXT, "From the manifest, BCP 47."),
    ),
    key=("path",),
    schema="stage",
)


CONFIDENCE = col("confidence", Type.DOUBLE, "How sure the row is, 0 to 1.")


def document_key() -> Column:
    """The content key that parts share."""
    return col("document_key", Type.TEXT, "Content key: file hash, format and member.")


def span() -> tuple[Column, ...]:
    """A span and its words."""
    return (
        col("start_char", Type.INTEGER, "Start, 0-based.", unit="code points"),
        col("end_char", Type.INTEGER, "End, half-open.", unit="code points"),
        col("text", Type.TEXT, "The words at that span."),
    )


def found_place() -> tuple[Column, ...]:
    """Where a found row stands within its document."""
    return (
        document_key(),
        col("ordinal", Type.INTEGER, "Position among its kind in the document."),
        col("article_ordinal", Type.INTEGER, "Its article."),
        col("segment_ordinal", Type.INTEGER, "The segment it starts in."),
        *span(),
    )


PARSED_DOCUMENTS = Table(
    "parsed_documents",
    "One row per document of a file.",
    (
        document_key(),
        col("file_key", Type.TEXT, "The file it came from."),
        opt("member", Type.TEXT, "Its name inside a container."),
        col("sha256", Type.TEXT, "SHA-256 of the bytes read."),
        col("format", Type.TEXT, "Format it was read as."),
        col("encoding", Type.TEXT, "Encoding it was decoded with."),
        col("byte_count", Type.BIGINT, "Size of the bytes read.", unit="bytes"),
        col("text", Type.TEXT, "The text that every span points into."),
        opt("url", Type.TEXT, "Address, where the file states it."),
        col("repairs", Type.TEXTS, "What was mended while decoding."),
    ),
    key=("document_key",),
    schema="stage",
)

PARSED_ARTICLES = Table(
    "parsed_articles",
    "One row per article of a document.",
    (
        document_key(),
        col("article_ordinal", Type.INTEGER, "Position in the document."),
        col("kind", Type.TEXT, "Main story or teaser.", vocabulary=v.ARTICLE_KINDS),
        opt("title", Type.TEXT, "Headline."),
        opt("byline", Type.TEXT, "Who wrote it, as printed."),
        opt("outlet", Type.TEXT, "Name or domain of who published this copy, as the document shows it."),
        opt("outlet_basis", Type.TEXT, "What shows it.", vocabulary=v.SOURCE_BASES),
        opt("origin", Type.TEXT, "Name or domain of who wrote it, as the document says it."),
        opt("origin_basis", Type.TEXT, "What says it.", vocabulary=v.SOURCE_BASES),
        opt("language", Type.TEXT, "Detected or stated language, BCP 47."),
        col("word_count", Type.INTEGER, "Words in the segments that tell the story.", unit="words"),
        col("start_char", Type.INTEGER, "Start of the hull of its segments.", unit="code points"),
        col("end_char", Type.INTEGER, "End of the hull of its segments.", unit="code points"),
        col("fingerprint", Type.HASHES, "Winnowed hashes of its body's word n-grams, sorted, distinct."),
    ),
    key=("document_key", "article_ordinal"),
    schema="stage",
)

PARSED_DATES = Table(
    "parsed_dates",
    "One row per date that an article may have been published on, best first.",
    (
        document_key(),
        col("article_ordinal", Type.INTEGER, "The article."),
        col("rank", Type.INTEGER, "Order of trust, from 0."),
        col("basis", Type.TEXT, "What states it.", vocabulary=v.DATE_BASES),
        col("published_from", Type.DATE, "Earliest day."),
        col("published_to", Type.DATE, "Latest day."),
        opt("published_at", Type.TIMESTAMPTZ, "The moment, where stated."),
        col("text", Type.TEXT, "What states it, as printed."),
    ),
    key=("document_key", "article_ordinal", "rank"),
    schema="stage",
)

PARSED_SEGMENTS = Table(
    "parsed_segments",
    "One row per segment of a document; together they tile its text.",
    (
        document_key(),
        col("ordinal", Type.INTEGER, "Position in the document."),
        opt("article_ordinal", Type.INTEGER, "Its article; NULL for what belongs to the page."),
        col("kind", Type.TEXT, "What the stretch is.", vocabulary=v.SEGMENT_KINDS),
        *span(),
        opt("repeats_ordinal", Type.INTEGER, "The segment whose words it repeats."),
    ),
    key=("document_key", "ordinal"),
    schema="stage",
)

FAILURES = Table(
    "failures",
    "One row per file, member or document that a room could not take.",
    (
        col("content_key", Type.TEXT, "Key of the file or document."),
        opt("member", Type.TEXT, "Its name inside a container."),
        col("stage", Type.TEXT, "Where it was stopped.", vocabulary=v.STAGES),
        col("reason", Type.TEXT, "Why, in words a person understands."),
        opt("detail", Type.TEXT, "What was seen."),
    ),
    key=("content_key", "member", "stage"),
    schema="stage",
)

FOUND_MENTIONS = Table(
    "found_mentions",
    "One row per reference by name, role or pronoun.",
    (
        *found_place(),
        col("form", Type.TEXT, "How it refers.", vocabulary=v.MENTION_FORMS),
        col("kind", Type.TEXT, "What the words name.", vocabulary=v.ENTITY_KINDS),
        opt("chain", Type.INTEGER, "Its chain; NULL if open or plural."),
        col("chain_members", Type.INTEGERS, "The chains of a plural mention; else empty."),
        col("method", Type.TEXT, "How the chain was found."),
        CONFIDENCE,
    ),
    key=("document_key", "ordinal"),
    schema="stage",
)

FOUND_CHAINS = Table(
    "found_chains",
    "One row per thing that an article mentions by name.",
    (
        document_key(),
        col("article_ordinal", Type.INTEGER, "The article."),
        col("chain", Type.INTEGER, "Position within the article."),
        col("kind", Type.TEXT, "What it is.", vocabulary=v.ENTITY_KINDS),
        col("name", Type.TEXT, "Its fullest name in the article."),
    ),
    key=("document_key", "article_ordinal", "chain"),
    schema="stage",
)

FOUND_QUOTES = Table(
    "found_quotes",
    "One row per attribution or quoted phrase.",
    (
        *found_place(),
        col("fragments", Type.SPANS, "Its pieces where a tag interrupts it; else empty."),
        col("kind", Type.TEXT, "How it is rendered.", vocabulary=v.QUOTE_KINDS),
        opt("cue_text", Type.TEXT, "The reporting words."),
        opt("cue_start_char", Type.INTEGER, "Start of the cue.", unit="code points"),
        opt("cue_end_char", Type.INTEGER, "End of the cue.", unit="code points"),
        opt("speaker_text", Type.TEXT, "The first speaker as printed."),
        opt("speaker_start_char", Type.INTEGER, "Start of the speaker.", unit="code points"),
        opt("speaker_end_char", Type.INTEGER, "End of the speaker.", unit="code points"),
        opt("speaker_method", Type.TEXT, "How the speaker was found."),
        opt("speaker_confidence", Type.DOUBLE, "How sure the speaker is, 0 to 1."),
        CONFIDENCE,
        opt("parent_ordinal", Type.INTEGER, "The quote it is nested in."),
        opt("repeats_ordinal", Type.INTEGER, "The quote that the page prints again here."),
    ),
    key=("document_key", "ordinal"),
    schema="stage",
)

FOUND_SPEAKERS = Table(
    "found_speakers",
    "One row per participant of a quote.",
    (
        document_key(),
        col("quote_ordinal", Type.INTEGER, "The quote."),
        col("ordinal", Type.INTEGER, "Position within the quote."),
        col("role", Type.TEXT, "Part played.", vocabulary=v.SPEAKER_ROLES),
        opt("chain", Type.INTEGER, "Who it is; NULL if open."),
        col("text", Type.TEXT, "As printed."),
        col("method", Type.TEXT, "How that was found."),
        CONFIDENCE,
    ),
    key=("document_key", "quote_ordinal", "ordinal"),
    schema="stage",
)

FOUND_QUANTITIES = Table(
    "found_quantities",
    "One row per printed quantity, before units are converted and periods resolved.",
    (
        *found_place(),
        opt("value", Type.DOUBLE, "The value; NULL for a range."),
        opt("low", Type.DOUBLE, "Lower end of a range."),
        opt("high", Type.DOUBLE, "Upper end of a range."),
        col("modifier", Type.TEXT, "How the figure is hedged or bounded.", vocabulary=v.MODIFIERS),
        col("change", Type.TEXT, "Direction, where it is a change.", vocabulary=v.CHANGES),
        opt("from_value", Type.DOUBLE, "The value before the change."),
        opt("to_value", Type.DOUBLE, "The value after the change."),
        col("kind", Type.TEXT, "Kind of quantity.", vocabulary=v.QUANTITY_KINDS),
        opt("unit", Type.TEXT, "ISO 4217, UCUM, or the counted noun phrase; NULL for a bare currency sign."),
        opt("unit_text", Type.TEXT, "The unit as printed."),
        opt("unit_basis", Type.TEXT, "What the unit rests on.", vocabulary=v.UNIT_BASES),
        opt("subject", Type.TEXT, "What is measured."),
        opt("subject_start_char", Type.INTEGER, "Start of the subject.", unit="code points"),
        opt("subject_end_char", Type.INTEGER, "End of the subject.", unit="code points"),
        opt("subject_chain", Type.INTEGER, "Whom or what it is about."),
        opt("comparand", Type.TEXT, "What it is compared with."),
        opt("comparand_chain", Type.INTEGER, "The thing it is compared with."),
        opt("whole", Type.TEXT, "What it is a part of."),
        opt("whole_chain", Type.INTEGER, "The thing it is a part of."),
        opt("period", Type.TEXT, "Period expression, see `pipelines.extract.periods`."),
        opt("base_period", Type.TEXT, "Period expression of what it is compared with."),
        opt("quote_ordinal", Type.INTEGER, "The innermost attribution it stands in."),
        CONFIDENCE,
        opt("same_as_ordinal", Type.INTEGER, "The quantity it restates in another unit."),
    ),
    key=("document_key", "ordinal"),
    schema="stage",
)

FOUND_STATEMENTS = Table(
    "found_statements",
    "One row per passage that asserts something checkable.",
    (
        *found_place(),
        col("kind", Type.TEXT, "What is claimed.", vocabulary=v.CLAIM_KINDS),
        opt("quantity_ordinal", Type.INTEGER, "The figure it rests on."),
        opt("quote_ordinal", Type.INTEGER, "The attribution it stands in."),
        col("polarity", Type.TEXT, "Affirmed or denied.", vocabulary=v.POLARITIES),
        col("modality", Type.TEXT, "Asserted, possible, future or conditional.", vocabulary=v.MODALITIES),
        opt("subject_chain", Type.INTEGER, "Whom or what it is about."),
        col("chains", Type.INTEGERS, "Every thing it mentions, by name, role or pronoun."),
        col("terms", Type.TEXTS, "Content lemmas in order, pronouns and roles replaced by names."),
        opt(
            "predicate",
            Type.TEXT,
            "Lemma of what it says of its subject: its main verb, or what is in its place.",
        ),
        opt("period", Type.TEXT, "Period expression, see `pipelines.extract.periods`."),
        CONFIDENCE,
        opt("vector", Type.BYTES, "Its meaning as signed bytes, see `pipelines.extract.vectors`."),
        opt("sentence_vector", Type.BYTES, "That of its sentence; NULL where it is the sentence."),
    ),
    key=("document_key", "ordinal"),
    schema="stage",
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

PARSE_PARTS = (PARSED_DOCUMENTS, PARSED_ARTICLES, PARSED_DATES, PARSED_SEGMENTS, FAILURES)
EXTRACT_PARTS = (
    FOUND_MENTIONS,
    FOUND_CHAINS,
    FOUND_QUOTES,
    FOUND_SPEAKERS,
    FOUND_QUANTITIES,
    FOUND_STATEMENTS,
    FAILURES,
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

STAGE_TABLES = (
    FILES,
    LEFT_OUT,
    DOCUMENT_KEYS,
    VERDICTS,
    *PARSE_PARTS,
    *EXTRACT_PARTS[:-1],
    *DRAFTS,
)
