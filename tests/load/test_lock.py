from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from pipelines.errors import BuildLockedError
from pipelines.load.lock import build_lock

HOLD = """
import sys
from pathlib import Path
from pipelines.load.lock import build_lock
with build_lock(Path(sys.argv[1]), 0, print):
    print("held", flush=True)
    sys.stdin.readline()
"""


@pytest.fixture
def held(tmp_path: Path):
    """A lock that another process holds until it is told to go or is killed."""
    path = tmp_path / "w.lock"
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert holder.stdout
    assert holder.stdout.readline() == "held\n"
    with holder:
        yield path, holder
        holder.kill()


def unexpected(message: str) -> None:
    raise AssertionError(message)


def test_the_second_build_gives_up_and_names_the_first(held) -> None:
    path, holder = held
    heard: list[str] = []
    with (
        pytest.raises(BuildLockedError, match=f"process {holder.pid}") as caught,
        build_lock(path, 0.1, heard.append),
    ):
        unexpected("entered a held lock")
    assert caught.value.exit_code == 3
    assert len(heard) == 1
    assert f"process {holder.pid}" in heard[0]


def test_the_second_build_waits_for_the_first(held) -> None:
    path, holder = held

    def let_go(_message: str) -> None:
        holder.stdin.write("go\n")
        holder.stdin.flush()

    with build_lock(path, 60, let_go):
        assert holder.wait() == 0


def test_a_killed_build_frees_the_lock(held) -> None:
    path, holder = held
    holder.kill()
    holder.wait()
    with build_lock(path, 0, unexpected):
        pass


def test_the_holder_may_enter_again(tmp_path: Path) -> None:
    path = tmp_path / "w.lock"
    with build_lock(path, 0, unexpected):
        with build_lock(path, 0, unexpected):
            pass
        assert (tmp_path / "w.lock.holder").exists()
    assert not (tmp_path / "w.lock.holder").exists()
