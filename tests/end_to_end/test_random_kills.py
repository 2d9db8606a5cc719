"""A build killed at any moment leaves a complete warehouse, and the next build succeeds."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pipelines.load.connect import run_query

SAYSO = Path(sys.executable).with_name("sayso")
KILLS = 20
SEED = 20240516


def environment(home: Path) -> dict[str, str]:
    return {
        **os.environ,
        "SAYSO_CORPUS": str(home / "articles"),
        "SAYSO_WAREHOUSE": str(home / "news.duckdb"),
        "SAYSO_AS_OF": "2026-01-01",
        "DAGSTER_HOME": str(home / "dagster"),
    }


def build(home: Path) -> float:
    started = time.monotonic()
    done = subprocess.run(
        [str(SAYSO), "build"], env=environment(home), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return time.monotonic() - started


def build_and_kill(home: Path, after: float) -> None:
    """Start a build and kill it with all its processes after so many seconds, if it still runs."""
    process = subprocess.Popen(
        [str(SAYSO), "build"],
        env=environment(home),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        process.wait(after)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def assert_complete(warehouse: Path, articles_least: int) -> int:
    """The published file opens, cites itself, and every view answers; returns its documents."""
    documents = run_query(warehouse, "from documents").height
    assert documents >= articles_least
    assert run_query(warehouse, "from build").height == 1
    for (name,) in run_query(warehouse, "select view_name from duckdb_views() where not internal").rows():
        run_query(warehouse, f"select count(*) from {name}")
    return documents


@pytest.mark.slow
def test_twenty_kills_at_random_moments(tmp_path: Path, sample_corpus: Path) -> None:
    chance = random.Random(SEED)
    shutil.copytree(sample_corpus, tmp_path / "articles")
    (tmp_path / "dagster").mkdir()
    length = build(tmp_path)
    documents = assert_complete(tmp_path / "news.duckdb", 5)
    source = (tmp_path / "articles" / "000_a15081c5df2aa085.txt").read_text(encoding="utf-8")
    for number in range(KILLS):
        (tmp_path / "articles" / f"more{number}.txt").write_text(
            f"{source}\nNumber {number}.\n", encoding="utf-8"
        )
        build_and_kill(tmp_path, chance.uniform(0, length))
        documents = assert_complete(tmp_path / "news.duckdb", documents)
    build(tmp_path)
    assert assert_complete(tmp_path / "news.duckdb", documents) == 5 + KILLS
