"""Quotes with their speakers resolved.

Not here: which quotes are one utterance (`utterances`), nor finding quotes (`extract`).
"""

from __future__ import annotations

import polars as pl

from pipelines.contracts import table
from pipelines.contracts.frames import conform
from pipelines.normalise.utterances import utterance_clusters


def resolve_quotes(
    draft_quotes: pl.DataFrame,
    draft_speakers: pl.DataFrame,
    draft_chains: pl.DataFrame,
    chain_entities: pl.DataFrame,
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """`quotes` and `quote_speakers`, from their drafts and the entity of each chain.

    The speaker of a quote is the entity of its first participant who speaks.
    """
    participants = draft_speakers.join(chain_entities, on="chain_id", how="left")
    first = (
        participants.filter(pl.col("role") == "speaker")
        .sort("quote_id", "ordinal")
        .unique("quote_id", keep="first", maintain_order=True)
        .select("quote_id", speaker_entity_id="entity_id")
    )
    spoken = draft_quotes.join(first, on="quote_id", how="left")
    named = draft_chains.join(chain_entities, on="chain_id").select("article_id", "entity_id")
    quotes = spoken.join(utterance_clusters(spoken, named), on="quote_id", how="left")
    return conform(quotes, table("quotes")), conform(participants, table("quote_speakers"))
