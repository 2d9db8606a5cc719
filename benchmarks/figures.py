"""What finding figures costs: on top of the shared language pass, and beside quantulum3 on the same text.

    python -m benchmarks.figures [--corpus FOLDER] [--repeat N] [--peer PYTHON]

quantulum3 is no dependency of the project. To measure it too, give the interpreter of an environment
that has it (`python -m venv peer && peer/bin/pip install quantulum3`): both are timed on the same text
in one run, best of `--repeat`. The step may take at most a tenth of quantulum3's time.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from pipelines.extract.language import MODELS, analyse, load
from pipelines.extract.quantities import find_quantities
from pipelines.extract.records import AnalysedArticle, DocumentInput, SegmentInput

ROOT = Path(__file__).resolve().parents[1]
SHARE_OF_PEER = 0.1
PEER = """\
import sys, time
from quantulum3 import parser
lines = [line for line in sys.stdin.read().splitlines() if line.strip()]
parser.parse("warm up with 5 km")
begun = time.process_time()
for line in lines:
    try:
        parser.parse(line)
    except Exception as error:
        print(f"quantulum3 failed on a line: {error!r}", file=sys.stderr)
print(time.process_time() - begun)
"""


def texts(folder: Path) -> list[str]:
    """The plain-text files of a folder, in order of their names."""
    return [path.read_text(encoding="utf-8") for path in sorted(folder.rglob("*.txt"))]


def parsed(documents: Sequence[str]) -> list[AnalysedArticle]:
    """Every document as one article, a segment per line, through the language pass."""
    inputs = [DocumentInput(str(number), _segments(text)) for number, text in enumerate(documents)]
    return [article for articles in analyse(load(next(iter(MODELS))), inputs) for article in articles]


def _segments(text: str) -> tuple[SegmentInput, ...]:
    segments, place = [], 0
    for ordinal, line in enumerate(text.splitlines(keepends=True)):
        if line.strip():
            segments.append(SegmentInput(ordinal, 0, "body", place, line.rstrip("\r\n")))
        place += len(line)
    return tuple(segments)


def best(work: Callable[[], object], repeat: int) -> float:
    """Processor seconds of the cheapest of several runs: other work on the machine does not count."""
    times = []
    for _ in range(repeat):
        begun = time.process_time()
        work()
        times.append(time.process_time() - begun)
    return min(times)


def peer_seconds(interpreter: Path, documents: Sequence[str], repeat: int) -> float:
    """Seconds that quantulum3 takes for the texts, without its start. Raises CalledProcessError."""
    command = [str(interpreter), "-c", PEER]
    runs = (
        subprocess.run(command, input="\n".join(documents), check=True, stdout=subprocess.PIPE, text=True)
        for _ in range(repeat)
    )
    return min(float(run.stdout.split()[-1]) for run in runs)


def main() -> None:
    """Run from the command line; ends with 1 where the step takes more than its share of the peer's time."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--corpus", type=Path, default=ROOT / "corpus", help="folder of .txt files")
    parser.add_argument("--repeat", type=int, default=5, help="runs, of which the fastest counts")
    parser.add_argument("--peer", type=Path, help="interpreter of an environment with quantulum3")
    arguments = parser.parse_args()
    documents = texts(arguments.corpus)
    words = sum(len(text.split()) for text in documents)
    parsed(documents[:1])
    language = best(lambda: parsed(documents), 1)
    articles = parsed(documents)
    figures = best(lambda: [find_quantities(each, (), ()) for each in articles], arguments.repeat)
    _print("shared language pass", language, words)
    _print("figures, on top of it", figures, words)
    if arguments.peer is None:
        return
    peer = peer_seconds(arguments.peer, documents, max(1, arguments.repeat // 2))
    _print("quantulum3", peer, words)
    print(
        f"The step takes {figures / peer:.1%} of quantulum3's time; at most {SHARE_OF_PEER:.0%} is allowed."
    )
    sys.exit(0 if figures <= SHARE_OF_PEER * peer else 1)


def _print(what: str, seconds: float, words: int) -> None:
    print(f"{what:<24}{1000 * seconds * 1000 / words:8.1f} ms per 1,000 words")


if __name__ == "__main__":
    main()
