"""A spawned process that works on batches: what it does, and how the process that started it drives it.

Belongs here: one worker, its bounds and its death. Not here: which batch goes to whom (`engine`).
"""

from __future__ import annotations

import multiprocessing
import os
import threading
import time
import traceback
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any, Protocol


class Begin(Protocol):
    """Hears what a batch's work is at, so that a process that hangs or dies is known by it."""

    def __call__(self, index: int, place: str | None = None) -> None:
        """Work on the item at `index` begins, or gets as far as `place` in it."""


Work = Callable[[tuple[Any, ...], Begin], None]


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a process may take: seconds without getting on, megabytes beyond those it starts with."""

    seconds: float | None = None
    megabytes: int | None = None


@dataclass(frozen=True, slots=True)
class At:
    """The item of a batch, and the place in it, that a process is at."""

    index: int
    place: str | None


@dataclass(frozen=True, slots=True)
class Done:
    """The batch is finished."""


@dataclass(frozen=True, slots=True)
class OutOfMemory:
    """The process asked for more memory than it may have."""


@dataclass(frozen=True, slots=True)
class Bug:
    """The work raised what it must not."""

    error: BaseException
    trace: str


Message = At | Done | OutOfMemory | Bug


@dataclass(slots=True)
class Worker:
    """A process with what it is at; `batch` is empty while it has nothing to do."""

    work: Work
    bounds: Bounds
    batch: tuple[Any, ...] = ()
    at: At | None = None
    since: float = 0.0
    pipe: Connection = field(init=False)
    _process: BaseProcess = field(init=False)

    def __post_init__(self) -> None:
        context = multiprocessing.get_context("spawn")
        self.pipe, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs, self.work, self.bounds), daemon=True)
        self._process.start()
        theirs.close()

    def give(self, batch: tuple[Any, ...]) -> None:
        """Let it work on a batch; that its process is gone shows at the next message."""
        self.batch, self.at = batch, None
        with suppress(OSError):
            self.pipe.send(batch)

    def message(self) -> Message | None:
        """What it has to say; None where it died instead."""
        try:
            told: Message = self.pipe.recv()
        except (EOFError, OSError):
            return None
        if isinstance(told, At):
            self.at, self.since = told, time.monotonic()
        return told

    def seconds_left(self) -> float | None:
        """Until it has made no headway for too long; None where nothing bounds it."""
        if self.at is None or self.bounds.seconds is None:
            return None
        return self.since + self.bounds.seconds - time.monotonic()

    def end(self) -> None:
        """Stop it, whatever it does."""
        self._process.kill()
        self._process.join()
        self.pipe.close()


def _serve(pipe: Connection, work: Work, bounds: Bounds) -> None:
    """Work on the batches that come through the pipe, until it closes."""
    threading.Thread(target=_end_with_parent, daemon=True).start()
    if bounds.megabytes is not None:
        _limit_memory(bounds.megabytes)

    def begin(index: int, place: str | None = None) -> None:
        pipe.send(At(index, place))

    with suppress(EOFError, OSError):
        while True:
            batch = pipe.recv()
            pipe.send(_outcome(work, batch, begin))


def _outcome(work: Work, batch: tuple[Any, ...], begin: Begin) -> Message:
    try:
        work(batch, begin)
    except MemoryError:
        return OutOfMemory()
    except Exception as error:  # noqa: BLE001 - it is raised again where the batch came from
        return Bug(error, traceback.format_exc())
    return Done()


def _end_with_parent() -> None:
    """A process that hangs must not outlive a parent that was killed."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


def _limit_memory(megabytes: int) -> None:
    """Let this process write to so much memory beyond what it holds; only Linux tells and keeps to it."""
    with suppress(ImportError, OSError, ValueError, IndexError):
        import resource

        status = Path("/proc/self/status").read_text(encoding="ascii")
        held_kilobytes = int(status.split("VmData:")[1].split()[0])
        limit = held_kilobytes * 1024 + megabytes * 2**20
        _, hard = resource.getrlimit(resource.RLIMIT_DATA)
        resource.setrlimit(resource.RLIMIT_DATA, (limit, hard))
