import os
import signal
from functools import partial
from pathlib import Path

import pytest

from pipelines.engine import run_batches


def leave_a_file(batch: tuple[str, ...], folder: Path) -> None:
    for item in batch:
        (folder / item).touch()


def die_on_poison(batch: tuple[str, ...], folder: Path) -> None:
    if "poison" in batch:
        os.kill(os.getpid(), signal.SIGKILL)
    leave_a_file(batch, folder)


def die_once(batch: tuple[str, ...], folder: Path) -> None:
    marker = folder / "died"
    if "b" in batch and not marker.exists():
        marker.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    leave_a_file(batch, folder)


def fail(batch: tuple[str, ...], folder: Path) -> None:
    raise ValueError(f"a bug on {batch}")


def all_there(batch: tuple[str, ...], folder: Path) -> bool:
    return all((folder / item).exists() for item in batch)


BATCHES = [("a",), ("b", "c"), ("d",)]


@pytest.mark.parametrize("workers", [1, 2])
def test_every_batch_runs_and_is_reported(tmp_path: Path, workers: int) -> None:
    told: list[int] = []
    lethal = run_batches(
        BATCHES,
        partial(leave_a_file, folder=tmp_path),
        partial(all_there, folder=tmp_path),
        workers,
        told.append,
    )
    assert lethal == []
    assert all(all_there(batch, tmp_path) for batch in BATCHES)
    assert told[-1] == 4


def test_a_killed_worker_costs_nothing_but_time(tmp_path: Path) -> None:
    lethal = run_batches(
        BATCHES, partial(die_once, folder=tmp_path), partial(all_there, folder=tmp_path), 2, lambda _: None
    )
    assert lethal == []
    assert all(all_there(batch, tmp_path) for batch in BATCHES)


def test_the_one_item_that_kills_processes_is_told_and_all_others_are_done(tmp_path: Path) -> None:
    batches = [("a", "poison", "b"), ("c",)]
    lethal = run_batches(
        batches,
        partial(die_on_poison, folder=tmp_path),
        partial(all_there, folder=tmp_path),
        2,
        lambda _: None,
    )
    assert lethal == ["poison"]
    assert all((tmp_path / item).exists() for item in "abc")


@pytest.mark.parametrize("workers", [1, 2])
def test_a_bug_is_loud(tmp_path: Path, workers: int) -> None:
    with pytest.raises(ValueError, match="a bug on"):
        run_batches(
            BATCHES,
            partial(fail, folder=tmp_path),
            partial(all_there, folder=tmp_path),
            workers,
            lambda _: None,
        )
