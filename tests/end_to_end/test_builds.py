"""The command line on real files: the sample corpus among bad files, increments, open shells, guards.

One corpus, built step by step; the tests of this file run in their order and share it.
"""

from __future__ import annotations

import gzip
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pytest

from pipelines.load.connect import run_query, shell_command

SAYSO = Path(sys.executable).with_name("sayso")
ARTICLE = (
    "Harbour town votes to keep its lighthouse\n\n"
    "Residents of Port Ellery voted on Tuesday to keep their lighthouse, which has stood for 140 years.\n\n"
    "“We could not imagine the bay without it,” said Mayor Ruth Okafor.\n\n"
    "The repairs will cost $2.5 million, according to the town council.\n"
)


class Corpus:
    """A corpus with its warehouse, and `sayso` on both."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.articles = home / "articles"
        self.warehouse = home / "out" / "news.duckdb"

    def sayso(self, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        own = {
            "SAYSO_CORPUS": str(self.articles),
            "SAYSO_WAREHOUSE": str(self.warehouse),
            "SAYSO_AS_OF": "2026-01-01",
            "SAYSO_LOCK_WAIT_SECONDS": "1",
            "DAGSTER_HOME": str(self.home / "dagster"),
        }
        command = [str(SAYSO), *arguments]
        env = {**os.environ, **own, **environment}
        return subprocess.run(command, env=env, cwd=self.home, capture_output=True, text=True, check=False)

    def query(self, sql: str) -> pl.DataFrame:
        return run_query(self.warehouse, sql)

    def paths(self) -> list[str]:
        return self.query("select path from documents order by path")["path"].to_list()


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory, sample_corpus: Path) -> Corpus:
    corpus = Corpus(tmp_path_factory.mktemp("house"))
    shutil.copytree(sample_corpus, corpus.articles)
    (corpus.home / "dagster").mkdir()
    put_bad_files(corpus.articles)
    (corpus.articles / "utf16.txt").write_bytes(ARTICLE.encode("utf-16"))
    return corpus


def put_bad_files(folder: Path) -> None:
    (folder / "empty.txt").touch()
    (folder / "noise.txt").write_bytes(bytes(range(256)) * 64)
    (folder / "cut.txt.gz").write_bytes(gzip.compress(ARTICLE.encode() * 50)[:-40])
    with (folder / "line.txt").open("wb") as stream:
        stream.truncate(200 * 1024**2)
    (folder / "broken.txt").symlink_to("nowhere.txt")
    (folder / "clip.mp4").write_bytes(b"\0\0\0\x18ftyp")


BAD = ["broken.txt", "clip.mp4", "cut.txt.gz", "empty.txt", "line.txt", "noise.txt"]


def test_a_first_build_publishes_what_is_good_and_tells_of_what_is_not(corpus: Corpus) -> None:
    done = corpus.sayso("build")
    assert done.returncode == 0, done.stderr
    assert "Published" in done.stdout
    assert "6 files or rows were left out" in done.stdout
    assert corpus.paths() == sorted([*(p.name for p in corpus.articles.glob("00*.txt")), "utf16.txt"])
    quarantine = corpus.query("select path, reason, row_id from ops.quarantine order by path")
    assert quarantine["path"].to_list() == BAD
    assert quarantine["reason"].n_unique() == len(BAD)
    assert quarantine["row_id"].null_count() == len(BAD)


def test_a_utf16_article_is_read_like_any_other(corpus: Corpus) -> None:
    rows = corpus.query("select encoding, text from documents where path = 'utf16.txt'").row(0)
    assert rows[0].lower().startswith("utf-16")
    assert rows[1] == ARTICLE
    speakers = corpus.query("select speaker from who_said_what where said like '%imagine the bay%'")
    assert speakers["speaker"].to_list() == ["Ruth Okafor"]


def test_every_table_has_rows(corpus: Corpus) -> None:
    tables = corpus.query(
        "select table_name from duckdb_tables() where schema_name = 'main' and not internal"
    )["table_name"].to_list()
    empty = {name for name in tables if corpus.query(f"select count(*) as n from {name}")["n"].item() == 0}
    assert empty <= {"possible_conflicts"}, "only of doubts may there be none"


def test_every_span_gives_its_words(corpus: Corpus) -> None:
    for table in ("segments", "mentions", "quotes", "numeric_claims", "claim_mentions"):
        wrong = corpus.query(
            f"select count(*) as n from {table} as t join documents as d using (document_id) "
            "where substr(d.text, t.start_char + 1, t.end_char - t.start_char) != t.text"
        )
        assert wrong["n"].item() == 0, table


def test_with_nothing_new_it_says_so_and_publishes_nothing(corpus: Corpus) -> None:
    before = corpus.warehouse.resolve()
    done = corpus.sayso("build")
    assert done.returncode == 0, done.stderr
    assert "Nothing is new" in done.stdout
    assert corpus.warehouse.resolve() == before


def test_nothing_new_imports_neither_expectations_nor_the_model(corpus: Corpus) -> None:
    report = corpus.home / "imports"
    done = corpus.sayso("build", PYTHONPROFILEIMPORTTIME="1")
    report.write_text(done.stderr)
    imported = {
        line.rsplit("|", 1)[-1].strip().split(".")[0] for line in done.stderr.splitlines() if "|" in line
    }
    assert "polars" in imported
    assert not imported & {"great_expectations", "spacy"}


@pytest.fixture
def open_shells(corpus: Corpus) -> Iterator[list[subprocess.Popen[str]]]:
    """A read-only and a read-write shell on the published warehouse, the latter with rows half-written."""
    shells = []
    for read_only in (True, False):
        command = [part for part in shell_command(corpus.warehouse) if read_only or part != "-readonly"]
        if not read_only:
            shells[0].stdin.close()  # DuckDB lets no writer in beside a reader of another process
            shells[0].wait()
        shell = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        shells.append(shell)
        assert shell.stdin is not None
        shell.stdin.write("select 'ready' as state;\n")
        if not read_only:
            shell.stdin.write("delete from claim_relations; drop view coverage; select 'written' as state;\n")
        shell.stdin.flush()
        wait_for(shell, "ready" if read_only else "written")
    yield shells
    for shell in shells:
        shell.kill()
        shell.wait()


def wait_for(shell: subprocess.Popen[str], word: str) -> None:
    assert shell.stdout is not None
    seen = []
    for line in shell.stdout:
        seen.append(line)
        if word in line:
            return
    raise AssertionError("".join(seen))


def test_a_build_publishes_while_a_shell_holds_the_warehouse_open_for_writing(
    corpus: Corpus, open_shells: list[subprocess.Popen[str]]
) -> None:
    (corpus.articles / "new.txt").write_text(ARTICLE.replace("Port Ellery", "Port Sorrel"))
    done = corpus.sayso("build")
    assert done.returncode == 0, done.stderr
    assert "new.txt" in corpus.paths()
    open_shells[-1].kill()
    open_shells[-1].wait()
    assert "new.txt" in corpus.paths()
    assert corpus.query("from coverage").height > 0


def test_what_changed_is_told_with_its_cause(corpus: Corpus) -> None:
    changes = corpus.query(
        "select c.change, c.cause from ops.changes as c join documents as d on d.document_id = c.key "
        "where c.table_name = 'documents' and d.path = 'new.txt'"
    )
    assert changes.rows() == [("added", "corpus")]
    runs = corpus.query(
        "select status, document_count, added_count from ops.runs "
        "where status = 'published' order by started_at"
    )
    assert runs.rows() == [("published", 6, 6), ("published", 7, 1)]


def test_the_previous_build_is_kept(corpus: Corpus) -> None:
    builds = sorted(corpus.warehouse.with_name("news.builds").glob("*.duckdb"))
    assert len(builds) == 2
    assert corpus.warehouse.resolve() == builds[-1]


def test_a_second_build_gives_up_while_another_runs(corpus: Corpus) -> None:
    holder = "from pathlib import Path; import sys, time; from pipelines.load.lock import build_lock\n"
    holder += "with build_lock(Path(sys.argv[1]), 0, print):\n    print('held', flush=True); sys.stdin.read()"
    lock = corpus.warehouse.with_name("news.store") / "build.lock"
    with subprocess.Popen(
        [sys.executable, "-c", holder, str(lock)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        wait_for(process, "held")
        done = corpus.sayso("build")
        process.communicate("")
    assert done.returncode == 3
    assert "Another build is running" in done.stdout + done.stderr


def test_losing_more_than_a_tenth_is_held_back_until_it_is_allowed(corpus: Corpus) -> None:
    (corpus.articles / "new.txt").unlink()
    refused = corpus.sayso("build")
    assert refused.returncode == 1
    assert "1 of 7 published documents are gone" in refused.stderr
    assert "new.txt" in corpus.paths()
    status = corpus.sayso("status")
    assert "failed" in status.stdout.lower()
    assert "--allow-shrink" in status.stdout
    allowed = corpus.sayso("build", "--allow-shrink")
    assert allowed.returncode == 0, allowed.stderr
    assert "new.txt" not in corpus.paths()
    failed = corpus.query("select status, failure from ops.runs where status = 'failed'")
    assert failed.height == 1


def test_a_missing_corpus_publishes_nothing(corpus: Corpus) -> None:
    before = corpus.warehouse.resolve()
    done = corpus.sayso("build", SAYSO_CORPUS=str(corpus.home / "unmounted"))
    assert done.returncode == 1
    assert "not there" in done.stderr
    assert corpus.warehouse.resolve() == before


def test_bad_usage_ends_with_two(corpus: Corpus) -> None:
    assert corpus.sayso("build", "--limit", "none").returncode == 2
    assert corpus.sayso("build", SAYSO_MAX_LOSS="much").returncode == 2


def test_sql_prints_the_answer_and_cannot_write(corpus: Corpus) -> None:
    done = corpus.sayso("sql", "select count(*) as how_many from articles where kind = 'main'")
    assert done.returncode == 0
    assert "how_many" in done.stdout
    refused = corpus.sayso("sql", "delete from claims")
    assert refused.returncode != 0
    assert "read-only" in (refused.stdout + refused.stderr).lower()
