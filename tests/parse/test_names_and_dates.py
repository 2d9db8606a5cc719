"""Lines that say who wrote a story and when, in many languages and shapes."""

from __future__ import annotations

import io

import pytest

from pipelines.parse import ParsedDocument, read
from pipelines.parse.bylines import byline_of
from pipelines.parse.dates import find_dates

PARAGRAPHS = [
    "The harbour board decided on Thursday to build a second breakwater before the winter storms come.",
    "It will cost about nine million, most of which the state has promised to pay within two years.",
    "Fishermen had asked for it since a storm sank four boats in the harbour mouth three years ago.",
    "“We have waited long enough,” said the head of their union after the meeting had ended at last.",
]
MENU = ["Home", "Menu", "Search", "Log in", "Subscribe", "Contact us"]
TITLE = "Harbour board votes for second breakwater"


def pasted(*frame: str) -> ParsedDocument:
    text = "\n".join(
        [*MENU, "", TITLE, "", *frame, "", *PARAGRAPHS, "", "Most read", "Privacy policy", *MENU]
    )
    (found,) = read(io.BytesIO(text.encode()), "a.txt", "text")
    assert isinstance(found, ParsedDocument)
    return found


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By Jane Doe and John Roe", "Jane Doe, John Roe"),
        ("Von Jörg Müller", "Jörg Müller"),
        ("Par Anne-Marie Le Goff", "Anne-Marie Le Goff"),
        ("Kommentar von Nina Beispiel", "Nina Beispiel"),
        ("von Dr. Max Muster", "Dr. Max Muster"),
        ("Jane Doe and AP", "Jane Doe, AP"),
        ("Thandi Example Parliamentary editor", "Thandi Example"),
        ("Erika Muster Landespolitische Korrespondentin", "Erika Muster"),
        ("Do 25.04.24 | 14:07 Uhr | Von Erika Muster", "Erika Muster"),
        ("27. Januar 2026 • Max Muster • 3 Minuten", "Max Muster"),
        ("Artikel veröffentlicht am 28. April 2024, 14:26 Uhr, Max Muster", "Max Muster"),
        ("By Jane DoeTwitter", "Jane Doe"),
        ("(Reporting by Jane Doe in Selwyn; Editing by John Roe)", "Jane Doe"),
        ("Powered by Example Content System", None),
        ("Summer Festival: when it starts and who plays", None),
        ("Last update : 30.04.2024 - 16:49", None),
        ("A line that says nothing of the kind", None),
    ],
)
def test_a_line_names_those_who_wrote(line: str, names: str | None) -> None:
    found = byline_of(line)
    assert (found.names if found else None) == names


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("2023年5月15日", "2023-05-15"),
        ("田中一郎2023年5月15日 21時37分", "2023-05-15"),
        ("15.05.2023 14:32 Uhr", "2023-05-15"),
        ("15. 05. 2023, 14:32 Uhr", "2023-05-15"),
        ("Published: 15 May 2023", "2023-05-15"),
        ("Updated 3:04 PM EDT, Thu May 16, 2024", "2024-05-16"),
        ("Example PressMay 16, 2024 GMT", "2024-05-16"),
        ("Thứ tư, 22/10/2025, 19:25 (GMT+7)", "2025-10-22"),
        ("16 мая 2024, 12:00", "2024-05-16"),
        ("Example Press PalmaMai15.04.25 09:56", "2025-04-15"),
        ("16 May", None),
    ],
)
def test_days_are_read_as_printed(line: str, day: str | None) -> None:
    found = next(find_dates(line), None)
    assert (found.day.isoformat() if found else None) == day


def test_a_byline_may_stand_on_two_lines_and_its_day_on_a_third() -> None:
    page = pasted("von", "Erika Muster", "05. Juni 2025", "15:44 Uhr")
    assert page.articles[0].byline == "Erika Muster"
    assert [one.published_from.isoformat() for one in page.dates] == ["2025-06-05"]


