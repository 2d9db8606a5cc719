"""Steps of the flow put to work: run one, and tell what it made.

Not here: what a step does (`pipelines.flow`), nor how tables look as assets (`tables`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TypeVar

import dagster as dg

from pipelines import flow
from pipelines.defs.tables import markdown
from pipelines.defs.workshop import Workshop
from pipelines.errors import SaysoError

Step = Callable[[flow.Context], flow.StepResult]
Result = TypeVar("Result")


def materialise(
    context: dg.AssetExecutionContext, workshop: Workshop, step: Step
) -> Iterator[dg.MaterializeResult[None]]:
    """Run a step and tell of each of its tables: rows, a preview, and the step's notes."""
    result = attempt(step, workshop.context(context))
    for spec in context.assets_def.specs:  # in this order one asset may be made from another
        name = spec.key.to_user_string()
        metadata: dict[str, dg.MetadataValue] = {"dagster/row_count": dg.MetadataValue.int(result.rows[name])}
        if name in result.preview:
            metadata["preview"] = dg.MetadataValue.md(markdown(result.preview[name]))
        yield dg.MaterializeResult(asset_key=spec.key, metadata={**metadata, **_notes(result)})


def told(context: dg.AssetExecutionContext, workshop: Workshop, step: Step) -> dg.MaterializeResult[None]:
    """Run a step that makes a file, and tell the rows that it holds and the step's notes."""
    result = attempt(step, workshop.context(context))
    rows = {"rows": dg.MetadataValue.md(_row_counts(result.rows))} if result.rows else {}
    return dg.MaterializeResult(metadata={**rows, **_notes(result)})


def attempt(step: Callable[[flow.Context], Result], context: flow.Context) -> Result:
    """Run a step; what Sayso raises on purpose is told as its own sentence, not as a stack of frames."""
    try:
        return step(context)
    except SaysoError as error:
        raise dg.Failure(str(error), metadata={"exit_code": error.exit_code}, allow_retries=False) from error


def _notes(result: flow.StepResult) -> dict[str, dg.MetadataValue]:
    return {name: dg.MetadataValue.text(str(value)) for name, value in result.notes.items()}


def _row_counts(rows: Mapping[str, int]) -> str:
    counts = (f"| {name} | {count:,} |" for name, count in rows.items())
    return "\n".join(["| table | rows |", "| --- | ---: |", *counts])
