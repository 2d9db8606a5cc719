"""People told of together: which lists make a total, and which only take a number apart."""

from __future__ import annotations

import pytest
from figures import read


def totals(text: str) -> list[tuple[str, float | None, str | None, str | None]]:
    return [(each.text, each.value, each.unit, each.subject) for each in read(text) if each.confidence < 0.9]


@pytest.mark.parametrize(
    ("text", "total"),
    [
        (
            "A clerk and two customers were killed on Monday.",
            ("A clerk and two customers", 3, "person", "were killed"),
        ),
        ("Girl, 2 women hurt in crash", ("Girl, 2 women", 3, "person", "hurt")),
        (
            "The crash killed at least two drivers and a child.",
            ("at least two drivers and a child", 3, "person", "killed"),
        ),
        (
            "A 20-year-old man and a 23-year-old man died.",
            ("A 20-year-old man and a 23-year-old man", 2, "man", "died"),
        ),
        ("The blast left a nurse and her husband dead.", ("a nurse and her husband", 2, "person", "dead")),
        ("Both brothers were wounded.", ("Both brothers", 2, "brother", "were wounded")),
        (
            "The injuries suffered by a guard and a driver are minor.",
            ("a guard and a driver", 2, "person", "injuries suffered"),
        ),
        (
            "Ann Dole, a teacher, and her two sons were killed.",
            ("Ann Dole, a teacher, and her two sons", 3, "person", "were killed"),
        ),
        (
            "A pilot, Jim Roe, 41, and two guards were injured.",
            ("A pilot, Jim Roe, 41, and two guards", 3, "person", "were injured"),
        ),
    ],
)
def test_a_list_of_people_under_one_fate_is_their_total(text: str, total: tuple) -> None:
    assert totals(text) == [total]


@pytest.mark.parametrize(
    "text",
    [
        "Three people, a man and two women, were killed.",
        "Four people, including a man and a boy, were killed.",
        "A man and a woman talked to reporters.",
        "The flood destroyed a house and two sheds.",
        "A man was killed.",
        "It wounded two guards, and a driver is being questioned.",
    ],
)
def test_what_takes_a_number_apart_or_has_no_fate_is_no_total(text: str) -> None:
    assert totals(text) == []


def test_a_member_with_a_number_is_part_of_the_total_and_leaves_it_the_fate() -> None:
    total, first = read("Two women and a baby are dead.")
    assert (total.unit_basis, total.subject, total.whole) == ("summed", "are dead", None)
    assert (first.text, first.subject, first.whole) == ("Two women", "women", "Two women and a baby")


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        (
            "At least 15 children under the age of 16 were killed.",
            "children under the age of 16 were killed",
        ),
        ("He killed their three children.", "killed"),
        ("Six guards received non-life-threatening wounds.", "guards received non-life-threatening wounds"),
        ("Two cooks, 21 and 34 years old, were injured.", "were injured"),
        ("The other three were critical.", "were critical"),
    ],
)
def test_a_fate_is_found_past_what_only_says_who(text: str, subject: str) -> None:
    assert read(text)[0].subject == subject


def test_a_member_of_those_killed_is_no_count_of_the_killed() -> None:
    (found,) = read("They named him as one of the men killed by the bomb.")
    assert "killed" not in (found.subject or "")
