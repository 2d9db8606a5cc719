"""How commands end where something is wrong: 1 a failure, 2 bad usage, 3 another build."""

from __future__ import annotations

import subprocess
import sys

import pytest

LOCK = """
import sys
from pathlib import Path
from pipelines.load.lock import build_lock
with build_lock(Path("sayso.store/build.lock"), 0, print):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_a_missing_corpus_is_a_failure_that_status_remembers(home, sayso):
    (home / "corpus").rmdir()
    result = sayso("build")
    assert result.exit_code == 1
    assert "is not there" in result.stderr
    assert "Last attempt: FAILED" in sayso("status").stdout


def test_an_empty_corpus_is_a_failure(home, sayso):
    (home / "corpus" / "README.md").write_text("Not an article.")
    result = sayso("build")
    assert result.exit_code == 1
    assert "holds no article" in result.stderr


@pytest.mark.parametrize("arguments", [["build", "--limit", "0"], ["build", "--nonsense"], ["nonsense"]])
def test_bad_usage(home, sayso, arguments):
    assert sayso(*arguments).exit_code == 2


def test_a_setting_that_cannot_be_used_is_bad_usage(home, sayso, monkeypatch):
    monkeypatch.setenv("SAYSO_AS_OF", "yesterday")
    result = sayso("build")
    assert result.exit_code == 2
    assert "as_of" in result.stderr


def test_another_build_is_waited_for_and_then_given_up_on(home, sayso, monkeypatch):
    (home / "corpus" / "a.txt").write_text("A story.")
    monkeypatch.setenv("SAYSO_LOCK_WAIT_SECONDS", "0.1")
    with subprocess.Popen(
        [sys.executable, "-c", LOCK], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as holder:
        holder.stdout.readline()
        result = sayso("build")
        holder.stdin.close()
    assert result.exit_code == 3
    assert "Another build is running" in result.stdout
    assert "nothing was built" in result.stderr


@pytest.mark.parametrize("arguments", [["sql"], ["sql", "select 1"]])
def test_there_is_nothing_to_query_before_the_first_build(home, sayso, arguments):
    result = sayso(*arguments)
    assert result.exit_code == 1
    assert "sayso build makes one" in result.stderr


def test_status_before_the_first_build(home, sayso):
    result = sayso("status")
    assert result.exit_code == 0
    assert "none yet" in result.stdout
    assert "nothing yet" in result.stdout
    assert "03:00 UTC" in result.stdout
