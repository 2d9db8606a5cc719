"""Running suites: rows judged one by one before `normalise`, tables judged as a whole at the end.

The only module that imports great_expectations, lazily. An expectation that cannot be run is a bug
and raised as such, never counted as failed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import polars as pl

from pipelines import contracts
from pipelines.contracts import Table
from pipelines.contracts.frames import conform, empty
from pipelines.contracts.outcomes import CheckOutcome, Offender
from pipelines.contracts.stages import DRAFT_OF
from pipelines.validate.suites import Expectation, Suite

OFFENDERS_KEPT = 20
"""How many offending rows an outcome carries."""


class ExpectationError(Exception):
    """An expectation could not be evaluated: its suite or this module is wrong."""


def check_rows(frames: Mapping[str, pl.DataFrame], suites: Mapping[str, Suite]) -> pl.DataFrame:
    """Verdicts (contract `verdicts`) on new rows: one per row and row-level expectation that it breaks.

    `frames` holds `documents`, `segments` and the drafts under their contracts' names. An expectation
    applies where its columns exist in the draft.
    """
    found = [
        _verdicts(expectation, result, table)
        for name, suite in suites.items()
        if (frame := frames.get(DRAFT_OF.get(name, name))) is not None and not frame.is_empty()
        for table in [contracts.table(name)]
        for expectation, result in _run(_row_level(suite, frame), frame, table)
    ]
    verdicts = contracts.table("verdicts")
    return conform(pl.concat([empty(verdicts), *found]), verdicts)


def check_tables(frames: Mapping[str, pl.DataFrame], suites: Mapping[str, Suite]) -> list[CheckOutcome]:
    """How every expectation went on the final tables, by table and in the order of its suite."""
    return [
        _outcome(expectation, result, contracts.table(name))
        for name, suite in suites.items()
        for expectation, result in _run(suite.expectations, frames[name], contracts.table(name))
    ]


def _row_level(suite: Suite, frame: pl.DataFrame) -> list[Expectation]:
    return [
        each for each in suite.expectations if each.scope == "row" and set(each.columns) <= set(frame.columns)
    ]


def _run(
    expectations: Sequence[Expectation], frame: pl.DataFrame, table: Table
) -> Iterable[tuple[Expectation, Any]]:
    """Each expectation with its result on the frame."""
    if not expectations:
        return []
    results = {
        result.expectation_config.meta["name"]: result for result in _validate(expectations, frame, table)
    }
    for name, result in results.items():
        _raise_if_broken(name, result, table)
    return [(each, results[each.name]) for each in expectations]


def _validate(expectations: Sequence[Expectation], frame: pl.DataFrame, table: Table) -> Sequence[Any]:
    from great_expectations.core import ExpectationSuite

    # Only what is looked at: a frame may hold the text of a whole corpus.
    looked_at = {*table.key, *(name for each in expectations for name in each.columns)}
    rows = frame.select(name for name in frame.columns if name in looked_at)
    asset = _context().data_sources.add_or_update_pandas("rows").add_dataframe_asset(table.name)
    batch = asset.add_batch_definition_whole_dataframe("all").get_batch(
        batch_parameters={"dataframe": rows.to_pandas(use_pyarrow_extension_array=True)}
    )
    suite = ExpectationSuite(name=table.name, expectations=[each.configuration for each in expectations])
    result_format = {"result_format": "COMPLETE", "unexpected_index_column_names": list(table.key)}
    results: Sequence[Any] = batch.validate(suite, result_format=result_format).results
    return results


def _context() -> Any:
    """A context that lives in memory, draws no bars and tells nobody."""
    import great_expectations
    from great_expectations.data_context.types.base import ProgressBarsConfig

    context = great_expectations.get_context(mode="ephemeral")
    context.enable_analytics(False)
    context.variables.progress_bars = ProgressBarsConfig(globally=False, metric_calculations=False)
    return context


def _raise_if_broken(name: str, result: Any, table: Table) -> None:
    """Turn what the library swallowed into an error."""
    told = result.exception_info or {}
    for info in [told] if "raised_exception" in told else told.values():
        if info["raised_exception"]:
            raise ExpectationError(f"{table.name}.{name}: {info['exception_message']}")


def _offenders(result: Any, table: Table) -> list[Offender]:
    """The rows that break an expectation, by key."""
    rows = result.result.get("unexpected_index_list") or []
    offenders = [
        Offender(
            key="|".join(str(row[name]) for name in table.key),
            seen=", ".join(f"{name} {value}" for name, value in sorted(row.items()) if name not in table.key),
        )
        for row in rows
    ]
    return sorted(offenders, key=lambda each: each.key)


def _verdicts(expectation: Expectation, result: Any, table: Table) -> pl.DataFrame:
    offenders = _offenders(result, table)
    verdicts = contracts.table("verdicts")
    rows = pl.DataFrame(
        {"row_id": [each.key for each in offenders], "detail": [each.seen for each in offenders]},
        schema={"row_id": pl.String, "detail": pl.String},
    ).with_columns(
        # Ids of what stands in a document begin with that document's.
        document_id=pl.col("row_id").str.extract(r"^([^-|]+)"),
        table_name=pl.lit(table.name),
        check_name=pl.lit(expectation.name),
        severity=pl.lit(expectation.severity),
        reason=pl.lit(expectation.rule),
    )
    return rows.select(verdicts.column_names)


def _outcome(expectation: Expectation, result: Any, table: Table) -> CheckOutcome:
    observed = result.result.get("observed_value")
    offenders = _offenders(result, table)
    return CheckOutcome(
        name=expectation.name,
        table=table.name,
        severity=expectation.severity,
        success=bool(result.success),
        rule=expectation.rule,
        observed=None if observed is None else _plain(observed),
        unexpected_count=result.result.get("unexpected_count"),
        offenders=tuple(offenders[:OFFENDERS_KEPT]),
    )


def _plain(observed: Any) -> str:
    return f"{observed:.4g}" if isinstance(observed, float) else str(observed)
