"""Which lines of a page are text of its story: the weighed sum of the evidence."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

from pipelines.parse.formats.html.evidence import Evidence

WEIGHTS = Path(__file__).parents[2] / "lexicon" / "body_weights.toml"


def lines_of_text(evidence: Evidence) -> set[int]:
    """The lines that are text of the story."""
    weighed, base = weights(), weights()["base"]
    return {
        index
        for index, features in enumerate(evidence.rows, start=evidence.first)
        if base + sum(weighed.get(name, 0.0) * value for name, value in features.items()) > 0
    }


@cache
def weights() -> dict[str, float]:
    """The weight of each feature; `base` is that of every line."""
    weights: dict[str, float] = tomllib.loads(WEIGHTS.read_text("utf-8"))["weights"]
    return weights
