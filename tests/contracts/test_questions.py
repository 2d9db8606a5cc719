from __future__ import annotations

from graphlib import CycleError
from pathlib import Path

import pytest

from pipelines.contracts.questions import read_question, read_questions

HEADING = "-- What?\n-- One row.\n"


@pytest.fixture
def sql(tmp_path: Path):
    def write(**files: str) -> Path:
        for name, text in files.items():
            folder, _, stem = name.partition("__")
            (tmp_path / folder).mkdir(exist_ok=True)
            (tmp_path / folder / f"{stem}.sql").write_text(text)
        return tmp_path

    return write


def test_each_comes_after_those_it_names(sql) -> None:
    folder = sql(
        views__a=f"{HEADING}select * from b, c",
        views__b=f"{HEADING}select * from d(1)",
        views__c=f"{HEADING}select 1 as a_b -- not a",
        macros__d=f"{HEADING}create macro d(x) as table select x from c",
    )
    assert [question.name for question in read_questions(folder)] == ["c", "d", "b", "a"]


def test_the_first_comment_is_parted_from_the_sql(sql) -> None:
    folder = sql(views__a="-- What is\n-- it?\n-- One row per thing.\nselect 1;\n-- not this\n")
    question = read_question(folder / "views" / "a.sql")
    assert question.comment == "What is it? One row per thing."
    assert question.sql.startswith("select 1")
    assert question.is_view


@pytest.mark.parametrize(
    ("body", "signature", "gives_rows"),
    [
        ("create macro d(x, y) as table select x", "d(x, y)", True),
        ("create macro d(x) as\nx + 1", "d(x)", False),
    ],
)
def test_a_macro_is_called_with_its_parameters(sql, body, signature, gives_rows) -> None:
    question = read_question(sql(macros__d=HEADING + body) / "macros" / "d.sql")
    assert (question.signature, question.is_table_macro, question.is_view) == (signature, gives_rows, False)


def test_files_that_name_one_another_are_told(sql) -> None:
    with pytest.raises(CycleError):
        read_questions(sql(views__a=f"{HEADING}from b", views__b=f"{HEADING}from a"))


def test_a_name_used_twice_is_told(sql) -> None:
    with pytest.raises(ValueError, match="named a too"):
        read_questions(sql(views__a=f"{HEADING}select 1", macros__a=f"{HEADING}create macro a() as 1"))


@pytest.mark.parametrize("text", ["select 1", HEADING, ""])
def test_a_file_must_state_its_question(sql, text) -> None:
    with pytest.raises(ValueError, match="first comment"):
        read_questions(sql(views__a=text))
