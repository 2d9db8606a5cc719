"""A corpus of every kind of file, with the truth about it: what `sayso check` must count.

    python -m benchmarks.kinds FOLDER --count 10000 --seed 1

Writes the corpus into the new FOLDER, lets `sayso check` look at it twice in processes of their own, and
compares every count with the truth. 1 where one is wrong or the first look takes more than a minute.

Belongs here: which files hold what. Not here: stories (`stories`), the formats themselves (`story_files`).
"""

from __future__ import annotations

import argparse
import gzip
import os
import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import zstandard

from benchmarks import story_files as files
from benchmarks.stories import Story, story

SECONDS = 60.0
"""What a look at ten thousand files may take."""


@dataclass(slots=True)
class Truth:
    """What there is in a corpus, as it was written."""

    formats: Counter[str] = field(default_factory=Counter)
    languages: Counter[str] = field(default_factory=Counter)
    documents: int = 0
    without_outlet: int = 0
    without_date: int = 0
    not_taken: int = 0
    unreadable_files: int = 0
    unreadable_members: int = 0
    stale_rows: int = 0

    def add(self, kind: Kind, stories: Sequence[Story], told: Sequence[str] = ()) -> None:
        """One more file; `told` names what a manifest says of it."""
        self.formats[kind.format] += 1
        self.unreadable_members += kind.bad_members
        for one in stories:
            self.documents += 1
            self.languages[one.language] += 1
            has_outlet = kind.has_outlet(one) or "source" in told
            has_date = kind.has_date(one) or "published" in told
            self.without_outlet += not has_outlet
            self.without_date += not has_date

    def lines(self) -> list[str]:
        """What `sayso check` must say, line by line."""
        unsupported = self.languages["de"]
        lost = self.unreadable_files + self.not_taken
        return [
            f"  by format: {_counts(self.formats)}, not taken {self.not_taken:,}",
            f"{self.documents:,} documents with {self.documents:,} articles and 0 teasers of others",
            f"  by language: {_counts(self.languages)}",
            f"  {unsupported:,} in languages without a model: read, not extracted from",
            f"  {self.without_outlet:,} without a known outlet, {self.without_date:,} without a date",
            f"{lost:,} files and {self.unreadable_members:,} members of files cannot be read:",
            f"{self.stale_rows:,} rows of manifest.csv match no file:",
        ]


def _counts(counter: Counter[str]) -> str:
    return ", ".join(
        f"{name} {count:,}" for name, count in sorted(counter.items(), key=lambda one: (-one[1], one[0]))
    )


def _stated(one: Story) -> bool:
    return one.outlet is not None


def _dated(one: Story) -> bool:
    return one.day is not None


def _never(one: Story) -> bool:
    return False


def _always(one: Story) -> bool:
    return True


