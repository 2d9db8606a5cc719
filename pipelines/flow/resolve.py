"""The steps over the whole corpus: who and what is meant, and which sources say the same."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from pipelines.corroborate import Inputs
from pipelines.corroborate import corroborate as corroborate_frames
from pipelines.flow.context import Context, StepResult, write_tables
from pipelines.flow.judge import ACCEPTED
from pipelines.normalise import Drafts
from pipelines.normalise import normalise as normalise_frames
from pipelines.normalise.overrides import read_entities
from pipelines.parse.manifest import read_sources


def _existing(path: Path) -> Path | None:
    return path if path.is_file() else None


def accepted_drafts(ctx: Context) -> dict[str, pl.DataFrame]:
    """The drafts that row-level expectations let pass."""
    return {name: ctx.store.read(f"accepted_{name}") for name in ACCEPTED}


def normalise(ctx: Context) -> StepResult:
    """`sources`, `entities`, `entity_aliases`, `mentions`, `quotes`, `numeric_claims` and what links them."""
    raise NotImplementedError


def corroborate(ctx: Context) -> StepResult:
    """`events`, `syndication_groups`, `articles`, and `claims` with all that hangs on them."""
    raise NotImplementedError
