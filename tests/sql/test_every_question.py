from __future__ import annotations

import re
from pathlib import Path

import pytest

from pipelines.contracts.questions import Question, read_questions

SQL = Path(__file__).parents[2] / "sql"
DOCUMENTED = SQL.parent / "docs" / "questions.md"
QUESTIONS = read_questions(SQL)
VIEWS = [question for question in QUESTIONS if question.is_view]


def named(question: Question) -> str:
    return question.name


@pytest.mark.parametrize("question", QUESTIONS, ids=named)
def test_it_has_a_test(question: Question) -> None:
    tests = Path(__file__).parent.glob("test_*_views.py")
    assert any(re.search(rf"\b{question.name}\b", path.read_text()) for path in tests)


@pytest.mark.parametrize("question", QUESTIONS, ids=named)
def test_it_states_its_question_then_its_grain(question: Question) -> None:
    asked, _, grain = question.comment.partition("?")
    assert asked
    assert grain.partition("One ")[2]


@pytest.mark.parametrize("question", VIEWS, ids=named)
def test_an_empty_warehouse_gives_no_rows(warehouse, question: Question) -> None:
    assert warehouse.rows(question.name) == []


@pytest.mark.parametrize("question", VIEWS, ids=named)
def test_ids_come_last(warehouse, question: Question) -> None:
    columns = warehouse.connection.sql(f"from {question.name}").columns
    is_id = [column.endswith("_id") or "_id_" in column or column in {"same_as", "key"} for column in columns]
    assert is_id == sorted(is_id), columns


@pytest.mark.parametrize("query", re.findall(r"`((?:from|select) [^`]+)`", DOCUMENTED.read_text()))
def test_a_documented_query_runs(warehouse, query: str) -> None:
    assert warehouse.connection.sql(query).fetchall() == []


def test_there_are_at_least_fifteen() -> None:
    assert len(VIEWS) >= 15
