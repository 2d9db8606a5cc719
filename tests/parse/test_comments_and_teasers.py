"""What stands around a story, on pages written for the purpose: readers' threads, teasers, interruptions."""

from __future__ import annotations

import io

import pytest

from pipelines.parse import ParsedDocument, read

MENU = ["Menu", "News", "Sport", "Weather", "Search", "Sign in"]
TITLE = "Harbour council votes to close the old fish market"
BODY = [
    "The harbour council voted on Tuesday to close the old fish market after a debate of nine hours.",
    "Traders who have sold there for decades said that they had been told about the vote a day before.",
    "“We learned of it from the radio,” said Ida Holm, whose family has had a stall since the war ended.",
    "The council expects to save two million a year, and wants to build flats along the quay by 2031.",
    "A new hall at the northern dock is to open in spring, though with half as many stalls as today.",
]


def parsed(*lines: str) -> ParsedDocument:
    (found,) = read(io.BytesIO("\n\n".join(lines).encode()), "a.txt", "text")
    assert isinstance(found, ParsedDocument)
    return found


def kinds(document: ParsedDocument) -> dict[str, str]:
    found: dict[str, str] = {}
    for segment in document.segments:
        for line in segment.text.split("\n"):
            if line.strip():
                found.setdefault(line.strip(), segment.kind)
    return found


def page(*below: str) -> dict[str, str]:
    return kinds(parsed(*MENU, TITLE, "By Jane Doe | 21 March 2023", *BODY, *below))


THREAD = [
    "It was high time that somebody closed that smelly place, and I have lived next to it for years.",
    "You could have moved away instead of taking their bread from forty families, could you not?",
]


@pytest.mark.parametrize(
    "below",
    [
        ["Comments (2)", "Gull99", "3 hours ago", THREAD[0], "Reply", "2 hours ago", THREAD[1], "Like Reply"],
        ["Gull on March 22, 2023 at 4:47 pm said:", THREAD[0], "Mo, 22/03/2023 5:02 pm said:", THREAD[1]],
        ["2 Kommentare", "Gull99", "22.03.2023, 14:05", THREAD[0], "Mara", "22.03.2023, 15:10", THREAD[1]],
        ["12 comments", *THREAD, "Your email address will not be published. Required fields are marked *"],
    ],
)  # fmt: skip
def test_what_readers_wrote_is_no_body(below: list[str]) -> None:
    found = page(*below)
    assert [found[line] for line in BODY] == ["body"] * len(BODY)
    assert [found[line] for line in THREAD] == ["reader_comment"] * 2


def test_a_word_for_reporting_between_paragraphs_begins_no_thread() -> None:
    lines = [BODY[0], "Report", BODY[1], BODY[2], "Report", BODY[3], BODY[4]]
    found = kinds(parsed(*MENU, TITLE, "21 March 2023", *lines))
    assert [found[line] for line in BODY] == ["body"] * len(BODY)


def test_a_story_goes_on_below_the_line_that_says_so() -> None:
    links = [f"Another headline about a wholly different matter, number {n}" for n in range(12)]
    lines = [*BODY[:3], "Most read", *links, "Story continues below this advertisement", *BODY[3:]]
    found = kinds(parsed(*MENU, TITLE, "21 March 2023", *lines))
    assert [found[line] for line in BODY] == ["body"] * len(BODY)
    assert found["Story continues below this advertisement"] == "promo"
    assert {found[link] for link in links}.isdisjoint({"body", "heading", "list_item"})


BLURBS = [
    (
        "Ferry fares to rise in April",
        "Crossing the sound will cost a tenth more from the first of the month.",
    ),
    (
        "Storm takes the roof off the town library",
        "Nobody was hurt, but thousands of old books are soaked with rain.",
    ),
    ("School dinners become free for all children", "The region pays for them out of the tourist levy."),
]


@pytest.mark.parametrize("mark", ["20 March 2023", "Read more", "By John Roe"])
def test_headlines_with_blurbs_become_articles_of_their_own(mark: str) -> None:
    below = [line for title, blurb in BLURBS for line in (title, blurb, mark)]
    document = parsed(*MENU, TITLE, "By Jane Doe | 21 March 2023", *BODY, *below)
    teasers = [article for article in document.articles if article.kind == "teaser"]
    assert [article.title for article in teasers] == [title for title, _ in BLURBS]
    told = {
        segment.text.strip(): segment.kind
        for segment in document.segments
        if segment.article_ordinal not in (None, 0)
    }
    assert [told[blurb] for _, blurb in BLURBS] == ["body"] * len(BLURBS)


