"""How to break each check and expectation on the good warehouse, one at a time.

`EXPECTATION_SEEDS` change a final table; `SQL_SEEDS` and `structural_seeds` are statements on a
staged file. A test fails where a rule has no seed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import polars as pl

from pipelines.contracts import Table, Type
from pipelines.contracts.checks import structural_checks

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
EXPECTATION_SEEDS: dict[str, dict[str, Seed]] = {
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
        "language_known": every("language", None),
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
    "possible_conflicts": {
        "confidence_in_range": cell("confidence", ODD_SHARE),
        "reason_is_a_sentence": cell("reason", "differ"),
        "rule_is_a_name": cell("rule", "Some Rule"),
    },
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

SQL_SEEDS = {
    "articles_are_hulls": "update articles set end_char = end_char - 1 where article_id = 'd1-a0'",
    "asserted_apart_from_future_and_conditional": (
        "update claim_mentions set modality = 'future' where claim_mention_id = 'd3-c0'"
    ),
    "claim_article_count": "update claims set article_count = 2 where claim_id = 'c1'",
    "claim_mention_count": "update claims set mention_count = 4 where claim_id = 'c1'",
    "claim_sources_are_its_articles": "delete from claim_sources where article_id = 'd3-a0'",
    "claims_are_told_by_their_representative": "update claims set text = 'Else' where claim_id = 'c1'",
    "claims_have_one_polarity": (
        "update claim_mentions set polarity = 'denied' where claim_mention_id = 'd3-c0'"
    ),
    "copies_are_one_witness": (
        "update claim_sources set independence_group = 'w3' where claim_id = 'c1' and article_id = 'd2-a0'"
    ),
    "dates_of_events_have_a_basis": "update events set date_basis = null",
    "entity_article_count": "update entities set article_count = 3 where entity_id = 'e1'",
    "entity_mention_count": "update entities set mention_count = 3 where entity_id = 'e1'",
    "event_article_count": "update events set article_count = 5",
    "event_source_count": "update events set source_count = 4",
    "figures_have_a_value": (
        "update numeric_claims set value = null, from_value = null, to_value = null "
        "where numeric_claim_id = 'd1-n0'"
    ),
    "figures_stand_in_quotes_of_their_document": (
        "update numeric_claims set quote_id = 'd2-q0' where numeric_claim_id = 'd1-n0'"
    ),
    "first_published": "update claims set first_published_from = null where claim_id = 'c1'",
    "group_of_article_is_a_group": (
        "update articles set syndication_group_id = null where article_id = 'd2-a0'"
    ),
    "independent_source_count": "update claims set independent_source_count = 3 where claim_id = 'c1'",
    "merged_sources_say_why": "update claim_sources set merged_because = null, detail = null",
    "nested_quotes_lie_within_their_parents": (
        "update quotes set parent_quote_id = 'd1-q0' where quote_id = 'd1-q2'"
    ),
    "one_document_per_path": "update documents set path = 'd1.txt' where document_id = 'd2'",
    "one_main_article_per_document": "update articles set kind = 'main' where article_id = 'd1-a1'",
    "periods_of_figures_have_a_basis": "update numeric_claims set period_basis = null",
    "periods_of_passages_have_a_basis": "update claim_mentions set period_basis = null",
    "plural_mentions_have_members_only": "update mentions set entity_id = 'e1' where mention_id = 'd1-m2'",
    "published_at_within_interval": (
        "update articles set published_at = published_at + interval 3 day where article_id = 'd1-a0'"
    ),
    "relations_are_between_passages_of_their_claims": (
        "update claim_relations set claim_mention_id_b = 'd3-c0'"
    ),
    "repeated_quotes_stay_on_their_page": (
        "update quotes set repeats_quote_id = 'd2-q0' where quote_id = 'd1-q3'"
    ),
    "repeated_segments_stay_on_their_page": (
        "update segments set repeats_segment_id = 'd2-s1' where segment_id = 'd1-s2'"
    ),
    "restated_figures_stay_in_their_article": (
        "update numeric_claims set same_as = 'd4-n0' where numeric_claim_id = 'd1-n1'"
    ),
    "segments_and_articles_share_documents": (
        "update segments set article_id = 'd3-a0' where segment_id = 'd4-s0'"
    ),
    "segments_tile_documents": "delete from segments where segment_id = 'd1-s1'",
    "source_count": "update claims set source_count = 2 where claim_id = 'c1'",
    "speakers_are_participants": "delete from quote_speakers where quote_id = 'd1-q0'",
    "speakers_have_a_method": "update quotes set speaker_method = null where quote_id = 'd1-q0'",
    "subjects_are_entities_of_their_claims": "update claim_entities set role = 'mentioned'",
    "symmetric_relations_stand_once": (
        "update claim_relations set claim_id_a = claim_id_b, claim_id_b = claim_id_a"
    ),
    "unknown_source_count": "update claims set unknown_source_count = 0 where claim_id = 'c1'",
    "what_is_known_of_articles_has_a_basis": (
        "update articles set source_basis = null where article_id = 'd1-a0'"
    ),
}
"""What breaks each hand-written test, by its name."""


def structural_seeds(table: Table) -> Iterator[tuple[str, str]]:
    """Pairs of a structural check's name and a statement that breaks it on one row."""
    name = table.qualified_name
    for column in table.columns:
        yield "columns", f"alter table {name} rename column {column.name} to renamed"
        if not column.nullable:
            yield "not_null", f"update {name} set {column.name} = null where rowid = 0"
        if column.references is not None:
            yield f"reference__{column.name}", f"update {name} set {column.name} = 'gone' where rowid = 0"
        if column.vocabulary:
            yield f"vocabulary__{column.name}", f"update {name} set {column.name} = 'odd' where rowid = 0"
        if column.type is Type.SPANS:
            yield f"spans__{column.name}", f"update {name} set {column.name} = list_reverse({column.name})"
    yield "key_unique", f"insert into {name} from {name} where rowid = 0"
    generated = {check.name for check in structural_checks([table])}
    for check in sorted(generated):
        if check.startswith("span__"):
            yield from _span_seeds(table, check)
    if "stands_in_its_segment" in generated:
        yield "stands_in_its_segment", f"update {name} set segment_id = 'd2-s0' where rowid = 0"
        yield "stands_in_its_segment", f"update {name} set article_id = 'd2-a0' where rowid = 0"
        yield "comes_from_the_story", "update segments set kind = 'promo'"
        yield "comes_from_the_story", "update articles set extraction_status = 'no_body'"


def _span_seeds(table: Table, check: str) -> Iterator[tuple[str, str]]:
    text = check.removeprefix("span__")
    part = text.removesuffix("text").removesuffix("_")
    start, end = (f"{part}_{edge}_char".removeprefix("_") for edge in ("start", "end"))
    for column in (start, end):
        yield check, f"update {table.qualified_name} set {column} = {column} + 1"
        yield check, f"update {table.qualified_name} set {column} = null"
    yield check, f"update {table.qualified_name} set {text} = 'else'"
