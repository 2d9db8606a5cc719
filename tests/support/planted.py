"""The planted set: an article, its agency copy cut and re-titled, a rewrite by another outlet, a denial."""

from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl

from pipelines import contracts
from pipelines.contracts import frames
from pipelines.corroborate import Corroborated, Inputs
from pipelines.corroborate import corroborate as corroborate_frames
from pipelines.extract.encoder import encode
from pipelines.extract.vectors import vectors

DAY = date(2024, 5, 17)


def encode_frame(sentences: pl.Series) -> pl.LazyFrame:
    return encode(sentences.to_list()).lazy()


def corroborate(inputs: Inputs) -> Corroborated:
    return corroborate_frames(inputs, encode_frame)


class Corpus:
    """Builds the frames of a corpus, one statement at a time."""

    def __init__(self) -> None:
        self.rows: dict[str, list[dict[str, Any]]] = {}
        self.entity_ids: dict[str, str] = {}

    def add(self, table: str, **row: Any) -> None:
        self.rows.setdefault(table, []).append(row)

    def source(self, name: str, kind: str = "outlet", owner: str | None = None) -> str:
        self.add("sources", source_id=f"s-{name}", name=name, kind=kind, owner=owner)
        return f"s-{name}"

    def article(self, name: str, source: str | None, hashes: range = range(0), **more: Any) -> str:
        given = {"kind": "main", "title": name, "published_from": DAY, "published_to": DAY, **more}
        self.add("articles", article_id=name, document_id=f"d-{name}", source_id=source, language="en",
                 extraction_status="done", word_count=100, start_char=0, end_char=1000,
                 fingerprint=list(hashes), **given)  # fmt: skip
        self.add("segments", segment_id=f"{name}-s0", document_id=f"d-{name}", article_id=name, ordinal=0,
                 kind="body", start_char=0, end_char=1000, text="", repeats_segment_id=None)  # fmt: skip
        return name

    def entity(self, name: str) -> str:
        if name not in self.entity_ids:
            self.entity_ids[name] = f"e-{name}"
            self.add("entities", entity_id=f"e-{name}", kind="person", name=name, mention_count=1,
                     article_count=1)  # fmt: skip
        return self.entity_ids[name]

    def says(
        self,
        article: str,
        text: str,
        *names: str,
        value: float | None = None,
        unit: str = "person",
        **more: Any,
    ) -> str:
        """A statement: its words are its terms, the first name its subject; gives its id."""
        ordinal = sum(row["article_id"] == article for row in self.rows.get("statements", []))
        key, start = f"{article}-c{ordinal}", ordinal * 100
        for name in names:
            self.add("chain_entities", chain_id=f"{key}-{name}", entity_id=self.entity(name))
        place = {"document_id": f"d-{article}", "article_id": article, "segment_id": f"{article}-s0",
                 "start_char": start, "end_char": start + 90, "confidence": 0.9}  # fmt: skip
        if value is not None:
            self.add("numeric_claims", **{**place, "end_char": start + 10}, numeric_claim_id=f"{key}-n",
                     text=f"{value:g} {unit}", value=value, modifier="exact", change="none", kind="count",
                     unit=unit)  # fmt: skip
        figure = f"{key}-n" if value is not None else None
        row = {"kind": "numeric" if figure else "statement", "polarity": "affirmed",
               "modality": "asserted", "numeric_claim_id": figure, "sentence_char": start,
               "subject_chain_id": f"{key}-{names[0]}" if names else None}  # fmt: skip
        self.add("statements", claim_mention_id=key, text=text, vector=vectors([text])[0],
                 terms=text.lower().split(), chain_ids=[f"{key}-{name}" for name in names],
                 **{**place, **row, **more})  # fmt: skip
        return key

    def inputs(self) -> Inputs:
        named = {"statements": "draft_statements"}
        built = {
            name: frames.from_records(self.rows.get(name, []), contracts.table(named.get(name, name)))
            for name in (
                "sources",
                "segments",
                "entities",
                "quotes",
                "numeric_claims",
                "statements",
            )
        }
        schema = {
            name: dtype
            for name, dtype in frames.schema(contracts.table("articles")).items()
            if name not in {"event_id", "event_confidence", "syndication_group_id"}
        }
        return Inputs(
            articles=pl.DataFrame(
                self.rows["articles"], schema={**schema, "fingerprint": pl.List(pl.UInt64)}
            ),
            chain_entities=pl.DataFrame(
                self.rows.get("chain_entities", []), schema={"chain_id": pl.String, "entity_id": pl.String}
            ),
            **built,
        )


LEAD = "minister resigned over missing harbour funds"
LEAD_COUNT = "auditors found irregular harbour contracts"
BACKGROUND = "council opened dredging tender after spring flood wrecked eastern quay and grain silos"
"""What all tell besides, so that they must be of one happening."""


def planted_inputs() -> Inputs:
    return planted_corpus().inputs()


def planted_corpus() -> Corpus:
    corpus = Corpus()
    gazette, herald, courier = (corpus.source(name) for name in ("Gazette", "Herald", "Courier"))
    corpus.article("original", gazette, range(100))
    corpus.article("copy", herald, range(30, 100), title="Harbour scandal fells minister")
    corpus.article("rewrite", courier, range(200, 300))
    corpus.article("denial", corpus.source("Tribune"), range(400, 500))
    corpus.article(
        "elsewhere", gazette, range(600, 700), published_from=date(2024, 9, 1), published_to=date(2024, 9, 1)
    )
    for name in ("original", "copy"):
        corpus.says(name, LEAD, "Novak", "Karin Harbour", predicate="resign")
        corpus.says(name, LEAD_COUNT, "Audit Office", predicate="find", value=14, unit="contract")
    corpus.says(
        "rewrite",
        "minister resigned amid harbour funds scandal",
        "Novak",
        "Karin Harbour",
        predicate="resign",
    )
    corpus.says("rewrite", LEAD_COUNT, "Audit Office", predicate="find", value=19, unit="contract")
    corpus.says("denial", LEAD, "Novak", "Karin Harbour", predicate="resign", polarity="denied")
    for name in ("original", "copy", "rewrite", "denial"):
        corpus.says(name, BACKGROUND, "Port Council", predicate="open")
    corpus.says("elsewhere", "goalkeeper signed record transfer", "Moravec", predicate="sign")
    return corpus


def claim_of(result: Corroborated, mention: str) -> dict[str, Any]:
    """The claim that a mention belongs to."""
    row = result.claim_mentions.row(by_predicate=pl.col("claim_mention_id") == mention, named=True)
    return result.claims.row(by_predicate=pl.col("claim_id") == row["claim_id"], named=True)
