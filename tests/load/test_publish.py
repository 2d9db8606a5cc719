"""What a reader of the published path finds, whatever users' shells and kills do meanwhile."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from pipelines.errors import PublishError
from pipelines.load.connect import connect_read_only, run_query, shell_command
from pipelines.load.publish import (
    builds_folder,
    clean_leftovers,
    publish,
    published_info,
    staging_path,
)

# A shell that writes without checkpoints: runs each line it is told, answers "done", never tidies up.
SHELL = """
import sys, duckdb
connection = duckdb.connect(sys.argv[1])
connection.execute("set checkpoint_threshold = '1TB'")
connection.execute("pragma disable_checkpoint_on_shutdown")
print("open", flush=True)
for line in sys.stdin:
    connection.execute(line)
    print("done", flush=True)
"""

EDITS = (
    "insert into documents select * replace ('new' as document_id, 'new.txt' as path) from documents limit 1",
    "delete from documents where path = '0.txt'",
    "update documents set text = 'spoilt'",
    "drop view paths",
    "drop table claims",
)


class Shell:
    """A read-write shell on a warehouse, in a process of its own."""

    def __init__(self, target: Path) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", SHELL, str(target)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._answer() == "open"

    def run(self, sql: str) -> None:
        assert self.process.stdin
        self.process.stdin.write(f"{sql}\n")
        self.process.stdin.flush()
        assert self._answer() == "done", sql

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()

    def _answer(self) -> str:
        assert self.process.stdout
        return self.process.stdout.readline().strip()


@contextmanager
def shell(target: Path) -> Iterator[Shell]:
    opened = Shell(target)
    try:
        yield opened
    finally:
        opened.kill()


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "warehouse" / "sayso.duckdb"


@pytest.fixture
def put(target: Path, stage_build: Callable[..., Path]) -> Callable[..., Path]:
    """Stage and publish a build with so many documents."""

    def put_build(document_count: int, **options: object) -> Path:
        run_id = f"run-{document_count}"
        staged = stage_build(staging_path(target, run_id), document_count, run_id)
        info = {"run_id": run_id, "document_count": document_count}
        return publish(staged, target, info, **options)

    return put_build


def logs(target: Path) -> list[str]:
    return sorted(path.name for path in target.parent.rglob("*.wal*"))


def assert_is_build(target: Path, document_count: int) -> None:
    """A complete build: its rows, its view, its own note, and nothing of anyone else's."""
    assert run_query(target, "select text from documents")["text"].sort().to_list() == sorted(
        f"Text {n}." for n in range(document_count)
    )
    assert run_query(target, "from paths").height == document_count
    assert run_query(target, "from claims").height == 0
    assert run_query(target, "select run_id from ops.build_info").item() == f"run-{document_count}"
    info = published_info(target)
    assert info is not None
    assert info["document_count"] == document_count


def test_the_first_build_is_published(target: Path, put: Callable[..., Path]) -> None:
    assert published_info(target) is None
    build = put(3)
    assert target.resolve() == build.resolve()
    assert not target.readlink().is_absolute()
    assert_is_build(target, 3)
    assert sorted(path.suffix for path in builds_folder(target).iterdir()) == [".duckdb", ".json"]


def test_the_warehouse_may_be_moved_with_its_builds(target: Path, put: Callable[..., Path]) -> None:
    put(3)
    moved = target.parent.rename(target.parent.with_name("elsewhere"))
    assert_is_build(moved / target.name, 3)


def test_the_build_before_is_kept_and_older_ones_go(target: Path, put: Callable[..., Path]) -> None:
    first, second, third = put(1), put(2), put(3)
    assert not first.exists()
    assert run_query(second, "from documents").height == 2
    assert_is_build(target, 3)
    assert {path.stem for path in builds_folder(target).iterdir()} == {second.stem, third.stem}


def test_more_builds_are_kept_on_request(target: Path, put: Callable[..., Path]) -> None:
    builds = [put(count, keep=2) for count in (1, 2, 3, 4)]
    assert [build.exists() for build in builds] == [False, True, True, True]


def test_what_users_keep_among_the_builds_is_left_alone(target: Path, put: Callable[..., Path]) -> None:
    put(1)
    copy = builds_folder(target) / "before-the-election.duckdb"
    copy.write_bytes(target.read_bytes())
    put(2), put(3), clean_leftovers(target)
    assert run_query(copy, "from documents").height == 1


