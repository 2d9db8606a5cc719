"""Fit the weights of `pipelines/corroborate/likeness.toml` on labelled pairs of statements.

    python scripts/fit_likeness.py PAIRS.parquet

PAIRS has one row per candidate pair: `fold` (the event, held out in turn), `label` (0 or 1), `weight`
(how far the label is trusted) and the columns of `pipelines.corroborate.likeness.FEATURES`, as
`likeness.scored` gives them. Prints the weights as TOML, with the average precision out of fold.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import numpy.typing as npt
import polars as pl

from pipelines.corroborate.likeness import FEATURES

RIDGE = 2.0
_ITERATIONS = 40
Floats = npt.NDArray[np.float64]


def fit(features: Floats, labels: Floats, weights: Floats) -> Floats:
    """Logistic regression by Newton's method, ridge on all but the last coefficient, the bias."""
    design = np.hstack([features, np.ones((len(features), 1))])
    ridge = np.diag([RIDGE] * features.shape[1] + [1e-6])
    found = np.zeros(design.shape[1])
    for _ in range(_ITERATIONS):
        expected = probability(features, found)
        gradient = design.T @ (weights * (expected - labels)) + ridge @ found
        curvature = (design.T * (weights * expected * (1 - expected))) @ design + ridge
        found -= np.linalg.solve(curvature, gradient)
    return found


def probability(features: Floats, found: Floats) -> Floats:
    """The probability of one claim for each pair."""
    logit: Floats = np.clip(features @ found[:-1] + found[-1], -30, 30)
    return 1 / (1 + np.exp(-logit))


def average_precision(labels: Floats, scores: Floats) -> float:
    """Mean precision at each true pair, the surest first."""
    ranked = labels[np.argsort(-scores, kind="stable")]
    return float((np.cumsum(ranked) / np.arange(1, len(ranked) + 1))[ranked > 0].mean())


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("pairs", type=Path)
    pairs = pl.read_parquet(parser.parse_args().pairs)
    features = pairs.select(FEATURES).to_numpy().astype(np.float64)
    labels, weights = (pairs[name].to_numpy().astype(np.float64) for name in ("label", "weight"))
    folds = pairs["fold"].to_numpy()
    scores = np.zeros(len(labels))
    for fold in sorted(set(folds)):
        held = folds == fold
        found = fit(features[~held], labels[~held], weights[~held])
        scores[held] = probability(features[held], found)
    print(f"# average precision out of fold: {average_precision(labels, scores):.3f}")  # noqa: T201
    found = fit(features, labels, weights)
    print(f"bias = {found[-1]:.2f}\n\n[weights]")  # noqa: T201
    for name, weight in zip(FEATURES, found, strict=False):
        print(f"{name} = {weight:.2f}")  # noqa: T201


if __name__ == "__main__":
    main()
