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

from collections.abc import Iterator, Mapping, Sequence

import dagster as dg

from pipelines import flow
from pipelines.contracts import WAREHOUSE_TABLES
from pipelines.contracts.checks import sql_tests, structural_checks
from pipelines.contracts.outcomes import Check, CheckOutcome
from pipelines.defs.assets import read_by_staging_only
from pipelines.defs.work import attempt
from pipelines.defs.workshop import STAGED, Workshop
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
        )
        for suite in suites.load(settings.expectations_dir).values()
        for each in suite.expectations
    ]


def staged_specs(settings: Settings) -> list[dg.AssetCheckSpec]:
    """One check per table for its structure, and one per SQL test, all on the staged warehouse.

    Dagster's event log takes some 40 ms a check, so that one per structural rule would add six
    seconds to every build; `ops.check_results` has a row for each.
    """
    structures = [
        dg.AssetCheckSpec(
            _structure_name(table.name),
            asset=STAGED,
            description=_description(
                f"Columns, keys, references, spans of {table.name} are sound.", CRITICAL
            ),
            blocking=True,
        )
        for table in WAREHOUSE_TABLES
    ]
    tests = [
        dg.AssetCheckSpec(
            _test_name(each),
            asset=STAGED,
            description=_description(each.rule, each.severity),
            blocking=each.severity == CRITICAL,
        )
        for each in sql_tests(settings.sql_dir / "tests")
    ]
    return structures + tests


def _structure_name(table: str) -> str:
    return f"{table}__structure"


def _test_name(test: Check | CheckOutcome) -> str:
    return f"{test.table}__{test.name}"


def _expectations(specs: Sequence[dg.AssetCheckSpec]) -> dg.AssetChecksDefinition:
    @dg.multi_asset_check(specs=specs, can_subset=True, name="check_tables")
    def check_tables(context: dg.AssetCheckExecutionContext, workshop: Workshop) -> Results:
        """Great Expectations on the finished tables; a critical failure ends the run before staging."""
        outcomes = attempt(flow.check_tables, workshop.context(context))
        yield from _told(context, {dg.AssetCheckKey(dg.AssetKey(o.table), o.name): [o] for o in outcomes})

    return check_tables


def _staged_checks(specs: Sequence[dg.AssetCheckSpec]) -> dg.AssetChecksDefinition:
    structural = {(check.table, check.name) for check in structural_checks()}

    @dg.multi_asset_check(specs=specs, can_subset=True, name="check_staged")
    def check_staged(context: dg.AssetCheckExecutionContext, workshop: Workshop) -> Results:
        """Structure and rules in SQL on the staged file; a critical failure ends the run unpublished."""
        gathered: dict[dg.AssetCheckKey, list[CheckOutcome]] = {}
        for each in attempt(flow.check_staged, workshop.context(context)):
            is_structural = (each.table, each.name) in structural
            name = _structure_name(each.table) if is_structural else _test_name(each)
            gathered.setdefault(dg.AssetCheckKey(dg.AssetKey(STAGED), name), []).append(each)
        yield from _told(context, gathered)

    return check_staged


def _told(
    context: dg.AssetCheckExecutionContext, outcomes: Mapping[dg.AssetCheckKey, Sequence[CheckOutcome]]
) -> Results:
    """How every selected check went; then, where a critical one failed, the end of the run."""
    selected = sorted(context.selected_asset_check_keys)
    for key in selected:
        yield _result(key, outcomes[key])
    blocking = [each for key in selected for each in outcomes[key] if each.blocks]
    if blocking:
        raise dg.Failure(failure_message(blocking), allow_retries=False)


def _result(key: dg.AssetCheckKey, outcomes: Sequence[CheckOutcome]) -> dg.AssetCheckResult:
    failed = [each for each in outcomes if not each.success]
    is_critical = any(each.severity == CRITICAL for each in failed or outcomes)
    told = [each.message for each in failed] or [
        f"{each.table}.{each.name}: {each.rule}" for each in outcomes
    ]
    return dg.AssetCheckResult(
        passed=not failed,
        asset_key=key.asset_key,
        check_name=key.name,
        severity=dg.AssetCheckSeverity.ERROR if is_critical else dg.AssetCheckSeverity.WARN,
        description="\n".join(told),
        metadata=_metadata(outcomes),
    )


def failure_message(blocking: Sequence[CheckOutcome]) -> str:
    """What failed, the first offenders, and that nothing was published: enough at 3 a.m."""
    told = [f"- {outcome.message}" for outcome in blocking[:TOLD_FAILURES]]
    if len(blocking) > TOLD_FAILURES:
        told.append(f"- and {len(blocking) - TOLD_FAILURES} more")
    count = "A critical check" if len(blocking) == 1 else f"{len(blocking)} critical checks"
    return "\n".join([f"{count} failed; nothing was published.", *told])


def _metadata(outcomes: Sequence[CheckOutcome]) -> dict[str, dg.MetadataValue]:
    metadata: dict[str, dg.MetadataValue] = {"table": dg.MetadataValue.text(outcomes[0].table)}
    observed = "; ".join(each.observed for each in outcomes if each.observed is not None)
    if observed:
        metadata["observed"] = dg.MetadataValue.text(observed)
    counts = [each.unexpected_count for each in outcomes if each.unexpected_count is not None]
    if counts:
        metadata["unexpected_count"] = dg.MetadataValue.int(sum(counts))
    offenders = [
        f"| {each.name} | {offender.key} | {offender.seen or ''} |"
        for each in outcomes
        for offender in each.offenders
    ]
    if offenders:
        header = ["| rule | key | seen |", "| --- | --- | --- |"]
        metadata["offenders"] = dg.MetadataValue.md("\n".join([*header, *offenders]))
    return metadata


def _description(rule: str, severity: str, notes: str | None = None) -> str:
    consequence = (
        "Critical: a failure ends the run, and nothing is published."
        if severity == CRITICAL
        else "A warning."
    )
    return " ".join(filter(None, (rule, consequence, notes)))
