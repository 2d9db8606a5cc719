"""A tiny warehouse that breaks no rule, for tests that break one rule at a time.

Four pages: a report (d1) with a teaser and a pull quote that repeats its body, a copy of the report
by another outlet (d2), a page of no known outlet that says the same in its own words (d3), and one
that contradicts it (d4). Every column holds a value on some row.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import polars as pl

from pipelines.contracts import WAREHOUSE_TABLES, table
from pipelines.contracts.frames import conform

Row = dict[str, Any]

QUOTE = "“Exports grew by 10%, or 5 to 6 million dollars,” said Ana Lima."
NESTED = "Bo Chen said: “She called it ‘a triumph’ for both.”"
REPORT = {
    "title": "Exports grow\n\n",
    "body": f"{QUOTE} {NESTED} They met in Lima.\n\n",
    "pull_quote": "“Exports grew by 10%”\n\n",
    "teaser": "Rain ahead, says Ana Lima",
}
PAGES: dict[str, dict[str, str]] = {
    "d1": REPORT,
    "d2": {kind: text for kind, text in REPORT.items() if kind != "teaser"},
    "d3": {"body": "Sales abroad rose a tenth in 2023."},
    "d4": {"body": "Exports did not grow by 10%; they fell by 5%."},
}
TEXTS = {document: "".join(segments.values()) for document, segments in PAGES.items()}
JUNE = date(2024, 6, 1)


def warehouse() -> dict[str, pl.DataFrame]:
    """The final tables by name, each as its contract wants it."""
    rows = {
        **_what_was_read(),
        **_what_was_said(),
        **_what_is_claimed(),
    }
    return {each.name: _frame(each.name, rows[each.name]) for each in WAREHOUSE_TABLES}


def drafts() -> dict[str, pl.DataFrame]:
    """The same pages before `normalise`: documents, segments and drafts by name, where they have rows."""
    final = warehouse()
    renamed = {
        "draft_articles": final["articles"],
        "draft_mentions": final["mentions"].rename({"entity_id": "chain_id"}),
        "draft_quotes": final["quotes"],
        "draft_speakers": final["quote_speakers"].rename({"entity_id": "chain_id"}),
        "draft_quantities": final["numeric_claims"].rename({"subject_entity_id": "subject_chain_id"}),
        "draft_statements": final["claim_mentions"].with_columns(
            kind=pl.lit("statement"), sentence=pl.col("text"), sentence_char=pl.col("start_char")
        ),
    }
    chains = [
        {"chain_id": chain, "document_id": "d1", "article_id": "d1-a0", "kind": "person", "name": chain}
        for chain in ("e1", "e2")
    ]
    return {
        "documents": final["documents"],
        "segments": final["segments"],
        "draft_chains": _frame("draft_chains", chains),
        **{name: _as_draft(frame, name) for name, frame in renamed.items()},
    }


def _as_draft(frame: pl.DataFrame, name: str) -> pl.DataFrame:
    """The rows under the draft's contract, what only drafts have left empty."""
    contract = table(name)
    return conform(
        frame.with_columns(
            pl.lit([] if isinstance(column.type.polars, pl.List) else None).alias(column.name)
            for column in contract.columns
            if column.name not in frame.columns
        ),
        contract,
    )


def _frame(name: str, rows: list[Row]) -> pl.DataFrame:
    contract = table(name)
    schema = {column.name: column.type.polars for column in contract.columns}
    return conform(pl.DataFrame(rows, schema=schema), contract)


def span(document: str, words: str, *, prefix: str = "", text: str = "text", nth: int = 0) -> Row:
    """Where the words stand in a document, for the nth time."""
    start = -1
    for _ in range(nth + 1):
        start = TEXTS[document].index(words, start + 1)
    return {f"{prefix}start_char": start, f"{prefix}end_char": start + len(words), text: words}


def _place(document: str, words: str, *, segment: int = 0, article: int = 0, nth: int = 0) -> Row:
    return {
        "document_id": document,
        "article_id": f"{document}-a{article}",
        "segment_id": f"{document}-s{segment}",
        **span(document, words, nth=nth),
    }


