"""How alike articles are: the cosine of what they are about, less where they are far apart in time.

Belongs here: which articles are worth comparing, and their likeness. Not here: what articles are about
(`features`), or which become one event (`events`). Sums are of whole numbers: the same in any order.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from pipelines.corroborate.blocks import WEIGHT_SCALE
from pipelines.corroborate.features import FEATURES_PER_ARTICLE

WINDOW_DAYS = 21
"""Articles published further apart tell of different happenings, or of what came of one."""
AFTERMATH_DAYS = 300
"""Arrests and verdicts are told of this much later; a summit of next year is another."""
AFTERMATH_FACTOR = 0.5
"""What likeness of articles beyond the window is worth."""
BLOCKING_FEATURES = 40
FEWEST_SHARED_FEATURES = 2
SHRINKAGE = 2.0
"""Few shared features prove little, however short the articles."""
LARGEST_BLOCK = 150
PIECE_ARTICLES = 1_000
_ABSENT = -1
_PAIRS = {"a": pl.UInt32, "b": pl.UInt32, "score": pl.Float64}
_NOTHING = (np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0))

_Short = npt.NDArray[np.int32]
_Whole = npt.NDArray[np.int64]
_Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class _Lists:
    """Lists of numbers end to end: list `i` stands from `starts[i]` to `starts[i + 1]`."""

    values: _Whole
    starts: _Whole

    @classmethod
    def of(cls, keys: pl.Series, values: pl.Series, count: int) -> _Lists:
        """The values of each of so many keys; both columns are in the order of keys."""
        starts = np.searchsorted(keys.to_numpy(), np.arange(count + 1))
        return cls(values.to_numpy().astype(np.int64), starts.astype(np.int64))

    def __getitem__(self, key: int) -> _Whole:
        return self.values[self.starts[key] : self.starts[key + 1]]


def near_articles(weighed: pl.DataFrame, articles: pl.DataFrame) -> Iterator[pl.DataFrame]:
    """Pairs of rows `a` < `b`, in order, with `score`: their cosine, less where they are far apart in time.

    `weighed` are their `features`; `articles` has `row`, in order, `published_from` and `published_to`. Pairs
    share one of their strongest features, if few articles have it; no block is compared beyond a cap. They
    come those of some articles at a time.
    """
    blocks = _blocks(weighed, articles.height)
    first, last = (_days(articles.get_column(name)) for name in ("published_from", "published_to"))
    compared = _Compared(*blocks, *_table(weighed, articles.height), first, last)
    for start in range(0, max(articles.height, 1), PIECE_ARTICLES):
        found = list(compared.with_later(range(start, min(start + PIECE_ARTICLES, articles.height))))
        a, b, score = (np.concatenate(each) for each in zip(_NOTHING, *found, strict=True))
        yield pl.DataFrame({"a": a, "b": b, "score": score}, schema=_PAIRS)


@dataclass(frozen=True, slots=True)
class _Compared:
    """Articles as they are compared; see `_blocks` and `_table`."""

    blocking: _Lists
    having: _Lists
    features: _Short
    weights: _Short
    first: _Floats
    last: _Floats

    def with_later(self, articles: range) -> Iterator[tuple[_Whole, _Whole, _Floats]]:
        """For one article after the other, those after it that are like it."""
        weight_of = np.full(len(self.having.starts), _ABSENT, np.int64)
        for a in articles:
            shared = self.blocking[a]
            if not len(shared):
                continue
            members = np.unique(np.concatenate([self.having[feature] for feature in shared.tolist()]))
            b = members[members > a]
            gap = np.fmax(self.first[b] - self.last[a], self.first[a] - self.last[b])
            b, gap = b[~(gap > AFTERMATH_DAYS)], gap[~(gap > AFTERMATH_DAYS)]
            weight_of[self.features[a]] = self.weights[a]
            weight_of[-1] = _ABSENT
            met = weight_of[self.features[b]]
            weight_of[self.features[a]] = _ABSENT
            is_shared = met != _ABSENT
            count = is_shared.sum(1)
            dot = (met * self.weights[b] * is_shared).sum(1)
            nearness = np.where(gap > WINDOW_DAYS, AFTERMATH_FACTOR, 1.0)
            score = nearness * (dot / WEIGHT_SCALE**2) * (count / (count + SHRINKAGE))
            kept = count >= FEWEST_SHARED_FEATURES
            yield np.full(kept.sum(), a), b[kept], score[kept]


def _blocks(weighed: pl.DataFrame, count: int) -> tuple[_Lists, _Lists]:
    """Per article its strongest features that few others have, and per feature those articles."""
    blocking = (
        weighed.filter(pl.col("articles").is_between(2, LARGEST_BLOCK))
        .sort(["row", "weight", "feature"], descending=[False, True, False])
        .group_by("row", maintain_order=True)
        .head(BLOCKING_FEATURES)
        .select("row", "feature")
    )
    sized = blocking.filter(pl.len().over("feature").is_between(2, LARGEST_BLOCK))
    by_feature = sized.sort("feature", "row")
    width = int(weighed.select(pl.col("feature").max().fill_null(0)).item()) + 1
    return (
        _Lists.of(sized.get_column("row"), sized.get_column("feature"), count),
        _Lists.of(by_feature.get_column("feature"), by_feature.get_column("row"), width),
    )


def _table(weighed: pl.DataFrame, count: int) -> tuple[_Short, _Short]:
    """Features and weights, a row per article; where it has fewer, the last feature stands for none."""
    places = weighed.select("row", "feature", "weight", pl.int_range(pl.len()).over("row").alias("place"))
    row, place = (places.get_column(name).to_numpy() for name in ("row", "place"))
    features = np.full((count, FEATURES_PER_ARTICLE), -1, np.int32)
    weights = np.zeros((count, FEATURES_PER_ARTICLE), np.int32)
    features[row, place] = places.get_column("feature").to_numpy()
    weights[row, place] = places.get_column("weight").to_numpy()
    return features, weights


def _days(dates: pl.Series) -> _Floats:
    """Dates as days, NaN where there is none: a gap to it is unknown, and taken for none."""
    return dates.cast(pl.Int32).cast(pl.Float64).fill_null(float("nan")).to_numpy()
