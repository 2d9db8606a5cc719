"""Fit the weights by which the text of a story on an HTML page is found, and say what they reach out of fold.

    python -m scripts.fit_body --pages FOLDER [--write]

FOLDER holds sets `<name>_html`, each with `corpus/` and `gold.json`. A line is right where most of its words
stand in the gold body, in order. A logistic regression with an L2 penalty is fitted by Newton's method; lines
weigh by their words, pages alike; paragraphs that the gold marks optional do not count. Folds are by
publisher (by page where none is named). Figures: F1 of words, a page's shares
of found, missed and wrong words averaged over pages.
"""

from __future__ import annotations

import argparse
import difflib
import gzip
import hashlib
import json
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipelines.parse import labelling
from pipelines.parse.decoding import NotText, decode
from pipelines.parse.formats.html import declared_charset
from pipelines.parse.formats.html.body import WEIGHTS
from pipelines.parse.formats.html.evidence import Features, evidence_of
from pipelines.parse.formats.html.rendering import PageLine, render
from pipelines.parse.formats.html.statements import statements_of
from pipelines.parse.formats.html.structure import kept_shares, shapes_on_page, title_on_page
from pipelines.parse.formats.html.tree import parsed

FOLDS = 8
PENALTY = 0.05
STEPS = 12
MAX_LINE_WORDS = 40
MIN_PAGE_WORDS = 60
MIN_RUN = 4
MIN_PAGES = 3
"""A feature that fewer pages show is left out: nothing could be learnt of it."""
THRESHOLDS = (0.4, 0.45, 0.5, 0.55)
WORD = re.compile(r"\w+")
HEAD = """\
# How much each feature of a line speaks for its being text of the page's story (`evidence.py` says what they
# are); a line whose sum, with `base`, is above 0 is text. Written by scripts/fit_body.py; do not edit.
# {pages} pages; F1 of words out of fold (folds by publisher): {figures}

[weights]
"""
Matrix = NDArray[np.float64]


@dataclass(slots=True)
class Page:
    """The lines of a page near its story: features, whether right, words, and how many words the gold has."""

    source: str
    publisher: str
    rows: list[Features]
    is_right: NDArray[np.bool_]
    words: Matrix
    weights: Matrix
    missed: float
    """Words of the gold in lines that are out of reach."""


def main() -> None:
    """Fit, report, and write the weights where asked to."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pages", type=Path, required=True)
    parser.add_argument("--write", action="store_true", help="write the weights into the package")
    options = parser.parse_args()
    pages = pages_of(options.pages)
    names = names_of(pages)
    odds = out_of_fold(pages, names)
    figures = {threshold: figures_of(pages, odds, threshold) for threshold in THRESHOLDS}
    for threshold, by_source in figures.items():
        told = "; ".join(f"{source} {value:.4f}" for source, value in by_source.items())
        sys.stdout.write(f"above {threshold}: {told}\n")
    fitted = fit(pages, names)
    if options.write:
        body = "".join(
            f"{name} = {weight:.3f}\n" for name, weight in zip([*names, "base"], fitted, strict=True)
        )
        told = ", ".join(f"{value:.3f} ({source})" for source, value in figures[0.5].items())
        WEIGHTS.write_text(HEAD.format(pages=len(pages), figures=told) + body, "utf-8")


def pages_of(folder: Path) -> list[Page]:
    """Every page of the sets whose story can be seen."""
    pages: list[Page] = []
    for source in sorted(folder.glob("*_html")):
        gold = json.loads((source / "gold.json").read_text("utf-8"))
        for path in sorted((source / "corpus").iterdir()):
            page_id = path.name.split(".")[0]
            page = page_of(path, gold[page_id], source.name, re.sub(r"_\d{4}_\d\d_\d\d.*", "", page_id))
            pages += [page] if page else []
    return pages


def page_of(path: Path, gold: dict[str, Any], source: str, publisher: str) -> Page | None:
    """The lines of a page with their features; None where it shows none or no story."""
    data = gzip.decompress(path.read_bytes())
    decoded = decode(data, declared_charset(data))
    root = None if isinstance(decoded, NotText) else parsed(decoded.text)
    if root is None:
        return None
    lines = render(root).lines
    stated = statements_of(root)
    shapes = shapes_on_page(lines)
    labels = labelling.label(lines, shapes, title_on_page(lines, stated))
    evidence = evidence_of(lines, shapes, labels, kept_shares(lines, labels, root))
    if evidence is None:
        return None
    optional = set(gold.get("optional", ()))
    required = [text for number, text in enumerate(gold["body"]) if number not in optional]
    right = shares_in(lines, required)
    free = shares_in(lines, [text for number, text in enumerate(gold["body"]) if number in optional])
    counts = np.array([len(WORD.findall(line.text)) for line in lines], dtype=float)
    near = slice(evidence.first, evidence.first + len(evidence.rows))
    total = max(MIN_PAGE_WORDS, counts[right > 0.5].sum())
    weights = np.where((free > 0.5) & (right <= 0.5), 0.0, (np.minimum(counts, MAX_LINE_WORDS) + 1) / total)
    is_right = right > 0.5
    missed = counts[is_right].sum() - counts[near][is_right[near]].sum()
    return Page(source, publisher, evidence.rows, is_right[near], counts[near], weights[near], missed)


def shares_in(lines: Sequence[PageLine], paragraphs: Sequence[str]) -> Matrix:
    """For each line the share of its words that stand in a text, in runs or as a whole line."""
    wanted = WORD.findall("\n".join(paragraphs))
    words = [WORD.findall(line.text) for line in lines]
    flat = [word for line in words for word in line]
    owner = [index for index, line in enumerate(words) for _ in line]
    hits = np.zeros(len(lines))
    matcher = difflib.SequenceMatcher(None, flat, wanted, autojunk=False)
    for start, _, size in matcher.get_matching_blocks():
        run = np.bincount(owner[start : start + size], minlength=len(lines)) if size else np.zeros(len(lines))
        is_whole = run == np.array([len(line) for line in words])
        hits += np.where((size >= MIN_RUN) | is_whole, run, 0)
    shares: Matrix = hits / np.array([max(1, len(line)) for line in words])
    return shares


def names_of(pages: Sequence[Page]) -> list[str]:
    """The features that several pages show, in the order of the alphabet."""
    shown: dict[str, int] = {}
    for page in pages:
        for name in {name for row in page.rows for name in row}:
            shown[name] = shown.get(name, 0) + 1
    return sorted(name for name, count in shown.items() if count >= MIN_PAGES)


def matrix_of(page: Page, names: Sequence[str]) -> Matrix:
    """The features of a page's lines as rows, with a column of ones."""
    return np.array([[*(row.get(name, 0.0) for name in names), 1.0] for row in page.rows])


