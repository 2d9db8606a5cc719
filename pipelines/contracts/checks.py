"""Structural checks, generated from the contracts as SQL: queries that return the failing rows.

Belongs here: what a contract alone decides (columns and types, keys, not null, references, closed
vocabularies, spans), and the reader of `sql/tests`, where rules over several tables are written by
hand. Not here: rules of judgement (`expectations/`), nor running any of it (`pipelines.load`).

Every query gives two text columns: `key`, the failing row's key with its parts joined by `|`, and
`seen`, what is wrong with it.
"""

# The names put into the SQL are those of the contracts, nobody's input.
# ruff: noqa: S608

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from pipelines import contracts
from pipelines.contracts.model import Column, Table, Type
from pipelines.contracts.outcomes import Check, CheckOutcome, Offender, outcome, to_frame
from pipelines.contracts.vocabulary import EXTRACTED_SEGMENT_KINDS, SEVERITIES

__all__ = [
    "Check",
    "CheckOutcome",
    "Offender",
    "outcome",
    "sql_tests",
    "structural_checks",
    "to_frame",
]


def structural_checks(tables: Sequence[Table] | None = None) -> tuple[Check, ...]:
    """The checks that the contracts of these tables give; of all published ones by default."""
    chosen = contracts.WAREHOUSE_TABLES if tables is None else tables
    return tuple(check for table in chosen for check in _table_checks(table))


def sql_tests(directory: Path) -> tuple[Check, ...]:
    """The checks of `assert_<name>.sql` files, by name.

    The first comment of a file says table and severity, then the rule:
    `-- claims, critical: Every claim is …`. Raises `ValueError` where it does not.
    """
    return tuple(_sql_test(path) for path in sorted(directory.glob("assert_*.sql")))


_HEADER = re.compile(r"-- (?P<table>\w+), (?P<severity>\w+): (?P<rule>[^\n]+(?:\n-- [^\n]+)*)\n")


def _sql_test(path: Path) -> Check:
    text = path.read_text(encoding="utf-8")
    header = _HEADER.match(text)
    if header is None or header["severity"] not in SEVERITIES:
        raise ValueError(f"{path.name} must start with `-- <table>, <critical or warning>: <rule>`")
    return Check(
        name=path.stem.removeprefix("assert_"),
        table=contracts.table(header["table"]).name,
        severity=header["severity"],
        sql=text[header.end() :].strip().removesuffix(";"),
        rule=header["rule"].replace("\n-- ", " "),
    )


def _table_checks(table: Table) -> Iterator[Check]:
    yield _columns_check(table)
    yield _not_null_check(table)
    yield _key_check(table)
    for column in table.columns:
        if column.references is not None:
            yield _reference_check(table, column)
        if column.vocabulary:
            yield _vocabulary_check(table, column)
    if table.has_span:
        yield _span_check(table, "", "text")
    for part in _part_spans(table):
        yield _span_check(table, f"{part}_", f"{part}_text" if f"{part}_text" in table.column_names else part)
    for column in table.columns:
        if column.type is Type.SPANS:
            yield _span_list_check(table, column)
    if table.has_span and "segment_id" in {*table.column_names} - {*table.key}:
        yield _place_check(table)
        yield _story_check(table)


def _critical(table: Table, name: str, rule: str, sql: str) -> Check:
    return Check(name=name, table=table.name, severity="critical", sql=sql, rule=rule)


def _columns_check(table: Table) -> Check:
    expected = ",\n    ".join(f"('{each.name}', '{_stored_type(each.type)}')" for each in table.columns)
    sql = f"""
with expected (column_name, data_type) as (values
    {expected}
),
found as (
    select column_name, data_type
    from duckdb_columns()
    where
        database_name = current_database()
        and schema_name = '{table.schema}'
        and table_name = '{table.name}'
)
select
    column_name as key,
    coalesce(found.data_type, 'missing') || ', not ' || expected.data_type as seen
from expected
left join found using (column_name)
where found.data_type is distinct from expected.data_type"""
    return _critical(table, "columns", "Every column of the contract is there with its type.", sql)


def _stored_type(type_: Type) -> str:
    """The type as DuckDB's catalogue spells it."""
    return "TIMESTAMP WITH TIME ZONE" if type_ is Type.TIMESTAMPTZ else type_.duckdb


def _not_null_check(table: Table) -> Check:
    required = [column.name for column in table.columns if not column.nullable]
    named = ", ".join(f"case when {name} is null then '{name}' end" for name in required)
    sql = f"""
select {_key(table)} as key, concat_ws(', ', {named}) || ' is NULL' as seen
from {table.qualified_name}
where {" or ".join(f"{name} is null" for name in required)}"""
    return _critical(table, "not_null", "What must be known is never NULL.", sql)


