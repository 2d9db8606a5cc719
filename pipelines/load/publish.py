"""Moving a staged build into place, so that the published path is a complete build at every moment.

The published path is a link to a build-named file in a folder beside it:

    sayso.duckdb -> sayso.builds/20240516T031500284113-9f2c41d0.duckdb
    sayso.builds/20240516T031500284113-9f2c41d0.json      what a build wants to know of it unopened

DuckDB opens what a link points to and keeps its write-ahead log beside *that* file. So the log of a
shell that was opened read-write, or killed so, bears the old build's name and can never be replayed
into a new one: names never recur. (After a mere `os.replace` over one fixed name it would be,
even by readers.) `docs/decisions/publish_behind_a_link.md` tells what was tried.

Not here: writing the file (`build`), deciding whether it may be published, the lock.
"""

from __future__ import annotations

import json
import os
import re
import secrets
import shutil
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pipelines.errors import PublishError
from pipelines.load.files import sync_file, sync_folder

BUILD_SUFFIX = ".duckdb"
STAGING_SUFFIX = ".building"
INFO_SUFFIX = ".json"

_SPILL_SECONDS = 24 * 60 * 60
_BUILD_ID = re.compile(r"\d{8}T\d{12}-[0-9a-f]{8}")


def builds_folder(target: Path) -> Path:
    """The folder beside the published path that holds the builds."""
    return target.with_name(f"{target.stem}.builds")


def staging_path(target: Path, run_id: str) -> Path:
    """Where a run stages its build: on the file system it will be published on."""
    return builds_folder(target) / f"{run_id}{STAGING_SUFFIX}"


def publish(
    staged: Path,
    target: Path,
    info: Mapping[str, Any],
    keep: int = 1,
    pause: Callable[[str], None] | None = None,
) -> Path:
    """Make the staged file the published one in one step; returns the build's own path.

    `info` is kept beside the build, for `published_info`. `keep` previous builds stay, the one just
    replaced first. `pause` is called at named moments ("before_move", "moved"), for tests that kill.
    A kill at any moment leaves the old or the new build published, complete.

    Raises `PublishError` where the staged file is missing or not closed, or `target` is a folder.
    """
    _require_publishable(staged, target)
    pause = pause or _no_pause
    build = builds_folder(target) / f"{_new_build_id()}{BUILD_SUFFIX}"
    build.parent.mkdir(parents=True, exist_ok=True)
    try:
        replaced = _published_build(target) or _adopt_plain_file(target)
        _name_build(staged, build, info)
        pause("before_move")
        _point(target, build)
    except OSError as error:
        raise PublishError(f"{staged} could not be published as {target}: {error}") from error
    pause("moved")
    _log_of(target).unlink(missing_ok=True)
    _remove_older(build.parent, current=build, replaced=replaced, keep=keep)
    return build


def published_info(target: Path) -> dict[str, Any] | None:
    """What was kept beside the published build, without opening it; None where there is none.

    The build itself may be locked by a user's read-write shell.
    """
    build = _published_build(target)
    if build is None:
        return None
    try:
        info: dict[str, Any] = json.loads(build.with_suffix(INFO_SUFFIX).read_text(encoding="utf-8"))
    except (FileNotFoundError, json.JSONDecodeError):
        return None
    return info


def clean_leftovers(target: Path) -> list[Path]:
    """Remove what killed builds left in the builds folder; returns what was removed.

    That is staged files, and logs, notes and spilled data whose build is gone; a complete build that
    was never published goes with the next `publish`. To be called under the build lock only: the
    staged file of a running build looks the same.
    """
    folder = builds_folder(target)
    by_build = _own_files(folder)
    orphans = {
        path
        for paths in by_build.values()
        if not any(map(_is_build, paths))
        for path in paths
        if not _is_in_use(path)
    }
    leftovers = sorted(orphans | set(folder.glob(f"*{STAGING_SUFFIX}*")))
    for leftover in leftovers:
        _remove(leftover)
    return leftovers