def test_an_open_reader_keeps_its_build(target: Path, put: Callable[..., Path]) -> None:
    put(3)
    with connect_read_only(target) as reader:
        put(4), put(5)
        assert reader.sql("select count(*) from documents").fetchall() == [(3,)]
        assert_is_build(target, 5)


@pytest.mark.parametrize("edit", EDITS)
def test_a_killed_shell_leaves_nothing_in_the_next_build(
    target: Path, put: Callable[..., Path], edit: str
) -> None:
    first = put(3)
    with shell(target) as user:
        user.run(edit)
    assert logs(target) == [f"{first.name}.wal"]
    put(4)
    assert_is_build(target, 4)
    put(5)
    assert_is_build(target, 5)
    assert logs(target) == []


def test_the_plain_shell_killed_leaves_nothing_in_the_next_build(
    target: Path, put: Callable[..., Path]
) -> None:
    first = put(3)
    plain, _, path = shell_command(target)
    with subprocess.Popen(
        [plain, "-csv", "-noheader", path],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as user:
        assert user.stdin
        assert user.stdout
        user.stdin.write("delete from documents;\nselect 'done';\n")
        user.stdin.flush()
        while user.stdout.readline().strip() != "done":
            assert user.poll() is None
        os.killpg(user.pid, signal.SIGKILL)
    assert logs(target) == [f"{first.name}.wal"]
    put(4)
    assert_is_build(target, 4)


def test_a_live_shell_neither_waits_nor_leaks(target: Path, put: Callable[..., Path]) -> None:
    put(3)
    with shell(target) as user:
        user.run(EDITS[0])
        put(4)
        for edit in EDITS[1:]:
            user.run(edit)
        assert_is_build(target, 4)
        user.run("checkpoint")
        user.run("create table mine as select 1 as one")
        assert_is_build(target, 4)
        put(5)
        user.run("insert into mine values (2)")
        user.run("checkpoint")
        user.run("insert into mine values (3)")
        assert_is_build(target, 5)
    assert_is_build(target, 5)
    clean_leftovers(target)
    assert logs(target) == []
    put(6)
    assert_is_build(target, 6)


def test_the_log_of_a_build_long_gone_is_never_replayed(target: Path, put: Callable[..., Path]) -> None:
    """A log that a live shell writes again after its build went bears a name that never recurs."""
    first = put(3)
    with shell(target) as user:
        user.run(EDITS[2])
    log = builds_folder(target) / f"{first.name}.wal"
    kept = log.read_bytes()
    put(4), put(5)
    log.write_bytes(kept)
    assert_is_build(target, 5)
    put(6)
    assert_is_build(target, 6)
    assert clean_leftovers(target) == [log]


def test_a_log_beside_the_link_is_never_replayed(target: Path, put: Callable[..., Path]) -> None:
    put(3)
    with shell(target) as user:
        user.run(EDITS[2])
    (log,) = builds_folder(target).glob("*.wal")
    put(4)
    log.rename(target.with_name("sayso.duckdb.wal"))
    assert_is_build(target, 4)
    put(5)
    assert_is_build(target, 5)
    assert logs(target) == []


@pytest.fixture
def plain_file(target: Path, stage_build: Callable[..., Path]) -> Path:
    """A warehouse that is no link: a user's copy, or an older layout."""
    return stage_build(target, 2, "run-2")


def test_a_plain_file_becomes_the_build_before(
    target: Path, plain_file: Path, put: Callable[..., Path]
) -> None:
    assert published_info(target) is None
    build = put(4)
    assert_is_build(target, 4)
    (adopted,) = set(builds_folder(target).glob("*.duckdb")) - {build}
    assert run_query(adopted, "from documents").height == 2
    put(5)
    assert not adopted.exists()


def test_a_plain_file_keeps_its_log_and_lends_it_to_nobody(
    target: Path, plain_file: Path, put: Callable[..., Path]
) -> None:
    with shell(target) as user:
        for edit in EDITS:
            user.run(edit)
    assert logs(target) == ["sayso.duckdb.wal"]
    edited = run_query(target, "select path, text from documents order by path")
    build = put(4)
    assert_is_build(target, 4)
    (adopted,) = set(builds_folder(target).glob("*.duckdb")) - {build}
    assert logs(target) == [f"{adopted.name}.wal"]
    assert run_query(adopted, "select path, text from documents order by path").equals(edited)


def test_a_live_shell_on_a_plain_file_leaks_nothing(
    target: Path, plain_file: Path, put: Callable[..., Path]
) -> None:
    with shell(target) as user:
        user.run(EDITS[0])
        put(4)
        user.run("checkpoint")
        user.run(EDITS[2])
        assert_is_build(target, 4)
    assert_is_build(target, 4)
    put(5)
    assert_is_build(target, 5)


@pytest.mark.parametrize("point", ["before_move", "moved"])
def test_a_stop_at_a_named_point_leaves_a_complete_build(
    target: Path, put: Callable[..., Path], point: str
) -> None:
    put(3)

    def stop(reached: str) -> None:
        if reached == point:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        put(4, pause=stop)
    assert_is_build(target, 4 if point == "moved" else 3)
    put(5)
    assert_is_build(target, 5)
    assert len(list(builds_folder(target).glob("*.duckdb"))) == 2


def test_leftovers_of_killed_builds_are_removed(
    target: Path, put: Callable[..., Path], stage_build: Callable[..., Path]
) -> None:
    put(3)
    staged = stage_build(staging_path(target, "killed"))
    log = staged.with_name(f"{staged.name}.wal")
    log.touch()
    assert clean_leftovers(target) == [staged, log]
    assert clean_leftovers(target) == []
    assert_is_build(target, 3)


def test_a_reader_of_an_old_build_keeps_the_folder_it_spills_to(
    target: Path, put: Callable[..., Path], stage_build: Callable[..., Path]
) -> None:
    first = put(3)
    spilled = first.with_name(f"{first.name}.tmp")
    killed = staging_path(target, "killed")
    ours = killed.with_name(f"{killed.name}.tmp")
    for folder in (spilled, ours):
        folder.mkdir()
        (folder / "duckdb_temp_storage-0.tmp").touch()
    put(4), put(5)
    assert not first.exists()
    assert clean_leftovers(target) == [ours]
    assert spilled.exists()
    os.utime(spilled, (0, 0))
    assert clean_leftovers(target) == [spilled]


def test_nothing_is_left_over_where_nothing_was_built(target: Path) -> None:
    assert clean_leftovers(target) == []


def test_a_dangling_link_is_replaced(target: Path, put: Callable[..., Path]) -> None:
    put(3).unlink()
    assert published_info(target) is None
    put(4)
    assert_is_build(target, 4)


def test_a_file_that_the_link_of_a_user_points_to_is_left_alone(
    target: Path, put: Callable[..., Path], stage_build: Callable[..., Path], tmp_path: Path
) -> None:
    elsewhere = stage_build(tmp_path / "elsewhere.duckdb", 1)
    target.parent.mkdir()
    target.symlink_to(elsewhere)
    put(4), put(5)
    assert_is_build(target, 5)
    assert run_query(elsewhere, "from documents").height == 1


def test_an_unreadable_note_counts_as_none(target: Path, put: Callable[..., Path]) -> None:
    put(3).with_suffix(".json").write_text("{")
    assert published_info(target) is None


def test_what_is_not_staged_is_not_published(target: Path, put: Callable[..., Path]) -> None:
    put(3)
    with pytest.raises(PublishError, match="no staged build"):
        publish(staging_path(target, "none"), target, {})
    assert_is_build(target, 3)


def test_a_staged_file_that_was_not_closed_is_not_published(
    target: Path, put: Callable[..., Path], stage_build: Callable[..., Path]
) -> None:
    put(3)
    staged = stage_build(staging_path(target, "open"))
    with shell(staged) as user:
        user.run(EDITS[1])
    with pytest.raises(PublishError, match="not closed"):
        publish(staged, target, {})
    assert_is_build(target, 3)


def test_a_folder_at_the_published_path_is_told(target: Path, put: Callable[..., Path]) -> None:
    target.mkdir(parents=True)
    with pytest.raises(PublishError, match="is a folder"):
        put(3)
