from __future__ import annotations

import numpy as np
import polars as pl

from pipelines.corroborate.blocks import held


def test_what_numbers_hold_comes_in_their_order_and_nothing_else() -> None:
    frame = pl.DataFrame(
        {"row": [0, 0, 2, 5, 5, 5], "stem": list("abcdef")}, schema_overrides={"row": pl.UInt32}
    )
    found = held(frame, "row", np.array([0, 1, 5], dtype=np.uint32))
    assert found.get_column("stem").to_list() == list("abdef")
    assert held(frame, "row", np.zeros(0, np.uint32)).is_empty()