def test_a_bare_name_between_the_title_and_the_day_of_a_plain_story_wrote_it() -> None:
    text = "\n".join(["Harbour bridge is closed", "Jane Doe", "3 May 2024", *PARAGRAPHS])
    (found,) = read(io.BytesIO(text.encode()), "a.txt", "text")
    assert isinstance(found, ParsedDocument)
    assert found.articles[0].byline == "Jane Doe"


def test_published_goes_before_updated() -> None:
    page = pasted("Updated 4 March 2024", "Published 2 March 2024")
    assert [one.published_from.day for one in page.dates] == [2, 4]


def test_a_word_for_publishing_leads_a_day_in_running_text() -> None:
    led = f"{PARAGRAPHS[3]} (Published Tuesday, Aug. 4, 2015)"
    assert [one.published_from.isoformat() for one in pasted(led).dates] == ["2015-08-04"]
    glued = f"{TITLE} Posted: Monday, August 17, 2015 2:27 PM EDT"
    assert [one.published_from.isoformat() for one in pasted(glued).dates] == ["2015-08-17"]
    report = "The report, published on 4 August 2015, blames nobody at all for the loss of the boats."
    assert [one.published_to for one in pasted(report).dates] == [None]


def test_a_day_without_its_year_is_of_the_year_of_the_pages_rights() -> None:
    page = "\n".join([*MENU, "", TITLE, "", "Jane Doe  8 May, 17:46", "", *PARAGRAPHS, "", "Privacy policy"])
    for rights, days in (
        ("© 2019-2024 Harbour Herald. All rights reserved.", ["2024-05-08"]),
        ("© Harbour Herald", []),
        ("Boats of 2023.", []),
    ):
        (found,) = read(io.BytesIO(f"{page}\n{rights}".encode()), "a.txt", "text")
        assert isinstance(found, ParsedDocument)
        assert [one.published_from.isoformat() for one in found.dates] == days


def test_a_day_with_its_year_goes_before_one_without() -> None:
    page = pasted("8 May, 17:46", "Published 2 March 2023", "© 2024 Harbour Herald")
    assert [one.published_from.isoformat() for one in page.dates] == ["2023-03-02"]


def test_a_caption_that_is_printed_twice_states_no_day() -> None:
    caption = "Ada Brook and others waved to the boats that came home from the war on November 3, 2015."
    assert [one.published_to for one in pasted(caption, "", caption).dates] == [None]


def test_the_line_of_day_and_writer_may_stand_inside_the_story() -> None:
    text = "\n".join(
        [*MENU, "", TITLE, "", *PARAGRAPHS, *PARAGRAPHS[:3], PARAGRAPHS[3] + " Yes.", "", "By Jane Doe",
         "19.10.2025", "", *(line.replace("board", "council") for line in PARAGRAPHS), "", *MENU]
    )  # fmt: skip
    (page,) = read(io.BytesIO(text.encode()), "a.txt", "text")
    assert isinstance(page, ParsedDocument)
    assert [one.published_from.isoformat() for one in page.dates] == ["2025-10-19"]


def test_a_plain_byline_goes_before_a_bare_name() -> None:
    assert pasted("Harbour Watch Weekly", "By Jane Doe").articles[0].byline == "Jane Doe"


def test_a_bare_name_that_the_title_has_too_is_no_byline() -> None:
    assert pasted("Second Breakwater").articles[0].byline is None
    assert pasted("Jane Doe").articles[0].byline == "Jane Doe"


def test_the_title_stands_above_its_text_in_any_script() -> None:
    story = [
        "港湾委員会は木曜日、冬の嵐が来る前に二つ目の防波堤を建設することを決めた。費用は約九百万に上る。"
    ] * 1
    story += [
        "漁業者は三年前の嵐で港の入り口で船四隻が沈んで以来、防波堤の建設を求めてきたと組合長は語った。"
    ]
    lines = [
        "メニュー",
        "検索",
        "ニュース",
        "社会",
        "港湾委員会が二つ目の防波堤を決定",
        "2023年5月15日",
        *story,
    ]
    (found,) = read(io.BytesIO("\n".join([*lines, "ランキング", "検索"]).encode()), "a.txt", "text")
    assert isinstance(found, ParsedDocument)
    assert found.articles[0].title == "港湾委員会が二つ目の防波堤を決定"
