"""Contracts of what articles say: entities, mentions, quotes, numeric claims."""

from pipelines.contracts import vocabulary as v
from pipelines.contracts.model import Column, Table, Type, col, opt


def place_columns() -> tuple[Column, ...]:
    """Where an extracted row stands: document, article, segment, span, words."""
    return (
        col("document_id", Type.TEXT, "The document.", references="documents"),
        col("article_id", Type.TEXT, "The article.", references="articles"),
        col("segment_id", Type.TEXT, "The segment it starts in.", references="segments"),
        col("start_char", Type.INTEGER, "Start, 0-based.", unit="code points"),
        col("end_char", Type.INTEGER, "End, half-open.", unit="code points"),
        col("text", Type.TEXT, "The words at that span."),
    )


CONFIDENCE = col("confidence", Type.DOUBLE, "How sure the row is, 0 to 1.")

ENTITIES = Table(
    "entities",
    "One row per person, organization, place … over the whole corpus.",
    (
        col("entity_id", Type.TEXT, "Key."),
        col("kind", Type.TEXT, "What it is.", vocabulary=v.ENTITY_KINDS),
        col("name", Type.TEXT, "Canonical name."),
        opt("wikidata_id", Type.TEXT, "Wikidata item, where known."),
        opt("country", Type.TEXT, "Country, ISO 3166-1 alpha-2."),
        col("mention_count", Type.INTEGER, "Mentions, repeats and teasers left out."),
        col("article_count", Type.INTEGER, "Articles that mention it, teasers left out."),
    ),
    key=("entity_id",),
)

ENTITY_ALIASES = Table(
    "entity_aliases",
    "One row per surface form of an entity.",
    (
        col("entity_id", Type.TEXT, "The entity.", references="entities"),
        col("alias", Type.TEXT, "The form, as printed."),
        col("kind", Type.TEXT, "What kind of form.", vocabulary=v.ALIAS_KINDS),
        opt("valid_from", Type.DATE, "First day it is known to stand for the entity."),
        opt("valid_to", Type.DATE, "Last day it is known to stand for the entity."),
    ),
    key=("entity_id", "alias", "kind"),
)

MENTIONS = Table(
    "mentions",
    "One row per reference by name, role or pronoun.",
    (
        col("mention_id", Type.TEXT, "Key."),
        *place_columns(),
        col("form", Type.TEXT, "How it refers.", vocabulary=v.MENTION_FORMS),
        col("kind", Type.TEXT, "What the words name.", vocabulary=v.ENTITY_KINDS),
        opt("entity_id", Type.TEXT, "What it refers to; NULL if open or plural.", references="entities"),
        col("method", Type.TEXT, "How that was found."),
        CONFIDENCE,
    ),
    key=("mention_id",),
)

MENTION_ENTITIES = Table(
    "mention_entities",
    "One row per member of a plural mention.",
    (
        col("mention_id", Type.TEXT, "The plural mention.", references="mentions"),
        col("entity_id", Type.TEXT, "A member.", references="entities"),
    ),
    key=("mention_id", "entity_id"),
)

QUOTES = Table(
    "quotes",
    "One row per direct, indirect or mixed attribution, or quoted phrase.",
    (
        col("quote_id", Type.TEXT, "Key."),
        *place_columns(),
        col("fragments", Type.SPANS, "Its pieces where a tag interrupts it; else empty."),
        col("kind", Type.TEXT, "How it is rendered.", vocabulary=v.QUOTE_KINDS),
        opt("cue_text", Type.TEXT, "The reporting words."),
        opt("cue_start_char", Type.INTEGER, "Start of the cue.", unit="code points"),
        opt("cue_end_char", Type.INTEGER, "End of the cue.", unit="code points"),
        opt("speaker_text", Type.TEXT, "The speaker as printed."),
        opt("speaker_start_char", Type.INTEGER, "Start of the speaker.", unit="code points"),
        opt("speaker_end_char", Type.INTEGER, "End of the speaker.", unit="code points"),
        opt("speaker_entity_id", Type.TEXT, "The first speaker; NULL if open.", references="entities"),
        opt("speaker_method", Type.TEXT, "How the speaker was found."),
        opt("speaker_confidence", Type.DOUBLE, "How sure the speaker is, 0 to 1."),
        CONFIDENCE,
        opt("parent_quote_id", Type.TEXT, "The quote it is nested in.", references="quotes"),
        opt("repeats_quote_id", Type.TEXT, "The quote that the page prints again here.", references="quotes"),
        col("quote_cluster_id", Type.TEXT, "The same utterance anywhere in the corpus."),
    ),
    key=("quote_id",),
)

