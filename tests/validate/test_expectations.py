"""Every expectation holds on a good warehouse and fails on what is seeded here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from good_warehouse import drafts, warehouse

from pipelines import contracts
from pipelines.contracts.frames import empty, schema
from pipelines.validate import suites
from pipelines.validate.expectations import ExpectationError, check_rows, check_tables

SUITES = suites.load(Path(__file__).parents[2] / "expectations")
EXPECTATIONS = [each for suite in SUITES.values() for each in suite.expectations]

Seed = Callable[[pl.DataFrame], pl.DataFrame]


def cell(column: str, value: Any, *, kind: str | None = None) -> Seed:
    """One row with that value: the first, or the first of a kind."""

    def seeded(frame: pl.DataFrame) -> pl.DataFrame:
        chosen = pl.lit(True) if kind is None else pl.col("kind") == kind
        is_first = pl.int_range(pl.len()) == chosen.arg_true().first()
        dtype = frame.schema[column]
        return frame.with_columns(
            pl.when(is_first).then(pl.lit(value, dtype)).otherwise(column).alias(column)
        )

    return seeded


def every(column: str, value: Any) -> Seed:
    """Every row with that value."""
    return lambda frame: frame.with_columns(pl.lit(value, frame.schema[column]).alias(column))


def repeated(times: int) -> Seed:
    """One row many times over."""
    return lambda frame: pl.concat([frame.head(1)] * times)


def no_rows(frame: pl.DataFrame) -> pl.DataFrame:
    return frame.clear()


ODD_SHARE = 1.5
EARLY = date(400, 1, 1)
BEFORE = date(1999, 1, 1)
LONG = "word " * 25_000
SEEDS: dict[str, dict[str, Seed]] = {
    "documents": {
        "format_is_a_name": cell("format", "Plain Text"),
        "encoding_is_a_name": cell("encoding", "not known"),
        "sha256_is_hex": cell("sha256", "ABC"),
        "byte_count_positive": cell("byte_count", 0),
        "byte_count_of_a_document": cell("byte_count", 2**31),
        "path_is_relative": cell("path", "a/../../b.txt"),
        "url_is_an_address": cell("url", "example.org"),
        "documents_exist": no_rows,
    },
    "sources": {
        "name_not_blank": cell("name", " "),
        "name_of_an_outlet": cell("name", LONG),
        "domain_is_registrable": cell("domain", "https://Example.org"),
        "country_is_iso_3166": cell("country", "Peru"),
    },
    "articles": {
        "word_count_not_negative": cell("word_count", -1),
        "word_count_of_an_article": cell("word_count", 200_000),
        "published_from_in_range": cell("published_from", date(1, 1, 1)),
        "published_interval_in_order": cell("published_to", BEFORE),
        "language_is_bcp47": cell("language", "en_GB"),
        "title_of_an_article": cell("title", LONG),
        "byline_of_an_article": cell("byline", LONG),
        "event_confidence_in_range": cell("event_confidence", ODD_SHARE),
        "source_known": every("source_id", None),
        "publication_date_known": every("published_from", None),
        "language_known": cell("language", None),
        "extraction_done": every("extraction_status", "no_body"),
        "articles_exist": no_rows,
    },
    "segments": {
        "ordinal_of_a_document": cell("ordinal", 2_000_000),
        "kind_known": every("kind", "other"),
        "segments_exist": no_rows,
    },
    "entities": {
        "name_not_blank": cell("name", ""),
        "name_of_an_entity": cell("name", LONG),
        "name_is_no_pronoun": cell("name", "They"),
        "wikidata_id_is_an_item": cell("wikidata_id", "P31"),
        "country_is_iso_3166": cell("country", "pe"),
        "mention_count_not_negative": cell("mention_count", -1),
        "kind_known": every("kind", "other"),
        "entities_exist": no_rows,
    },
    "entity_aliases": {
        "alias_not_blank": cell("alias", " "),
        "alias_of_an_entity": cell("alias", LONG),
        "validity_in_order": cell("valid_to", BEFORE),
    },
    "mentions": {
        "confidence_in_range": cell("confidence", ODD_SHARE),
        "text_of_a_mention": cell("text", LONG),
        "method_is_a_name": cell("method", "It seemed so"),
        "entity_known": every("entity_id", None),
        "mentions_exist": no_rows,
    },
    "mention_entities": {"members_of_a_mention": repeated(21)},
    "quotes": {
        "confidence_in_range": cell("confidence", -0.1),
        "speaker_confidence_in_range": cell("speaker_confidence", ODD_SHARE),
        "text_of_a_quote": cell("text", LONG),
        "cue_of_a_quote": cell("cue_text", LONG),
        "speaker_of_a_quote": cell("speaker_text", LONG),
        "speaker_method_is_a_name": cell("speaker_method", "It seemed so"),
        "speaker_printed": every("speaker_text", None),
    },
    "quote_speakers": {
        "confidence_in_range": cell("confidence", ODD_SHARE),
        "ordinal_of_a_quote": cell("ordinal", 51),
        "text_of_a_speaker": cell("text", ""),
        "method_is_a_name": cell("method", "It seemed so"),
    },
    "numeric_claims": {
        "confidence_in_range": cell("confidence", ODD_SHARE),
        **{
            f"{column}_in_range": cell(column, 1e30)
            for column in ("value", "low", "high", "from_value", "to_value")
        },
        "range_in_order": cell("high", 1.0, kind="money"),
        "count_not_negative": cell("value", -5.0, kind="count"),
        "age_in_range": cell("value", -5.0, kind="age"),
        "duration_not_negative": cell("value", -5.0, kind="duration"),
        "ordinal_not_negative": cell("value", -5.0, kind="ordinal"),
        "percentage_in_range": cell("value", 1e6, kind="percentage"),
        "currency_is_iso_4217": cell("unit", "$", kind="money"),
        "text_of_a_figure": cell("text", LONG),
        "subject_is_a_phrase": cell(
            "subject", "one two three four five six seven eight nine ten eleven twelve more"
        ),
        "period_start_in_range": cell("period_start", EARLY),
        "period_in_order": cell("period_end", BEFORE),
        "base_period_in_order": cell("base_period_end", BEFORE),
        "subject_known": every("subject", None),
    },
    "events": {
        "label_not_blank": cell("label", " "),
        "label_of_an_event": cell("label", LONG),
        "date_in_range": cell("date_from", EARLY),
        "dates_in_order": cell("date_to", BEFORE),
    },
    "claims": {
        "text_of_a_claim": cell("text", LONG),
        "period_in_order": cell("period_end", BEFORE),
        "first_published_in_order": cell("first_published_to", BEFORE),
        "independence_within_sources": cell("independent_source_count", 9),
        "sources_on_average": every("source_count", 11),
        "claims_exist": no_rows,
    },
    "claim_mentions": {
        "confidence_in_range": cell("confidence", ODD_SHARE),
        "text_of_a_passage": cell("text", LONG),
        "period_start_in_range": cell("period_start", EARLY),
        "period_in_order": cell("period_end", BEFORE),
    },
    "claim_sources": {
        "independence_group_not_blank": cell("independence_group", " "),
        "merging_has_evidence": every("detail", None),
    },
    "claim_entities": {"entities_of_a_claim": repeated(21)},
    "claim_relations": {
        "confidence_in_range": cell("confidence", ODD_SHARE),
        "reason_is_a_sentence": cell("reason", "differ"),
        "rule_is_a_name": cell("rule", "Some Rule"),
    },
    "syndication_groups": {
        "overlap_in_range": cell("overlap", ODD_SHARE),
        "members_of_a_group": repeated(51),
    },
}
"""What breaks each expectation, by table and name."""


def only(expectation: suites.Expectation) -> dict[str, suites.Suite]:
    """A suite of that one expectation."""
    return {expectation.table: suites.Suite(expectation.table, (expectation,))}


def test_a_good_warehouse_breaks_nothing() -> None:
    outcomes = check_tables(warehouse(), SUITES)
    assert len(outcomes) == len(EXPECTATIONS)
    assert [each.message for each in outcomes if not each.success] == []


def test_good_drafts_break_nothing() -> None:
    assert check_rows(drafts(), SUITES).is_empty()


def test_every_expectation_has_a_seed() -> None:
    assert {name: set(seeds) for name, seeds in SEEDS.items()} == {
        name: {each.name for each in suite.expectations} for name, suite in SUITES.items()
    }


@pytest.mark.parametrize("expectation", EXPECTATIONS, ids=lambda each: f"{each.table}.{each.name}")
def test_what_is_seeded_breaks_it(expectation: suites.Expectation) -> None:
    frame = SEEDS[expectation.table][expectation.name](warehouse()[expectation.table])
    (outcome,) = check_tables({expectation.table: frame}, only(expectation))
    assert not outcome.success
    assert (outcome.table, outcome.name) == (expectation.table, expectation.name)
    assert outcome.blocks == (expectation.severity == "critical")
    if outcome.unexpected_count is None:
        assert outcome.observed is not None
    else:
        assert outcome.offenders
        assert expectation.rule in outcome.message
        assert outcome.offenders[0].key in outcome.message


@pytest.mark.parametrize(
    "expectation",
    [each for each in EXPECTATIONS if each.scope == "row"],
    ids=lambda each: f"{each.table}.{each.name}",
)
def test_a_draft_row_that_breaks_it_gets_a_verdict(expectation: suites.Expectation) -> None:
    name = contracts.stages.DRAFT_OF.get(expectation.table, expectation.table)
    frame = drafts()[name]
    if not set(expectation.columns) <= set(frame.columns):
        pytest.skip("known only when the table is final, and checked there")
    seeded = SEEDS[expectation.table][expectation.name](frame)
    verdicts = check_rows({name: seeded}, only(expectation))
    assert verdicts.schema == schema(contracts.table("verdicts"))
    (verdict,) = verdicts.to_dicts()
    assert verdict["document_id"] in warehouse()["documents"]["document_id"]
    assert verdict["row_id"].startswith(verdict["document_id"])
    assert (verdict["table_name"], verdict["check_name"]) == (expectation.table, expectation.name)
    assert (verdict["severity"], verdict["reason"]) == (expectation.severity, expectation.rule)
    assert verdict["detail"]


def test_what_is_expected_of_columns_holds_without_rows() -> None:
    outcomes = check_tables({each.name: empty(each) for each in contracts.WAREHOUSE_TABLES}, SUITES)
    failed = {f"{each.table}.{each.name}" for each in outcomes if not each.success}
    assert failed == {
        "documents.documents_exist", "articles.articles_exist", "segments.segments_exist",
        "entities.entities_exist", "mentions.mentions_exist", "claims.claims_exist",
    }  # fmt: skip


def test_an_expectation_that_cannot_be_run_is_an_error() -> None:
    wrong = replace(
        EXPECTATIONS[0],
        type="expect_column_values_to_be_between",
        kwargs={"column": "format", "min_value": 1},
    )
    with pytest.raises(ExpectationError, match=r"documents\.format_is_a_name"):
        check_tables(warehouse(), only(wrong))
