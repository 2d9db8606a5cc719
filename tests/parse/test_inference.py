"""Days of publication that only the text of a story tells."""

from __future__ import annotations

from datetime import date

import pytest

from pipelines.parse import DateCandidate, Segment
from pipelines.parse.inference import inferred
from pipelines.parse.inference.cues import Named, Relative, named_times, relative_times, sentences
from pipelines.parse.inference.spans import meeting

HARBOUR = "Mayor Ada Brook walks on the new Harbour Bridge in Port Selwyn"


def story(*lines: str, language: str = "en", kind: str = "body") -> DateCandidate | None:
    """What the lines let infer; a line that starts with `[kind] ` is of that kind."""
    segments = []
    for ordinal, line in enumerate(lines):
        own, text = line[1:].split("] ", 1) if line.startswith("[") else (kind, line)
        segments.append(Segment(ordinal, 0, own, 0, len(text), text))
    return inferred(segments, 0, language)


def days(*lines: str, language: str = "en") -> tuple[str | None, str | None] | None:
    found = story(*lines, language=language)
    if found is None:
        return None
    return found.published_from.isoformat(), found.published_to and found.published_to.isoformat()


@pytest.mark.parametrize(
    ("placed", "first", "last"),
    [
        (
            "At the Harbour Bridge opening last week, Mayor Ada Brook spoke of pride.",
            "2023-03-26",
            "2023-04-02",
        ),
        ("People in Port Selwyn saw the Harbour Bridge open this week.", "2023-03-21", "2023-03-26"),
        ("People in Port Selwyn saw the Harbour Bridge open earlier this month.", "2023-03-21", "2023-03-31"),
        ("People in Port Selwyn saw the Harbour Bridge open last month.", "2023-04-01", "2023-04-30"),
        ("It was the Harbour Bridge that Ada Brook opened on Tuesday.", "2023-03-21", "2023-03-28"),
        ("People in Port Selwyn saw the Harbour Bridge open two weeks ago.", "2023-03-29", "2023-04-10"),
        ("People in Port Selwyn saw the Harbour Bridge open three days ago.", "2023-03-23", "2023-03-25"),
    ],
)
def test_a_dated_picture_and_words_about_the_same_thing_agree(placed: str, first: str, last: str) -> None:
    assert days(f"[caption] {HARBOUR} on March 21, 2023.", placed) == (first, last)


@pytest.mark.parametrize(
    "placed",
    [
        "Critics of the council spoke last week of a waste of money.",
        "It was the Harbour Bridge that Ada Brook opened on Wednesday.",
        "“We saw the Harbour Bridge in Port Selwyn open last week,” Mayor Ada Brook said.",
        "People in Port Selwyn saw the Harbour Bridge of 1998 close last week, in December 1998.",
    ],
    ids=["another thing", "another weekday", "in a quotation", "a year of its own"],
)
def test_words_about_something_else_leave_the_end_open(placed: str) -> None:
    assert days(f"[caption] {HARBOUR} on March 21, 2023.", placed) == ("2023-03-21", None)


@pytest.mark.parametrize(
    ("line", "first", "last"),
    [
        (
            "[caption] Dockers walk out in Port Selwyn on Sunday, Nov. 17, 2019, over pay.",
            "2019-11-17",
            "2019-11-30",
        ),
        ("The bridge is closed. — Port Selwyn (@portselwyn) March 6, 2016", "2016-03-05", "2016-03-19"),
        ("The ferry sank two weeks ago, on 3 May 2024, with all its cargo.", "2024-05-11", "2024-05-23"),
        ("It was the worst storm so far in 2017, the office said.", "2017-01-01", "2017-12-31"),
        ("The town marks the 75th anniversary of the flood of 1949 with a fair.", "2024-01-01", "2024-12-31"),
        ("Last year (2021) was the driest on record.", "2022-01-01", "2022-12-31"),
        ("Five years ago, in 2014, the mine shut for good.", "2019-01-01", "2019-12-31"),
    ],
)
def test_one_sentence_may_tell_it(line: str, first: str, last: str) -> None:
    assert days(line) == (first, last)


@pytest.mark.parametrize(
    ("line", "first"),
    [
        ("The ferry sank on 3 May 2024 with all its cargo.", "2024-05-03"),
        ("Since 2022 the port, which will close, has lost half its trade.", "2022-01-01"),
        ("In 2023 the port was the third largest of the country.", "2024-01-01"),
        ("The port grew faster than its rivals in 2023 despite the strike.", "2024-01-01"),
        ("The mayor resigned in early March 2021 after the vote.", "2021-03-01"),
    ],
)
def test_what_has_happened_bounds_only_from_below(line: str, first: str) -> None:
    assert days(line) == (first, None)


@pytest.mark.parametrize(
    "line",
    [
        "The fair will be held on 3 May 2024 in the old town.",
        "The permit is valid until 3 May 2024 for all ships.",
        "The 2024 model has a larger boot than any before.",
        "The port could be the largest by 2040, planners say.",
        "“I left on 3 May 2024,” the captain said.",
        "Catherine (Port Selwyn) on October 29, 2018 at 12:06 pm said:",
        "FILE PHOTO: Ada Brook waves in Port Selwyn on Sunday, Nov. 17, 2019.",
        "Ada Brook, who was born on 3 May 1994, waves.",
        "Correction added on 3 May 2024.",
        "Rain fell on Tuesday and again this week.",
        "The flood of 1949 took forty houses.",
        "[caption] The liner sank on Friday, May 7, 1915, off the coast.",
    ],
)
def test_days_ahead_of_the_archive_or_of_others_tell_nothing(line: str) -> None:
    assert days(line) is None


