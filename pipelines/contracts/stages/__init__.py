"""Contracts of what lives in the store between rooms, never in the warehouse.

Three families. *Parts* hold what one file gave, keyed by content (`document_key`) and by ordinals
within the document, so that a rename recomputes nothing: `parsed_*` from `parse`, `found_*` from
`extract`; `encoded_sentences` are keyed by the sentence itself. *Drafts* are the same rows for the
files of one corpus, with their public ids, before entities are resolved. `files` is the inventory.

Ordinals run from 0 within a document. A *chain* is the set of mentions within one article that
stand for one thing; its ordinal runs within the article.
"""

from pipelines.contracts.stages.drafts import (
    DOCUMENT_KEYS,
    DRAFT_OF,
    DRAFTS,
    LEFT_OUT,
    PUBLISHED_AS,
    VERDICTS,
)
from pipelines.contracts.stages.parts import ENCODE_PARTS, EXTRACT_PARTS, FILES, PARSE_PARTS, SCORE_PARTS

STAGE_TABLES = (
    FILES,
    LEFT_OUT,
    DOCUMENT_KEYS,
    VERDICTS,
    *PARSE_PARTS,
    *EXTRACT_PARTS[:-1],
    *ENCODE_PARTS,
    *SCORE_PARTS,
    *DRAFTS,
)

__all__ = [
    "DRAFTS",
    "DRAFT_OF",
    "ENCODE_PARTS",
    "EXTRACT_PARTS",
    "PARSE_PARTS",
    "PUBLISHED_AS",
    "SCORE_PARTS",
    "STAGE_TABLES",
    "VERDICTS",
]
