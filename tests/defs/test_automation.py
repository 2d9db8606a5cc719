"""What starts builds by itself: the nightly schedule and the sensor for new files."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import dagster as dg
import pytest

from pipelines import flow
from pipelines.defs.automation import new_files, nightly
from pipelines.defs.jobs import build_job
from pipelines.defs.watch import Sight, look
from pipelines.errors import CorpusError

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def instance():
    """One on disk: a schedule's context opens it by reference."""
    with dg.instance_for_test() as instance:
        yield instance


@pytest.fixture
def news(monkeypatch):
    """Makes the corpus hold something new, or not."""

    def set_reason(reason: str | None) -> None:
        monkeypatch.setattr(flow, "nothing_new", lambda ctx: reason)

    set_reason(None)
    return set_reason


def test_the_schedule_follows_the_settings(settings):
    schedule = nightly(
        settings.model_copy(update={"cron": "5 4 * * *", "time_zone": "Asia/Tokyo"}), build_job()
    )
    assert (schedule.cron_schedule, schedule.execution_timezone) == ("5 4 * * *", "Asia/Tokyo")
    assert schedule.default_status is dg.DefaultScheduleStatus.RUNNING


def test_a_tick_with_news_starts_a_build(settings, instance, news):
    with dg.build_schedule_context(instance) as context:
        (request,) = nightly(settings, build_job()).evaluate_tick(context).run_requests
    assert request.tags["sayso/trigger"] == "schedule"


def test_a_tick_with_nothing_new_is_skipped_with_the_reason(settings, instance, news):
    news("Nothing is new.")
    with dg.build_schedule_context(instance) as context:
        tick = nightly(settings, build_job()).evaluate_tick(context)
    assert not tick.run_requests
    assert tick.skip_message == "Nothing is new."


def test_an_unmounted_corpus_fails_in_a_run_where_people_look(settings, instance, monkeypatch):
    def missing(ctx):
        raise CorpusError("The corpus folder is not there.")

    monkeypatch.setattr(flow, "nothing_new", missing)
    with dg.build_schedule_context(instance) as context:
        assert nightly(settings, build_job()).evaluate_tick(context).run_requests


def tick(settings, instance, cursor: str | None):
    with dg.build_sensor_context(instance, cursor=cursor) as context:
        return new_files(settings, build_job()).evaluate_tick(context)


def earlier(cursor: str, minutes: float) -> str:
    """The cursor as if it had been written so long ago."""
    sight = json.loads(cursor)
    since = datetime.fromisoformat(sight["since"]) - timedelta(minutes=minutes)
    return json.dumps({**sight, "since": since.isoformat()})


def test_the_sensor_is_off_until_switched_on(settings):
    assert new_files(settings, build_job()).default_status is dg.DefaultSensorStatus.STOPPED


def test_the_sensor_waits_for_a_growing_file_and_then_asks_once(settings, instance, news):
    growing = settings.corpus / "report.txt"
    growing.write_text("The first")
    first = tick(settings, instance, None)
    assert not first.run_requests
    assert "waiting" in first.skip_message

    growing.write_text("The first half of it")
    second = tick(settings, instance, earlier(first.cursor, minutes=10))
    assert not second.run_requests

    third = tick(settings, instance, earlier(second.cursor, minutes=10))
    (request,) = third.run_requests
    assert request.tags["sayso/trigger"] == "sensor"

    fourth = tick(settings, instance, earlier(third.cursor, minutes=10))
    assert not fourth.run_requests
    assert fourth.skip_message == "No file has changed since the last look."


def test_the_sensor_asks_for_nothing_where_nothing_is_new(settings, instance, news):
    (settings.corpus / "report.txt").write_text("As published.")
    first = tick(settings, instance, None)
    news("Nothing is new.")
    second = tick(settings, instance, earlier(first.cursor, minutes=10))
    assert not second.run_requests
    assert second.skip_message == "Nothing is new."


def test_the_sensor_says_that_the_corpus_is_gone(settings, instance, news):
    settings.corpus.rmdir()
    assert "is not there" in tick(settings, instance, None).skip_message


def test_a_look_sees_names_sizes_times_and_the_manifest(tmp_path):
    def looked() -> str:
        seen = look(tmp_path)
        assert seen is not None
        return seen

    looks = [looked()]
    for name, text in (("a.txt", "one"), ("a.txt", "longer"), ("b.txt", "two"), ("manifest.csv", "path\n")):
        (tmp_path / name).write_text(text)
        looks.append(looked())
    assert len(set(looks)) == len(looks)
    assert looked() == looks[-1]


def test_a_sight_survives_the_cursor():
    sight = Sight.after(None, "seen", NOON)
    assert Sight.from_json(sight.to_json()) == sight


def test_a_sight_is_quiet_after_the_minutes_set():
    sight = Sight.after(None, "seen", NOON)
    assert sight.why_wait(NOON + timedelta(minutes=4), quiet_minutes=5)
    assert sight.why_wait(NOON + timedelta(minutes=5), quiet_minutes=5) is None
