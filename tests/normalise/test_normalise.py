from __future__ import annotations

from dataclasses import fields

import polars as pl
import pytest
from polars.testing import assert_frame_equal
from small_drafts import Story, drafts, named, person

from pipelines.contracts import table
from pipelines.contracts.frames import empty, from_records, schema
from pipelines.normalise import Drafts, Normalised, normalise

TABLES = [
    "sources", "entities", "entity_aliases", "mentions", "mention_entities", "quotes", "quote_speakers",
    "numeric_claims",
]  # fmt: skip


def corpus() -> Drafts:
    """Two articles on one summit, with a quote and a figure in the first."""
    frames = drafts(
        Story([person("Vladimir Putin"), named("place", "Russia")]),
        Story([person("Putin"), named("place", "U.S.")]),
    )
    place = {"document_id": "d0", "article_id": "d0-a0", "segment_id": "d0-s0"}
    quote = {"quote_id": "d0-q0", "start_char": 0, "end_char": 9, "text": "“I agree”", "fragments": [],
             "kind": "direct", "confidence": 1.0}  # fmt: skip
    speaker = {"quote_id": "d0-q0", "ordinal": 0, "role": "speaker", "chain_id": "d0-a0-e0", "text": "Putin",
               "method": "subject", "confidence": 1.0}  # fmt: skip
    figure = {"numeric_claim_id": "d0-n0", "start_char": 0, "end_char": 2, "text": "5%", "value": 5.0,
              "modifier": "exact", "change": "none", "kind": "percentage", "unit": "%", "unit_text": "%",
              "unit_basis": "printed", "subject_chain_id": "d0-a0-e1", "quote_id": "d0-q0",
              "confidence": 1.0}  # fmt: skip
    return Drafts(
        documents=empty(table("documents")),
        articles=frames.articles,
        segments=frames.segments,
        mentions=frames.mentions,
        chains=frames.chains,
        quotes=from_records([place | quote], table("draft_quotes")),
        speakers=from_records([speaker], table("draft_speakers")),
        quantities=from_records([place | figure], table("draft_quantities")),
    )


@pytest.mark.parametrize("name", TABLES)
def test_every_table_is_as_its_contract_says(name: str) -> None:
    assert getattr(normalise(corpus()), name).schema == schema(table(name))


def test_speakers_and_subjects_point_to_entities_of_the_corpus() -> None:
    found = normalise(corpus())
    ids = dict(found.entities.select("name", "entity_id").rows())
    assert sorted(ids) == ["Russia", "United States", "Vladimir Putin"]
    assert found.quotes["speaker_entity_id"].to_list() == [ids["Vladimir Putin"]]
    assert found.numeric_claims["subject_entity_id"].to_list() == [ids["Russia"]]
    assert found.numeric_claims["attributed_entity_id"].to_list() == [ids["Vladimir Putin"]]


def test_rows_do_not_depend_on_the_order_of_arrival() -> None:
    given = corpus()
    shuffled = Drafts(
        *(getattr(given, field.name).sample(fraction=1, shuffle=True, seed=7) for field in fields(Drafts))
    )
    expected, found = normalise(given), normalise(shuffled)
    for field in fields(Normalised):
        if isinstance(getattr(expected, field.name), pl.DataFrame):
            assert_frame_equal(getattr(found, field.name), getattr(expected, field.name))
