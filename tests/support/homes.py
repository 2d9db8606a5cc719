"""A home of a test's own: corpus, warehouse, store and run history under one folder."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from pipelines.settings import PROJECT_ROOT


def make_home(home: Path, patch: pytest.MonkeyPatch) -> Path:
    """Point the settings and Dagster at this folder, whatever the environment says."""
    (home / "corpus").mkdir()
    (home / "dagster").mkdir()
    shutil.copy(PROJECT_ROOT / ".dagster" / "dagster.yaml", home / "dagster")
    patch.setenv("DAGSTER_HOME", str(home / "dagster"))
    patch.setenv("SAYSO_CORPUS", str(home / "corpus"))
    patch.setenv("SAYSO_WAREHOUSE", str(home / "sayso.duckdb"))
    patch.setenv("SAYSO_WORKERS", "0")
    patch.chdir(home)
    return home
