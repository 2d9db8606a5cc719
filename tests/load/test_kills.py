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
from pipelines.load.publish import builds_folder, clean_leftovers, published_info, staging_path

# Publishes what is staged and dies at a named point.
PUBLISH = """
import os, signal, sys
from pathlib import Path
from pipelines.load.publish import publish
staged, target, count, point = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]), sys.argv[4]

def reach(reached):
    if reached == point:
        os.kill(os.getpid(), signal.SIGKILL)

reach("staged")
publish(staged, target, {"document_count": count}, pause=reach)
"""

# Builds and publishes with one document more than before, again and again, until it is killed.
BUILD = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from conftest import build_info, frames
from pipelines.load.build import stage
from pipelines.load.publish import clean_leftovers, publish, published_info, staging_path
target, sql = Path(sys.argv[2]), Path(sys.argv[3])
while True:
    count = (published_info(target) or {"document_count": 0})["document_count"] + 1
    clean_leftovers(target)
    staged = staging_path(target, f"run-{count}")
    stage(frames(count), staged, sql, build_info(f"run-{count}"))
    publish(staged, target, {"document_count": count})
    print(count, flush=True)
"""


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
    tmp_path: Path, stage_build: Callable[..., Path]
) -> None:
    target = tmp_path / "sayso.duckdb"
    points = (("none", 1), ("staged", 1), ("before_move", 1), ("moved", 4), ("none", 5))
    for count, (point, expected) in enumerate(points, start=1):
        staged = stage_build(staging_path(target, f"run-{count}"), count, f"run-{count}")
        arguments = [str(staged), str(target), str(count), point]
        ended = subprocess.run([sys.executable, "-c", PUBLISH, *arguments], check=False)
        assert ended.returncode == (0 if point == "none" else -signal.SIGKILL)
        assert published_count(target) == expected, point
    assert len(list(builds_folder(target).glob("*.duckdb"))) == 2
    assert clean_leftovers(target) == [staging_path(target, "run-2")]


@pytest.mark.slow
def test_kills_at_random_moments_leave_a_complete_build(tmp_path: Path, bare_sql: Path) -> None:
    target = tmp_path / "sayso.duckdb"
    moments = random.Random(20240516)
    build = [sys.executable, "-c", BUILD, str(Path(__file__).parent), str(target), str(bare_sql)]
    before = 0
    for _ in range(20):
        with subprocess.Popen(build, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout
            assert int(process.stdout.readline()) == before + 1, "the build after a kill succeeds"
            with pytest.raises(subprocess.TimeoutExpired):
                process.wait(timeout=moments.uniform(0, 1))
            process.kill()
        after = published_count(target)
        assert after > before
        before = after
