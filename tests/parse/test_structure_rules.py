"""Rules of structure one by one, on pages written for the purpose."""

from __future__ import annotations

import io

import pytest

from pipelines.contracts.vocabulary import SEGMENT_KINDS
from pipelines.parse import ParsedDocument, read
from pipelines.parse.labelling import Labels, label_blocks
from pipelines.parse.lines import lines_of
from pipelines.parse.notices import agency_of_dateline
from pipelines.parse.teasers import Block

BODY = [
    "The minister said on Tuesday that she would leave the cabinet within a month of the vote.",
    "Her party, which has ruled for nine years, lost its majority in June after a row over trains.",
    "“I have done what I set out to do, and the trains run at last,” she told reporters in the rain.",
    "Opposition leaders asked for an early election, which the president has refused to call so far.",
]
MENU = ["Menu", "News", "Sport", "Weather", "Search", "Sign in", "Subscribe", "Facebook", "Twitter"]


def parsed(*lines: str) -> ParsedDocument:
    (found,) = read(io.BytesIO("\n\n".join(lines).encode()), "a.txt", "text")
    assert isinstance(found, ParsedDocument)
    return found


def kinds(document: ParsedDocument) -> dict[str, str]:
    found = {}
    for segment in document.segments:
        for line in segment.text.split("\n"):
            if line.strip():
                found.setdefault(line.strip(), segment.kind)
    return found


def test_a_page_with_menus_is_parted_from_its_story() -> None:
    page = parsed(
        *MENU,
        "Transport minister leaves cabinet after vote",
        "By Jane Doe and John Q. Public | 21 March 2023, 10:15 GMT",
        *BODY,
        "Related stories",
        "Trains run late again in the north of the country",
        "© 2023 The Paper. All rights reserved.",
    )
    found = kinds(page)
    assert [found[line] for line in BODY] == ["body"] * 4
    assert found["Transport minister leaves cabinet after vote"] == "title"
    assert found["Menu"] == "navigation"
    assert found["Trains run late again in the north of the country"] == "teaser"
    (article,) = page.articles
    assert article.title == "Transport minister leaves cabinet after vote"
    assert article.byline == "Jane Doe, John Q. Public"
    assert [str(date.published_from) for date in page.dates] == ["2023-03-21"]
    assert page.dates[0].published_at is not None
    assert page.dates[0].published_at.isoformat() == "2023-03-21T10:15:00+00:00"


@pytest.mark.parametrize(
    "text", ["It cost him thirteen dollars", "Yo dude!", "she will sign up for it, he said"]
)
def test_a_file_that_holds_one_sentence_is_a_story(text: str) -> None:
    assert kinds(parsed(text)) == {text: "body"}
    assert parsed(text).articles[0].kind == "main"


def test_a_dateline_is_part_of_the_story_and_dates_it() -> None:
    page = parsed("Copper falls in late trade.", "LONDON 1996-08-30", *BODY)
    assert kinds(page)["LONDON 1996-08-30"] == "dateline"
    assert [(date.basis, str(date.published_from)) for date in page.dates] == [("dateline", "1996-08-30")]


def test_a_date_between_title_and_text_dates_a_plain_story() -> None:
    for head in (["By Jane Doe", "22 June 2024"], ["22 June 2024"]):
        found = parsed("Transport minister leaves cabinet after vote", *head, *BODY)
        assert [date.published_from.isoformat() for date in found.dates] == ["2024-06-22"]
        assert kinds(found)["22 June 2024"] == "byline"


def test_a_date_inside_the_text_is_no_publication_date() -> None:
    assert (
        parsed("A title of the story", *BODY, "The treaty was signed on 3 May 1998 in Oslo by both.").dates
        == ()
    )


def test_a_day_without_year_is_no_date() -> None:
    assert parsed("A title of the story", "Published: Tuesday, 3 May, 10:15", *BODY).dates == ()


@pytest.mark.parametrize(
    ("notice", "origin"),
    [
        (
            "This article is republished from The Conversation under a Creative Commons license.",
            "The Conversation",
        ),
        ("Read the original article on Business Insider", "Business Insider"),
        ("This story was originally published by Grist and is reproduced here.", "Grist"),
        ("The post Trains run appeared first on The Daily Signal.", "The Daily Signal"),
        ("Read the original article here.", None),
    ],
)
def test_notices_name_the_origin(notice: str, origin: str | None) -> None:
    page = parsed("A title of the story", *BODY, notice)
    assert kinds(page)[notice] == "syndication_notice"
    assert page.articles[0].origin == origin
    assert page.articles[0].origin_basis == ("notice" if origin else None)


