"""A warehouse with nothing in it, and the few words that put a tiny one together row by row."""

from __future__ import annotations

from datetime import UTC, date, datetime
from itertools import count
from pathlib import Path
from typing import Any

import duckdb
import pytest

from pipelines.contracts import BUILD_INFO, table
from pipelines.contracts.model import Column, Type
from pipelines.load.build import create_questions, create_tables

SQL = Path(__file__).parents[2] / "sql"

_ZERO: dict[Type, Any] = {
    Type.TEXT: "",
    Type.INTEGER: 0,
    Type.BIGINT: 0,
    Type.DOUBLE: 1.0,
    Type.BOOLEAN: False,
    Type.DATE: date(2024, 1, 1),
    Type.TIMESTAMPTZ: datetime(2024, 1, 1, tzinfo=UTC),
    Type.TEXTS: [],
    Type.SPANS: [],
}


def _default(column: Column) -> Any:
    """The dullest value that a column can hold."""
    if column.nullable:
        return None
    return column.vocabulary[0] if column.vocabulary else _ZERO[column.type]


class TinyWarehouse:
    """Contract tables and the real views and macros, in memory. What a row leaves out is filled in dully."""

    def __init__(self) -> None:
        self.connection = duckdb.connect()
        create_tables(self.connection)
        create_questions(self.connection, SQL)
        self._ordinals = count(1)

    def clear(self) -> None:
        """Forget every row, keep the views."""
        for name in self.connection.sql(
            "select schema_name || '.' || table_name from duckdb_tables() where not internal"
        ).fetchall():
            self.connection.execute(f"truncate {name[0]}")

    def add(self, table_name: str, /, **values: Any) -> None:
        """One row of a table."""
        contract = BUILD_INFO if table_name == "build_info" else table(table_name)
        assert set(values) <= set(contract.column_names), set(values) - set(contract.column_names)
        row = {column.name: values.get(column.name, _default(column)) for column in contract.columns}
        marks = ", ".join("?" for _ in row)
        self.connection.execute(f"insert into {contract.qualified_name} values ({marks})", [*row.values()])

    def article(
        self,
        article_id: str,
        text: str = "",
        outlet: str | None = None,
        published: str | None = None,
        segment_kind: str = "body",
        repeats: str | None = None,
        **values: Any,
    ) -> None:
        """A document that is one article of one segment; ids follow: `d-a1`, `a1`, `s-a1`."""
        self.add("documents", document_id=f"d-{article_id}", path=f"{article_id}.txt", text=text)
        if outlet and not self.connection.execute("from sources where name = ?", [outlet]).fetchall():
            self.add("sources", source_id=f"src-{outlet}", name=outlet)
        self.add(
            "articles",
            **{
                "article_id": article_id,
                "document_id": f"d-{article_id}",
                "source_id": f"src-{outlet}" if outlet else None,
                "published_from": published,
                "published_to": published,
                "title": f"Title of {article_id}",
            }
            | values,
        )
        self.add(
            "segments",
            segment_id=f"s-{article_id}",
            article_id=article_id,
            document_id=f"d-{article_id}",
            kind=segment_kind,
            text=text,
            end_char=len(text),
            repeats_segment_id=repeats,
        )

    def entity(self, entity_id: str, name: str, kind: str = "person", *aliases: str) -> None:
        """An entity and its further names."""
        self.add("entities", entity_id=entity_id, name=name, kind=kind)
        for alias in aliases:
            self.add("entity_aliases", entity_id=entity_id, alias=alias)

    def place(self, table_name: str, article_id: str, row_id: str, text: str = "", **values: Any) -> None:
        """A row with a span in the one segment of an article."""
        found = self.connection.execute(
            "select text from documents where document_id = ?", [f"d-{article_id}"]
        ).fetchall()
        start = max(found[0][0].find(text), 0)
        self.add(
            table_name,
            **{
                table(table_name).key[0]: row_id,
                "document_id": f"d-{article_id}",
                "article_id": article_id,
                "segment_id": f"s-{article_id}",
                "text": text,
                "start_char": start,
                "end_char": start + len(text),
            }
            | values,
        )

    def quote(self, article_id: str, said: str, speaker: str | None = None, **values: Any) -> str:
        """A quote, its speaker an entity id; gives the quote's id."""
        quote_id = values.pop("quote_id", f"q{next(self._ordinals)}")
        cluster = values.pop("quote_cluster_id", quote_id)
        self.place(
            "quotes",
            article_id,
            quote_id,
            said,
            speaker_entity_id=speaker,
            quote_cluster_id=cluster,
            **values,
        )
        if speaker:
            self.add("quote_speakers", quote_id=quote_id, role="speaker", entity_id=speaker)
        return quote_id

    def claim(
        self, claim_id: str, *passages: tuple[str, str] | tuple[str, str, dict[str, Any]], **values: Any
    ) -> None:
        """A claim and its passages (article, words, more of the passage), counted."""
        articles = sorted({passage[0] for passage in passages})
        publishers = self.connection.execute(
            "select distinct coalesce(source_id, article_id), source_id is null from articles "
            "where article_id in (select unnest(?))",
            [articles],
        ).fetchall()
        self.add(
            "claims",
            **{
                "claim_id": claim_id,
                "text": passages[0][1],
                "representative_claim_mention_id": f"{claim_id}-1",
                "mention_count": len(passages),
                "article_count": len(articles),
                "source_count": len(publishers),
                "independent_source_count": len(publishers),
                "unknown_source_count": sum(is_unknown for _, is_unknown in publishers),
            }
            | values,
        )
        for number, (article_id, words, *more) in enumerate(passages, start=1):
            self.place(
                "claim_mentions",
                article_id,
                f"{claim_id}-{number}",
                words,
                claim_id=claim_id,
                **(more[0] if more else {}),
            )
        for article_id in articles:
            (source_id,) = self.connection.execute(
                "select source_id from articles where article_id = ?", [article_id]
            ).fetchall()[0]
            self.add(
                "claim_sources",
                claim_id=claim_id,
                article_id=article_id,
                source_id=source_id,
                independence_group=source_id or article_id,
            )

    def relate(self, relation: str, claim_id_a: str, claim_id_b: str, **values: Any) -> None:
        """A relation between two claims, of their first passages unless others are named."""
        passages = {"claim_mention_id_a": f"{claim_id_a}-1", "claim_mention_id_b": f"{claim_id_b}-1"}
        self.add(
            "claim_relations",
            relation=relation,
            claim_id_a=claim_id_a,
            claim_id_b=claim_id_b,
            **passages | values,
        )

    def doubt(self, claim_id_a: str, claim_id_b: str, **values: Any) -> None:
        """A possible conflict of the first passages of two claims."""
        self.add(
            "possible_conflicts",
            claim_id_a=claim_id_a,
            claim_id_b=claim_id_b,
            claim_mention_id_a=f"{claim_id_a}-1",
            claim_mention_id_b=f"{claim_id_b}-1",
            **values,
        )

    def built(self, as_of: str = "2024-06-01", run_id: str = "r1") -> None:
        """The build's own row."""
        self.add("build_info", run_id=run_id, as_of=as_of)

    def rows(self, relation: str) -> list[dict[str, Any]]:
        """The rows of a view, or of a macro call."""
        return self.connection.sql(f"from {relation}").pl().to_dicts()

    def values(self, relation: str, *columns: str) -> list[Any]:
        """One column of it as values, several as tuples, in the order of the rows."""
        rows = self.rows(relation)
        if len(columns) == 1:
            return [row[columns[0]] for row in rows]
        return [tuple(row[column] for column in columns) for row in rows]


@pytest.fixture(scope="session")
def _shared() -> TinyWarehouse:
    return TinyWarehouse()


@pytest.fixture
def warehouse(_shared: TinyWarehouse) -> TinyWarehouse:
    """An empty warehouse; views and macros are made once."""
    _shared.clear()
    return _shared