def _new_build_id() -> str:
    """Sorts by time, never recurs; matches `_BUILD_ID`."""
    return f"{datetime.now(UTC):%Y%m%dT%H%M%S%f}-{secrets.token_hex(4)}"


def _own_files(folder: Path) -> dict[str, list[Path]]:
    """The files of the builds folder by build id; what bears no build's name is not ours to touch."""
    files: dict[str, list[Path]] = {}
    for path in sorted(folder.iterdir()) if folder.is_dir() else []:
        build_id = path.name.split(".")[0]
        if _BUILD_ID.fullmatch(build_id):
            files.setdefault(build_id, []).append(path)
    return files


def _is_build(path: Path) -> bool:
    return path.suffix == BUILD_SUFFIX


def _is_in_use(path: Path) -> bool:
    """Whether it is a folder that a reader of an old build may still spill to (`….duckdb.tmp`).

    DuckDB removes it when the reader ends; what a killed one left is old after a day.
    """
    return path.is_dir() and time.time() - path.stat().st_mtime < _SPILL_SECONDS


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink()


def _no_pause(_point: str) -> None:
    """Outside of tests nothing waits."""


def _log_of(database: Path) -> Path:
    return database.with_name(f"{database.name}.wal")


def _require_publishable(staged: Path, target: Path) -> None:
    if not staged.is_file():
        raise PublishError(f"There is no staged build at {staged}: nothing was published.")
    if _log_of(staged).exists():
        raise PublishError(f"The staged build {staged} is still open or was not closed: build again.")
    if target.is_dir():
        raise PublishError(f"{target} is a folder: name a file for the warehouse.")


def _published_build(target: Path) -> Path | None:
    """The build that the published link points to; None for anything else."""
    if not target.is_symlink():
        return None
    build = target.parent / target.readlink()
    return build if build.parent == builds_folder(target) and build.is_file() else None


def _adopt_plain_file(target: Path) -> Path | None:
    """Give a plain file at the published path, with its log, a build's name as well.

    It stays where it is until the link takes its place; its log gets its second name first, so that
    at no moment a file stands without the log it needs.
    """
    if target.is_symlink() or not target.exists():
        return None
    build = builds_folder(target) / f"{_new_build_id()}{BUILD_SUFFIX}"
    if _log_of(target).exists():
        _second_name(_log_of(target), _log_of(build))
    _second_name(target, build)
    return build


def _second_name(existing: Path, new: Path) -> None:
    """A hard link, or a copy on file systems that have none."""
    try:
        new.hardlink_to(existing)
    except OSError:
        shutil.copy2(existing, new)


def _name_build(staged: Path, build: Path, info: Mapping[str, Any]) -> None:
    """Give the staged file its lasting name, with its note beside it before it can be published."""
    sync_file(staged)
    _write_info(build.with_suffix(INFO_SUFFIX), {"build_id": build.stem, **info})
    staged.rename(build)
    sync_folder(build.parent)


def _write_info(path: Path, info: Mapping[str, Any]) -> None:
    path.write_text(json.dumps(info, indent=2, ensure_ascii=False, default=str) + "\n", encoding="utf-8")
    sync_file(path)


def _point(target: Path, build: Path) -> None:
    """Swap the published link: made under another name, then moved over the old one."""
    link = build.with_suffix(".link")
    link.symlink_to(build.relative_to(target.parent))
    os.replace(link, target)  # noqa: PTH105 - the call whose atomicity everything here rests on
    sync_folder(target.parent)


def _remove_older(folder: Path, current: Path, replaced: Path | None, keep: int) -> None:
    """Remove all builds but the current one and `keep` before it, each with its log and its note."""
    by_build = _own_files(folder)
    others = sorted(
        (build_id for build_id, paths in by_build.items() if any(map(_is_build, paths))), reverse=True
    )
    others.remove(current.stem)
    others.sort(key=lambda build_id: replaced is None or build_id != replaced.stem)
    for build_id in others[keep:]:
        for path in by_build[build_id]:
            if not _is_in_use(path):
                _remove(path)
