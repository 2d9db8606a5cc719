"""What users know of their files: rows taken, rows refused with their line, dates as intervals."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import polars as pl
import pytest

from pipelines.parse import path_dates, published_interval, read_manifest, read_sources

HEADER = "path,url,source,published,title,byline,language"


def written(folder: Path, *lines: str) -> Path:
    path = folder / "manifest.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_without_a_file_there_are_no_rows() -> None:
    frame, problems = read_manifest(None)
    assert (frame.height, problems) == (0, [])
    assert frame.columns == HEADER.split(",")


def test_extra_columns_are_carried_and_empty_cells_are_null(tmp_path: Path) -> None:
    frame, problems = read_manifest(written(tmp_path, HEADER + ",note", "./a.txt,,BBC,2023-03,,,en_GB,mine"))
    assert problems == []
    assert frame.row(0, named=True) == {
        "path": "a.txt", "url": None, "source": "BBC", "published": "2023-03", "title": None,
        "byline": None, "language": "en-GB", "note": "mine",
    }  # fmt: skip


def test_problems_name_their_line(tmp_path: Path) -> None:
    frame, problems = read_manifest(
        written(
            tmp_path,
            HEADER,
            "a.txt,,BBC,,,,",
            '"b\nb.txt",,,soon,,,',
            "a.txt,,CNN,,,,",
            ",,x,,,,",
            "c.txt,1,2,3,4,5,6,7,8",
            "d.txt,,S,,,,english",
            "e.txt,,S,,,,",
            "e.txt,,S,,,,",
        )
    )
    assert [problem.line for problem in problems] == [3, 5, 6, 7, 8, 10]
    assert "'soon'" in problems[0].reason
    assert "line 2" in problems[1].reason
    assert frame["path"].to_list() == ["b\nb.txt", "d.txt", "e.txt"]


@pytest.mark.parametrize("content", [b"", b"a,b\n1,2\n", b"\x00\x01\x02\xff" * 50])
def test_an_unusable_file_is_one_problem(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "manifest.csv"
    path.write_bytes(content)
    frame, problems = read_manifest(path)
    assert frame.is_empty()
    assert [problem.line for problem in problems] == [1]


def test_sources_are_checked(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        "name,domain,alias,owner,country,kind",
        "The Paper,paper.example,Paper,,gb,outlet",
        "X,,,,Britain,blog",
    )
    frame, problems = read_sources(path)
    assert frame["country"].to_list() == ["GB", None]
    assert frame["kind"].to_list() == ["outlet", None]
    assert [problem.line for problem in problems] == [3, 3]


def test_rows_on_outlets_that_contradict_each_other_are_told(tmp_path: Path) -> None:
    lines = [
        "name,domain,alias,owner,country,kind",
        "Harbour Herald,herald.example,HH,Selwyn Press,NZ,outlet",
        "Harbour Herald,herald2.example,The Herald,,NZ,outlet",
        "harbour herald,,,Other Press,AU,",
        "Hill Herald,,The Herald,,,",
    ]
    path = tmp_path / "sources.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    _, problems = read_sources(path)
    assert [(problem.line, problem.reason.split(" ", 1)[0]) for problem in problems] == [
        (4, "country"),
        (4, "owner"),
        (5, "'The"),
    ]


def test_published_is_a_day_a_month_a_year_or_a_moment() -> None:
    found = published_interval(
        pl.Series(
            ["2024-02-29", "2023-02", "2023", "2023-03-21T23:30:00-05:00", "2023-03-21T10:15", "soon", None]
        )
    )
    days = found.select("published_from", "published_to").rows()
    assert days == [
        (date(2024, 2, 29), date(2024, 2, 29)),
        (date(2023, 2, 1), date(2023, 2, 28)),
        (date(2023, 1, 1), date(2023, 12, 31)),
        (date(2023, 3, 21), date(2023, 3, 21)),
        (date(2023, 3, 21), date(2023, 3, 21)),
        (None, None),
        (None, None),
    ]
    assert found["published_at"].drop_nulls().to_list() == [datetime(2023, 3, 22, 4, 30, tzinfo=UTC)]


@pytest.mark.parametrize(
    ("path", "day"),
    [
        ("bbc/2023-03-21/a.txt", date(2023, 3, 21)),
        ("2023/03/21/a.txt", date(2023, 3, 21)),
        ("bbc_20230321.txt", date(2023, 3, 21)),
        ("2019/01/02/2023-03-21.txt", date(2023, 3, 21)),
        ("2023-02-30.txt", None),
        ("1202303215.txt", None),
        ("a.txt", None),
    ],
)
def test_paths_name_days(path: str, day: date | None) -> None:
    found = path_dates(pl.Series([path]))
    assert found.rows() == [(path, day, day)]
