"""Builds of small corpora without orchestrator, database or expectations, under a clock that stands still."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

from pipelines import flow
from pipelines.contracts import table
from pipelines.contracts.frames import empty
from pipelines.flow.judge import ACCEPTED
from pipelines.settings import Settings

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
AS_OF = date(2026, 1, 1)


def make_context(corpus: Path, home: Path, run_id: str = "run", **flags: object) -> flow.Context:
    """A context whose clock stands still, with store and warehouse under `home`."""
    settings = Settings(
        _env_file=None, corpus=corpus, warehouse=home / "sayso.duckdb", workers=0, as_of=AS_OF, **flags
    )  # type: ignore[arg-type]
    return flow.Context(settings, run_id, NOON, AS_OF, clock=lambda: NOON)


def accept_all(ctx: flow.Context) -> None:
    """Let every draft pass, as the expectations do on a good corpus, at no cost."""
    for name in ACCEPTED:
        ctx.store.write(f"accepted_{name}", ctx.store.read(name))
    ctx.store.write("quarantine", empty(table("left_out")))


def run_pure_steps(ctx: flow.Context) -> None:
    """Everything from files to claims, without an orchestrator, a database or expectations."""
    flow.take_inventory(ctx)
    flow.parse_documents(ctx)
    flow.run_language_pass(ctx)
    accept_all(ctx)
    flow.normalise(ctx)
    flow.corroborate(ctx)
