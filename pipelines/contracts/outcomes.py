"""What a check is and how it went: the records that suites, SQL and the orchestrator share.

Not here: the checks themselves (`checks`, `expectations/`), nor running them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import polars as pl

from pipelines import contracts
from pipelines.contracts.frames import from_records

OFFENDERS_TOLD = 5
"""How many offending rows an outcome spells out."""


@dataclass(frozen=True, slots=True)
class Check:
    """A rule as a query on a warehouse; it holds when the query returns nothing."""

    name: str
    """Unique within its table."""
    table: str
    severity: str
    sql: str
    rule: str
    """The rule in a sentence."""


@dataclass(frozen=True, slots=True)
class Offender:
    """A row that breaks a check."""

    key: str
    seen: str | None = None


@dataclass(frozen=True, slots=True)
class CheckOutcome:
    """How one check or expectation went."""

    name: str
    table: str
    severity: str
    success: bool
    rule: str
    observed: str | None = None
    """What was measured, where a rule is about the whole table."""
    unexpected_count: int | None = None
    """Rows that break it; NULL for a rule about the whole table."""
    offenders: tuple[Offender, ...] = ()
    """The first of them, by key."""

    @property
    def blocks(self) -> bool:
        """Whether nothing may be published."""
        return not self.success and self.severity == "critical"

    @property
    def message(self) -> str:
        """One line: table, check, rule, what was seen, the first offending keys."""
        parts = [f"{self.table}.{self.name}: {self.rule}"]
        if self.observed is not None:
            parts.append(f"Observed {self.observed}.")
        if not self.success and self.offenders:
            told = "; ".join(_told(each) for each in self.offenders[:OFFENDERS_TOLD])
            parts.append(f"{self.unexpected_count} row(s), first: {told}.")
        return " ".join(parts)


def outcome(check: Check, unexpected_count: int, offenders: Sequence[Offender]) -> CheckOutcome:
    """What the failing rows of a check make of it."""
    return CheckOutcome(
        name=check.name,
        table=check.table,
        severity=check.severity,
        success=unexpected_count == 0,
        rule=check.rule,
        unexpected_count=unexpected_count,
        offenders=tuple(offenders),
    )


def to_frame(outcomes: Iterable[CheckOutcome], run_id: str) -> pl.DataFrame:
    """Outcomes as rows of `ops.check_results`, in the order of table and name."""
    rows = [
        {
            "table_name": each.table,
            "check_name": each.name,
            "severity": each.severity,
            "success": each.success,
            "observed": each.observed if each.success else each.message,
            "unexpected_count": each.unexpected_count,
        }
        for each in sorted(outcomes, key=lambda each: (each.table, each.name))
    ]
    return from_records(rows, contracts.table("check_results"), run_id=run_id)


def _told(offender: Offender) -> str:
    return offender.key if offender.seen is None else f"{offender.key} ({offender.seen})"