def test_what_is_to_come_bounds_from_above() -> None:
    found = days(
        "The ferry sank on 3 May 2024 with all its cargo.",
        "The inquest is scheduled for 17 June 2024 in the town hall.",
    )
    assert found == ("2024-05-03", "2024-06-17")


def test_cues_that_contradict_each_other_give_nothing() -> None:
    caption = f"[caption] {HARBOUR} on Tuesday, March 21, 2023."
    assert days(caption) == ("2023-03-21", "2023-04-03")
    assert days(caption, "It was repaired in August 2023, after the flood.") is None


def test_an_interval_wider_than_a_year_is_none() -> None:
    ahead = "The inquest is scheduled for 17 June 2024 in the town hall."
    assert days("The ferry sank on 3 May 2021 with all its cargo.", ahead) is None


def test_the_words_that_set_the_bounds_are_kept() -> None:
    found = story(f"[caption] {HARBOUR} on March 21, 2023.", "Ada Brook left Port Selwyn last week.")
    assert found is not None
    assert found.text == f"“{HARBOUR} on March 21, 2023.”; “Ada Brook left Port Selwyn last week.”"
    assert (found.basis, found.published_at) == ("text", None)


def test_other_stories_of_the_page_and_its_furniture_do_not_count() -> None:
    text = "The ferry sank on 3 May 2024 with all its cargo."
    assert inferred([Segment(0, 1, "body", 0, len(text), text)], 0, "en") is None
    assert story(f"[promo] {text}", f"[syndication_notice] {text}") is None


@pytest.mark.parametrize(
    ("language", "line", "first", "last"),
    [
        ("de", "Das Schiff sank vor zwei Wochen, am 3. Mai 2024, vor der Küste.", "2024-05-11", "2024-05-23"),
        ("de", "Der Hafen ist seit 2022 geschlossen.", "2022-01-01", None),
        ("de", "Das Fest findet am 3. Mai 2024 statt.", None, None),
        (
            "fr",
            "Le bateau a coulé il y a deux semaines, le 3 mai 2024, au large.",
            "2024-05-11",
            "2024-05-23",
        ),
        ("es", "El barco se hundió hace dos semanas, el 3 de mayo de 2024.", "2024-05-11", "2024-05-23"),
        ("it", "La nave è affondata due settimane fa, il 3 maggio 2024.", "2024-05-11", "2024-05-23"),
        ("fi", "Laiva upposi 3. toukokuuta 2024.", None, None),
    ],
)
def test_other_languages_have_cues_of_their_own(
    language: str, line: str, first: str | None, last: str | None
) -> None:
    assert days(line, language=language) == ((first, last) if first else None)


def test_quotations_are_blanked_and_short_forms_end_no_sentence() -> None:
    text = "Gov. Smith spoke. “It was in 2014.” On Nov. 9 St. Mary’s shut at 5 p.m. Rain fell."
    assert [" ".join(each.split()) for each in sentences(text)] == [
        "Gov. Smith spoke.",
        "On Nov. 9 St. Mary’s shut at 5 p.m. Rain fell.",
    ]


def test_named_times_take_the_whole_and_leave_quantities() -> None:
    found = named_times("In May 2024 or on Friday, May 3, 2024, $2021 and 2019 people; in 2020.", "en")
    assert [(one.first.isoformat(), one.is_day, one.has_weekday) for one in found] == [
        ("2024-05-01", False, False),
        ("2024-05-03", True, True),
        ("2020-01-01", False, False),
    ]


def test_a_weekday_with_its_day_is_no_bare_one() -> None:
    assert [one.meaning for one in relative_times("on Tuesday, May 3, and on Friday night", "en")] == [
        "weekday"
    ]


SUNDAY, WEDNESDAY = date(2024, 5, 5), date(2024, 5, 8)


@pytest.mark.parametrize(
    ("meaning", "day", "first", "last"),
    [
        ("last_week", WEDNESDAY, date(2024, 5, 12), date(2024, 5, 19)),
        ("last_week", SUNDAY, date(2024, 5, 6), date(2024, 5, 18)),
        ("this_week", WEDNESDAY, WEDNESDAY, date(2024, 5, 12)),
        ("this_week", SUNDAY, SUNDAY, date(2024, 5, 11)),
        ("last_month", date(2024, 1, 31), date(2024, 2, 1), date(2024, 2, 29)),
        ("this_year", WEDNESDAY, WEDNESDAY, date(2024, 12, 31)),
        ("yesterday", date(2023, 12, 31), date(2024, 1, 1), date(2024, 1, 1)),
    ],
)
def test_weeks_begin_on_sunday_or_monday_and_months_end(
    meaning: str, day: date, first: date, last: date
) -> None:
    assert meeting(Relative(meaning, 0, "", 0, 0), Named(day, day, 0, 0)) == (first, last)


def test_words_that_cannot_mean_so_long_a_time_mean_nothing() -> None:
    year = Named(date(2014, 1, 1), date(2014, 12, 31), 0, 0)
    assert meeting(Relative("yesterday", 0, "", 0, 0), year) is None
    assert meeting(Relative("ago", 3, "week", 0, 0), year) is None
    assert meeting(Relative("next_year", 0, "", 0, 0), year) is None


def test_a_day_that_no_month_has_tells_nothing() -> None:
    assert named_times("It opened on 31 February 2025, and on the 31st of June 2024.", "en") == []
