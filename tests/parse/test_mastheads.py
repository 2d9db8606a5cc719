"""The outlet that a pasted page names in its own words."""

from __future__ import annotations

import io

import pytest

from pipelines.parse import Article, ParsedDocument, read
from pipelines.parse.mastheads import copyright_holder

MENU = ["Home", "Menu", "Search", "Log in", "Sport", "Contact us"]
STORY = [
    "Harbour board votes for second breakwater",
    "The harbour board decided on Thursday to build a second breakwater before the winter storms come.",
    "It will cost about nine million, most of which the state has promised to pay within two years.",
    "Fishermen had asked for it since a storm sank four boats in the harbour mouth three years ago.",
    "“We have waited long enough,” said the head of their union after the meeting had ended at last.",
]
RIGHTS = "© 2024 The Harbour Herald. All rights reserved."


def page(*foot: str, head: tuple[str, ...] = ()) -> Article:
    text = "\n".join([*head, *MENU, "", *STORY, "", "Most read", "Privacy policy", *foot])
    (found,) = read(io.BytesIO(text.encode()), "a.txt", "text")
    assert isinstance(found, ParsedDocument)
    return found.articles[0]


@pytest.mark.parametrize(
    ("foot", "outlet"),
    [
        (["The Harbour Herald", RIGHTS], ("The Harbour Herald", "notice")),
        (["Subscribe to the Harbour Herald", RIGHTS], ("The Harbour Herald", "notice")),
        (["Copyright © 1998-2024 harbourherald.example, LLC"], ("harbourherald.example", "notice")),
        (["Harbour Herald", "Harbour Herald © 2024 Selwyn Holdings Ltd"], ("Harbour Herald", "notice")),
        (
            ["Follow Harbour Herald on Facebook", "Download the Harbour Herald app"],
            ("Harbour Herald", "text"),
        ),
        (["Harbour Herald is a publication of Selwyn Press."], ("Harbour Herald", "text")),
    ],
)
def test_two_signs_name_the_outlet(foot: list[str], outlet: tuple[str, str]) -> None:
    found = page(*foot)
    assert (found.outlet, found.outlet_basis) == outlet


@pytest.mark.parametrize(
    "foot",
    [
        [RIGHTS],
        ["Follow Harbour Herald on Facebook"],
        ["Follow Jane Doe on Twitter", "Contact Jane Doe", "Download the Harbour Herald app"],
        ["Selwyn Media", "© 2024 Selwyn Media"],
        ["Hearst", "© 2024 Hearst"],
        ["The Printers", "© 2024 The Printers (Selwyn) Private Ltd."],
        ["Harbour Herald", "Selwyn Star", "© 2024 Harbour Herald", "© 2024 Selwyn Star"],
        ["Reuters", "© 2024 Reuters. All rights reserved."],
        ["Jane Doe", "© Jane Doe"],
    ],
)
def test_nothing_is_guessed(foot: list[str]) -> None:
    assert page(*foot).outlet is None


def test_an_agencys_rights_name_the_origin_of_a_page_of_another() -> None:
    found = page(
        "Harbour Herald app", "About Harbour Herald", "© 2024 The Associated Press. All rights reserved."
    )
    assert (found.outlet, found.outlet_basis) == ("Harbour Herald", "text")
    assert (found.origin, found.origin_basis) == ("The Associated Press", "notice")


@pytest.mark.parametrize(
    ("line", "holder"),
    [
        (RIGHTS, "The Harbour Herald"),
        ("Copyright © 2024, Harbour Herald | Terms of service", "Harbour Herald"),
        ("© 2024 Harbour Herald, a division of Selwyn Network Inc. All rights reserved.", "Harbour Herald"),
        ("© Harbour Herald 1998 - 2024 powered by Selwyn Network", "Harbour Herald"),
        ("Harbour Herald © Copyright 2024. All rights reserved.", "Harbour Herald"),
        ("Copyright 2024|Tüm Hakları Saklıdır", None),
        ("© All rights reserved.", None),
        ("© Jane Doe/imago", None),
        ("Boats in the harbour. © Jane Doe", None),
        ("© 2024 Selwyn Verlag GmbH", None),
    ],
)
def test_a_line_names_whose_rights_are_reserved(line: str, holder: str | None) -> None:
    assert copyright_holder(line) == holder
