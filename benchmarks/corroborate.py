"""Time, memory and recall of corroboration on generated frames, codes and vectors made beforehand.

Events of 2 to 20 articles, words and entities by Zipf's law, one article in twenty a copy, and planted
restatements: two articles of an event that share a statement but for two words. Fails where time grows faster
than n log n by more than `SLACK`, where memory passes `GIGABYTES`, or where recall falls below `RECALL` of
that of the smallest size. What the generator takes to hand out codes is not counted.

An increment runs the same pass over all articles, but recalls the scores of the events that it does not
touch, and encodes the sentences that are new: `--increment` adds one article in a hundred, of any event, and
tells what the pass takes with and without what is recalled, and what the encoding.

    python -m benchmarks.corroborate [--sizes 1000 10000] [--statements 20] [--increment]
    python -m benchmarks.corroborate --encoder        what encoding 1,000 articles of 25 sentences takes
"""

from __future__ import annotations

import argparse
import math
import multiprocessing
import resource
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import polars as pl
import pyarrow as pa

from pipelines import contracts
from pipelines.contracts import frames
from pipelines.corroborate import Inputs, corroborate
from pipelines.corroborate.alignment import DIMENSIONS, FAR_DIMENSIONS
from pipelines.corroborate.recall import NO_RECALL
from pipelines.ids import digest

WORDS = 10
"""Content words of a statement."""
VOCABULARY = 30_000
ENTITIES_PER_EVENT = 6
PLANTED_SHARE = 0.01
COPY_SHARE = 0.05
SLACK = 1.6
RECALL = 0.9
"""Share of the smallest size's recall that the others must reach."""
GIGABYTES = 4.0
"""Most memory that any size may take, the generated frames included."""
SEED = 7
LAZY = ("segments", "statements")
INPUTS = tuple(each.name for each in fields(Inputs) if each.name != "overrides")
_FIRST_TOKEN = 2_000


@dataclass(frozen=True, slots=True)
class Measured:
    """What one size took, and what came of it."""

    articles: int
    seconds: float
    gigabytes: float
    recall: float
    claims: int
    largest_block: int
    """Claim mentions of the largest event, all of which are compared for nearness."""


class Codes:
    """An encoder for generated sentences, and the processor seconds that it took."""

    def __init__(self, rng: np.random.Generator) -> None:
        self.seconds = 0.0
        far = rng.random((VOCABULARY, DIMENSIONS)).argsort(axis=1) < FAR_DIMENSIONS
        self._codes = np.packbits(np.hstack([rng.random(far.shape) < 0.5, far]), axis=1)

    def encode(self, sentences: pl.Series) -> pl.LazyFrame:
        """Every word a token whose code is its own wherever it stands."""
        start = time.process_time()
        texts = sentences.unique().sort()
        words = texts.str.split(" ").to_list()
        tokens = [[int(word[1:]) for word in each] for each in words]
        starts = [list(accumulate((len(word) + 1 for word in each[:-1]), initial=0)) for each in words]
        schema = frames.schema(contracts.table("encoded_sentences"))
        codes = [self._codes[each].tobytes() for each in tokens]
        numbers = [[token + _FIRST_TOKEN for token in each] for each in tokens]
        columns = (list(map(digest, texts)), numbers, starts, codes)
        found = pl.DataFrame(dict(zip(schema, columns, strict=True)), schema=schema).lazy()
        self.seconds += time.process_time() - start
        return found


