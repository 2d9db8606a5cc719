"""What starts builds by itself: the nightly schedule, and a sensor for new files.

Not here: deciding whether anything is new (`pipelines.flow`) or whether files lie still (`watch`).
"""

from datetime import UTC, datetime

import dagster as dg
from dagster._core.definitions.unresolved_asset_job_definition import UnresolvedAssetJobDefinition

from pipelines import flow
from pipelines.defs import attempts
from pipelines.defs.killed import close_killed
from pipelines.defs.watch import Sight, look
from pipelines.defs.workshop import TRIGGER_TAG
from pipelines.errors import CorpusError
from pipelines.settings import Settings

SENSOR_SECONDS = 60


def nightly(settings: Settings, job: UnresolvedAssetJobDefinition) -> dg.ScheduleDefinition:
    """A build every night, skipped with a reason where nothing is new. On unless switched off in the UI."""

    @dg.schedule(
        job=job,
        name="nightly",
        cron_schedule=settings.cron,
        execution_timezone=settings.time_zone,
        default_status=dg.DefaultScheduleStatus.RUNNING,
        description="Builds the warehouse where anything is new. `SAYSO_CRON`, `SAYSO_TIME_ZONE`.",
    )
    def schedule(context: dg.ScheduleEvaluationContext) -> dg.RunRequest | dg.SkipReason:
        close_killed(context.instance)
        reason = _nothing_new(settings)
        return _request("schedule") if reason is None else dg.SkipReason(reason)

    return schedule


def new_files(settings: Settings, job: UnresolvedAssetJobDefinition) -> dg.SensorDefinition:
    """A build once new files have lain still for a while. Off unless switched on in the UI."""

    @dg.sensor(
        job=job,
        name="new_files",
        minimum_interval_seconds=SENSOR_SECONDS,
        default_status=dg.DefaultSensorStatus.STOPPED,
        description="Queues one build when new files have been quiet for `SAYSO_QUIET_MINUTES` minutes.",
    )
    def sensor(context: dg.SensorEvaluationContext) -> dg.RunRequest | dg.SkipReason:
        close_killed(context.instance)
        seen = look(settings.corpus)
        if seen is None:
            return dg.SkipReason(f"The corpus folder {settings.corpus} is not there.")
        sight = Sight.after(Sight.from_json(context.cursor), seen, datetime.now(UTC))
        reason = sight.why_wait(datetime.now(UTC), settings.quiet_minutes)
        if reason is None:
            sight = sight.settled()
            reason = _nothing_new(settings)
        context.update_cursor(sight.to_json())
        return _request("sensor", run_key=seen) if reason is None else dg.SkipReason(reason)

    return sensor


def _nothing_new(settings: Settings) -> str | None:
    """Why no build is needed; None where one is, or where it takes a failing run to show what is wrong."""
    try:
        return flow.nothing_new(attempts.context(settings, run_id="", now=datetime.now(UTC)))
    except CorpusError:
        return None


def _request(trigger: str, run_key: str | None = None) -> dg.RunRequest:
    return dg.RunRequest(run_key=run_key, tags={TRIGGER_TAG: trigger})
