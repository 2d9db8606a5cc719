"""Running suites: rows judged one by one before `normalise`, tables judged as a whole at the end.

The only module that imports great_expectations, lazily. An expectation that cannot be run is a bug
and raised as such, never counted as failed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

import polars as pl

from pipelines import contracts
from pipelines.contracts import Table
from pipelines.contracts.frames import conform
from pipelines.contracts.outcomes import CheckOutcome, Offender
from pipelines.contracts.stages import DRAFT_OF
from pipelines.validate.structure import check_structure
from pipelines.validate.suites import Expectation, Suite

OFFENDERS_KEPT = 20
"""How many offending rows an outcome carries."""
SEEN_CHARS = 200
"""How much of an offending value is shown."""
ROWS_AT_ONCE = 200_000
"""How many new rows go to the library in one batch, so that a first build of millions fits in memory."""


class ExpectationError(Exception):
    """An expectation could not be evaluated: its suite or this module is wrong."""


def check_rows(frames: Mapping[str, pl.DataFrame], suites: Mapping[str, Suite]) -> pl.DataFrame:
    """Verdicts (contract `verdicts`) on new rows: one per row and rule that it breaks.

    `frames` holds `documents`, `segments` and the drafts under their contracts' names. Row-level
    expectations apply where their columns exist in the draft; the structural rules always.
    """
    found = [
        _verdicts(expectation, result, table)
        for name, suite in suites.items()
        if (frame := frames.get(DRAFT_OF.get(name, name))) is not None and not frame.is_empty()
        for table, judged in [(contracts.table(name), _row_level(suite, frame))]
        for batch in frame.iter_slices(ROWS_AT_ONCE)
        for expectation, result in _run(judged, batch, table)
    ]
    verdicts = contracts.table("verdicts")
    return conform(pl.concat([check_structure(frames), *found]), verdicts)


def check_tables(frames: Mapping[str, pl.DataFrame], suites: Mapping[str, Suite]) -> list[CheckOutcome]:
    """How every expectation went on the final tables, by table and in the order of its suite.

    What is expected of a column holds where there are no rows.
    """
    outcomes = []
    for name, suite in suites.items():
        table, frame = contracts.table(name), frames[name]
        judged = [each for each in suite.expectations if not (each.columns and frame.is_empty())]
        results = dict(_run(judged, frame, table))
        outcomes += [_outcome(each, results.get(each), table) for each in suite.expectations]
    return outcomes


def _row_level(suite: Suite, frame: pl.DataFrame) -> list[Expectation]:
    return [
        each for each in suite.expectations if each.scope == "row" and set(each.columns) <= set(frame.columns)
    ]


def _run(
    expectations: Sequence[Expectation], frame: pl.DataFrame, table: Table
) -> Iterator[tuple[Expectation, Any]]:
    """Each expectation with its result on the frame."""
    by_name = {each.name: each for each in expectations}
    for result in _validate(expectations, frame, table) if expectations else ():
        expectation = by_name[result.expectation_config.meta["name"]]
        _raise_if_broken(expectation, result)
        yield expectation, result


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


@cache
def _context() -> Any:
    """A context that lives in memory, draws no bars and tells nobody; one per process."""
    import great_expectations
    from great_expectations.data_context.types.base import ProgressBarsConfig

    context = great_expectations.get_context(mode="ephemeral")
    context.enable_analytics(False)
    context.variables.progress_bars = ProgressBarsConfig(globally=False, metric_calculations=False)
    return context


def _raise_if_broken(expectation: Expectation, result: Any) -> None:
    """Turn what the library swallowed into an error."""
    told = result.exception_info or {}
    for info in [told] if "raised_exception" in told else told.values():
        if info["raised_exception"]:
            raise ExpectationError(f"{expectation.table}.{expectation.name}: {info['exception_message']}")


def _offenders(expectation: Expectation, result: Any, table: Table) -> list[Offender]:
    """The rows that break an expectation, by key, with what it looked at."""
    rows = result.result.get("unexpected_index_list") or []
    offenders = [
        Offender(
            key="|".join(str(row[name]) for name in table.key),
            seen=", ".join(f"{name} {_short(row[name])}" for name in expectation.columns if name in row),
        )
        for row in rows
    ]
    return sorted(offenders, key=lambda each: each.key)


def _verdicts(expectation: Expectation, result: Any, table: Table) -> pl.DataFrame:
    offenders = _offenders(expectation, result, table)
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
    """The outcome of a result, or of none where there was nothing to look at."""
    measured = {} if result is None else result.result
    observed = measured.get("observed_value")
    return CheckOutcome(
        name=expectation.name,
        table=table.name,
        severity=expectation.severity,
        success=result is None or bool(result.success),
        rule=expectation.rule,
        observed=None if observed is None else _plain(observed),
        unexpected_count=measured.get("unexpected_count"),
        offenders=() if result is None else tuple(_offenders(expectation, result, table)[:OFFENDERS_KEPT]),
    )


def _plain(observed: Any) -> str:
    return f"{observed:.4g}" if isinstance(observed, float) else str(observed)


def _short(value: Any) -> str:
    text = repr(value) if isinstance(value, str) else str(value)
    return text if len(text) <= SEEN_CHARS else f"{text[:SEEN_CHARS]}…"
