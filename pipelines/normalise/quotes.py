"""Quotes with their speakers resolved.

Not here: which quotes are one utterance (`utterances`), nor finding quotes (`extract`).
"""

from __future__ import annotations

import polars as pl

from pipelines.contracts import table
from pipelines.contracts.frames import conform
from pipelines.normalise.corrected_quotes import METHOD as USER
from pipelines.normalise.governments import METONYM
from pipelines.normalise.offices import METHOD as OFFICE
from pipelines.normalise.offices import with_holders
from pipelines.normalise.utterances import utterance_clusters


def resolve_participants(
    draft_speakers: pl.DataFrame,
    draft_quotes: pl.DataFrame,
    mentions: pl.DataFrame,
    held: pl.DataFrame,
    chain_entities: pl.DataFrame,
) -> pl.DataFrame:
    """The drafts of participants with `entity_id`; an open role of `held` is whoever holds the office.

    The role is the sole speaker's own words, or their first.
    """
    spans = mentions.join(held, on="mention_id").select(
        "document_id", "chain_id", speaker_start_char="start_char", role_end="end_char"
    )
    by_quote = (
        draft_quotes.join(spans, on=["document_id", "speaker_start_char"])
        .filter(pl.col("role_end") <= pl.col("speaker_end_char"))
        .sort("quote_id", "role_end", "chain_id", descending=[False, True, False])
        .unique("quote_id", keep="first", maintain_order=True)
        .select("quote_id", "chain_id")
    )
    is_sole = pl.len().over("quote_id", "role") == 1
    is_speaker = (pl.col("role") == "speaker") & is_sole
    settled = pl.concat(
        [
            with_holders(draft_speakers.filter(is_speaker), by_quote, on="quote_id"),
            draft_speakers.filter(~is_speaker),
        ]
    )
    return settled.join(chain_entities, on="chain_id", how="left").sort("quote_id", "ordinal")


def resolve_quotes(
    draft_quotes: pl.DataFrame, participants: pl.DataFrame, named: pl.DataFrame
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """`quotes` and `quote_speakers`, from drafts of quotes and their participants with `entity_id`.

    The speaker of a quote is the entity of its first participant who speaks. `named`: `article_id` and
    `entity_id` of all that articles name.
    """
    first = (
        participants.filter(pl.col("role") == "speaker")
        .sort("quote_id", "ordinal")
        .unique("quote_id", keep="first", maintain_order=True)
        .select("quote_id", "method", sureness="confidence", speaker_entity_id="entity_id")
    )
    is_settled = pl.col("method").is_in([METONYM, OFFICE, USER])
    spoken = (
        draft_quotes.join(first, on="quote_id", how="left")
        .with_columns(
            speaker_method=pl.when(is_settled).then("method").otherwise("speaker_method"),
            speaker_confidence=pl.when(is_settled).then("sureness").otherwise("speaker_confidence"),
        )
        .drop("method", "sureness")
    )
    quotes = spoken.join(utterance_clusters(spoken, named), on="quote_id", how="left")
    return conform(quotes, table("quotes")), conform(participants, table("quote_speakers"))