@pytest.mark.parametrize(
    ("dateline", "agency"),
    [
        ("PORT SELWYN, May 3 (Reuters) - ", "Reuters"),
        ("May 3 (Reuters) - ", "Reuters"),
        ("3 May 2024 (AFP) — ", "AFP"),
        ("(AP) — ", "AP"),
        ("(Selwyn) — ", None),
        ("(Reuters) has ", None),
        ("Port Selwyn (dpa) - ", "dpa"),
        ("Port Selwyn (dpa/lno) - ", "dpa"),
        ("Port Selwyn/Bern (epd). ", "epd"),
        ("PORT SELWYN (AP/Reuters) - ", None),
        ("The Union (AP) ", None),
    ],
)
def test_datelines_name_their_agency_in_any_style(dateline: str, agency: str | None) -> None:
    assert agency_of_dateline(f"{dateline}{BODY[0]}") == agency


CORRECTIONS = [
    "Correction: An earlier version of this article said that 21 boats were lost.",
    "This article was amended on 2 May 2023. It said that 21 boats were lost.",
    "Korrektur: In einer früheren Version stand, 21 Boote seien verloren.",
]


@pytest.mark.parametrize("correction", CORRECTIONS)
def test_what_a_story_takes_back_is_no_body(correction: str) -> None:
    found = kinds(parsed("A title of the story", *BODY, correction))
    assert found[correction] == "other"
    assert found[BODY[-1]] == "body"


def test_a_report_that_was_revised_is_news() -> None:
    line = "The report was revised on Monday to say that 21 boats were lost in the storm."
    assert kinds(parsed("A title of the story", *BODY, line, BODY[0] + " Again."))[line] == "body"


def test_an_agency_dateline_names_the_origin() -> None:
    page = parsed("A title of the story", "PARIS (AP) — " + BODY[0], *BODY[1:])
    assert (page.articles[0].origin, page.articles[0].origin_basis) == ("AP", "dateline")


def test_a_pull_quote_repeats_its_home_and_takes_the_name_below() -> None:
    page = parsed(
        "A title of the story", *BODY, "I have done what I set out to do", "Jane Doe", BODY[0] + " Again."
    )
    by_text = {segment.text.strip(): segment for segment in page.segments}
    for line in ("I have done what I set out to do", "Jane Doe"):
        assert by_text[line].kind == "pull_quote"
        assert by_text[line].repeats_ordinal == by_text[BODY[2]].ordinal


def test_text_that_is_printed_twice_is_told_once() -> None:
    page = parsed("A title of the story", *BODY, BODY[1])
    assert page.segments[-1].kind == "duplicate"
    assert page.segments[-1].repeats_ordinal == 2


def test_a_caption_with_its_credit_is_no_body() -> None:
    lines = ["The minister is seen in Oslo on Monday. (Jane Doe/AP Photo via Getty Images)", "Photo: Reuters"]
    found = kinds(parsed("A title of the story", *BODY[:2], *lines, *BODY[2:]))
    assert [found[line] for line in lines] == ["caption", "credit"]


def test_many_lines_and_long_lines_are_read_in_linear_time() -> None:
    long = "The minister said that she “would leave” the cabinet by 3 May 2023. " * 60_000
    assert len(parsed(long).segments) == 1
    many = "\n".join(f"Line {number} of a long table" for number in range(40_000))
    assert sum(len(segment.text) for segment in parsed(many).segments) == len(many)


def test_lines_of_other_stories_are_of_kinds_that_there_are() -> None:
    shapes = ["headline", "date", "prose", "end_of_story"]
    lines = lines_of("\n\n".join(["Selwyn votes on its bridge", "1 May 2024", BODY[0], "Read more"]))
    labels = Labels([""] * 4, [None] * 4, [None] * 4)
    label_blocks(lines, shapes, labels, [Block(0, 0, 3)])
    assert labels.kinds == ["title", "byline", "body", "other"]
    assert set(labels.kinds) <= set(SEGMENT_KINDS)
    assert labels.articles == [1, 1, 1, 1]
