import os
import signal
import time
from functools import partial
from pathlib import Path

import pytest

from pipelines.engine import HERE, Begin, Bounds, Stop, crew, run_batches
from pipelines.errors import WorkerError

BATCHES = [("a",), ("b", "c"), ("d",)]


def leave_files(batch: tuple[str, ...], begin: Begin, folder: Path) -> None:
    for index, item in enumerate(batch):
        begin(index)
        with (folder / item).open("a") as file:
            file.write(".")


def leave_pids(batch: tuple[str, ...], begin: Begin, folder: Path) -> None:
    for index, item in enumerate(batch):
        begin(index)
        (folder / item).write_text(str(os.getpid()))


def die_on_poison(batch: tuple[str, ...], begin: Begin, folder: Path) -> None:
    for index, item in enumerate(batch):
        begin(index)
        if item == "poison":
            os.kill(os.getpid(), signal.SIGKILL)
        (folder / item).touch()


def die_once(batch: tuple[str, ...], begin: Begin, folder: Path) -> None:
    marker = folder / "died"
    begin(0)
    if "b" in batch and not marker.exists():
        marker.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    leave_files(batch, begin, folder)


def hang_in_a_place(batch: tuple[str, ...], begin: Begin, folder: Path) -> None:
    for index, item in enumerate(batch):
        for place in ("first", "second"):
            begin(index, place)
            if (item, place) == ("slow", "second"):
                time.sleep(600)
        (folder / item).touch()


def work_slowly_but_get_on(batch: tuple[str, ...], begin: Begin, folder: Path) -> None:
    for step in range(8):
        begin(0, str(step))
        time.sleep(0.2)
    leave_files(batch, begin, folder)


def take_memory(batch: tuple[str, ...], begin: Begin, folder: Path) -> None:
    for index, item in enumerate(batch):
        begin(index)
        if item == "greedy":
            held = [bytearray(64 * 2**20) for _ in range(64)]
            raise AssertionError(f"it may hold {len(held)} pieces")
        (folder / item).touch()


def die_before_beginning(batch: tuple[str, ...], begin: Begin) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def fail(batch: tuple[str, ...], begin: Begin) -> None:
    raise ValueError(f"a bug on {batch}")


def all_there(folder: Path) -> bool:
    return all((folder / item).exists() for batch in BATCHES for item in batch)


@pytest.mark.parametrize("workers", [HERE, 1, 2])
def test_every_batch_runs_once_and_is_reported(tmp_path: Path, workers: int) -> None:
    told: list[int] = []
    assert run_batches(BATCHES, partial(leave_files, folder=tmp_path), workers, told.append) == []
    assert [(tmp_path / item).read_text() for item in "abcd"] == ["."] * 4
    assert told[-1] == 4


def test_a_killed_worker_costs_nothing_but_time(tmp_path: Path) -> None:
    assert run_batches(BATCHES, partial(die_once, folder=tmp_path), 2, lambda _: None) == []
    assert all_there(tmp_path)


def test_the_one_item_that_kills_processes_is_told_and_all_others_are_done(tmp_path: Path) -> None:
    batches = [("a", "poison", "b"), ("c",)]
    told: list[int] = []
    (stop,) = run_batches(batches, partial(die_on_poison, folder=tmp_path), 2, told.append)
    assert stop == Stop("poison", None, "ended the process that did it")
    assert all((tmp_path / item).exists() for item in "abc")
    assert told[-1] == 4


def test_an_item_on_which_work_hangs_does_not_hold_up_the_others(tmp_path: Path) -> None:
    batches = [("a", "slow", "b"), ("c",)]
    work = partial(hang_in_a_place, folder=tmp_path)
    (stop,) = run_batches(batches, work, 2, lambda _: None, Bounds(seconds=1.0))
    assert stop == Stop("slow", "second", "took longer than 1 seconds")
    assert all((tmp_path / item).exists() for item in "abc")


def test_a_stopped_item_may_be_worked_on_in_another_way(tmp_path: Path) -> None:
    work = partial(hang_in_a_place, folder=tmp_path)
    stops = run_batches([("a", "slow")], work, 1, lambda _: None, Bounds(1.0), lambda stop: f"no {stop.item}")
    assert stops == []
    assert (tmp_path / "no slow").exists()


def test_work_that_gets_on_may_take_its_time(tmp_path: Path) -> None:
    work = partial(work_slowly_but_get_on, folder=tmp_path)
    assert run_batches([("a",)], work, 1, lambda _: None, Bounds(seconds=1.0)) == []
    assert (tmp_path / "a").exists()


def test_an_item_that_takes_too_much_memory_is_told(tmp_path: Path) -> None:
    work = partial(take_memory, folder=tmp_path)
    (stop,) = run_batches([("a", "greedy", "b")], work, 1, lambda _: None, Bounds(megabytes=512))
    assert stop == Stop("greedy", None, "needed more than 512 MB of memory")
    assert (tmp_path / "b").exists()


def test_processes_that_never_begin_are_an_error() -> None:
    with pytest.raises(WorkerError, match="before they begin"):
        run_batches([("a",)], die_before_beginning, 1, lambda _: None)


@pytest.mark.parametrize("workers", [HERE, 2])
def test_a_bug_is_loud(workers: int) -> None:
    with pytest.raises(ValueError, match="a bug on"):
        run_batches(BATCHES, fail, workers, lambda _: None)


@pytest.mark.parametrize("workers", [HERE, 1])
def test_a_crew_is_kept_for_batches_that_come_later(tmp_path: Path, workers: int) -> None:
    told: list[int] = []
    with crew(partial(leave_pids, folder=tmp_path), workers, told.append) as run:
        assert run(BATCHES) == []
        assert run([("e",)]) == []
    assert told[-1] == 1
    pids = {(tmp_path / name).read_text() for name in "abcde"}
    assert len(pids) == 1
    assert (str(os.getpid()) in pids) == (workers == HERE)
