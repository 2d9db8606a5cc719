"""Contracts of the inventory and of parts: what one file gave, keyed by content and ordinals.

`parsed_*` come from `parse`, `found_*` from `extract`.
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
        opt("published_to", Type.DATE, "Latest day; NULL where nothing shown ends the interval."),
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
        opt("period", Type.TEXT, "Period expression, see `pipelines.extract.period_expressions`."),
        opt("base_period", Type.TEXT, "Period expression of what it is compared with."),
        opt(
            "period_scope",
            Type.TEXT,
            "Where the period is printed: with the figure, or elsewhere in its sentence or article.",
            vocabulary=v.PERIOD_SCOPES,
        ),
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
        opt("predicate_char", Type.INTEGER, "Where that word stands.", unit="code points"),
        opt("sentence", Type.TEXT, "The sentence it stands in; NULL where it is the sentence."),
        col("sentence_char", Type.INTEGER, "Start of that sentence.", unit="code points"),
        opt("period", Type.TEXT, "Period expression, see `pipelines.extract.period_expressions`."),
        CONFIDENCE,
        opt("vector", Type.BYTES, "Its meaning as signed bytes, see `pipelines.extract.vectors`."),
        opt(
            "nominal",
            Type.TEXT,
            "Where it is a noun phrase within another passage: lemmas of what narrows its noun down, and "
            "of the noun. Its `chains` are its parties.",
        ),
    ),
    key=("document_key", "ordinal"),
    schema="stage",
)

ENCODED_SENTENCES = Table(
    "encoded_sentences",
    "One row per sentence whose words were encoded, see `pipelines.extract.encoder`.",
    (
        col("sentence_key", Type.TEXT, "Digest of the sentence's text."),
        col("tokens", Type.INTEGERS, "Its tokens in order, as numbers of the model's vocabulary."),
        col("starts", Type.INTEGERS, "Where each begins within the sentence.", unit="code points"),
        col(
            "codes",
            Type.BYTES,
            "Each token's state in 96 bytes: signs, then dimensions far from zero.",
        ),
    ),
    key=("sentence_key",),
    schema="stage",
)

SCORED_PAIRS = Table(
    "scored_pairs",
    "One row per pair of passages of one event that is at all likely to be one claim, see "
    "`pipelines.corroborate.recall`.",
    (
        col("event_key", Type.TEXT, "Digest of the event's passages and of what is told of its pairs."),
        col("first", Type.INTEGER, "Place of the one passage among those of the event."),
        col("second", Type.INTEGER, "Place of the other."),
        col("score", Type.DOUBLE, "Probability that both are one claim."),
        col("is_specific", Type.BOOLEAN, "Whether the pair proves itself, whatever their articles share."),
    ),
    key=("event_key", "first", "second"),
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
ENCODE_PARTS = (ENCODED_SENTENCES,)
SCORE_PARTS = (SCORED_PAIRS,)
