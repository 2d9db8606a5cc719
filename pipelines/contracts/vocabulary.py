"""The closed lists of values that contracts name. One list, one owner.

Belongs here: values that a column may hold. Not here: words looked for in text (lexicons).
"""

ARTICLE_KINDS = ("main", "teaser")
SEGMENT_KINDS = (
    "title",
    "standfirst",
    "byline",
    "dateline",
    "body",
    "heading",
    "list_item",
    "pull_quote",
    "caption",
    "credit",
    "teaser",
    "syndication_notice",
    "navigation",
    "promo",
    "cookie_notice",
    "reader_comment",
    "duplicate",
    "other",
)
STORY_SEGMENT_KINDS = (
    "title",
    "standfirst",
    "dateline",
    "body",
    "heading",
    "list_item",
    "pull_quote",
    "caption",
)
"""Segments that tell the story: what is extracted from."""
EXTRACTED_SEGMENT_KINDS = (*STORY_SEGMENT_KINDS, "teaser")
"""What is extracted from where it belongs to an article: a bare headline is the whole of its own."""

EXTRACTED_LANGUAGES = ("en",)
"""Primary subtags of the languages that have a model."""

UNMARKED_CURRENCY = "XXX"
"""ISO 4217 for no currency: the numerator of a rate whose sign several currencies share."""

RECORD_PARTS = (
    "text",
    "title",
    "standfirst",
    "byline",
    "published",
    "outlet",
    "origin",
    "url",
    "language",
    "caption",
    "page",
)
"""Parts of a story that a field of a record may hold; `page` is a whole page of HTML."""

NOT_BEFORE = "not before "
"""Opens `published_evidence` where a text shows only since when it can be; a day (ISO 8601) follows."""

SOURCE_KINDS = ("outlet", "agency", "aggregator", "institution")
SOURCE_BASES = ("manifest", "metadata", "url", "notice", "byline", "dateline", "credit", "text", "path")
DATE_BASES = ("metadata", "manifest", "url", "dateline", "text", "filename")
EXTRACTION_STATUSES = ("done", "language_unsupported", "no_body", "failed")

ENTITY_KINDS = ("person", "organization", "place", "group", "event", "work", "other")
ALIAS_KINDS = ("name", "short_name", "role", "metonym", "acronym")
MENTION_FORMS = ("name", "role", "pronoun")
QUOTE_KINDS = ("direct", "indirect", "mixed", "phrase")
SPEAKER_ROLES = ("speaker", "addressee", "medium")

MODIFIERS = ("exact", "approximate", "at_least", "at_most", "more_than", "less_than")
CHANGES = ("none", "up", "down")
QUANTITY_KINDS = (
    "amount",
    "money",
    "count",
    "percentage",
    "multiple",
    "ordinal",
    "fraction",
    "duration",
    "age",
    "rate",
    "score",
)
UNIT_BASES = ("printed", "inherited", "summed", "inferred", "outlet", "country", "unmarked")
PERIOD_SCOPES = ("clause", "sentence", "article")
PERIOD_BASES = ("stated", "publication_date", "sentence", "article", "event")

CLAIM_KINDS = ("numeric", "quote", "statement")
POLARITIES = ("affirmed", "denied")
MODALITIES = ("asserted", "possible", "future", "conditional")
CLAIM_ENTITY_ROLES = ("subject", "object", "speaker", "place", "mentioned")
MERGE_REASONS = ("notice", "text_reuse", "agency", "same_utterance", "same_owner", "manifest")
CLAIM_RELATIONS = ("conflicts", "refines", "updates", "incomparable")
SYNDICATION_EVIDENCE = ("notice", "text_reuse", "manifest")

RUN_STATUSES = ("running", "published", "nothing_to_do", "failed", "interrupted")
CHANGE_KINDS = ("added", "changed", "removed")
CHANGE_CAUSES = ("corpus", "code", "settings", "override")
SEVERITIES = ("critical", "warning")
STAGES = ("inventory", "skip", "parse", "extract", "validate", "normalise")
"""Where something was left out; `skip` counts what holds no text (pictures of a crawl) and is no loss."""

EXPORT_FORMATS = ("parquet", "csv", "jsonld")
"""What the warehouse is exported as."""