Fact = Callable[[Story], bool]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file: how its name ends, its format, how many stories it holds and what of them it states."""

    ending: str
    format: str
    write: Callable[[Sequence[Story]], bytes]
    story_count: int = 1
    has_outlet: Fact = _stated
    has_date: Fact = _dated
    bad_members: int = 0


def _one(write: Callable[[Story], bytes]) -> Callable[[Sequence[Story]], bytes]:
    return lambda stories: write(stories[0])


KINDS = (
    Kind(".txt", "text", _one(files.text), has_outlet=_never),
    Kind(".txt", "text", _one(files.latin_text), has_outlet=_never),
    Kind(".txt", "text", _one(files.wide_text), has_outlet=_never),
    Kind(".txt", "text", _one(files.pasted), has_outlet=_never),
    Kind(".md", "markdown", _one(files.markdown)),
    Kind(".html", "html", _one(files.page)),
    Kind(".html", "html", _one(files.page)),
    Kind(".htm.gz", "html", lambda stories: gzip.compress(files.page(stories[0]), mtime=0)),
    Kind(".pdf", "pdf", _one(files.portable), has_outlet=_never),
    Kind(".docx", "docx", _one(files.word), has_outlet=_never),
    Kind(".eml", "eml", _one(files.mail), has_date=_always),
    Kind(".eml", "eml", files.mail_with_page, 2, has_date=_always),
    Kind(".rss", "xml", files.rss, 4),
    Kind(".xml", "xml", files.atom, 3),
    Kind(".xml", "xml", _one(files.nitf)),
    Kind(".xml", "xml", files.newsml, 2),
    Kind(".txt", "text", files.nexis, 3, _always, _always),
    Kind(".txt", "text", files.factiva, 3, _always, _always),
    Kind(".json", "json", _one(files.news_please)),
    Kind(".json", "json", files.news_api, 5),
    Kind(".jsonl", "jsonl", files.json_lines, 5),
    Kind(".jsonl.zst", "jsonl", lambda stories: zstandard.compress(files.json_lines(stories)), 5),
    Kind(".csv", "csv", files.csv, 4),
    Kind(".tsv", "tsv", files.tsv, 4),
    Kind(".parquet", "parquet", files.parquet, 4),
    Kind(".zip", "zip", files.zip_of_two, 2, bad_members=1),
    Kind(".tar.gz", "tar", files.tar_of_two, 2, bad_members=1),
    Kind(".txt.gz", "text", lambda stories: gzip.compress(files.text(stories[0])), has_outlet=_never),
    Kind(".warc.gz", "warc", files.crawl, 3, _always),
)  # fmt: skip
DAMAGED = (
    (".txt", "text", b""), (".txt", "text", b"\x7fELF" + bytes(range(256))),
    (".pdf", "pdf", b"%PDF-1.4\ngarbage"), (".docx", "docx", b"PK\x03\x04garbage"),
    (".json", "json", b'{"title": '), (".xml", "xml", b"<urlset></urlset>"),
    (".parquet", "parquet", b"PAR1garbage"), (".html.gz", "html", b"no gzip data"),
    (".eml", "eml", b"no mail at all"), (".zip", "zip", b"no zip archive"),
    (".warc", "warc", b"no crawl"), (".csv", "csv", b"a,b\n1,2\n"),
)  # fmt: skip
NOT_TAKEN = ((".png", b"\x89PNG"), (".doc", b"\xd0\xcf\x11\xe0"), (".mp4", b"ftyp"))
DAMAGED_EVERY, NOT_TAKEN_EVERY, ASIDE_EVERY, TOLD_EVERY, STALE_EVERY = 37, 53, 211, 29, 173


def write_corpus(folder: Path, count: int, seed: int) -> Truth:
    """Write so many files, but for those that are no articles, and a manifest; what is in them."""
    truth, manifest = Truth(), ["path,source,published"]
    rng = random.Random(seed)
    number = 0
    for at in range(count):
        place = folder / f"box {at % 20}" / f"part-{'abcdef'[at % 6]}"
        place.mkdir(parents=True, exist_ok=True)
        stem = f"file-{at:05}x"
        if at % NOT_TAKEN_EVERY == NOT_TAKEN_EVERY - 1:
            ending, data = rng.choice(NOT_TAKEN)
            truth.not_taken += 1
        elif at % DAMAGED_EVERY == DAMAGED_EVERY - 1:
            ending, format, data = rng.choice(DAMAGED)
            truth.formats[format] += 1
            truth.unreadable_files += 1
            data += stem.encode() if data and not ending.endswith("csv") else b""
        else:
            kind = KINDS[at % len(KINDS)]
            stories = [story(seed, number + offset) for offset in range(kind.story_count)]
            number += kind.story_count
            ending, data = kind.ending, kind.write(stories)
            told = [name for name in ("source", "published") if at % TOLD_EVERY == 0 and rng.random() < 0.7]
            truth.add(kind, stories, told)
            if told:
                source = "Ostra Weekly" if "source" in told else ""
                published = "2023-05" if "published" in told else ""
                path = (place / f"{stem}{ending}").relative_to(folder).as_posix()
                manifest.append(f"{path},{source},{published}")
        (place / f"{stem}{ending}").write_bytes(data)
        if at % ASIDE_EVERY == 0:
            (place / f"README-{at}.txt").write_text("About this folder.")
            (place / f".hidden-{at}.txt").write_text("Not to be read.")
        if at % STALE_EVERY == 0:
            manifest.append(f"gone/file-{at}.txt,Nobody,2023")
            truth.stale_rows += 1
    (folder / "manifest.csv").write_text("\n".join(manifest) + "\n")
    return truth


def wrong_lines(truth: Truth, told: str) -> list[str]:
    """Lines that ought to be there and are not."""
    return [line for line in truth.lines() if line not in told.split("\n")]


def _timed_check(folder: Path, home: Path) -> tuple[str, float]:
    """What `sayso check` prints, and the seconds it takes."""
    environment = {**os.environ, "SAYSO_CORPUS": str(folder), "SAYSO_WAREHOUSE": str(home / "sayso.duckdb")}
    environment["SAYSO_AS_OF"] = "2026-01-01"
    code = "from pipelines.cli import main; main(['check'])"
    started = time.perf_counter()
    ran = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
    )
    return ran.stdout, time.perf_counter() - started


def main() -> int:
    """Write, look twice, compare."""
    parser = argparse.ArgumentParser(description="`sayso check` on a corpus of every kind, beside the truth.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    corpus = options.folder / "corpus"
    truth = write_corpus(corpus, options.count, options.seed)
    told, first = _timed_check(corpus, options.folder)
    again, second = _timed_check(corpus, options.folder)
    wrong = wrong_lines(truth, told)
    print(told)
    print(f"first look {first:.1f} s, second look {second:.1f} s, {len(wrong)} lines wrong")
    print("\n".join(f"missing: {line}" for line in wrong))
    print("" if told == again else "the second look says something else")
    return 0 if not wrong and first <= SECONDS and told == again else 1


if __name__ == "__main__":
    sys.exit(main())
