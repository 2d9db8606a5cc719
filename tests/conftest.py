"""What every tier shares: the sample corpus, and a build of it that costs the language pass once."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from builds import make_context, run_pure_steps


@pytest.fixture(scope="session")
def sample_corpus() -> Path:
    """The five articles with their manifest."""
    return Path(__file__).parents[1] / "corpus"


@pytest.fixture(scope="session")
def sample_store(tmp_path_factory: pytest.TempPathFactory, sample_corpus: Path) -> Path:
    """The store of a build of the sample corpus, up to its claims. Copy it before changing it."""
    home = tmp_path_factory.mktemp("sample")
    run_pure_steps(make_context(sample_corpus, home))
    return home / "sayso.store"


@pytest.fixture
def with_parts(sample_store: Path) -> Callable[[Path], None]:
    """Gives a home the parts of the sample corpus, so that nothing in it is read or extracted again."""

    def give(home: Path) -> None:
        shutil.copytree(sample_store / "parts", home / "sayso.store" / "parts", dirs_exist_ok=True)

    return give