def test_items_of_a_newsletter_are_stories_of_their_own() -> None:
    items = [(f"{n}. {title}", blurb) for n, (title, blurb) in enumerate(BLURBS, start=1)]
    below = [line for title, blurb in items for line in (title, blurb, "Read more")]
    footer = "You are receiving this email because you signed up for it on our site some time ago."
    document = parsed("View this email in your browser", "Good morning. Here is our news.", *below, footer)
    titles = [article.title for article in document.articles if article.kind == "teaser"]
    assert titles == [title for title, _ in items]
    assert kinds(document)["View this email in your browser"] == "navigation"
    assert kinds(document)[footer] == "promo"


def test_short_sections_of_one_story_are_no_teasers() -> None:
    below = [line for title, blurb in BLURBS for line in (title, blurb)]
    document = parsed(*MENU, TITLE, "By Jane Doe | 21 March 2023", *BODY, *below, BODY[0] + " Again.")
    assert [article.kind for article in document.articles] == ["main"]
    assert kinds(document)[BLURBS[1][1]] == "body"


def test_a_note_on_the_author_is_no_body() -> None:
    note = "Jane Doe has written about harbours since 2009 and lives on a boat with her two dogs."
    found = page(note)
    assert found[note] == "other"
    assert found[BODY[-1]] == "body"
    headed = page("About Jane Doe", "She has written about harbours since 2009 and lives on a boat.")
    assert headed["She has written about harbours since 2009 and lives on a boat."] != "body"


def test_a_story_that_quotes_its_agency_keeps_its_last_paragraph() -> None:
    last = "The council did not answer when Reuters asked for a comment on Wednesday morning."
    found = kinds(parsed(*MENU, TITLE, "By Reuters | 21 March 2023", *BODY, last))
    assert found[last] == "body"


def test_words_to_an_agency_are_no_caption() -> None:
    told = "“We were never asked,” the leader of the traders, Gus Holm, told Reuters."
    assert kinds(parsed(TITLE, "By Jane Doe | 21 March 2023", *BODY[:2], told, *BODY[2:]))[told] == "body"


def test_a_letter_read_as_the_sign_of_copyright_is_a_letter() -> None:
    lines = [line.replace("harbour", "cafÃ©") for line in (TITLE, *BODY)]
    found = kinds(parsed(*lines, "A harbour at night — å"))
    assert [found[line] for line in lines] == ["title"] + ["body"] * len(BODY)


def test_a_heading_that_the_contents_announce_is_kept() -> None:
    contents = ["Why the market closes", "What the traders say"]
    lines = [BODY[0], BODY[1], contents[0], BODY[2], BODY[3], contents[1], BODY[4]]
    document = parsed(*MENU, TITLE, "21 March 2023", "On this page", *contents, *lines)
    inside = [segment.text.strip() for segment in document.segments if segment.kind == "heading"]
    assert inside == contents


def test_a_link_that_says_its_headline_twice_is_no_paragraph() -> None:
    twice = " ".join(
        ["Ferry fares to rise in April as the company that runs them loses money every single day"] * 2
    )
    found = kinds(parsed(*MENU, TITLE, "21 March 2023", *BODY[:3], twice, *BODY[3:]))
    assert found[twice] == "teaser"


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("ADVERTISEMENT", "other"),
        ("Article continues after advertisement", "promo"),
        ("Sign up for our morning newsletter and never miss a story", "promo"),
        ("Read more: Ferry fares to rise in April", "promo"),
        ("The old fish market in Harbour Street. (Photo: Sven Ek)", "caption"),
        ("Photo: Sven Ek", "credit"),
        ("This website uses cookies.", "cookie_notice"),
    ],
)
def test_what_interrupts_a_story_is_no_body(line: str, kind: str) -> None:
    found = kinds(parsed(*MENU, TITLE, "21 March 2023", *BODY[:2], line, *BODY[2:]))
    assert [found[one] for one in BODY] == ["body"] * len(BODY)
    assert found[line] == kind


def test_a_doubled_headline_of_another_story_belongs_to_the_page_both_times() -> None:
    other = "Ferry fares to rise in April after a year of losses"
    document = parsed(*MENU, TITLE, "21 March 2023", *BODY[:2], other, other, *BODY[2:])
    first, second = (one for one in document.segments if one.text.strip() == other)
    assert (first.kind, first.article_ordinal) == ("teaser", None)
    assert (second.kind, second.article_ordinal) == ("duplicate", None)
    assert second.repeats_ordinal == first.ordinal
