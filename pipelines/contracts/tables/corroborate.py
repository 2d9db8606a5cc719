"""Contracts of what sources claim together: events, claims, relations, syndication."""

from pipelines.contracts import vocabulary as v
from pipelines.contracts.model import Table, Type, col, opt
from pipelines.contracts.tables.extract import CONFIDENCE, place_columns

EVENTS = Table(
    "events",
    "One row per happening that articles are about.",
    (
        col("event_id", Type.TEXT, "Key."),
        col("label", Type.TEXT, "What a reader would call it."),
        opt("date_from", Type.DATE, "Earliest day it can have happened."),
        opt("date_to", Type.DATE, "Latest day it can have happened."),
        opt("date_basis", Type.TEXT, "What the dates rest on.", vocabulary=v.PERIOD_BASES),
        opt("place_entity_id", Type.TEXT, "Where.", references="entities"),
        col("article_count", Type.INTEGER, "Articles about it."),
        col("source_count", Type.INTEGER, "Sources that have articles about it."),
    ),
    key=("event_id",),
)

CLAIMS = Table(
    "claims",
    "One row per claim: what passages anywhere in the corpus assert alike.",
    (
        col("claim_id", Type.TEXT, "Key."),
        col("text", Type.TEXT, "The words of its representative mention."),
        col(
            "representative_claim_mention_id",
            Type.TEXT,
            "The fullest, least hedged passage.",
            references="claim_mentions",
        ),
        col("kind", Type.TEXT, "What is claimed.", vocabulary=v.CLAIM_KINDS),
        col("polarity", Type.TEXT, "Affirmed or denied.", vocabulary=v.POLARITIES),
        opt("subject_entity_id", Type.TEXT, "Whom or what it is about.", references="entities"),
        opt("event_id", Type.TEXT, "The happening it is about.", references="events"),
        opt("period_start", Type.DATE, "First day it holds for."),
        opt("period_end", Type.DATE, "Last day it holds for."),
        col("mention_count", Type.INTEGER, "Passages that assert it."),
        col("article_count", Type.INTEGER, "Articles that assert it."),
        col("source_count", Type.INTEGER, "Sources that print it; an unknown outlet counts as its own."),
        col("independent_source_count", Type.INTEGER, "Sources that do not repeat one another."),
        col("unknown_source_count", Type.INTEGER, "How many of the sources are unknown outlets."),
        opt("first_published_from", Type.DATE, "Earliest day of the first article with a date."),
        opt("first_published_to", Type.DATE, "Latest day of the first article with a date."),
    ),
    key=("claim_id",),
)

CLAIM_MENTIONS = Table(
    "claim_mentions",
    "One row per passage that asserts a claim: a sentence, a clause, or a noun phrase that tells as much.",
    (
        col("claim_mention_id", Type.TEXT, "Key."),
        col("claim_id", Type.TEXT, "The claim.", references="claims"),
        *place_columns(),
        opt("numeric_claim_id", Type.TEXT, "The figure it rests on.", references="numeric_claims"),
        opt("quote_id", Type.TEXT, "The attribution it stands in.", references="quotes"),
        col("polarity", Type.TEXT, "Affirmed or denied.", vocabulary=v.POLARITIES),
        col("modality", Type.TEXT, "Asserted, possible, future or conditional.", vocabulary=v.MODALITIES),
        opt("attributed_entity_id", Type.TEXT, "On whose word.", references="entities"),
        opt("event_id", Type.TEXT, "The happening it is about.", references="events"),
        opt("period_start", Type.DATE, "First day it holds for."),
        opt("period_end", Type.DATE, "Last day it holds for."),
        opt("period_basis", Type.TEXT, "What the period rests on.", vocabulary=v.PERIOD_BASES),
        CONFIDENCE,
    ),
    key=("claim_mention_id",),
)

CLAIM_SOURCES = Table(
    "claim_sources",
    "One row per claim and article: the working behind the source counts.",
    (
        col("claim_id", Type.TEXT, "The claim.", references="claims"),
        col("article_id", Type.TEXT, "An article that asserts it.", references="articles"),
        opt("source_id", Type.TEXT, "Who published it.", references="sources"),
        col("independence_group", Type.TEXT, "Rows of one group count once."),
        opt("merged_because", Type.TEXT, "Why it does not count by itself.", vocabulary=v.MERGE_REASONS),
        opt("detail", Type.TEXT, "The evidence, in words."),
    ),
    key=("claim_id", "article_id"),
)

CLAIM_ENTITIES = Table(
    "claim_entities",
    "One row per entity of a claim and the part it plays.",
    (
        col("claim_id", Type.TEXT, "The claim.", references="claims"),
        col("entity_id", Type.TEXT, "The entity.", references="entities"),
        col("role", Type.TEXT, "Its part.", vocabulary=v.CLAIM_ENTITY_ROLES),
    ),
    key=("claim_id", "entity_id", "role"),
)

CLAIM_RELATIONS = Table(
    "claim_relations",
    "One row per pair of claims that conflict, refine, update or only look alike.",
    (
        col("claim_id_a", Type.TEXT, "The claim that relates.", references="claims"),
        col("claim_id_b", Type.TEXT, "The claim it relates to.", references="claims"),
        col("relation", Type.TEXT, "How a relates to b.", vocabulary=v.CLAIM_RELATIONS),
        col("claim_mention_id_a", Type.TEXT, "The passage of a.", references="claim_mentions"),
        col("claim_mention_id_b", Type.TEXT, "The passage of b.", references="claim_mentions"),
        col("reason", Type.TEXT, "Why, in a sentence a reader understands."),
        col("rule", Type.TEXT, "The rule that fired."),
        CONFIDENCE,
    ),
    key=("claim_id_a", "claim_id_b", "relation"),
)

POSSIBLE_CONFLICTS = Table(
    "possible_conflicts",
    "One row per pair of claims that may conflict, not surely enough to be said to.",
    (
        col("claim_id_a", Type.TEXT, "One claim.", references="claims"),
        col("claim_id_b", Type.TEXT, "The other.", references="claims"),
        col("claim_mention_id_a", Type.TEXT, "The passage of a.", references="claim_mentions"),
        col("claim_mention_id_b", Type.TEXT, "The passage of b.", references="claim_mentions"),
        col("reason", Type.TEXT, "Why, in a sentence a reader understands."),
        col("rule", Type.TEXT, "The rule that fired."),
        CONFIDENCE,
    ),
    key=("claim_id_a", "claim_id_b"),
)

SYNDICATION_GROUPS = Table(
    "syndication_groups",
    "One row per article in a group of copies of one text.",
    (
        col("syndication_group_id", Type.TEXT, "The group."),
        col("article_id", Type.TEXT, "A member.", references="articles"),
        opt("origin_source_id", Type.TEXT, "Who wrote the original.", references="sources"),
        col("evidence", Type.TEXT, "What shows it.", vocabulary=v.SYNDICATION_EVIDENCE),
        opt("overlap", Type.DOUBLE, "Share of its text that stands elsewhere in the group, 0 to 1."),
    ),
    key=("syndication_group_id", "article_id"),
)

CORROBORATE_TABLES = (
    EVENTS,
    CLAIMS,
    CLAIM_MENTIONS,
    CLAIM_SOURCES,
    CLAIM_ENTITIES,
    CLAIM_RELATIONS,
    POSSIBLE_CONFLICTS,
    SYNDICATION_GROUPS,
)
