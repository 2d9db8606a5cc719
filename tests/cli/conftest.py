"""A home of one's own: corpus, warehouse and run history under one folder, named by the environment."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from homes import make_home

from pipelines.cli import main

Sayso = Callable[..., Result]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return make_home(tmp_path, monkeypatch)


@pytest.fixture(scope="session")
def sayso() -> Sayso:
    """Runs a command in this process."""
    return lambda *arguments: CliRunner().invoke(main, arguments)


@pytest.fixture(scope="session")
def spawn() -> Callable[..., subprocess.CompletedProcess[str]]:
    """Runs Python in a process of its own."""

    def run(code: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)

    return run
