"""Rows of correction files, and the passages that words name."""

from __future__ import annotations

import pytest

from pipelines.contracts.corrections import Problem, nearest, read_rows

HEADER = "Path, text,action,value,note\n"


def test_rows_keep_their_lines_and_further_columns_are_ignored():
    rows, problems = read_rows("\ufeff" + HEADER + 'a.txt," said\nso ",same,x,why\n,,,,\nb.txt,t,same,y,\n')
    assert problems == []
    assert rows == [
        (2, {"path": "a.txt", "text": "said\nso", "action": "same", "value": "x"}),
        (5, {"path": "b.txt", "text": "t", "action": "same", "value": "y"}),
    ]


def test_a_header_that_lacks_a_column_is_told():
    assert read_rows("path,text,action\na,b,same\n") == ([], [Problem(1, "the header has no column `value`")])


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("the minister  resigned", [1]),
        ("on Friday the minister resigned at last", [1]),
        ("resigned", [1]),
        ("minister", [1]),
        ("twice", [0, 2]),
        ("never said", []),
    ],
)
def test_words_name_what_they_are_are_in_or_hold_nearest_in_length(text, places):
    passages = ("said twice", "the minister\nresigned", "says twice", "the minister resigned and left town")
    assert nearest(text, passages) == places