def _what_was_read() -> dict[str, list[Row]]:
    segments: list[Row] = []
    for document, parts in PAGES.items():
        start = 0
        for ordinal, (kind, text) in enumerate(parts.items()):
            segments.append(
                {
                    "segment_id": f"{document}-s{ordinal}",
                    "document_id": document,
                    "article_id": f"{document}-a{1 if kind == 'teaser' else 0}",
                    "ordinal": ordinal,
                    "kind": kind,
                    "start_char": start,
                    "end_char": start + len(text),
                    "text": text,
                    "repeats_segment_id": f"{document}-s1" if kind == "pull_quote" else None,
                }
            )
            start += len(text)
    documents = [
        {
            "document_id": document,
            "path": f"{document}.txt",
            "sha256": f"{number:064x}",
            "format": "text",
            "encoding": "utf-8",
            "byte_count": len(text.encode()),
            "text": text,
            "url": f"https://example.org/{document}",
            "repairs": ["bom dropped"],
        }
        for number, (document, text) in enumerate(TEXTS.items())
    ]
    sources = [
        {"source_id": "s1", "name": "The Daily", "domain": "daily.example", "kind": "outlet", "country": "GB",
         "owner": "Someone"},
        {"source_id": "s2", "name": "Post", "domain": "post.example", "kind": "outlet", "country": "PE"},
    ]  # fmt: skip
    return {
        "documents": documents,
        "sources": sources,
        "segments": segments,
        "articles": [
            _article("d1-a0", segments, source_id="s1", syndication_group_id="g1"),
            _article("d1-a1", segments, kind="teaser", source_id="s1", event_id=None, event_confidence=None),
            _article(
                "d2-a0", segments, source_id="s2", origin_source_id="s1", origin_basis="notice",
                syndication_group_id="g1",
            ),
            _article("d3-a0", segments, source_basis=None),
            _article("d4-a0", segments, source_id="s2"),
        ],
    }  # fmt: skip


def _article(article_id: str, segments: list[Row], **known: Any) -> Row:
    own = [each for each in segments if each["article_id"] == article_id]
    return {
        "article_id": article_id,
        "document_id": article_id.split("-")[0],
        "kind": "main",
        "title": "Exports grow",
        "byline": "By Ed Itor",
        "source_basis": "manifest",
        "published_from": JUNE,
        "published_to": JUNE,
        "published_at": datetime(2024, 6, 1, 12, tzinfo=UTC),
        "published_basis": "manifest",
        "language": "en-GB",
        "extraction_status": "done",
        "word_count": 20,
        "start_char": min(each["start_char"] for each in own),
        "end_char": max(each["end_char"] for each in own),
        "event_id": "v1",
        "event_confidence": 0.5,
        **known,
    }


def _what_was_said() -> dict[str, list[Row]]:
    sure = {"confidence": 0.9}
    by_name = {"form": "name", "kind": "person", "method": "name", **sure}
    return {
        "entities": [
            {"entity_id": "e1", "kind": "person", "name": "Ana Lima", "wikidata_id": "Q1", "country": "PE",
             "mention_count": 2, "article_count": 2},
            {"entity_id": "e2", "kind": "person", "name": "Bo Chen", "mention_count": 1, "article_count": 1},
        ],
        "entity_aliases": [
            {"entity_id": "e1", "alias": "Ana Lima", "kind": "name", "valid_from": JUNE, "valid_to": JUNE},
            {"entity_id": "e2", "alias": "Bo Chen", "kind": "name"},
        ],
        "mentions": [
            {"mention_id": "d1-m0", **_place("d1", "Ana Lima", segment=1), "entity_id": "e1", **by_name},
            {"mention_id": "d1-m1", **_place("d1", "Bo Chen", segment=1), "entity_id": "e2", **by_name},
            {"mention_id": "d1-m2", **_place("d1", "They", segment=1), **by_name, "form": "pronoun"},
            {"mention_id": "d1-m3", **_place("d1", "Ana Lima", segment=3, article=1, nth=1),
             "entity_id": "e1", **by_name},
            {"mention_id": "d2-m0", **_place("d2", "Ana Lima", segment=1), "entity_id": "e1", **by_name},
        ],
        "mention_entities": [
            {"mention_id": "d1-m2", "entity_id": "e1"},
            {"mention_id": "d1-m2", "entity_id": "e2"},
        ],
        "quotes": [_said("d1"), _said_around("d1"), _said_within("d1"), _said_again("d1"), _said("d2")],
        "quote_speakers": [
            {"quote_id": quote_id, "ordinal": 0, "role": "speaker", "entity_id": entity_id, "text": text,
             "method": "cue", **sure}
            for quote_id, entity_id, text in (
                ("d1-q0", "e1", "Ana Lima"), ("d1-q1", "e2", "Bo Chen"), ("d2-q0", "e1", "Ana Lima"),
            )
        ],
        "numeric_claims": _figures(),
    }  # fmt: skip


