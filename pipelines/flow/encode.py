"""Codes of sentences, kept: each is encoded once, whatever articles it stands in.

Belongs here: the cache around `pipelines.extract.encoder`. Not here: which sentences are compared
(`pipelines.corroborate`).
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import polars as pl

from pipelines.contracts import table
from pipelines.contracts.stages import ENCODE_PARTS
from pipelines.corroborate import Encode
from pipelines.engine import HERE, Begin, run_batches
from pipelines.flow.context import Context
from pipelines.ids import digest
from pipelines.store import KEY, Parts

_BATCH_SENTENCES = 512
_POOL_SENTENCES = 4_000
"""Below this many, loading the encoder in several processes costs more than it saves."""


def cached_encoder(ctx: Context) -> Encode:
    """The encoder of a build: what its store does not hold is encoded and added."""
    parts = ctx.encoded_parts
    if ctx.settings.full:
        parts.forget()

    def encode(sentences: pl.Series) -> pl.LazyFrame:
        distinct = sentences.unique().sort()
        keys = pl.Series(KEY, [digest(each) for each in distinct], dtype=pl.String)
        is_new = ~keys.is_in(parts.known().implode())
        new = distinct.filter(is_new).to_list()
        run_batches(
            list(_batches(new)),
            partial(encode_batch, parts=parts),
            ctx.settings.workers if len(new) > _POOL_SENTENCES else HERE,
            lambda done: ctx.progress("Sentences", done, len(new)),
        )
        return parts.read(table("encoded_sentences"), keys).lazy()

    return encode


def live_sentences(ctx: Context) -> pl.Series:
    """The keys of the sentences that statements of this corpus stand in."""
    statements = ctx.store.read("accepted_draft_statements")
    sentences = statements.select(pl.coalesce("sentence", "text")).to_series().unique()
    return pl.Series([digest(each) for each in sentences], dtype=pl.String)


def encode_batch(batch: tuple[str, ...], begin: Begin, parts: Parts) -> None:
    """Encode sentences and add the part that holds them."""
    from pipelines.extract.encoder import encode

    begin(0)
    encoded = encode(batch)
    keys = encoded.get_column("sentence_key")
    frame = encoded.with_columns(keys.alias(KEY))
    parts.write(keys.to_list(), {ENCODE_PARTS[0].name: frame})


def _batches(sentences: list[str]) -> Iterator[tuple[str, ...]]:
    """Sentences of like length together: a batch is padded to its longest."""
    ordered = sorted(sentences, key=lambda each: (len(each), each))
    for start in range(0, len(ordered), _BATCH_SENTENCES):
        yield tuple(ordered[start : start + _BATCH_SENTENCES])
