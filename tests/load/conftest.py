"""Frames of a tiny warehouse that satisfies every contract's types, for staging and publishing."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from pathlib import Path

import polars as pl
import pytest

from pipelines.contracts import PUBLISHED_TABLES, table
from pipelines.contracts.frames import empty, from_records
from pipelines.load.build import BuildInfo, stage

PROJECT = Path(__file__).parents[2]


def documents(count: int) -> pl.DataFrame:
    return from_records(
        (
            {"document_id": f"d{n:016x}", "path": f"{n}.txt", "sha256": "0" * 64, "text": f"Text {n}."}
            for n in range(count)
        ),
        table("documents"),
        format="text",
        encoding="utf-8",
        byte_count=7,
        url=None,
        repairs=[],
    )


def frames(document_count: int = 3) -> dict[str, pl.DataFrame]:
    return {each.name: empty(each) for each in PUBLISHED_TABLES} | {"documents": documents(document_count)}


def build_info(run_id: str = "r1") -> BuildInfo:
    return BuildInfo(
        run_id=run_id,
        built_at=datetime(2024, 5, 16, 3, 15, tzinfo=UTC),
        as_of=date(2024, 5, 16),
        code_version="c0ffee",
        model="en_core_web_md 3.7.1",
        settings_hash="5e77",
        corpus_hash="c0de",
    )


@pytest.fixture(scope="session")
def bare_sql(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of SQL with one view, where the real ones would only cost time."""
    folder = tmp_path_factory.mktemp("sql")
    (folder / "views").mkdir()
    (folder / "views" / "paths.sql").write_text(
        "-- Which files are there?\n-- One row per document.\nselect path from documents order by path;\n"
    )
    return folder


@pytest.fixture
def tables() -> Mapping[str, pl.DataFrame]:
    return frames()


@pytest.fixture(scope="session")
def stage_build(bare_sql: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """Stage a warehouse with so many documents at a path; each kind is written once, then copied."""
    staged: dict[tuple[int, str], Path] = {}

    def stage_at(path: Path, document_count: int = 3, run_id: str = "r1") -> Path:
        kind = document_count, run_id
        if kind not in staged:
            staged[kind] = tmp_path_factory.mktemp("staged") / "w.building"
            stage(frames(document_count), staged[kind], bare_sql, build_info(run_id))
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(staged[kind], path)
        return path

    return stage_at