def _said(document: str) -> Row:
    words = "“Exports grew by 10%, or 5 to 6 million dollars,”"
    place = _place(document, words, segment=1)
    middle = place["start_char"] + 10
    return {
        "quote_id": f"{document}-q0",
        **place,
        "fragments": [
            {"start_char": place["start_char"], "end_char": middle},
            {"start_char": middle, "end_char": place["end_char"]},
        ],
        "kind": "direct",
        **span(document, "said", prefix="cue_", text="cue_text"),
        **span(document, "Ana Lima", prefix="speaker_", text="speaker_text"),
        "speaker_entity_id": "e1",
        "speaker_method": "cue",
        "speaker_confidence": 0.8,
        "confidence": 0.9,
        "quote_cluster_id": "u1",
    }


def _said_around(document: str) -> Row:
    return {
        "quote_id": f"{document}-q1",
        **_place(document, "“She called it ‘a triumph’ for both.”", segment=1),
        "fragments": [],
        "kind": "direct",
        **span(document, "said", prefix="cue_", text="cue_text", nth=1),
        **span(document, "Bo Chen", prefix="speaker_", text="speaker_text"),
        "speaker_entity_id": "e2",
        "speaker_method": "cue",
        "speaker_confidence": 0.8,
        "confidence": 0.9,
        "quote_cluster_id": "u2",
    }


def _said_within(document: str) -> Row:
    return {
        "quote_id": f"{document}-q2",
        **_place(document, "‘a triumph’", segment=1),
        "fragments": [],
        "kind": "phrase",
        "confidence": 0.9,
        "parent_quote_id": f"{document}-q1",
        "quote_cluster_id": "u3",
    }


def _said_again(document: str) -> Row:
    return {
        "quote_id": f"{document}-q3",
        **_place(document, "“Exports grew by 10%”", segment=2),
        "fragments": [],
        "kind": "direct",
        "confidence": 0.9,
        "repeats_quote_id": f"{document}-q0",
        "quote_cluster_id": "u1",
    }


def _figures() -> list[Row]:
    year = {
        "period_start": date(2023, 1, 1), "period_end": date(2023, 12, 31),
        "base_period_start": date(2022, 1, 1), "base_period_end": date(2022, 12, 31),
        "period_basis": "stated",
    }  # fmt: skip
    exports = {
        **span("d1", "Exports", prefix="subject_", text="subject"),
        "subject_entity_id": "e1", "comparand": "last year", "comparand_entity_id": "e1",
        "whole": "trade", "whole_entity_id": "e1", "quote_id": "d1-q0", "attributed_entity_id": "e1",
        "unit_basis": "printed", "confidence": 0.9,
    }  # fmt: skip
    return [
        {"numeric_claim_id": "d1-n0", **_place("d1", "10%", segment=1), "value": 10.0, "modifier": "exact",
         "change": "up", "from_value": 50.0, "to_value": 55.0, "kind": "percentage", "unit": "%",
         "unit_text": "%", "dimension": "ratio", "value_base": 0.1, "unit_base": "1", **exports, **year},
        {"numeric_claim_id": "d1-n1", **_place("d1", "5 to 6 million dollars", segment=1), "low": 5e6,
         "high": 6e6, "modifier": "exact", "change": "none", "kind": "money", "unit": "USD",
         "unit_text": "dollars", "same_as": "d1-n0", **exports},
        *(
            {"numeric_claim_id": f"d4-n{number}", **_place("d4", words), "value": 5.0, "modifier": "exact",
             "change": "none", "kind": kind, "unit": "year", "unit_basis": "printed", "confidence": 0.9,
             **span("d4", "Exports", prefix="subject_", text="subject")}
            for number, (kind, words) in enumerate(
                [("count", "10%"), ("age", "5%"), ("duration", "by 5"), ("ordinal", "5%.")]
            )
        ),
    ]  # fmt: skip