QUOTE_SPEAKERS = Table(
    "quote_speakers",
    "One row per participant of a quote.",
    (
        col("quote_id", Type.TEXT, "The quote.", references="quotes"),
        col("ordinal", Type.INTEGER, "Position within the quote, from 0."),
        col("role", Type.TEXT, "Part played.", vocabulary=v.SPEAKER_ROLES),
        opt("entity_id", Type.TEXT, "Who it is.", references="entities"),
        col("text", Type.TEXT, "As printed."),
        col("method", Type.TEXT, "How that was found."),
        CONFIDENCE,
    ),
    key=("quote_id", "ordinal"),
)

NUMERIC_CLAIMS = Table(
    "numeric_claims",
    "One row per printed quantity that says something about the world.",
    (
        col("numeric_claim_id", Type.TEXT, "Key."),
        *place_columns(),
        opt("value", Type.DOUBLE, "The value; NULL for a range."),
        opt("low", Type.DOUBLE, "Lower end of a range."),
        opt("high", Type.DOUBLE, "Upper end of a range."),
        col("modifier", Type.TEXT, "How the figure is hedged or bounded.", vocabulary=v.MODIFIERS),
        col("change", Type.TEXT, "Direction, where it is a change.", vocabulary=v.CHANGES),
        opt("from_value", Type.DOUBLE, "The value before the change."),
        opt("to_value", Type.DOUBLE, "The value after the change."),
        col("kind", Type.TEXT, "Kind of quantity.", vocabulary=v.QUANTITY_KINDS),
        opt("unit", Type.TEXT, "ISO 4217, UCUM, or the counted noun phrase in the singular."),
        opt("unit_text", Type.TEXT, "The unit as printed."),
        opt("unit_basis", Type.TEXT, "What the unit rests on.", vocabulary=v.UNIT_BASES),
        opt("dimension", Type.TEXT, "Physical or monetary dimension."),
        opt("value_base", Type.DOUBLE, "The value in the dimension's base unit."),
        opt("unit_base", Type.TEXT, "The dimension's base unit, UCUM."),
        opt("subject", Type.TEXT, "What is measured: one noun phrase of the document."),
        opt("subject_start_char", Type.INTEGER, "Start of the subject.", unit="code points"),
        opt("subject_end_char", Type.INTEGER, "End of the subject.", unit="code points"),
        opt("subject_entity_id", Type.TEXT, "Whom or what it is about.", references="entities"),
        opt("comparand", Type.TEXT, "What it is compared with."),
        opt("comparand_entity_id", Type.TEXT, "The entity it is compared with.", references="entities"),
        opt("whole", Type.TEXT, "What it is a part of."),
        opt("whole_entity_id", Type.TEXT, "The entity it is a part of.", references="entities"),
        opt("period_start", Type.DATE, "First day it holds for."),
        opt("period_end", Type.DATE, "Last day it holds for."),
        opt("base_period_start", Type.DATE, "First day of what it is compared with."),
        opt("base_period_end", Type.DATE, "Last day of what it is compared with."),
        opt("period_basis", Type.TEXT, "What the period rests on.", vocabulary=v.PERIOD_BASES),
        opt("quote_id", Type.TEXT, "The innermost attribution it stands in.", references="quotes"),
        opt("attributed_entity_id", Type.TEXT, "On whose word.", references="entities"),
        CONFIDENCE,
        opt("same_as", Type.TEXT, "The figure it restates in another unit.", references="numeric_claims"),
    ),
    key=("numeric_claim_id",),
)

EXTRACT_TABLES = (
    ENTITIES,
    ENTITY_ALIASES,
    MENTIONS,
    MENTION_ENTITIES,
    QUOTES,
    QUOTE_SPEAKERS,
    NUMERIC_CLAIMS,
)
