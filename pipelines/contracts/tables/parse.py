"""Contracts of what reading a corpus gives: documents, sources, articles, segments."""

from pipelines.contracts import vocabulary as v
from pipelines.contracts.model import Table, Type, col, opt

DOCUMENTS = Table(
    "documents",
    "One row per file, or per member of a container.",
    (
        col("document_id", Type.TEXT, "Key, from path and content."),
        col("path", Type.TEXT, "Path relative to the corpus; `file#member` inside a container."),
        col("sha256", Type.TEXT, "SHA-256 of the bytes read, in hex."),
        col("format", Type.TEXT, "Format it was read as: `text`, `html` …"),
        col("encoding", Type.TEXT, "Character encoding it was decoded with."),
        col("byte_count", Type.BIGINT, "Size of the bytes read.", unit="bytes"),
        col("text", Type.TEXT, "The text that every span points into."),
        opt("url", Type.TEXT, "Address, where the file or the manifest states it."),
        col("repairs", Type.TEXTS, "What was mended while decoding; empty where nothing was."),
    ),
    key=("document_id",),
)

SOURCES = Table(
    "sources",
    "One row per outlet, agency or institution that publishes.",
    (
        col("source_id", Type.TEXT, "Key."),
        col("name", Type.TEXT, "Usual name."),
        opt("domain", Type.TEXT, "Registrable domain of its site."),
        col("kind", Type.TEXT, "What publishes.", vocabulary=v.SOURCE_KINDS),
        opt("country", Type.TEXT, "Home country, ISO 3166-1 alpha-2."),
        opt("owner", Type.TEXT, "Who owns it, where known."),
    ),
    key=("source_id",),
)

ARTICLES = Table(
    "articles",
    "One row per story: a page's own one is `main`, each teaser is one of its own.",
    (
        col("article_id", Type.TEXT, "Key."),
        col("document_id", Type.TEXT, "The document it stands in.", references="documents"),
        col("kind", Type.TEXT, "Main story or teaser of another.", vocabulary=v.ARTICLE_KINDS),
        opt("title", Type.TEXT, "Headline."),
        opt("byline", Type.TEXT, "Who wrote it, as printed."),
        opt("source_id", Type.TEXT, "Who published this copy.", references="sources"),
        opt("source_basis", Type.TEXT, "What says so.", vocabulary=v.SOURCE_BASES),
        opt("origin_source_id", Type.TEXT, "Who wrote it, where that is said.", references="sources"),
        opt("origin_basis", Type.TEXT, "What says so.", vocabulary=v.SOURCE_BASES),
        opt("published_from", Type.DATE, "Earliest day it can have been published."),
        opt("published_to", Type.DATE, "Latest day it can have been published."),
        opt("published_at", Type.TIMESTAMPTZ, "Moment of publication, where stated."),
        opt("published_basis", Type.TEXT, "What the date rests on.", vocabulary=v.DATE_BASES),
        opt("published_evidence", Type.TEXT, "The words, cell, address or path that show it."),
        opt("language", Type.TEXT, "Language, BCP 47."),
        col(
            "extraction_status",
            Type.TEXT,
            "Whether it was extracted from, or why not.",
            vocabulary=v.EXTRACTION_STATUSES,
        ),
        col("word_count", Type.INTEGER, "Words in the segments that tell the story.", unit="words"),
        col("start_char", Type.INTEGER, "Start of the hull of its segments.", unit="code points"),
        col("end_char", Type.INTEGER, "End of the hull of its segments.", unit="code points"),
        opt("event_id", Type.TEXT, "The happening it is about.", references="events"),
        opt("event_confidence", Type.DOUBLE, "How sure that is, 0 to 1."),
        opt("syndication_group_id", Type.TEXT, "The group of copies it belongs to."),
    ),
    key=("article_id",),
)

SEGMENTS = Table(
    "segments",
    "One row per stretch of a document; together they tile its text.",
    (
        col("segment_id", Type.TEXT, "Key."),
        col("document_id", Type.TEXT, "The document.", references="documents"),
        opt(
            "article_id", Type.TEXT, "The article; NULL for what belongs to the page.", references="articles"
        ),
        col("ordinal", Type.INTEGER, "Position in the document, from 0."),
        col("kind", Type.TEXT, "What the stretch is.", vocabulary=v.SEGMENT_KINDS),
        col("start_char", Type.INTEGER, "Start, 0-based.", unit="code points"),
        col("end_char", Type.INTEGER, "End, half-open.", unit="code points"),
        col("text", Type.TEXT, "The stretch, with the white space that follows it."),
        opt("repeats_segment_id", Type.TEXT, "The segment whose words it repeats.", references="segments"),
    ),
    key=("segment_id",),
)

PARSE_TABLES = (DOCUMENTS, SOURCES, ARTICLES, SEGMENTS)
