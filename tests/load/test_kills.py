"""Kills of a build: at named points in the suite, at random moments among the slow proofs."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from pipelines.load.connect import run_query
from pipelines.load.publish import builds_folder, clean_leftovers, published_info

# Builds and publishes with one document more than before, again and again, and dies at a named point.
BUILD = """
import os, signal, sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from conftest import build_info, frames
from pipelines.load.build import stage
from pipelines.load.publish import clean_leftovers, publish, published_info, staging_path
target, sql, point = Path(sys.argv[2]), Path(sys.argv[3]), sys.argv[4]

def reach(reached):
    if reached == point:
        os.kill(os.getpid(), signal.SIGKILL)

print("ready", flush=True)
while True:
    count = (published_info(target) or {"document_count": 0})["document_count"] + 1
    clean_leftovers(target)
    staged = staging_path(target, f"run-{count}")
    stage(frames(count), staged, sql, build_info(f"run-{count}"))
    reach("staged")
    publish(staged, target, {"document_count": count}, pause=reach)
    reach("published")
"""


@pytest.fixture
def build(bare_sql: Path) -> Callable[[Path, str], subprocess.Popen[str]]:
    def start(target: Path, point: str) -> subprocess.Popen[str]:
        here = str(Path(__file__).parent)
        process = subprocess.Popen(
            [sys.executable, "-c", BUILD, here, str(target), str(bare_sql), point],
            stdout=subprocess.PIPE,
            text=True,
        )
        assert process.stdout
        assert process.stdout.readline() == "ready\n"
        return process

    return start


def published_count(target: Path) -> int:
    """Documents of the published build, which is complete: note, rows and citation agree."""
    info = published_info(target)
    assert info is not None
    count = int(info["document_count"])
    assert run_query(target, "from documents").height == count
    assert run_query(target, "from paths").height == count
    assert run_query(target, "select run_id from ops.build_info").item() == f"run-{count}"
    return count


def test_kills_at_named_points_leave_a_complete_build(
    tmp_path: Path, build: Callable[[Path, str], subprocess.Popen[str]]
) -> None:
    target = tmp_path / "sayso.duckdb"
    for point, expected in (
        ("published", 1),
        ("staged", 1),
        ("before_move", 1),
        ("moved", 2),
        ("published", 3),
    ):
        assert build(target, point).wait() == -signal.SIGKILL
        assert published_count(target) == expected, point
    assert len(list(builds_folder(target).glob("*.duckdb"))) == 2
    assert clean_leftovers(target) == []


@pytest.mark.slow
def test_kills_at_random_moments_leave_a_complete_build(
    tmp_path: Path, build: Callable[[Path, str], subprocess.Popen[str]]
) -> None:
    target = tmp_path / "sayso.duckdb"
    build(target, "published").wait()
    moments = random.Random(20240516)
    before = published_count(target)
    for _ in range(20):
        process = build(target, "never")
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(timeout=moments.uniform(0, 1.5))
        process.kill()
        process.wait()
        after = published_count(target)
        assert after >= before
        before = after
    build(target, "published").wait()
    assert published_count(target) == before + 1
    assert before > 1
