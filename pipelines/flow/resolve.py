"""The steps over the whole corpus: who and what is meant, and which sources say the same."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path
from typing import Any

import polars as pl

from pipelines.contracts import table
from pipelines.contracts.frames import conform
from pipelines.corroborate import Inputs
from pipelines.corroborate import corroborate as corroborate_frames
from pipelines.corroborate.overrides import place, read_claims
from pipelines.flow.context import Context, StepResult, write_tables
from pipelines.flow.encode import cached_encoder
from pipelines.flow.recall import StoredScores
from pipelines.normalise import Drafts, QuoteCorrection, read_entities, read_quotes
from pipelines.normalise import normalise as normalise_frames
from pipelines.parse import read_sources

_DRAFT_TABLES = {
    "documents": "accepted_documents",
    "segments": "accepted_segments",
    **{name: f"accepted_draft_{name}" for name in ("articles", "mentions", "chains", "quotes", "speakers")},
    "quantities": "accepted_draft_quantities",
}
CORROBORATE_TABLES = {
    "articles": "sourced_articles",
    "segments": "accepted_segments",
    "statements": "accepted_draft_statements",
}
"""Inputs whose working table bears another name than theirs."""
_READ_BY_COLUMN = ("segments", "statements")
"""Inputs that hold texts."""

Problems = list[tuple[str, str, str | None]]


def normalise(ctx: Context) -> StepResult:
    """`sources`, `entities`, `mentions`, `quotes`, `numeric_claims` and the tables that link them.

    Besides, for the next step, articles with their sources (`sourced_articles`) and the entity of each
    chain; and the user's rows that match nothing (`stale`).
    """
    corpus = ctx.settings.corpus
    sources, problems = _user_sources(corpus / "sources.csv")
    entities, entity_problems = _user_entities(corpus / "entities.csv")
    drafts = Drafts(**{name: ctx.store.read(stored) for name, stored in _DRAFT_TABLES.items()})
    quotes, quote_problems = _user_quotes(corpus / "quotes.csv")
    result = normalise_frames(drafts, sources, entities, quotes)
    stale = [("entities.csv", each.reason, f"line {each.line}") for each in result.stale]
    stale += [("quotes.csv", each.reason, f"line {each.line}") for each in result.stale_quotes]
    ctx.store.write("sourced_articles", result.articles)
    ctx.store.write("chain_entities", result.chain_entities)
    ctx.store.write("stale", _stale_rows([*problems, *entity_problems, *quote_problems, *stale]))
    names = ("sources", "entities", "entity_aliases", "mentions", "mention_entities",
             "quotes", "quote_speakers", "numeric_claims")  # fmt: skip
    return write_tables(ctx, {name: getattr(result, name) for name in names})


def corroborate(ctx: Context) -> StepResult:
    """`events`, `syndication_groups`, `articles`, and `claims` with all that hangs on them."""
    wanted = [each.name for each in fields(Inputs) if each.name != "overrides"]
    stored = {name: CORROBORATE_TABLES.get(name, name) for name in wanted}
    frames = {name: ctx.store.read(stored[name]) for name in wanted if name not in _READ_BY_COLUMN}
    lazy: dict[str, Any] = {name: ctx.store.scan(stored[name]) for name in _READ_BY_COLUMN}
    corrections, problems = _user_claims(ctx)
    stale = pl.concat([ctx.store.read("stale").filter(pl.col("path") != "claims.csv"), _stale_rows(problems)])
    ctx.store.write("stale", stale)
    recall = StoredScores(ctx)
    with cached_encoder(ctx) as encode:
        result = corroborate_frames(Inputs(**frames, **lazy, overrides=corrections), encode, recall)
    recall.finish(ctx)
    return write_tables(ctx, {each.name: getattr(result, each.name) for each in fields(result)})


def _user_sources(path: Path) -> tuple[pl.DataFrame | None, Problems]:
    if not path.is_file():
        return None, []
    frame, problems = read_sources(path)
    return frame, [("sources.csv", each.reason, f"line {each.line}") for each in problems]


def _user_entities(path: Path) -> tuple[pl.DataFrame | None, Problems]:
    if not path.is_file():
        return None, []
    frame, problems = read_entities(path.read_text(encoding="utf-8-sig"))
    return frame, [("entities.csv", each.reason, f"line {each.line}") for each in problems]


def _user_quotes(path: Path) -> tuple[tuple[QuoteCorrection, ...], Problems]:
    if not path.is_file():
        return (), []
    corrections, problems = read_quotes(path.read_text(encoding="utf-8-sig"))
    return corrections, [("quotes.csv", each.reason, f"line {each.line}") for each in problems]


def _user_claims(ctx: Context) -> tuple[pl.DataFrame | None, Problems]:
    path = ctx.settings.corpus / "claims.csv"
    if not path.is_file():
        return None, []
    corrections, unread = read_claims(path.read_text(encoding="utf-8-sig"))
    statements = ctx.store.read(CORROBORATE_TABLES["statements"])
    placed, stale = place(corrections, ctx.store.read("accepted_documents"), statements)
    return placed, [("claims.csv", each.reason, f"line {each.line}") for each in (*unread, *stale)]


def _stale_rows(problems: Problems) -> pl.DataFrame:
    """What the user brought and cannot be used, as rows left out."""
    frame = pl.DataFrame(problems, schema=["path", "reason", "detail"], orient="row").with_columns(
        table_name=pl.lit(None), row_id=pl.lit(None), stage=pl.lit("normalise")
    )
    return conform(frame, table("left_out"))
