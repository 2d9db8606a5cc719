"""Who was shot and lived: what a text entails of the hurt, and where it leaves that open."""

from __future__ import annotations

import pytest
from figures import read


def hurt(text: str) -> list[tuple[str, float | None, str | None, str | None]]:
    return [(row.text, row.value, row.unit, row.whole) for row in read(text) if row.unit_basis == "inferred"]


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("Nine men shot, two dead in Halden", ("Nine men shot", 7, "wounded man", "Nine men")),
        (
            "Six people were shot, one of them fatally, at a wedding.",
            ("Six people were shot", 5, "wounded person", "Six people"),
        ),
        (
            "A guard shot seven students, killing three of them.",
            ("shot seven students", 4, "wounded student", "seven students"),
        ),
        (
            "Police say one man died after five people were stabbed on Friday.",
            ("five people were stabbed", 4, "wounded person", "five people"),
        ),
        (
            "Eight guests were shot. A nurse and her son were killed.",
            ("Eight guests were shot", 6, "wounded guest", "Eight guests"),
        ),
        (
            "Six people were shot and one later died.",
            ("Six people were shot", 5, "wounded person", "Six people"),
        ),
    ],
)
def test_who_was_shot_and_did_not_die_was_hurt(text: str, row: tuple) -> None:
    assert hurt(text) == [row]


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("Police: Four shot near a ferry", ("Four shot", 4, "wounded person", None)),
        (
            "A 15-year-old and three women were shot.",
            ("A 15-year-old and three women were shot", 4, "wounded person", None),
        ),
        (
            "He is held for the shooting of three people. He denies attempted murder.",
            ("shooting of three people", 3, "wounded person", None),
        ),
        (
            "Five people were struck by stray bullets, homicide detectives said.",
            ("Five people were struck", 5, "wounded person", None),
        ),
        (
            "Six passengers were taken to hospital.",
            ("Six passengers were taken to hospital", 6, "hospitalized passenger", None),
        ),
        (
            "A man was killed on Monday.\nThree other men were shot.",
            ("Three other men were shot", 3, "other wounded man", None),
        ),
        (
            "A man was killed at noon.\nTwo women were shot at dusk. Both are expected to survive.",
            ("Two women were shot", 2, "wounded woman", None),
        ),
        (
            "A row in Halden sent four people to the hospital.",
            ("sent four people to the hospital", 4, "hospitalized person", None),
        ),
        (
            "Two women are recovering after being stabbed in Halden.",
            ("Two women are recovering after being stabbed", 2, "wounded woman", None),
        ),
        ("Police found five gunshot victims.", ("five gunshot victims", 5, "wounded gunshot victim", None)),
        ("A guard opened fire, hitting three men.", ("hitting three men", 3, "wounded man", None)),
        ("Man killed, 4 others shot at a bar", ("4 others shot", 4, "other wounded person", None)),
    ],
)
def test_where_no_one_of_them_died_all_were_hurt(text: str, row: tuple) -> None:
    assert hurt(text) == [row]


@pytest.mark.parametrize(
    "text",
    [
        "Four people were shot. The mayor mourned the dead.",
        "Four people were shot and killed.",
        "Four people were shot, at least one fatally.",
        "Six people were shot and two killed in Halden.",
        "Four people were shot and two others were killed.",
        "Two killed, four shot in Halden",
        "Three officers were shot at, but none was hit.",
        "A gunman is accused of shooting at three officers.",
        "Three planes were shot down by the police.",
        "Three films were shot near the police station.",
        "Two of those shot were cousins, police said.",
        "Woods shot 67 to lead by four at the police charity.",
        "Six passengers were taken to hospital, where two died.",
        "Six people were not shot, police said.",
        "Five people were struck by a law on guns.",
        "Three people were treated after being shot at.",
        "The storm hit two people, and gunfire was heard.",
        "The court sent two men to prison.",
        "Two of the gunshot victims were cousins.",
        "A man died. Two more gunshot victims were found: a woman, who was fatally hit, and a boy.",
        "Sixty people have been shot since May, police said.",
        "If two people are shot, the police say why.",
        "Three people were taken to hospital as a precaution.",
    ],
)
def test_where_the_text_leaves_it_open_nothing_is_inferred(text: str) -> None:
    assert hurt(text) == []


def test_a_later_count_of_the_dead_is_not_overlooked() -> None:
    assert hurt("Nine people were shot, two fatally, on Friday.\nThree of the nine people died.") == []


def test_what_is_inferred_is_told_once_and_changes_no_printed_figure() -> None:
    rows = read("Four people were shot on Friday.\nThe four people were shot at noon.")
    assert [(row.text, row.unit_basis) for row in rows if row.unit_basis == "inferred"] == [
        ("Four people were shot", "inferred")
    ]
    assert [row.text for row in rows if row.unit_basis == "printed"] == ["Four people", "four people"]
