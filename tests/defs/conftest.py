"""The graph with steps that only say that they ran: what Dagster does with it can be seen in a second."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import dagster as dg
import pytest

from pipelines import flow
from pipelines.contracts.checks import sql_tests, structural_checks
from pipelines.contracts.outcomes import CheckOutcome, Offender
from pipelines.definitions import build_definitions
from pipelines.defs.assets import ALL
from pipelines.defs.workshop import JOB, Workshop
from pipelines.flow import Context, StepResult
from pipelines.settings import Settings
from pipelines.validate import suites

STEPS = {
    "inventory": "take_inventory",
    "parsing": "parse_documents",
    "language_pass": "run_language_pass",
    "parting": "part_off_failing_rows",
    "normalising": "normalise",
    "corroborating": "corroborate",
    "staged_warehouse": "stage_warehouse",
    "warehouse": "publish",
}


@dataclass
class House:
    """A run of the graph: which steps worked, and which rules they are to find broken."""

    settings: Settings
    instance: dg.DagsterInstance
    definitions: dg.Definitions
    worked: list[str] = field(default_factory=list)
    broken: set[tuple[str, str]] = field(default_factory=set)

    def build(self) -> dg.ExecuteInProcessResult:
        job = self.definitions.resolve_job_def(JOB)
        return job.execute_in_process(instance=self.instance, raise_on_error=False)

    def materialise(self, *tables: str) -> dg.ExecuteInProcessResult:
        job = self.definitions.resolve_implicit_global_asset_job_def()
        return job.execute_in_process(
            instance=self.instance,
            raise_on_error=False,
            asset_selection=[dg.AssetKey(table) for table in tables],
        )

    def outcome(self, table: str, name: str, severity: str, rule: str) -> CheckOutcome:
        if (table, name) not in self.broken:
            return CheckOutcome(name, table, severity, success=True, rule=rule, unexpected_count=0)
        offender = Offender("d0123-q7", "text NULL")
        return CheckOutcome(name, table, severity, False, rule, unexpected_count=1, offenders=(offender,))


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    return Settings(_env_file=None, corpus=corpus, warehouse=tmp_path / "sayso.duckdb")  # type: ignore[call-arg]


@pytest.fixture
def instance() -> Iterator[dg.DagsterInstance]:
    with dg.DagsterInstance.ephemeral() as instance:
        yield instance


@pytest.fixture
def house(settings: Settings, instance: dg.DagsterInstance, monkeypatch: pytest.MonkeyPatch) -> House:
    workshop = Workshop.of(corpus=settings.corpus, warehouse=settings.warehouse)
    house = House(settings, instance, build_definitions(settings, workshop))

    def stub(name: str, tables: list[str]) -> Callable[[Context], StepResult]:
        def step(ctx: Context) -> StepResult:
            house.worked.append(name)
            return StepResult(dict.fromkeys(tables, 1))

        return step

    def check_tables(ctx: Context) -> list[CheckOutcome]:
        house.worked.append("check_tables")
        every = suites.load(ctx.settings.expectations_dir).values()
        return [
            house.outcome(e.table, e.name, e.severity, e.rule) for suite in every for e in suite.expectations
        ]

    def check_staged(ctx: Context) -> list[CheckOutcome]:
        house.worked.append("check_staged")
        every = (*structural_checks(), *sql_tests(ctx.settings.sql_dir / "tests"))
        return [house.outcome(each.table, each.name, each.severity, each.rule) for each in every]

    for asset in ALL:
        step = STEPS[asset.op.name]
        tables = [spec.key.to_user_string() for spec in asset.specs]
        monkeypatch.setattr(flow, step, stub(step, tables))
    monkeypatch.setattr(flow, "check_tables", check_tables)
    monkeypatch.setattr(flow, "check_staged", check_staged)
    return house