def fit(pages: Sequence[Page], names: Sequence[str]) -> Matrix:
    """Weights of the features, and of the ones."""
    rows = np.vstack([matrix_of(page, names) for page in pages])
    is_right = np.concatenate([page.is_right for page in pages]).astype(float)
    weights = np.concatenate([page.weights for page in pages]) / len(pages)
    spread = rows.std(axis=0)
    middle = rows.mean(axis=0)
    spread[-1], middle[-1] = 1.0, 0.0
    rows = (rows - middle) / spread
    penalty = np.full(rows.shape[1], PENALTY)
    penalty[-1] = 0.0
    fitted = np.zeros(rows.shape[1])
    for _ in range(STEPS):
        odds = 1 / (1 + np.exp(-np.clip(rows @ fitted, -30, 30)))
        slope = rows.T @ (weights * (odds - is_right)) + penalty * fitted
        curve = (rows * (weights * np.maximum(odds * (1 - odds), 1e-6))[:, None]).T @ rows + np.diag(penalty)
        fitted -= np.linalg.solve(curve, slope)
    fitted /= spread
    fitted[-1] -= middle[:-1] @ fitted[:-1]
    return fitted


def out_of_fold(pages: Sequence[Page], names: Sequence[str]) -> list[Matrix]:
    """For each page the odds of its lines by weights that were fitted on other publishers' pages."""
    odds: dict[int, Matrix] = {}
    for fold in range(FOLDS):
        fitted = fit([page for page in pages if fold_of(page) != fold], names)
        for number, page in enumerate(pages):
            if fold_of(page) == fold:
                odds[number] = 1 / (1 + np.exp(-matrix_of(page, names) @ fitted))
    return [odds[number] for number in range(len(pages))]


def figures_of(pages: Sequence[Page], odds: Sequence[Matrix], threshold: float) -> dict[str, float]:
    """F1 of words by source, lines being text from a threshold on."""
    shares: dict[str, list[tuple[float, float]]] = {}
    for page, own in zip(pages, odds, strict=True):
        is_text = own > threshold
        is_counted = is_text & ((page.weights > 0) | page.is_right)
        hits = page.words[is_text & page.is_right].sum()
        precision = hits / max(1.0, page.words[is_counted].sum())
        recall = hits / max(1.0, page.words[page.is_right].sum() + page.missed)
        shares.setdefault(page.source, []).append((precision, recall))
    figures: dict[str, float] = {}
    for source, values in shares.items():
        precision, recall = np.mean(values, axis=0)
        figures[source] = float(2 * precision * recall / (precision + recall))
    return figures


def fold_of(page: Page) -> int:
    """A publisher's fold."""
    return int(hashlib.sha256(page.publisher.encode()).hexdigest(), 16) % FOLDS


if __name__ == "__main__":
    main()
