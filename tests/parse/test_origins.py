"""Who wrote a story first, as bylines, credits and reserved rights name an agency."""

from __future__ import annotations

import io

import pytest

from pipelines.parse import ParsedDocument, read
from pipelines.parse.notices import noticed_origin
from pipelines.parse.origins import agency_of_byline, agency_of_copyright, agency_of_credit

BODY = [
    "The harbour board decided on Thursday to build a second breakwater before the winter storms come.",
    "It will cost about nine million, most of which the state has promised to pay within two years.",
    "Fishermen had asked for it since a storm sank four boats in the harbour mouth three years ago.",
]


def parsed(*lines: str) -> ParsedDocument:
    (found,) = read(io.BytesIO("\n\n".join(lines).encode()), "a.txt", "text")
    assert isinstance(found, ParsedDocument)
    return found


@pytest.mark.parametrize(
    ("line", "agency"),
    [
        ("By Jane Doe, Associated Press", "Associated Press"),
        ("By JANE DOE Associated Press", "Associated Press"),
        ("By Jane Doe | Reuters | 3 May 2024", "Reuters"),
        ("By Jane Doe for Reuters", "Reuters"),
        ("By The Associated Press", "The Associated Press"),
        ("Reuters", "Reuters"),
        ("By AP", "AP"),
        ("AFP - 3 May 2024", "AFP"),
        ("Jane Doe and AP", None),
        ("Von Erika Muster mit dpa", None),
        ("dpa/epd", None),
        ("PA", None),
        ("Jane Doe", None),
        ("By Jane Doe, Port Selwyn", None),
        ("By ANNA KRUPA", None),
    ],
)
def test_a_byline_names_the_agency_it_is_all_of(line: str, agency: str | None) -> None:
    assert agency_of_byline(line) == agency


@pytest.mark.parametrize(
    ("text", "agency"),
    [
        ("The boats came home at night. (dpa)", "dpa"),
        ("The boats came home at night. (dpa/tmn)", "dpa"),
        ("“They came home,” he said. — Reuters", "Reuters"),
        ("Quelle: dpa", "dpa"),
        ("Source: Reuters", "Reuters"),
        ("The boats came home at night. (AFP/Reuters)", None),
        ("The boats came home at night. (Smith)", None),
        ("He works for the agency (AFP).", None),
        ("Photo: Reuters", None),
    ],
)
def test_a_story_may_end_with_the_agency(text: str, agency: str | None) -> None:
    assert agency_of_credit(text) == agency


@pytest.mark.parametrize(
    ("text", "agency"),
    [
        ("© 2024 The Associated Press. All rights reserved.", "The Associated Press"),
        ("All contents © copyright 2024 The Associated Press. All rights reserved.", "The Associated Press"),
        ("Copyright 2024 AFP", "AFP"),
        ("© AFP", None),
        ("Photo © Reuters 2024", None),
        ("© 2024 The Harbour Herald. All rights reserved.", None),
    ],
)
def test_reserved_rights_name_an_agency_but_pictures_do_not(text: str, agency: str | None) -> None:
    assert agency_of_copyright(text) == agency


@pytest.mark.parametrize(
    "notice",
    ["First published on November 19, 2019", "First published at 11:15 p.m.", "First published on Monday"],
)
def test_a_day_is_no_origin(notice: str) -> None:
    assert noticed_origin(notice) is None


@pytest.mark.parametrize(
    ("lines", "origin"),
    [
        (["By Jane Doe, Associated Press", *BODY], ("Associated Press", "byline")),
        (["By Jane Doe", *BODY[:2], f"{BODY[2]} (Reuters)"], ("Reuters", "credit")),
        (["By Jane Doe", *BODY, "© 2024 Agence France-Presse."], ("Agence France-Presse", "notice")),
        (["By Jane Doe", *BODY, "This story was originally published by Grist."], ("Grist", "notice")),
        (["By Jane Doe", *BODY], (None, None)),
    ],
)  # fmt: skip
def test_a_story_says_what_its_origin_rests_on(
    lines: list[str], origin: tuple[str | None, str | None]
) -> None:
    page = parsed("Harbour board votes for second breakwater", *lines)
    assert (page.articles[0].origin, page.articles[0].origin_basis) == origin
    assert page.articles[0].outlet is None
