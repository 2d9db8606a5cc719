from datetime import UTC, date, datetime
from pathlib import Path

import polars as pl

from pipelines.contracts import table
from pipelines.contracts.frames import empty
from pipelines.history import History, Run, ops_tables


def run(name: str, hour: int, **extra: object) -> Run:
    started = datetime(2024, 5, 16, hour, tzinfo=UTC)
    return Run(name, "command", started, as_of=date(2024, 5, 16), **extra)  # type: ignore[arg-type]


def test_runs_come_back_as_they_were_saved_oldest_first(tmp_path: Path) -> None:
    history = History(tmp_path)
    later, earlier = run("later", 4, status="failed", failure="Why."), run("earlier", 3)
    history.save(later)
    history.save(earlier)
    assert history.runs() == [earlier, later]
    assert history.last() == later
    assert history.get("earlier") == earlier
    assert history.get("never") is None


def test_a_killed_run_is_marked_when_the_next_one_looks(tmp_path: Path) -> None:
    history = History(tmp_path)
    history.save(run("killed", 3))
    history.save(run("fine", 2, status="published"))
    now = datetime(2024, 5, 16, 5, tzinfo=UTC)
    assert [each.run_id for each in history.close_interrupted(now)] == ["killed"]
    killed = history.get("killed")
    assert killed is not None
    assert (killed.status, killed.finished_at) == ("interrupted", now)


def test_only_the_latest_runs_are_kept_with_all_that_hangs_on_them(tmp_path: Path) -> None:
    history = History(tmp_path)
    for hour in range(4):
        history.save(run(f"run{hour}", hour))
        history.attach(f"run{hour}", "changes", empty(table("changes")))
    history.forget_but(2)
    assert [each.run_id for each in history.runs()] == ["run2", "run3"]
    assert not list(tmp_path.glob("run0.*"))


def test_failed_nights_are_in_the_tables_that_are_published(tmp_path: Path) -> None:
    history = History(tmp_path)
    failed = run("failed", 2, status="failed", failure="documents.key_unique")
    history.save(failed)
    result = pl.DataFrame(
        {
            "run_id": ["failed"],
            "table_name": ["documents"],
            "check_name": ["key_unique"],
            "severity": ["critical"],
            "success": [False],
            "observed": ["d1 twice"],
            "unexpected_count": [1],
        }
    )
    history.attach("failed", "check_results", result)
    now = run("now", 3, status="published")
    tables = ops_tables(history, now, empty(table("quarantine")))
    assert tables["runs"]["run_id"].to_list() == ["failed", "now"]
    assert tables["runs"]["status"].to_list() == ["failed", "published"]
    assert tables["check_results"]["run_id"].to_list() == ["failed"]


def test_what_an_older_run_kept_lacks_no_column_that_came_later(tmp_path: Path) -> None:
    history = History(tmp_path)
    history.save(run("older", 3))
    path = history._path("older", "changes.parquet")
    empty(table("changes")).drop("became").write_parquet(path)
    assert history.attached("older", "changes").schema == empty(table("changes")).schema
