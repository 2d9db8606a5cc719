"""Assembles what `pipelines.defs` holds, under any settings; nothing else."""

from __future__ import annotations

import dagster as dg

from pipelines.defs.assets import ALL
from pipelines.defs.automation import new_files, nightly
from pipelines.defs.checks import checks
from pipelines.defs.jobs import build_job
from pipelines.defs.workshop import Workshop
from pipelines.settings import Settings


def build_definitions(settings: Settings, workshop: Workshop | None = None) -> dg.Definitions:
    """Everything Dagster sees, under these settings.

    Steps run in the process of their run, one after the other: DuckDB has one writer, and what can
    run in parallel does so inside a step.
    """
    job = build_job()
    return dg.Definitions(
        assets=ALL,
        asset_checks=checks(settings),
        jobs=[job],
        schedules=[nightly(settings, job)],
        sensors=[new_files(settings, job)],
        resources={"workshop": workshop or Workshop()},
        executor=dg.in_process_executor,
    )


@dg.definitions
def sayso() -> dg.Definitions:
    """The definitions under the settings of this environment."""
    return build_definitions(Settings.load())
