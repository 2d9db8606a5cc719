"""Runs whose process is gone must not hold up the queue."""

from __future__ import annotations

import subprocess
import sys

import dagster as dg
import pytest

from pipelines.defs import killed


def started_run(instance: dg.DagsterInstance, process: str | None) -> str:
    @dg.job
    def nothing() -> None:
        pass

    tags = {} if process is None else {killed.PROCESS_TAG: process}
    run = instance.create_run_for_job(nothing, tags=tags, status=dg.DagsterRunStatus.STARTED)
    return run.run_id


@pytest.fixture
def dead_process() -> str:
    process = subprocess.Popen([sys.executable, "-c", "pass"])
    process.wait()
    return f"{killed.socket.gethostname()}:{process.pid}"


def test_a_run_whose_process_is_gone_is_marked_as_failed(instance, dead_process):
    run_id = started_run(instance, dead_process)
    assert killed.close_killed(instance) == [run_id]
    assert instance.get_run_by_id(run_id).status is dg.DagsterRunStatus.FAILURE


def test_a_run_that_works_is_left_alone(instance):
    run_id = started_run(instance, None)
    killed.sign_in(instance, run_id)
    assert killed.close_killed(instance) == []


@pytest.mark.parametrize("process", [None, "another-machine:1"])
def test_a_run_that_cannot_be_judged_from_here_is_left_alone(instance, process):
    started_run(instance, process)
    assert killed.close_killed(instance) == []
