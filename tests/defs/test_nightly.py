"""The real daemon: a scheduled build publishes what is new, and the next tick is skipped with a reason."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import dagster as dg
import pytest
from dagster._core.scheduler.instigation import InstigatorTick, TickStatus
from homes import make_home

from pipelines.load.publish import published_info
from pipelines.settings import PROJECT_ROOT

pytestmark = pytest.mark.slow

PATIENCE_SECONDS = 420


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sample_corpus: Path, with_parts) -> Path:
    monkeypatch.setenv("SAYSO_CRON", "* * * * *")
    make_home(tmp_path, monkeypatch)
    with_parts(tmp_path)
    shutil.copytree(sample_corpus, tmp_path / "corpus", dirs_exist_ok=True)
    return tmp_path


@pytest.fixture
def daemon(home: Path) -> Iterator[None]:
    """`dagster-daemon` on the project's workspace, as a server would run it."""
    command = [sys.executable, "-m", "dagster._daemon", "run", "-w", str(PROJECT_ROOT / "workspace.yaml")]
    with (home / "daemon.log").open("w") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log, env=os.environ, cwd=PROJECT_ROOT)
        yield
        process.terminate()
        process.wait(timeout=60)


def wait_for(what: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not what():
        assert time.monotonic() < deadline, "That took too long."
        time.sleep(1)


def ticks(instance: dg.DagsterInstance) -> list[InstigatorTick]:
    """Ticks of the nightly schedule, latest first."""
    states = [state for state in instance.all_instigator_state() if state.instigator_name == "nightly"]
    return [
        tick for state in states for tick in instance.get_ticks(state.instigator_origin_id, state.selector_id)
    ]


def test_the_schedule_publishes_what_is_new_and_then_skips(home, daemon):
    warehouse = home / "sayso.duckdb"
    wait_for(lambda: (published_info(warehouse) or {}).get("document_count") == 5)

    (home / "corpus" / "new.txt").write_text(
        "Gazprom cut its exports by 12 percent, the company said on Monday."
    )
    wait_for(lambda: published_info(warehouse)["document_count"] == 6)

    with dg.DagsterInstance.get() as instance:
        wait_for(lambda: ticks(instance)[0].status is TickStatus.SKIPPED)
        assert "Nothing is new" in ticks(instance)[0].skip_reason
        runs = instance.get_runs(dg.RunsFilter(tags={"sayso/trigger": "schedule"}))
    assert len(runs) >= 2
