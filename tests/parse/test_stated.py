"""What formats state: dates as they write them, values over what the text shows, documents of parts."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.parse.composed import compose, paragraphs
from pipelines.parse.formats.html.fragments import parts_of_field
from pipelines.parse.records import ParsedDocument, ReadFailure, Stated
from pipelines.parse.stated import domain_of, stated_interval

SENTENCE = "The minister said on Tuesday that she would leave the cabinet within a month of the vote."


def document(stated: Stated, parts: list[tuple[str, str]] | None = None) -> ParsedDocument:
    made = compose(parts or [("title", "Minister resigns"), ("body", SENTENCE)], b"x", "json", stated=stated)
    assert isinstance(made, ParsedDocument)
    return made


@pytest.mark.parametrize(
    "text",
    ["2024-01-05", "20240105", "2024-01-05 14:33:00", "20240105T143300Z", "Fri, 05 Jan 2024 14:33:00 +0000",
     "2024-01-05T14:33:00.123+01:00", "January 5, 2024", "5. Januar 2024", "1704465180", "1704465180000"],
)  # fmt: skip
def test_a_stated_day_is_read_however_it_is_written(text: str) -> None:
    found = stated_interval(text)
    assert found is not None
    assert found[:2] == (date(2024, 1, 5), date(2024, 1, 5))


def test_moments_need_a_zone_and_wide_dates_are_intervals() -> None:
    moment = datetime(2024, 1, 5, 14, 33, tzinfo=UTC)
    assert stated_interval("2024-01-05T14:33:00Z") == (date(2024, 1, 5), date(2024, 1, 5), moment)
    assert stated_interval("2024-01-05T14:33:00") == (date(2024, 1, 5), date(2024, 1, 5), None)
    assert stated_interval("2024-02") == (date(2024, 2, 1), date(2024, 2, 29), None)
    assert stated_interval("2024") == (date(2024, 1, 1), date(2024, 12, 31), None)


def test_a_day_whose_month_nobody_knows_is_an_interval_with_both_readings() -> None:
    assert stated_interval("03/04/2023") == (date(2023, 3, 4), date(2023, 4, 3), None)
    assert stated_interval("25/04/2023") == (date(2023, 4, 25), date(2023, 4, 25), None)


@pytest.mark.parametrize(
    "text", ["soon", "2024-13-01", "2024-02-31", "0001-01-01", "9999999999", "12", "²⁰²⁴"]
)
def test_what_is_no_date_gives_none(text: str) -> None:
    assert stated_interval(text) is None
    assert document(Stated(published=text)).dates == ()


@given(st.text(max_size=60))
def test_any_text_is_a_date_or_none(text: str) -> None:
    found = stated_interval(text)
    assert found is None or found[0] <= found[1]


def test_stated_values_go_before_those_of_the_text() -> None:
    stated = Stated(
        url="https://www.herald.example/a", title="Another title", byline="Jane Doe", published="2024-01-05",
        outlet="The Herald", origin="The Agency", language="en_GB",
    )  # fmt: skip
    made = document(stated)
    (article,) = made.articles
    assert (made.url, article.title, article.byline) == (stated.url, "Another title", "Jane Doe")
    assert (article.outlet, article.outlet_basis) == ("The Herald", "metadata")
    assert (article.origin, article.origin_basis, article.language) == ("The Agency", "metadata", "en-GB")
    assert [(one.basis, one.rank, one.text) for one in made.dates] == [("metadata", 0, "2024-01-05")]


def test_an_address_without_an_outlet_gives_its_domain() -> None:
    (article,) = document(Stated(url="https://www.herald.example/a")).articles
    assert (article.outlet, article.outlet_basis) == ("herald.example", "url")
    assert domain_of("http://[bad") is None
    assert domain_of("ftp://herald.example") is None


def test_parts_become_segments_that_tile_the_text() -> None:
    parts = [
        ("title", "Minister resigns"), ("standfirst", "A first."), ("body", SENTENCE),
        ("body", "• A point of hers"),
        ("body", "This article is republished from The Paper."),
        ("caption", "She\x00 leaves.\ud800"), ("body", " \n"),
    ]  # fmt: skip
    made = document(Stated(), parts)
    assert [segment.kind for segment in made.segments] == [
        "title", "standfirst", "body", "list_item", "syndication_notice", "caption",
    ]  # fmt: skip
    assert "".join(segment.text for segment in made.segments) == made.text
    assert made.text.startswith("Minister resigns\n\nA first.\n\nThe minister")
    assert made.text.endswith("She leaves.\ufffd")
    assert made.articles[0].origin == "The Paper"


def test_parts_without_text_are_a_failure() -> None:
    assert compose([("title", " ")], b"", "json", member="line 3") == ReadFailure(
        "line 3", "it holds no text"
    )


def test_paragraphs_by_blank_lines_by_lines_or_by_width() -> None:
    assert paragraphs("One.\n \nTwo\nlines.") == ["One.", "Two\nlines."]
    assert paragraphs("One is here.\r\nTwo is there.") == ["One is here.", "Two is there."]
    wrapped = "\n".join([f"{SENTENCE[:70]}"] * 3) + "\nand so on."
    assert paragraphs(wrapped) == [wrapped.replace("\n", " ")]


def test_fields_with_markup_give_kinds_and_without_it_paragraphs() -> None:
    markup = "<p>One &amp; two<br>three</p><h2>Head</h2><ul><li>A point</li></ul><script>no()</script>"
    assert parts_of_field(markup) == [
        ("body", "One & two"), ("body", "three"), ("heading", "Head"), ("list_item", "A point"),
    ]  # fmt: skip
    assert parts_of_field("AT&amp;T rises, 3 < 4") == [("body", "AT&T rises, 3 < 4")]
    assert parts_of_field("A <b>bold</b> word\nand more") == [("body", "A bold word"), ("body", "and more")]
    assert parts_of_field("<![CDATA[<p>Inside</p>]]>", "caption") == [("caption", "Inside")]
