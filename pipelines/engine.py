"""Where batches run: in this process or in a pool of spawned ones. The seam is `run_batches`.

A batch is a list of keys; the work on it writes a part of the store, so that a batch which is run
twice, or whose process is killed, does no harm. A killed worker breaks a pool: the pool is built
anew and what is missing runs again; a batch that breaks pools is taken apart until the one key
that does it is known. Method: tried against kills on `concurrent.futures`, see `docs/decisions`.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool

Batch = tuple[str, ...]
Work = Callable[[Batch], None]
Done = Callable[[Batch], bool]
Report = Callable[[int], None]

_STRIKES = 2
"""A batch in flight when that many pools broke is taken apart."""


def run_batches(batches: Sequence[Batch], work: Work, done: Done, workers: int, report: Report) -> list[str]:
    """Run `work` on every batch and return the keys on which processes die, sorted.

    `work` must be picklable and must leave a batch `done`; an exception from it is a bug and is
    raised. `report` gets the number of keys finished so far. With one worker the work runs here,
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


def _run_in_pools(pending: list[Batch], work: Work, done: Done, workers: int, report: Report) -> list[str]:
    strikes: dict[Batch, int] = {}
    lethal: list[str] = []
    total = sum(map(len, pending))
    while pending:
        suspects = [batch for batch in pending if strikes.get(batch, 0) >= _STRIKES]
        if suspects:
            alone = [(key,) for batch in suspects for key in batch]
            lethal += [batch[0] for batch in alone if not _survives(batch, work, done)]
        else:
            for batch in _run_in_one_pool(pending, work, workers, _from(total, pending, report)):
                strikes[batch] = strikes.get(batch, 0) + 1
        pending = [batch for batch in pending if batch not in suspects and not done(batch)]
        report(total - sum(map(len, pending)))
    return sorted(lethal)


def _from(total: int, pending: list[Batch], report: Report) -> Report:
    """A report that counts on from what earlier pools finished."""
    before = total - sum(map(len, pending))
    return lambda finished: report(before + finished)


def _run_in_one_pool(batches: list[Batch], work: Work, workers: int, report: Report) -> list[Batch]:
    """Run batches until all are done or the pool breaks; return those that were in flight then."""
    context = multiprocessing.get_context("spawn")
    waiting = list(reversed(batches))
    in_flight: dict[Future[None], Batch] = {}
    finished = 0
    with ProcessPoolExecutor(workers, mp_context=context) as pool:
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


def _survives(batch: Batch, work: Work, done: Done) -> bool:
    """Whether a batch can be run in a process of its own."""
    if not done(batch):
        _run_in_one_pool([batch], work, 1, lambda _: None)
    return done(batch)
