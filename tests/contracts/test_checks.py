"""Every structural check and SQL test holds on a good warehouse and fails on one seeded row."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
from good_warehouse import warehouse

from pipelines import contracts
from pipelines.contracts import Table, Type
from pipelines.contracts.checks import Check, sql_tests, structural_checks

SQL_DIR = Path(__file__).parents[2] / "sql" / "tests"
CHECKS = (*structural_checks(), *sql_tests(SQL_DIR))
BY_NAME = {(check.table, check.name): check for check in CHECKS}

SEEDS = {
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


def _generated_seeds(table: Table) -> Iterator[tuple[str, str]]:
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
    generated = {check for owner, check in BY_NAME if owner == table.name}
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


GENERATED = [
    (table.name, check, statement)
    for table in contracts.WAREHOUSE_TABLES
    for check, statement in _generated_seeds(table)
]
WRITTEN = [(check.table, check.name, SEEDS[check.name]) for check in CHECKS if check.name in SEEDS]


@pytest.fixture(scope="module")
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as opened:
        for name, frame in warehouse().items():
            opened.register("rows", frame)
            opened.execute(f"create table {name} as from rows")
            opened.unregister("rows")
        yield opened


def failing(connection: duckdb.DuckDBPyConnection, check: Check) -> list[tuple[str, str]]:
    relation = connection.sql(check.sql)
    assert relation.columns == ["key", "seen"]
    return relation.fetchall()


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: f"{check.table}.{check.name}")
def test_a_good_warehouse_breaks_nothing(connection: duckdb.DuckDBPyConnection, check: Check) -> None:
    assert failing(connection, check) == []


@pytest.mark.parametrize(("table", "name", "statement"), [*GENERATED, *WRITTEN])
def test_a_seeded_row_breaks_it(
    connection: duckdb.DuckDBPyConnection, table: str, name: str, statement: str
) -> None:
    connection.begin()
    try:
        connection.execute(statement)
        found = failing(connection, BY_NAME[table, name])
    finally:
        connection.rollback()
    assert found
    assert all(key and seen for key, seen in found)


def test_every_check_has_a_seed() -> None:
    assert {(table, name) for table, name, _ in (*GENERATED, *WRITTEN)} == BY_NAME.keys()


def test_names_are_unique_within_a_table() -> None:
    assert len(BY_NAME) == len(CHECKS)


def test_the_span_rule_counts_code_points(connection: duckdb.DuckDBPyConnection) -> None:
    """A mark beyond the Basic Multilingual Plane, or a combining one, is a character of its own."""
    connection.begin()
    try:
        connection.execute("update documents set text = '😀é́ ' || text where document_id = 'd1'")
        connection.execute("update mentions set start_char = start_char + 4, end_char = end_char + 4")
        assert {key for key, _ in failing(connection, BY_NAME["mentions", "span__text"])} == {"d2-m0"}
    finally:
        connection.rollback()


def test_a_sql_test_must_say_what_it_is_about(tmp_path: Path) -> None:
    path = tmp_path / "assert_something.sql"
    path.write_text("select 1 as key, 2 as seen\n")
    with pytest.raises(ValueError, match="must start with"):
        sql_tests(tmp_path)
    path.write_text("-- claims, critical: Claims are\n-- claims.\nselect 1 as key, 2 as seen;\n")
    (check,) = sql_tests(tmp_path)
    assert (check.name, check.table, check.severity) == ("something", "claims", "critical")
    assert (check.rule, check.sql) == ("Claims are claims.", "select 1 as key, 2 as seen")
