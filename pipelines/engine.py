"""Where batches run: in this process or in a pool of spawned ones. The seam is `run_batches`.

A batch is a tuple of items; the work on it writes a part of the store, so that a batch which is run
twice, or whose process is killed, does no harm. A killed worker breaks a pool: the pool is built
anew and what is missing runs again; a batch that breaks pools is taken apart until the one item
that does it is known. See `docs/decisions/where_batches_run.md`.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Hashable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from typing import TypeVar

Item = TypeVar("Item", bound=Hashable)
Work = Callable[[tuple[Item, ...]], None]
Done = Callable[[tuple[Item, ...]], bool]
Report = Callable[[int], None]

_STRIKES = 2
"""A batch in flight when that many pools broke is taken apart."""


def run_batches(
    batches: Sequence[tuple[Item, ...]],
    work: Work[Item],
    done: Done[Item],
    workers: int,
    report: Report,
) -> list[Item]:
    """Run `work` on every batch and return the items on which processes die.

    `work` must be picklable and must leave a batch `done`; an exception from it is a bug and is
    raised. `report` gets the number of items finished so far. With one worker the work runs here,
    where a crash is a crash of the build.
    """
    if workers == 1:
        finished = 0
        for batch in batches:
            work(batch)
            finished += len(batch)
            report(finished)
        return []
    return _run_in_pools(list(batches), work, done, workers, report)


def _run_in_pools(
    pending: list[tuple[Item, ...]], work: Work[Item], done: Done[Item], workers: int, report: Report
) -> list[Item]:
    strikes: dict[tuple[Item, ...], int] = {}
    lethal: list[Item] = []
    total = sum(map(len, pending))
    while pending:
        before = total - sum(map(len, pending))
        suspects = [batch for batch in pending if strikes.get(batch, 0) >= _STRIKES]
        if suspects:
            alone = [(item,) for batch in suspects for item in batch]
            lethal += [batch[0] for batch in alone if not _survives(batch, work, done)]
        else:
            for batch in _run_in_one_pool(pending, work, workers, _counting_from(before, report)):
                strikes[batch] = strikes.get(batch, 0) + 1
        pending = [batch for batch in pending if batch not in suspects and not done(batch)]
        report(total - sum(map(len, pending)))
    return lethal


def _counting_from(before: int, report: Report) -> Report:
    """A report that adds what earlier pools finished."""
    return lambda finished: report(before + finished)


def _run_in_one_pool(
    batches: list[tuple[Item, ...]], work: Work[Item], workers: int, report: Callable[[int], None]
) -> list[tuple[Item, ...]]:
    """Run batches until all are done or the pool breaks; return those that were in flight then."""
    waiting = list(reversed(batches))
    in_flight: dict[Future[None], tuple[Item, ...]] = {}
    finished = 0
    with ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn")) as pool:
        while waiting or in_flight:
            while waiting and len(in_flight) < workers:
                batch = waiting.pop()
                try:
                    in_flight[pool.submit(work, batch)] = batch
                except BrokenProcessPool:
                    return [*in_flight.values(), batch]
            for future in wait(in_flight, return_when=FIRST_COMPLETED).done:
                try:
                    future.result()
                except BrokenProcessPool:
                    return list(in_flight.values())
                finished += len(in_flight.pop(future))
                report(finished)
    return []


def _survives(batch: tuple[Item, ...], work: Work[Item], done: Done[Item]) -> bool:
    """Whether a batch can be run in a process of its own."""
    if not done(batch):
        _run_in_one_pool([batch], work, 1, lambda _: None)
    return done(batch)