class Generated:
    """The frames of a corpus of so many articles, and the pairs of claim mentions that say the same."""

    def __init__(self, article_count: int, statement_count: int) -> None:
        rng = np.random.default_rng(SEED)
        self.codes = Codes(rng)
        self._meanings = rng.integers(-30, 31, (VOCABULARY, 64), dtype=np.int16)
        sizes: list[int] = []
        while sum(sizes) < article_count:
            sizes.append(min(int(rng.integers(2, 21)), article_count - sum(sizes)))
        event = np.repeat(np.arange(len(sizes)), sizes)
        words = self._words(rng, event, statement_count)
        self.planted = _plant(rng, words, event, statement_count)
        self.inputs = self._inputs(rng, event, words, statement_count)

    def _words(self, rng: np.random.Generator, event: Any, statement_count: int) -> Any:
        """Article, statement, word: half by Zipf's law over the language, half of the event's own few."""
        shape = (len(event), statement_count, WORDS)
        common = np.minimum(rng.zipf(1.3, shape), VOCABULARY) - 1
        own = rng.integers(0, VOCABULARY, (event.max() + 1, 60))
        local = own[event[:, None, None], np.minimum(rng.zipf(1.4, shape), 60) - 1]
        return np.where(rng.random(shape) < 0.5, common, local)

    def _inputs(self, rng: np.random.Generator, event: Any, words: Any, statement_count: int) -> Inputs:
        articles = self._articles(rng, event)
        entity_ids = [f"e{number}" for number in range(int(event.max() + 1) * ENTITIES_PER_EVENT)]
        entities = pl.DataFrame({"entity_id": entity_ids}).with_columns(
            kind=pl.lit("person"),
            name=pl.lit("Name ") + pl.col("entity_id"),
            mention_count=pl.lit(1),
            article_count=pl.lit(1),
        )
        statements, chains = self._statements(rng, event, words, statement_count)
        segments = articles.select(
            "document_id", "article_id", (pl.col("article_id") + "-s0").alias("segment_id")
        ).with_columns(kind=pl.lit("body"), ordinal=pl.lit(0), start_char=pl.lit(0), text=pl.lit(""))
        sources = pl.DataFrame({"source_id": [f"s{number}" for number in range(200)]}).with_columns(
            name=pl.col("source_id"), kind=pl.lit("outlet")
        )
        empty = {name: frames.empty(contracts.table(name)) for name in ("quotes", "numeric_claims")}
        return Inputs(
            articles=articles,
            sources=_filled(sources, "sources"),
            segments=_filled(segments, "segments"),
            entities=_filled(entities, "entities"),
            statements=_filled(statements, "draft_statements"),
            chain_entities=chains,
            **empty,
        )

    def _articles(self, rng: np.random.Generator, event: Any) -> pl.DataFrame:
        count = len(event)
        hashes = rng.integers(0, 2**62, (count, 40), dtype=np.int64)
        copies = np.nonzero((rng.random(count) < COPY_SHARE) & (event == np.roll(event, 1)))[0]
        hashes[copies, :28] = hashes[copies - 1, :28]
        days = rng.integers(0, 3_000, event.max() + 1)[event]
        published = [date(2015, 1, 1) + timedelta(days=int(day)) for day in days]
        names = [f"a{number:07}" for number in range(count)]
        frame = pl.DataFrame(
            {
                "article_id": names,
                "document_id": [f"d{name}" for name in names],
                "source_id": [f"s{number}" for number in rng.integers(0, 200, count)],
                "published_from": published,
                "published_to": published,
                "title": names,
                "fingerprint": pl.Series(hashes.astype(np.uint64)).arr.to_list(),
            }
        ).with_columns(kind=pl.lit("main"), extraction_status=pl.lit("done"), language=pl.lit("en"))
        table = contracts.table("articles")
        lacking = [each for each in table.columns if each.name not in frame.columns]
        return frame.with_columns(pl.lit(None, each.type.polars).alias(each.name) for each in lacking).drop(
            "event_id", "event_confidence", "syndication_group_id"
        )

    def _statements(
        self, rng: np.random.Generator, event: Any, words: Any, statement_count: int
    ) -> tuple[pl.DataFrame, pl.DataFrame]:
        count = len(event) * statement_count
        flat = words.reshape(count, WORDS)
        of_article = np.repeat(np.arange(len(event)), statement_count)
        chosen = event[of_article] * ENTITIES_PER_EVENT + rng.integers(0, ENTITIES_PER_EVENT, count)
        terms = pl.Series("terms", flat).arr.to_list()
        frame = (
            pl.DataFrame(
                {"number": np.arange(count), "article": of_article, "entity": chosen, "terms": terms}
            )
            .with_columns(
                pl.format("c{}", pl.col("number").cast(pl.String).str.zfill(9)).alias("claim_mention_id"),
                pl.format("a{}", pl.col("article").cast(pl.String).str.zfill(7)).alias("article_id"),
                pl.col("terms").list.eval(pl.format("w{}", pl.element())),
                ((pl.col("number") % statement_count) * 200).alias("start_char"),
                vector=self._vectors(flat),
            )
            .with_columns(
                pl.col("terms").list.join(" ").alias("text"),
                ("d" + pl.col("article_id")).alias("document_id"),
                (pl.col("article_id") + "-s0").alias("segment_id"),
                pl.format("h{}", pl.col("number")).alias("subject_chain_id"),
                pl.col("start_char").alias("sentence_char"),
                pl.col("terms").list.get(0).alias("predicate"),
                (pl.col("start_char") + 190).alias("end_char"),
            )
            .with_columns(
                pl.concat_list("subject_chain_id").alias("chain_ids"),
                kind=pl.lit("statement"),
                polarity=pl.lit("affirmed"),
                modality=pl.lit("asserted"),
                confidence=pl.lit(0.9),
            )
        )
        chains = frame.select(
            pl.col("subject_chain_id").alias("chain_id"),
            pl.format("e{}", pl.col("entity")).alias("entity_id"),
        )
        return frame, chains

    def _vectors(self, statements: Any) -> pl.Series:
        """The vector of each statement: the sum of those of its words."""
        pieces = [
            np.clip(self._meanings[piece].sum(1) // 3, -127, 127).astype(np.int8)
            for piece in np.array_split(statements, len(statements) // 10_000 + 1)
        ]
        width = self._meanings.shape[1]
        buffers = [None, pa.py_buffer(np.concatenate(pieces).tobytes())]
        rows = pa.FixedSizeBinaryArray.from_buffers(pa.binary(width), len(statements), buffers)
        return pl.Series(rows)


def _plant(rng: np.random.Generator, words: Any, event: Any, statement_count: int) -> list[tuple[int, int]]:
    """Let one statement in a hundred be restated in the next article of its event, two words changed."""
    follows = np.nonzero(event[:-1] == event[1:])[0]
    wanted = max(int(len(event) * statement_count * PLANTED_SHARE), 1)
    planted = []
    for article in rng.choice(follows, min(wanted, len(follows)), replace=False):
        here, there = rng.integers(0, statement_count, 2)
        fresh = rng.integers(0, VOCABULARY, WORDS)
        words[article, here], words[article + 1, there] = fresh, fresh
        words[article + 1, there, :2] = rng.integers(0, VOCABULARY, 2)
        planted.append((article * statement_count + here, (article + 1) * statement_count + there))
    return planted


def _filled(frame: pl.DataFrame, table_name: str) -> pl.DataFrame:
    table = contracts.table(table_name)
    lacking = [each for each in table.columns if each.name not in frame.columns]
    return frames.conform(
        frame.with_columns(pl.lit(None, each.type.polars).alias(each.name) for each in lacking), table
    )


def generate(article_count: int, statement_count: int, folder: Path) -> None:
    """Write a generated corpus, as a store would hold it."""
    corpus = Generated(article_count, statement_count)
    for name in INPUTS:
        getattr(corpus.inputs, name).write_parquet(folder / f"{name}.parquet")
    planted = pl.DataFrame(corpus.planted, schema=["a", "b"], orient="row")
    planted.select(
        pl.format("c{}", pl.col(side).cast(pl.String).str.zfill(9)) for side in ("a", "b")
    ).write_parquet(folder / "planted.parquet")


def measure(article_count: int, folder: Path) -> Measured:
    """Corroborate a generated corpus."""
    kept = {name: pl.read_parquet(folder / f"{name}.parquet") for name in INPUTS if name not in LAZY}
    lazy = {name: pl.scan_parquet(folder / f"{name}.parquet") for name in LAZY}
    codes = Codes(np.random.default_rng(SEED))
    start = time.process_time()
    result = corroborate(Inputs(**kept, **lazy), codes.encode)
    seconds = time.process_time() - start - codes.seconds
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    claims = result.claim_mentions.select("claim_mention_id", "claim_id")
    planted = pl.read_parquet(folder / "planted.parquet")
    met = planted.join(claims, left_on="a", right_on="claim_mention_id").join(
        claims, left_on="b", right_on="claim_mention_id", suffix="_b"
    )
    recall = met.filter(pl.col("claim_id") == pl.col("claim_id_b")).height / planted.height
    events = result.claim_mentions.select("article_id").join(
        result.articles.select("article_id", "event_id"), on="article_id"
    )
    largest = events.drop_nulls("event_id").group_by("event_id").len().get_column("len").max()
    return Measured(article_count, seconds, peak, recall, result.claims.height, int(str(largest or 0)))


class Recalled:
    """Scores held in memory."""

    def __init__(self) -> None:
        self._scores: dict[str, pl.DataFrame] = {}

    def known(self, keys: pl.Series) -> tuple[pl.Series, pl.DataFrame]:
        """Of keys those that are known, and their scores."""
        known = [key for key in keys if key in self._scores]
        empty = frames.empty(contracts.table("scored_pairs"))
        return pl.Series(known, dtype=pl.String), pl.concat([empty, *(self._scores[key] for key in known)])

    def keep(self, keys: pl.Series, scores: pl.DataFrame) -> None:
        """Keep the scores of each event."""
        parted = scores.partition_by("event_key", as_dict=True)
        self._scores |= {key: parted.get((key,), scores.clear()) for key in keys}


def increment(folder: Path) -> tuple[float, float]:
    """Processor seconds of a corpus anew, and where all but each hundredth article were there before."""
    kept = {name: pl.read_parquet(folder / f"{name}.parquet") for name in INPUTS}
    codes = Codes(np.random.default_rng(SEED))
    is_old = pl.col("article_id").str.slice(-2) != "00"
    before = {
        name: frame.filter(is_old) if "article_id" in frame.columns else frame for name, frame in kept.items()
    }
    recall = Recalled()
    corroborate(Inputs(**before), codes.encode, recall)
    taken = []
    for known in (NO_RECALL, recall):
        start = time.process_time() - codes.seconds
        corroborate(Inputs(**kept), codes.encode, known)
        taken.append(time.process_time() - codes.seconds - start)
    anew, incremental = taken
    return anew, incremental


def in_a_process(work: Callable[..., Any], *arguments: Any) -> Any:
    """Run work in a process of its own, so that its memory is measured by itself."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(work, arguments)


def measured(article_count: int, statement_count: int) -> Measured:
    """Generate and corroborate a corpus, each in a process of its own."""
    with TemporaryDirectory() as folder:
        in_a_process(generate, article_count, statement_count, Path(folder))
        found: Measured = in_a_process(measure, article_count, Path(folder))
        return found


def encoder_seconds() -> float:
    """Processor seconds to encode 1,000 articles of 25 sentences of some 20 words."""
    from pipelines.extract.encoder import encode

    rng = np.random.default_rng(3)
    common = ["the", "of", "to", "and", "in", "a", "minister", "court", "police", "city", "said", "vote"]
    sentences = [" ".join(rng.choice(common, 20)) + f" {number}" for number in range(250)]
    encode(sentences[:16])
    start = time.process_time()
    encode(sentences)
    return (time.process_time() - start) * 100


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000])
    parser.add_argument("--statements", type=int, default=20)
    parser.add_argument("--encoder", action="store_true")
    parser.add_argument("--increment", action="store_true")
    arguments = parser.parse_args()
    if arguments.encoder:
        print(f"encoding 1,000 articles: {encoder_seconds():.0f} s of one core")
        return
    found = []
    for size in sorted(arguments.sizes):
        each = measured(size, arguments.statements)
        found.append(each)
        line = f"{each.articles:>8,} articles {each.seconds:8.1f} s {each.gigabytes:6.2f} GB"
        print(
            f"{line}  recall {each.recall:.3f}  {each.claims:,} claims, "
            f"at most {each.largest_block:,} mentions to an event",
            flush=True,
        )
    first = found[0]
    for each in found:
        ratio = each.articles * math.log(each.articles) / (first.articles * math.log(first.articles))
        if each.seconds > first.seconds * ratio * SLACK or each.recall < first.recall * RECALL:
            sys.exit(f"{each.articles:,} articles take too long or lose what was planted")
        if each.gigabytes > GIGABYTES:
            sys.exit(f"{each.articles:,} articles take more than {GIGABYTES:g} GB")
    if arguments.increment:
        _tell_increment(found[-1].articles, arguments.statements)


def _tell_increment(article_count: int, statement_count: int) -> None:
    with TemporaryDirectory() as folder:
        in_a_process(generate, article_count, statement_count, Path(folder))
        anew, incremental = in_a_process(increment, Path(folder))
    new = article_count // 100
    encoding = encoder_seconds() * new / 1_000
    print(
        f"{new:,} articles of {article_count:,} new: {incremental:.1f} s ({anew:.1f} s anew), "
        f"and {encoding:.1f} s to encode them"
    )


if __name__ == "__main__":
    main()
