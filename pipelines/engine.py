"""Where batches run: in this process, or in spawned ones that are watched. The seam is `run_batches`, and
`crew` where batches come bit by bit.

A batch is a tuple of items; the work on it writes a part of the store, so that a batch which is run
twice, or whose process is killed, does no harm. A process says which item it is at: where it dies or
hangs, that item is known, is left out, and the rest of its batch runs again. The others go on
meanwhile. See `docs/decisions/where_batches_run.md`.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Hashable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from multiprocessing.connection import wait
from typing import Generic, TypeVar

from pipelines.errors import WorkerError
from pipelines.workers import At, Begin, Bounds, Bug, Done, OutOfMemory, Work, Worker

Item = TypeVar("Item", bound=Hashable)
Report = Callable[[int], None]

HERE = 0
"""So many workers: the work runs in this process, where a crash is a crash of the build."""
_MAX_DEATHS = 2
"""A process may be killed by others; at the second death at the same place, the place is to blame."""
_MAX_FALSE_STARTS = 3

__all__ = ["HERE", "Begin", "Bounds", "Run", "Stop", "crew", "run_batches"]


@dataclass(frozen=True, slots=True)
class Stop(Generic[Item]):
    """An item that stopped the process working on it: how far that was, and why, as the end of a sentence."""

    item: Item
    place: str | None
    reason: str


Spare = Callable[[Stop[Item]], Item | None]
"""A stopped item as it is to be worked on instead; None where it is to be left out."""
Run = Callable[[Sequence[tuple[Item, ...]]], list[Stop[Item]]]
"""Runs batches; what was left out of them."""


def leave_out(stop: Stop[Item]) -> Item | None:
    """Never try it again."""
    return None


def run_batches(
    batches: Sequence[tuple[Item, ...]],
    work: Work,
    workers: int,
    report: Report,
    bounds: Bounds | None = None,
    spare: Spare[Item] = leave_out,
) -> list[Stop[Item]]:
    """Run `work` on every batch and return the items that were left out, for stopping their process.

    `work` must be picklable; an exception from it is a bug and is raised, but for a lack of memory.
    `report` gets the number of items finished so far. Raises WorkerError where processes end before
    they begin.
    """
    with crew(work, workers, report, bounds, spare) as run:
        return run(batches)


@contextmanager
def crew(
    work: Work,
    workers: int,
    report: Report,
    bounds: Bounds | None = None,
    spare: Spare[Item] = leave_out,
) -> Iterator[Run[Item]]:
    """What `run_batches` does, for batches that come bit by bit: processes that have begun are kept.

    Gives what runs batches and returns the items left out of them. A process starts when there is work for
    it, and all end with the block.
    """
    if workers == HERE:
        yield partial(_run_here, work=work, report=report)
        return
    hands = _Crew(work, workers, report, bounds or Bounds(), spare)
    try:
        yield hands.run
    finally:
        hands.end()


def _run_here(batches: Sequence[tuple[Item, ...]], work: Work, report: Report) -> list[Stop[Item]]:
    finished = 0
    for batch in batches:
        work(batch, lambda index, place=None: None)
        finished += len(batch)
        report(finished)
    return []


class _Crew(Generic[Item]):
    """Workers, and the batches that wait for one."""

    def __init__(
        self,
        work: Work,
        size: int,
        report: Report,
        bounds: Bounds,
        spare: Spare[Item],
    ) -> None:
        self._waiting: deque[tuple[Item, ...]] = deque()
        self._work, self._size, self._report, self._bounds = work, size, report, bounds
        self._spare = spare
        self._workers: list[Worker] = []
        self._deaths: dict[tuple[Item, str | None], int] = {}
        self._stops: list[Stop[Item]] = []
        self._finished = 0
        self._false_starts = 0

    def run(self, batches: Sequence[tuple[Item, ...]]) -> list[Stop[Item]]:
        """Work on all batches; what was left out."""
        self._waiting.extend(batches)
        self._stops, self._finished = [], 0
        while True:
            self._hand_out()
            busy = [worker for worker in self._workers if worker.batch]
            if not busy:
                return self._stops
            left = [seconds for worker in busy if (seconds := worker.seconds_left()) is not None]
            ready = wait([worker.pipe for worker in busy], max(0.0, min(left)) if left else None)
            for worker in busy:
                if worker.pipe in ready:
                    self._hear(worker)
                elif (seconds := worker.seconds_left()) is not None and seconds <= 0:
                    self._stop(worker, f"took longer than {self._bounds.seconds:g} seconds")

    def end(self) -> None:
        """Stop every process."""
        for worker in self._workers:
            worker.end()

    def _hand_out(self) -> None:
        idle = [worker for worker in self._workers if not worker.batch]
        while self._waiting and (idle or len(self._workers) < self._size):
            if idle:
                worker = idle.pop()
            else:
                worker = Worker(self._work, self._bounds)
                self._workers.append(worker)
            worker.give(self._waiting.popleft())

    def _hear(self, worker: Worker) -> None:
        match worker.message():
            case Done():
                self._count(len(worker.batch))
                worker.batch = ()
                self._false_starts = 0
            case OutOfMemory():
                self._stop(worker, f"needed more than {self._bounds.megabytes:,} MB of memory")
            case Bug(error, trace):
                error.add_note(trace)
                raise error
            case None:
                self._bury(worker)

    def _bury(self, worker: Worker) -> None:
        """A process died: its batch runs again, without the item where that happens again."""
        if worker.at is None:
            self._false_starts += 1
            if self._false_starts >= _MAX_FALSE_STARTS:
                raise WorkerError("Processes that work on batches end before they begin.")
            self._give_up(worker, worker.batch)
            return
        grave = (worker.batch[worker.at.index], worker.at.place)
        self._deaths[grave] = self._deaths.get(grave, 0) + 1
        if self._deaths[grave] >= _MAX_DEATHS:
            self._stop(worker, "ended the process that did it")
        else:
            self._give_up(worker, worker.batch)

    def _stop(self, worker: Worker, reason: str) -> None:
        """End a process that does not get on; the rest of its batch runs again."""
        at = worker.at or At(0, None)
        stop = Stop(worker.batch[at.index], at.place, reason)
        instead = self._spare(stop)
        if instead is None:
            self._stops.append(stop)
            self._count(1)
        before, after = worker.batch[: at.index], worker.batch[at.index + 1 :]
        self._give_up(worker, (*before, *(() if instead is None else (instead,)), *after))

    def _give_up(self, worker: Worker, batch: tuple[Item, ...]) -> None:
        worker.end()
        self._workers.remove(worker)
        if batch:
            self._waiting.appendleft(batch)

    def _count(self, items: int) -> None:
        self._finished += items
        self._report(self._finished)
