"""One build at a time, whoever started it: command line, UI, schedule or sensor."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from pipelines.errors import BuildLockedError


@contextmanager
def build_lock(path: Path, wait_seconds: float, on_wait: Callable[[str], None]) -> Iterator[None]:
    """Hold the advisory lock at `path`; the process that holds it may enter again.

    Where another process holds it, `on_wait` is told so once, then this waits. The system frees the
    lock of a killed process. Raises `BuildLockedError` when `wait_seconds` have passed.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    lock = FileLock(path, is_singleton=True, thread_local=False)
    _acquire(lock, path, wait_seconds, on_wait)
    try:
        if lock.lock_counter == 1:
            _holder_file(path).write_text(_own_description(), encoding="utf-8")
        yield
    finally:
        if lock.lock_counter == 1:
            _holder_file(path).unlink(missing_ok=True)
        lock.release()


def _acquire(lock: FileLock, path: Path, wait_seconds: float, on_wait: Callable[[str], None]) -> None:
    try:
        lock.acquire(timeout=0)
        return
    except Timeout:
        on_wait(f"Another build is running ({_holder(path)}): waiting up to {wait_seconds:g} s for it.")
    try:
        lock.acquire(timeout=wait_seconds)
    except Timeout as timeout:
        raise BuildLockedError(
            f"Another build is still running ({_holder(path)}) after {wait_seconds:g} s: "
            "nothing was built; try again when it has ended."
        ) from timeout


def _holder_file(path: Path) -> Path:
    return path.with_name(f"{path.name}.holder")


def _own_description() -> str:
    return f"process {os.getpid()}, since {datetime.now(UTC):%Y-%m-%d %H:%M:%S} UTC"


def _holder(path: Path) -> str:
    try:
        return _holder_file(path).read_text(encoding="utf-8") or "just started"
    except FileNotFoundError:
        return "just started"
