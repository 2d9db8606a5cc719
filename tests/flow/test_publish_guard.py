"""Publishing alone, without the checks, must not let through what failed them."""

from __future__ import annotations

import pytest
from builds import make_context

from pipelines import flow
from pipelines.contracts.outcomes import CheckOutcome, Offender, to_frame
from pipelines.errors import CheckFailedError


@pytest.mark.parametrize("results", ["expectation_results", "structural_results"])
def test_what_failed_its_checks_is_not_published_by_a_step_alone(tmp_path, results):
    ctx = make_context(tmp_path, tmp_path)
    failed = CheckOutcome(
        "key_unique", "quotes", "critical", False, "One row.", unexpected_count=1, offenders=(Offender("q7"),)
    )
    ctx.store.write(results, to_frame([failed], "run"))
    with pytest.raises(CheckFailedError, match=r"quotes\.key_unique.*q7"):
        flow.publish(ctx)
