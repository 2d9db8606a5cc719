"""What a run does when all is well, when a check fails, and when only a part is asked for."""

from __future__ import annotations

import dagster as dg

from pipelines import flow
from pipelines.defs import attempts
from pipelines.defs.checks import expectation_specs, staged_specs
from pipelines.errors import ShrinkError
from pipelines.validate import suites

ORDER = [
    "take_inventory",
    "parse_documents",
    "run_language_pass",
    "part_off_failing_rows",
    "normalise",
    "corroborate",
    "check_tables",
    "stage_warehouse",
    "check_staged",
    "publish",
]


def first_of(house, severity: str, *, of_table: str | None = None) -> tuple[str, str]:
    """Some expectation of that severity."""
    every = suites.load(house.settings.expectations_dir).values()
    return next(
        (each.table, each.name)
        for suite in every
        for each in suite.expectations
        if each.severity == severity and of_table in (None, each.table)
    )


def test_a_build_works_from_files_to_the_warehouse(house):
    assert house.build().success
    assert house.worked == ORDER


def test_every_check_is_told(house):
    told = house.build().get_asset_check_evaluations()
    assert len(told) == len(expectation_specs(house.settings)) + len(staged_specs(house.settings))
    assert all(each.passed for each in told)


def test_a_critical_expectation_ends_the_run_before_staging(house):
    house.broken = {first_of(house, "critical", of_table="documents")}
    result = house.build()
    assert not result.success
    assert house.worked == ORDER[: ORDER.index("check_tables") + 1]
    failed = [each for each in result.get_asset_check_evaluations() if not each.passed]
    assert [each.severity for each in failed] == [dg.AssetCheckSeverity.ERROR]
    assert len(result.get_asset_check_evaluations()) == len(expectation_specs(house.settings))


def test_a_warning_is_told_and_published(house):
    house.broken = {first_of(house, "warning")}
    result = house.build()
    assert result.success
    assert house.worked == ORDER
    failed = [each for each in result.get_asset_check_evaluations() if not each.passed]
    assert [each.severity for each in failed] == [dg.AssetCheckSeverity.WARN]


def test_a_structural_failure_ends_the_run_before_publishing(house):
    house.broken = {("quotes", "key_unique")}
    result = house.build()
    assert not result.success
    assert house.worked == ORDER[:-1]
    (failed,) = [each for each in result.get_asset_check_evaluations() if not each.passed]
    assert failed.check_name == "quotes__structure"
    assert "d0123-q7" in failed.metadata["offenders"].value


def test_the_history_tells_table_rule_and_key(house):
    house.broken = {("quotes", "key_unique")}
    house.build()
    last = attempts.history(house.settings).last()
    assert last.status == "failed"
    assert "quotes.key_unique" in last.failure
    assert "d0123-q7 (text NULL)" in last.failure


def test_what_sayso_raises_is_told_in_its_own_words(house, monkeypatch):
    def refuse(ctx):
        raise ShrinkError("12 of 20 documents are gone.")

    monkeypatch.setattr(flow, "publish", refuse)
    house.build()
    assert attempts.history(house.settings).last().failure == "Step warehouse: 12 of 20 documents are gone."


def test_one_asset_alone_runs_only_its_step_and_its_checks(house):
    result = house.materialise("events", *_with("events", house))
    assert result.success
    assert house.worked == ["corroborate", "check_tables"]
    checked = {each.asset_key.to_user_string() for each in result.get_asset_check_evaluations()}
    assert checked == _with("events", house)


def test_a_part_of_the_graph_is_no_build_in_the_history(house):
    house.materialise("accepted_drafts", "quarantine")
    assert house.worked == ["part_off_failing_rows"]
    assert attempts.history(house.settings).last() is None


def test_publishing_alone_is_a_build_in_the_history(house):
    house.materialise("staged_warehouse", "warehouse")
    assert house.worked == ["stage_warehouse", "check_staged", "publish"]
    assert attempts.history(house.settings).last() is not None


def test_a_run_signs_with_its_trigger(house):
    job = house.definitions.resolve_job_def("build")
    job.execute_in_process(instance=house.instance, tags={"sayso/trigger": "schedule"})
    assert attempts.history(house.settings).last().trigger == "schedule"


def _with(table: str, house) -> set[str]:
    """The tables that the step of this table makes together."""
    asset = house.definitions.resolve_assets_def(table)
    return {key.to_user_string() for key in asset.keys}
