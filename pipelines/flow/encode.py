"""Codes of sentences, kept: each is encoded once, whatever articles it stands in.

Belongs here: the cache around `pipelines.extract.encoder`. Not here: which sentences are compared
(`pipelines.corroborate`).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from functools import partial

import polars as pl

from pipelines.contracts import table
from pipelines.contracts.stages import ENCODE_PARTS
from pipelines.corroborate import Encode
from pipelines.engine import HERE, Begin, Run, crew
from pipelines.flow.context import Context, Progress
from pipelines.ids import digest_each
from pipelines.store import KEY, PartIndex, Parts

_BATCH_SENTENCES = 256
_POOL_SENTENCES = 800
"""Below this many, loading the encoder in several processes costs more than it saves."""


@contextmanager
def cached_encoder(ctx: Context) -> Iterator[Encode]:
    """The encoder of a build: what its store does not hold is encoded and added.

    Sentences come some thousands at a time, those of some events. Once there are enough of them, processes
    share the work, and are kept for those that follow.
    """
    parts = ctx.encoded_parts
    if ctx.settings.full:
        parts.forget()
    work = partial(encode_batch, parts=parts)
    told = _Told(ctx.progress)
    index = PartIndex(parts)
    here: AbstractContextManager[Run[str]] = crew(work, HERE, told)
    there: AbstractContextManager[Run[str]] = crew(work, ctx.settings.workers, told)
    with here as run_here, there as run_in_processes:

        def encode(sentences: pl.Series) -> pl.LazyFrame:
            distinct = sentences.unique().sort()
            keys = digest_each(distinct).alias(KEY)
            is_new = ~keys.is_in(index.known().implode())
            new = distinct.filter(is_new).to_list()
            told.total = len(new)
            run = run_in_processes if len(new) > _POOL_SENTENCES else run_here
            run(list(_batches(new)))
            return index.read(table("encoded_sentences"), keys).lazy()

        yield encode


@dataclass(slots=True)
class _Told:
    """Tells how many of the sentences at hand are encoded."""

    progress: Progress
    total: int = 0

    def __call__(self, done: int) -> None:
        self.progress("Sentences", done, self.total)


def live_sentences(ctx: Context) -> pl.Series:
    """The keys of the sentences that statements of this corpus stand in."""
    statements = ctx.store.read("accepted_draft_statements")
    sentences = statements.select(pl.coalesce("sentence", "text")).to_series().unique()
    return digest_each(sentences)


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
