"""A build in which one critical rule is broken ends with 1, keeps the last warehouse, and says which rule.

The steps before the checks are stood in for by the good warehouse's own tables, so that each rule
costs seconds: checks, staging, publishing, Dagster and the command line are the real ones. Three
rules here, one of each kind; all of them among the slow proofs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb
import polars as pl
import pytest
from click.testing import CliRunner, Result
from good_warehouse import warehouse
from homes import make_home
from seeds import EXPECTATION_SEEDS, SQL_SEEDS, structural_seeds

from pipelines import flow
from pipelines.cli import main
from pipelines.contracts import WAREHOUSE_TABLES, table
from pipelines.contracts.checks import sql_tests
from pipelines.contracts.frames import empty
from pipelines.defs.assets import ALL
from pipelines.defs.workshop import pause
from pipelines.flow import Context, StepResult
from pipelines.flow.context import STORED_AS
from pipelines.settings import PROJECT_ROOT
from pipelines.store import Store
from pipelines.validate import suites

STOOD_IN_FOR = {
    "parsing": "parse_documents",
    "language_pass": "run_language_pass",
    "parting": "part_off_failing_rows",
    "normalising": "normalise",
    "corroborating": "corroborate",
}
"""Steps by the name of their asset function."""


@dataclass(frozen=True)
class Rule:
    """A critical rule and what breaks it: a change of a finished table, or a statement on the staged file."""

    table: str
    check: str
    seed: Callable[[pl.DataFrame], pl.DataFrame] | str

    def __str__(self) -> str:
        return f"{self.table}.{self.check}"


def rules() -> Iterator[Rule]:
    for suite in suites.load(PROJECT_ROOT / "expectations").values():
        for each in suite.expectations:
            if each.severity == "critical":
                yield Rule(each.table, each.name, EXPECTATION_SEEDS[each.table][each.name])
    for each in sql_tests(PROJECT_ROOT / "sql" / "tests"):
        if each.severity == "critical":
            yield Rule(each.table, each.name, SQL_SEEDS[each.name])
    for contract in WAREHOUSE_TABLES:
        yield from (Rule(contract.name, *seed) for seed in dict(structural_seeds(contract)).items())


RULES = list(rules())
ONE_OF_EACH = [
    next(rule for rule in RULES if not isinstance(rule.seed, str)),
    next(rule for rule in RULES if rule.check == "independent_source_count"),
    next(rule for rule in RULES if rule.check == "key_unique"),
]


class House:
    """A home with the good warehouse published, to be broken one rule at a time."""

    def __init__(self, home: Path) -> None:
        self.store = Store(home / "sayso.store")
        self.warehouse = home / "sayso.duckdb"
        (home / "corpus" / "a.txt").write_text("A story.")
        for name, frame in warehouse().items():
            self.store.write(STORED_AS.get(name, name), frame)
        for name in ("quarantine", "stale"):
            self.store.write(name, empty(table("left_out")))
        self.store.write("document_keys", empty(table("document_keys")))
        self.store.write("accepted_draft_statements", empty(table("draft_statements")))

    def build(self) -> Result:
        return CliRunner().invoke(main, ["build"])

    def build_with(self, rule: Rule) -> Result:
        """Break the rule, build, and mend what was broken."""
        if isinstance(rule.seed, str):
            return self._build_with_staged(rule.seed)
        stored_as = STORED_AS.get(rule.table, rule.table)
        good = self.store.read(stored_as)
        self.store.write(stored_as, rule.seed(good))
        try:
            return self.build()
        finally:
            self.store.write(stored_as, good)

    def _build_with_staged(self, statement: str) -> Result:
        def seed(point: str) -> None:
            if point == "staged":
                (staged,) = self.warehouse.with_name("sayso.builds").glob("*.building")
                with duckdb.connect(staged) as connection:
                    connection.execute(statement)

        token = pause.set(seed)
        try:
            return self.build()
        finally:
            pause.reset(token)


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with pytest.MonkeyPatch.context() as patch:
        house = House(make_home(tmp_path_factory.mktemp("seeded"), patch))
        for asset in ALL:
            if asset.op.name in STOOD_IN_FOR:
                tables = [spec.key.to_user_string() for spec in asset.specs]
                patch.setattr(flow, STOOD_IN_FOR[asset.op.name], stand_in(tables))
        patch.setattr(flow, "nothing_new", lambda ctx: None)
        published = house.build()
        assert published.exit_code == 0, published.output
        yield house


def stand_in(tables: list[str]) -> Callable[[Context], StepResult]:
    return lambda ctx: StepResult(dict.fromkeys(tables, 1))


def assert_held_back(house: House, rule: Rule) -> None:
    before = house.warehouse.resolve()
    result = house.build_with(rule)
    assert result.exit_code == 1
    assert house.warehouse.resolve() == before
    assert f"{rule.table}.{rule.check}" in result.output, result.output
    assert "The last good warehouse stays" in result.output


@pytest.mark.parametrize("rule", ONE_OF_EACH, ids=str)
def test_a_broken_rule_holds_the_build_back(house: House, rule: Rule) -> None:
    assert_held_back(house, rule)


@pytest.mark.slow
@pytest.mark.parametrize("rule", RULES, ids=str)
def test_every_broken_critical_rule_holds_the_build_back(house: House, rule: Rule) -> None:
    assert_held_back(house, rule)


def test_every_critical_rule_is_among_them() -> None:
    structural = {
        (contract.name, check) for contract in WAREHOUSE_TABLES for check, _ in structural_seeds(contract)
    }
    assert structural <= {(rule.table, rule.check) for rule in RULES}