def _what_is_claimed() -> dict[str, list[Row]]:
    year = {"period_start": date(2023, 1, 1), "period_end": date(2023, 12, 31)}
    first = {"first_published_from": JUNE, "first_published_to": JUNE}
    event = {"event_id": "v1", "subject_entity_id": "e1"}
    denial = TEXTS["d4"]
    return {
        "events": [
            {"event_id": "v1", "label": "A meeting in Lima", "date_from": JUNE, "date_to": JUNE,
             "date_basis": "stated", "place_entity_id": "e1", "article_count": 4, "source_count": 3},
        ],
        "claims": [
            {"claim_id": "c1", "text": QUOTE, "representative_claim_mention_id": "d1-c0", "kind": "numeric",
             "polarity": "affirmed", "mention_count": 3, "article_count": 3, "source_count": 3,
             "independent_source_count": 2, "unknown_source_count": 1, **year, **first, **event},
            {"claim_id": "c2", "text": denial, "representative_claim_mention_id": "d4-c0", "kind": "numeric",
             "polarity": "denied", "mention_count": 1, "article_count": 1, "source_count": 1,
             "independent_source_count": 1, "unknown_source_count": 0, **first},
        ],
        "claim_mentions": [
            _passage("d1", "c1", QUOTE, segment=1, numeric_claim_id="d1-n0", quote_id="d1-q0",
                     attributed_entity_id="e1", event_id="v1", period_basis="stated", **year),
            _passage("d1", "c1", "“Exports grew by 10%”", number=1, segment=2, quote_id="d1-q3"),
            _passage("d2", "c1", QUOTE, segment=1, modality="possible", quote_id="d2-q0"),
            _passage("d3", "c1", TEXTS["d3"]),
            _passage("d4", "c2", denial, polarity="denied"),
        ],
        "claim_sources": [
            {"claim_id": "c1", "article_id": "d1-a0", "source_id": "s1", "independence_group": "w1"},
            {"claim_id": "c1", "article_id": "d2-a0", "source_id": "s2", "independence_group": "w1",
             "merged_because": "text_reuse", "detail": "It says that it reprints The Daily."},
            {"claim_id": "c1", "article_id": "d3-a0", "independence_group": "w2"},
            {"claim_id": "c2", "article_id": "d4-a0", "source_id": "s2", "independence_group": "w1"},
        ],
        "claim_entities": [{"claim_id": "c1", "entity_id": "e1", "role": "subject"}],
        "claim_relations": [
            {"claim_id_a": "c1", "claim_id_b": "c2", "relation": "conflicts", "claim_mention_id_a": "d1-c0",
             "claim_mention_id_b": "d4-c0", "reason": "Exports grew in one and did not in the other.",
             "rule": "polarity", "confidence": 0.9},
        ],
        "possible_conflicts": [
            {"claim_id_a": "c1", "claim_id_b": "c2", "claim_mention_id_a": "d3-c0",
             "claim_mention_id_b": "d4-c0", "reason": "Exports may have grown by more in one.",
             "rule": "figures_apart", "confidence": 0.5},
        ],
        "syndication_groups": [
            {"syndication_group_id": "g1", "article_id": article_id, "origin_source_id": "s1",
             "evidence": "notice", "overlap": 1.0}
            for article_id in ("d1-a0", "d2-a0")
        ],
    }  # fmt: skip


def _passage(
    document: str, claim_id: str, words: str, *, number: int = 0, segment: int = 0, **known: Any
) -> Row:
    return {
        "claim_mention_id": f"{document}-c{number}",
        "claim_id": claim_id,
        **_place(document, words, segment=segment),
        "polarity": "affirmed",
        "modality": "asserted",
        "confidence": 0.9,
        **known,
    }
