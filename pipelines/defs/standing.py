"""How things stand: the last attempt, the published build, the next scheduled run.

Reads the history, the note beside the build and Dagster's state; opens no warehouse.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import dagster as dg
from dagster._core.scheduler.instigation import InstigatorStatus
from dagster._utils.schedules import schedule_execution_time_iterator

from pipelines.defs import attempts
from pipelines.defs.killed import is_gone
from pipelines.history import Run
from pipelines.load.publish import published_info
from pipelines.settings import Settings

_ENDINGS = {
    "running": "is running",
    "published": "published",
    "nothing_to_do": "found nothing new",
    "failed": "FAILED",
    "interrupted": "was INTERRUPTED",
}
_DAEMON = "SCHEDULER"
_DAEMON_SECONDS = 120
"""A daemon that has not been heard of for so long is not running."""


def standing(settings: Settings, now: datetime) -> str:
    """The lines that `sayso status` prints."""
    last = attempts.history(settings).last()
    return "\n".join([*_attempt(last, now), *_published(settings, now), *_next_run(settings, now)])


def _attempt(last: Run | None, now: datetime) -> Iterator[str]:
    if last is None:
        yield "Last attempt: none yet. To start: sayso build"
        return
    ended = last.finished_at or last.started_at
    status = "interrupted" if last.status == "running" and is_gone(last.process_id) else last.status
    yield f"Last attempt: {_ENDINGS[status]}, {_ago(now - ended)} (by {last.trigger}, run {last.run_id})"
    if last.failure:
        yield from (f"  {line}" for line in last.failure.splitlines())
    if status in {"failed", "interrupted"}:
        yield "To try again: sayso build"


def _published(settings: Settings, now: datetime) -> Iterator[str]:
    info = published_info(settings.warehouse)
    if info is None:
        yield f"Published: nothing yet at {settings.warehouse}"
        return
    age = _ago(now - datetime.fromisoformat(info["built_at"]))
    yield f"Published: {settings.warehouse}, {info['document_count']:,} documents, built {age}"


def _next_run(settings: Settings, now: datetime) -> Iterator[str]:
    times = schedule_execution_time_iterator(now.timestamp(), settings.cron, settings.time_zone)
    moment = next(times).astimezone(ZoneInfo(settings.time_zone))
    with dg.DagsterInstance.get() as instance:
        if _is_switched_off(instance):
            yield "Next scheduled run: none; the schedule is switched off in the UI"
        elif _daemon_is_up(instance, now):
            yield f"Next scheduled run: {moment:%Y-%m-%d %H:%M %Z}"
        else:
            yield f"Next scheduled run: {moment:%Y-%m-%d %H:%M %Z}, if sayso ui or dagster-daemon runs"


def _is_switched_off(instance: dg.DagsterInstance) -> bool:
    states = [each for each in instance.all_instigator_state() if each.instigator_name == "nightly"]
    return bool(states) and all(each.status is InstigatorStatus.STOPPED for each in states)


def _daemon_is_up(instance: dg.DagsterInstance, now: datetime) -> bool:
    heartbeat = instance.get_daemon_heartbeats().get(_DAEMON)
    return heartbeat is not None and now.timestamp() - heartbeat.timestamp < _DAEMON_SECONDS


def _ago(age: timedelta) -> str:
    seconds = int(age.total_seconds())
    for size, unit in ((86_400, "day"), (3_600, "hour"), (60, "minute")):
        if seconds >= size:
            count = seconds // size
            return f"{count} {unit}{'' if count == 1 else 's'} ago"
    return "just now"
