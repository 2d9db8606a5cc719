"""The imports keep to the table in docs/architecture.md: who may know whom, and who owns which library."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "pipelines"

PURE_ROOMS = ("contracts", "parse", "extract", "normalise", "corroborate")
OWNERS = {
    "duckdb": ("load",),
    "great_expectations": ("validate",),
    "dagster": ("defs", "definitions"),
    "spacy": ("extract",),
    "os.environ": ("settings",),
}
MAY_IMPORT = {
    "contracts": {"ids", "errors"},
    "parse": {"contracts", "errors", "ids"},
    "extract": {"contracts", "errors", "ids"},
    "normalise": {"contracts", "errors", "ids"},
    "corroborate": {"contracts", "errors", "ids"},
    "validate": {"contracts", "errors", "ids"},
    "load": {"contracts", "errors", "ids"},
    "serve": {"load"},
}
"""Rooms of the package that a room may import besides itself."""


def modules(room: str | None = None) -> list[Path]:
    places = [PACKAGE / room] if room else [PACKAGE]
    return sorted(path for place in places for path in place.rglob("*.py"))


def imported(path: Path) -> Iterator[str]:
    """Every module that a file imports, at the top or inside a function."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def room_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


@pytest.mark.parametrize("room", MAY_IMPORT)
def test_a_room_knows_only_what_it_may(room: str) -> None:
    strangers = {
        f"{path.relative_to(PACKAGE)}: {name}"
        for path in modules(room)
        for name in imported(path)
        if name.startswith("pipelines.") and name.split(".")[1] not in MAY_IMPORT[room] | {room}
    }
    assert strangers == set()


@pytest.mark.parametrize("library", ["duckdb", "great_expectations", "dagster", "spacy"])
def test_a_library_has_one_owner(library: str) -> None:
    strangers = {
        str(path.relative_to(PACKAGE))
        for path in modules()
        if room_of(path) not in OWNERS[library]
        for name in imported(path)
        if name.split(".")[0] == library
    }
    assert strangers == set()


@pytest.mark.parametrize(
    "path", [p for room in PURE_ROOMS for p in modules(room)], ids=lambda p: str(p.relative_to(PACKAGE))
)
def test_what_thinks_reads_no_clock_and_no_environment(path: Path) -> None:
    called = {
        f"{node.value.id}.{node.attr}"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name)
    }
    forbidden = {"os.environ", "os.getenv", "datetime.now", "datetime.utcnow", "date.today", "time.time"}
    assert called & forbidden == set()


def test_great_expectations_is_only_imported_when_it_is_used() -> None:
    for path in modules("validate"):
        top = ast.parse(path.read_text(encoding="utf-8")).body
        names = [
            name for node in top if isinstance(node, (ast.Import, ast.ImportFrom)) for name in _names(node)
        ]
        assert not [name for name in names if name.startswith("great_expectations")], path


def _names(node: ast.Import | ast.ImportFrom) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    return [str(node.module)]


def test_the_layers_test_can_fail(tmp_path: Path) -> None:
    offender = tmp_path / "offender.py"
    offender.write_text("def late():\n    import duckdb.experimental\n    from dagster import asset\n")
    assert list(imported(offender)) == ["duckdb.experimental", "dagster.asset"]
