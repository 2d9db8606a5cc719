"""Fit the weights by which the title of a pasted page is found, and say what they reach out of fold.

    python -m scripts.fit_titles --pages FOLDER [--write]

FOLDER holds pairs of sets, `<name>_pasted` and `<name>_html`, each with `corpus/` and `gold.json`: the same
pages as text and as mark-up. The right line is the one that prints the gold title or, where the gold has
none, the title that the mark-up states. A softmax over the lines of each page, with a term for "no title",
is fitted by gradient descent with an L2 penalty. Folds are by publisher (by page where none is named).
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from pipelines.parse import ParsedDocument, comments, labelling, read, teasers
from pipelines.parse.decoding import NotText, decode
from pipelines.parse.lines import Line, lines_of
from pipelines.parse.story import heaviest_story
from pipelines.parse.titles import WEIGHTS, candidates

FOLDS = 10
PENALTY = 0.002
STEPS = 400
RATE = 0.1
MIN_LIKENESS = 0.8
HEAD = """\
# How much each feature of a line speaks for its being the title of the page's story (`titles.py` says what
# they are); a line whose sum is not above `no_title` is none. Written by scripts/fit_titles.py; do not edit.
# {pages} pages; right out of fold (folds by publisher): {share:.3f}

[weights]
"""


@dataclass(slots=True)
class Page:
    """The candidates of a page: a row of features each, and which of them are right."""

    publisher: str
    features: np.ndarray
    is_right: np.ndarray


def main() -> None:
    """Fit, report, and write the weights where asked to."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pages", type=Path, required=True)
    parser.add_argument("--write", action="store_true", help="write the weights into the package")
    options = parser.parse_args()
    names, pages = pages_of(options.pages)
    share = out_of_fold(pages)
    sys.stdout.write(f"{len(pages)} pages, right out of fold {share:.3f}\n")
    fitted = fit(pages)
    if options.write:
        body = "".join(
            f"{name} = {weight:.2f}\n" for name, weight in zip([*names, "no_title"], fitted, strict=True)
        )
        WEIGHTS.write_text(HEAD.format(pages=len(pages), share=share) + body, "utf-8")


def pages_of(folder: Path) -> tuple[list[str], list[Page]]:
    """The names of the features, and every page whose title is printed or that has none."""
    names: list[str] = []
    pages: list[Page] = []
    for pasted in sorted(folder.glob("*_pasted")):
        gold = json.loads((pasted / "gold.json").read_text("utf-8"))
        for path in sorted((pasted / "corpus").iterdir()):
            page_id = path.name.split(".")[0]
            title = gold[page_id].get("title") or stated_title(folder, pasted.name, page_id)
            publisher = re.sub(r"_\d{4}_\d\d_\d\d.*", "", page_id)
            found = weighed_lines(path)
            if title and found:
                names = list(found[0][1])
                right = np.array([likeness(line.text, title) >= MIN_LIKENESS for line, _ in found])
                pages.append(Page(publisher, np.array([list(f.values()) for _, f in found]), right))
    return names, [page for page in pages if page.is_right.any()]


def stated_title(folder: Path, name: str, page_id: str) -> str | None:
    """The title that a page's mark-up states."""
    (path,) = (folder / name.replace("_pasted", "_html") / "corpus").glob(f"{page_id}.*")
    with path.open("rb") as stream:
        documents = [one for one in read(stream, path.name, "html") if isinstance(one, ParsedDocument)]
    return next(
        (one.title for document in documents for one in document.articles if one.kind == "main"), None
    )


def weighed_lines(path: Path) -> list[tuple[Line, dict[str, float]]]:
    """The lines of a pasted page that may be its title, with their features."""
    decoded = decode(path.read_bytes())
    if isinstance(decoded, NotText):
        return []
    lines = lines_of(decoded.text)
    shapes, repeats = labelling.shapes_of(lines), labelling.repeated_lines(lines)
    blocks = teasers.teaser_blocks(lines, shapes)
    elsewhere = {index for block in blocks for index in range(block.first, block.last + 1)}
    elsewhere |= set(comments.reader_comments(lines, shapes))
    first, last = heaviest_story(lines, shapes, repeats, elsewhere)
    if first > last:
        return []
    return [(lines[i], features) for i, features in candidates(lines, shapes, repeats, first, last)]


def likeness(text: str, title: str) -> float:
    """How far two lines have the same words (F1)."""
    ours, theirs = re.findall(r"\w+", text.casefold()), re.findall(r"\w+", title.casefold())
    shared = sum(min(ours.count(word), theirs.count(word)) for word in set(ours))
    return 2 * shared / max(1, len(ours) + len(theirs))


def fit(pages: Sequence[Page]) -> np.ndarray:
    """Weights of the features, and the sum that a title must exceed, by the penalised likelihood."""
    rows = np.vstack([with_no_title(page.features) for page in pages])
    is_right = np.concatenate([np.append(page.is_right, not page.is_right.any()) for page in pages])
    starts = np.cumsum([0, *(len(page.features) + 1 for page in pages[:-1])])
    sizes = np.diff([*starts, len(rows)])
    weights = np.zeros(rows.shape[1])
    moment, spread = np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, STEPS + 1):
        sums = rows @ weights
        odds = np.exp(sums - np.repeat(np.maximum.reduceat(sums, starts), sizes))
        wanted = odds * is_right
        odds /= np.repeat(np.add.reduceat(odds, starts), sizes)
        wanted /= np.repeat(np.add.reduceat(wanted, starts), sizes)
        slope = 2 * PENALTY * weights + rows.T @ (odds - wanted) / len(pages)
        moment = 0.9 * moment + 0.1 * slope
        spread = 0.999 * spread + 0.001 * slope**2
        weights -= RATE * (moment / (1 - 0.9**step)) / (np.sqrt(spread / (1 - 0.999**step)) + 1e-8)
    return weights


def with_no_title(features: np.ndarray) -> np.ndarray:
    """The lines of a page, and the choice of none, which has nothing but its own weight."""
    rows = np.zeros((len(features) + 1, features.shape[1] + 1))
    rows[:-1, :-1] = features
    rows[-1, -1] = 1.0
    return rows


def out_of_fold(pages: Sequence[Page]) -> float:
    """Share of pages whose title is right by weights that were fitted on other publishers' pages."""
    right = 0
    for fold in range(FOLDS):
        held = [page for page in pages if fold_of(page) == fold]
        weights = fit([page for page in pages if fold_of(page) != fold])
        right += sum(bool(page.is_right[(page.features @ weights[:-1]).argmax()]) for page in held)
    return right / len(pages)


def fold_of(page: Page) -> int:
    """A publisher's fold."""
    return int(hashlib.sha256(page.publisher.encode()).hexdigest(), 16) % FOLDS


if __name__ == "__main__":
    main()