def _key_check(table: Table) -> Check:
    sql = f"""
select {_key(table)} as key, count(*) || ' rows' as seen
from {table.qualified_name}
group by {", ".join(table.key)}
having count(*) > 1"""
    return _critical(table, "key_unique", f"One row per {', '.join(table.key)}.", sql)


def _reference_check(table: Table, column: Column) -> Check:
    target = contracts.table(str(column.references))
    (target_key,) = target.key
    sql = f"""
select {_key(table)} as key, '{column.name} ' || {column.name} as seen
from {table.qualified_name}
where
    {column.name} is not null
    and {column.name} not in (
        select {target_key} from {target.qualified_name} where {target_key} is not null
    )"""
    rule = f"Every {column.name} is a row of {target.qualified_name}."
    return _critical(table, f"reference__{column.name}", rule, sql)


def _vocabulary_check(table: Table, column: Column) -> Check:
    values = ", ".join(f"'{value}'" for value in column.vocabulary)
    sql = f"""
select {_key(table)} as key, '{column.name} ' || {column.name} as seen
from {table.qualified_name}
where {column.name} not in ({values})"""
    rule = f"{column.name} is one of {', '.join(column.vocabulary)}."
    return _critical(table, f"vocabulary__{column.name}", rule, sql)


def _part_spans(table: Table) -> Iterator[str]:
    """What has a span of its own beside the row's: `cue`, `speaker`, `subject`."""
    if "document_id" not in table.column_names:
        return
    for name in table.column_names:
        if name.endswith("_start_char"):
            yield name.removesuffix("_start_char")


def _span_check(table: Table, prefix: str, text: str) -> Check:
    """Offsets into `documents.text` give the words beside them; all three known, or none."""
    start, end = f"{prefix}start_char", f"{prefix}end_char"
    sql = f"""
select
    {_key(table, "spans")} as key,
    concat_ws(' ', '{start}', spans.{start}, '{end}', spans.{end}, '{text}', spans.{text}) as seen
from {table.qualified_name} as spans
left join documents on spans.document_id = documents.document_id
where
    concat_ws('', spans.{start}, spans.{end}, spans.{text}) <> ''
    and (
        coalesce(spans.{start} < 0 or spans.{end} <= spans.{start}, true)
        or substr(documents.text, spans.{start} + 1, spans.{end} - spans.{start})
        is distinct from spans.{text}
    )"""
    rule = f"The document's words from {start} up to {end} are those of {text}."
    return _critical(table, f"span__{text}", rule, sql)


def _span_list_check(table: Table, column: Column) -> Check:
    """Pieces lie in order within the row's own span."""
    pieces, name = f"rows_.{column.name}", column.name
    sql = f"""
select {_key(table, "rows_")} as key, '{name} ' || {pieces}::varchar as seen
from {table.qualified_name} as rows_
where
    len(list_filter({pieces}, lambda piece: coalesce(
        piece.start_char < rows_.start_char
        or piece.end_char > rows_.end_char
        or piece.end_char <= piece.start_char, true
    ))) > 0
    or len(list_filter(
        range(2, len({pieces}) + 1),
        lambda place: {pieces}[place - 1].end_char > {pieces}[place].start_char
    )) > 0"""
    return _critical(table, f"spans__{name}", f"The {name} lie in order within the row's span.", sql)


def _place_check(table: Table) -> Check:
    """Rows start within their segment, which is one of their article."""
    sql = f"""
select
    {_key(table, "placed")} as key,
    concat_ws(' ', 'start_char', placed.start_char, 'in', placed.segment_id) as seen
from {table.qualified_name} as placed
left join segments on placed.segment_id = segments.segment_id
where
    segments.document_id is distinct from placed.document_id
    or segments.article_id is distinct from placed.article_id
    or not coalesce(
        placed.start_char >= segments.start_char and placed.start_char < segments.end_char, false
    )"""
    return _critical(table, "stands_in_its_segment", "A row starts in its segment, one of its article.", sql)


def _story_check(table: Table) -> Check:
    """Nothing comes from what does not tell the story, nor from articles that are not extracted from."""
    kinds = ", ".join(f"'{kind}'" for kind in EXTRACTED_SEGMENT_KINDS)
    sql = f"""
select {_key(table, "placed")} as key, segments.kind || ', ' || articles.extraction_status as seen
from {table.qualified_name} as placed
inner join segments on placed.segment_id = segments.segment_id
inner join articles on placed.article_id = articles.article_id
where segments.kind not in ({kinds}) or articles.extraction_status <> 'done'"""
    rule = "A row comes from the story of an article that is extracted from."
    return _critical(table, "comes_from_the_story", rule, sql)


def _key(table: Table, alias: str | None = None) -> str:
    """The row's key as one text, a NULL part spelt out."""
    prefix = "" if alias is None else f"{alias}."
    parts = [f"coalesce({prefix}{name}::varchar, 'NULL')" for name in table.key]
    return " || '|' || ".join(parts)
