"""Checks as Dagster shows them: expectations on their tables, structural and SQL checks on the staged file.

A critical check that fails is an ERROR, and nothing is published; any other is a WARN. Dagster's own
blocking holds back every asset that reads the checked one. The expectations look at finished tables, and the
language pass reads `documents` long before those are finished: there, blocking would be a circle. So
the checks that block are those of tables which only the staged file reads, and those of the staged file
itself; and a step with a critical failure first tells of all its checks and then fails, which
holds back the staged file as well.

Not here: the rules (`expectations/`, `pipelines.contracts`, `sql/tests`), nor running them
(`pipelines.flow`).
"""

from collections.abc import Iterator, Sequence

import dagster as dg

from pipelines import flow
from pipelines.contracts.checks import sql_tests, structural_checks
from pipelines.contracts.outcomes import CheckOutcome
from pipelines.defs.assets import STAGED, read_by_staging_only
from pipelines.defs.work import attempt
from pipelines.defs.workshop import Workshop
from pipelines.settings import Settings
from pipelines.validate import suites

CRITICAL = "critical"
TOLD_FAILURES = 10
"""How many critical failures a failing step spells out; the checks hold them all."""

Results = Iterator[dg.AssetCheckResult]


def checks(settings: Settings) -> list[dg.AssetChecksDefinition]:
    """The two steps that check: tables before staging, the staged file before publishing."""
    return [_expectations(expectation_specs(settings)), _staged_checks(staged_specs(settings))]


def expectation_specs(settings: Settings) -> list[dg.AssetCheckSpec]:
    """One check per expectation, on its table."""
    terminal = read_by_staging_only()
    return [
        dg.AssetCheckSpec(
            each.name,
            asset=each.table,
            description=_description(each.rule, each.severity, each.notes),
            blocking=each.severity == CRITICAL and each.table in terminal,
            metadata={"severity": each.severity},
        )
        for suite in suites.load(settings.expectations_dir).values()
        for each in suite.expectations
    ]


def staged_specs(settings: Settings) -> list[dg.AssetCheckSpec]:
    """One check per structural rule and SQL test, all on the staged warehouse."""
    return [
        dg.AssetCheckSpec(
            staged_name(each.table, each.name),
            asset=STAGED,
            description=_description(each.rule, each.severity),
            blocking=each.severity == CRITICAL,
            metadata={"severity": each.severity, "table": each.table},
        )
        for each in (*structural_checks(), *sql_tests(settings.sql_dir / "tests"))
    ]


def staged_name(table: str, check: str) -> str:
    """What a check of one table is called on the staged warehouse, which holds them all."""
    return f"{table}__{check}"


def _expectations(specs: Sequence[dg.AssetCheckSpec]) -> dg.AssetChecksDefinition:
    @dg.multi_asset_check(specs=specs, can_subset=True, name="check_tables")
    def check_tables(context: dg.AssetCheckExecutionContext, workshop: Workshop) -> Results:
        """Great Expectations on the finished tables; a critical failure ends the run before staging."""
        outcomes = attempt(flow.check_tables, workshop.context(context))
        yield from _told(context, {dg.AssetCheckKey(dg.AssetKey(o.table), o.name): o for o in outcomes})

    return check_tables


def _staged_checks(specs: Sequence[dg.AssetCheckSpec]) -> dg.AssetChecksDefinition:
    @dg.multi_asset_check(specs=specs, can_subset=True, name="check_staged")
    def check_staged(context: dg.AssetCheckExecutionContext, workshop: Workshop) -> Results:
        """Keys, references, spans and rules in SQL on the staged file; a critical failure ends the run."""
        outcomes = attempt(flow.check_staged, workshop.context(context))
        staged = dg.AssetKey(STAGED)
        yield from _told(
            context, {dg.AssetCheckKey(staged, staged_name(o.table, o.name)): o for o in outcomes}
        )

    return check_staged


def _told(context: dg.AssetCheckExecutionContext, outcomes: dict[dg.AssetCheckKey, CheckOutcome]) -> Results:
    """The outcome of every selected check; then, where a critical one failed, the end of the run."""
    selected = {key: outcomes[key] for key in sorted(context.selected_asset_check_keys)}
    for key, outcome in selected.items():
        yield dg.AssetCheckResult(
            passed=outcome.success,
            asset_key=key.asset_key,
            check_name=key.name,
            severity=dg.AssetCheckSeverity.ERROR
            if outcome.severity == CRITICAL
            else dg.AssetCheckSeverity.WARN,
            description=outcome.message,
            metadata=_metadata(outcome),
        )
    blocking = [outcome for outcome in selected.values() if outcome.blocks]
    if blocking:
        raise dg.Failure(failure_message(blocking), allow_retries=False)


def failure_message(blocking: Sequence[CheckOutcome]) -> str:
    """What failed, the first offenders, and that nothing was published: enough at 3 a.m."""
    told = [f"- {outcome.message}" for outcome in blocking[:TOLD_FAILURES]]
    if len(blocking) > TOLD_FAILURES:
        told.append(f"- and {len(blocking) - TOLD_FAILURES} more")
    count = "A critical check" if len(blocking) == 1 else f"{len(blocking)} critical checks"
    return "\n".join([f"{count} failed; nothing was published, the last good warehouse stays.", *told])


def _metadata(outcome: CheckOutcome) -> dict[str, dg.MetadataValue]:
    metadata: dict[str, dg.MetadataValue] = {"table": dg.MetadataValue.text(outcome.table)}
    if outcome.observed is not None:
        metadata["observed"] = dg.MetadataValue.text(outcome.observed)
    if outcome.unexpected_count is not None:
        metadata["unexpected_count"] = dg.MetadataValue.int(outcome.unexpected_count)
    if outcome.offenders:
        rows = [f"| {each.key} | {each.seen or ''} |" for each in outcome.offenders]
        metadata["offenders"] = dg.MetadataValue.md("\n".join(["| key | seen |", "| --- | --- |", *rows]))
    return metadata


def _description(rule: str, severity: str, notes: str | None = None) -> str:
    consequence = "Critical: nothing is published where it fails." if severity == CRITICAL else "A warning."
    return " ".join(filter(None, (rule, consequence, notes)))
