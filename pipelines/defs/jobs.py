"""The job that makes the warehouse: every asset, every check."""

from __future__ import annotations

import dagster as dg
from dagster._core.definitions.unresolved_asset_job_definition import UnresolvedAssetJobDefinition

from pipelines.defs.workshop import JOB


def build_job() -> UnresolvedAssetJobDefinition:
    """All assets with their checks, in the order that they depend on each other."""
    return dg.define_asset_job(
        JOB,
        selection=dg.AssetSelection.all(),
        executor_def=dg.in_process_executor,
        description="From raw files to a published warehouse. Incremental: what is known is not read again.",
    )
