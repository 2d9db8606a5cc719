"""Which lines of a page are its story: boxes, threads of comments and other posts stay out."""

from __future__ import annotations

import io

import pytest

from pipelines.parse import ParsedDocument, read

STORY = [
    "The ferry to the outer islands will stop running in October, the county said on Monday morning.",
    "Its hull, built in 1971, has rusted so far that a repair would cost more than a second-hand ship.",
    "“We asked for a new one six years ago,” said the harbour master, who has kept the log since then.",
    "Until a ship is found, mail and medicine are to go by helicopter twice a week, weather permitting.",
]
COMMENT = "I took that boat to school for eleven winters and never once saw it leave the quay on time."


def kinds(body: str, head: str = "") -> dict[str, str]:
    page = f"<html><head><title>Ferry stops</title>{head}</head><body>{body}</body></html>"
    (found,) = read(io.BytesIO(page.encode()), "a.html", "html")
    assert isinstance(found, ParsedDocument), found
    return {segment.text.strip(): segment.kind for segment in found.segments}


def paragraphs(texts: list[str]) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


BLURBS = {
    "Ferry fares to rise in April": "Crossing the sound will cost a tenth more from the first of the month.",
    "Storm takes the roof off the library": "Nobody was hurt on Friday.",
    "School dinners become free for all": "The region pays for them out of the tourist levy, the mayor says.",
}
CARDS = "".join(f"<div><h3><a href=/s>{head}</a></h3><p>{text}</p></div>" for head, text in BLURBS.items())


def test_a_page_of_linked_headlines_has_no_story_of_its_own() -> None:
    page = f"<html><body><h1>Island News</h1>{CARDS}</body></html>"
    (found,) = read(io.BytesIO(page.encode()), "a.html", "html")
    assert isinstance(found, ParsedDocument)
    assert [(one.kind, one.title) for one in found.articles] == [("teaser", title) for title in BLURBS]


def test_a_thread_of_comments_is_never_text_however_long() -> None:
    notes = [f"{COMMENT} That was in {year}, and it was not the last time." for year in range(1960, 1990)]
    thread = "".join(f'<li class="comment"><b>Guest</b><p>{note}</p></li>' for note in notes)
    page = f'<article><h1>Ferry stops</h1>{paragraphs(STORY)}</article><ol class="comment-list">{thread}</ol>'
    found = kinds(page)
    assert [found[text] for text in STORY] == ["body"] * 4
    assert {found[note] for note in notes} == {"reader_comment"}


def test_what_a_page_calls_comments_may_be_its_story() -> None:
    found = kinds(f'<div class="comments"><h1>Ferry stops</h1>{paragraphs(STORY)}</div>')
    assert [found[text] for text in STORY] == ["body"] * 4


def test_boxes_inside_the_story_are_not_text() -> None:
    blurb = "Island schools will share one teacher from the autumn on, the county council has decided."
    box = f'<div class="related-stories"><h3>Read more</h3><a href="/b"><p>{blurb}</p></a></div>'
    inner = paragraphs(STORY[:2]) + box + paragraphs(STORY[2:])
    found = kinds(f'<article><h1>Ferry stops</h1><div class="article-body">{inner}</div></article>')
    assert [found[text] for text in STORY] == ["body"] * 4
    assert found[blurb] not in ("body", "list_item", "heading")


def test_other_posts_on_the_page_are_not_text() -> None:
    others = [
        f"Last week’s bazaar raised {n},400 crowns for the lifeboat and its crew of five." for n in (3, 4)
    ]
    posts = "".join(f'<article class="hentry post"><h2>Bazaar</h2><p>{text}</p></article>' for text in others)
    found = kinds(f'<article class="hentry post"><h1>Ferry stops</h1>{paragraphs(STORY)}</article>{posts}')
    assert [found[text] for text in STORY] == ["body"] * 4
    assert "body" not in {found[text] for text in others}


def test_an_author_linked_in_a_list_is_the_byline() -> None:
    menu = "".join(f'<li><a href="/{word}">{word}</a></li>' for word in ("Home", "Search", "Log in", "Share"))
    lead = '<ul><li><a href="/a">Mette Holm</a></li><li>21 March 2023</li></ul>'
    page = f"<ul>{menu}</ul><article><h1>Ferry stops</h1>{lead}{paragraphs(STORY)}</article>"
    assert kinds(page)["Mette Holm"] == "byline"


@pytest.mark.parametrize(
    ("headline", "title"),
    [
        ("Outer islands lose their last ship", "Outer islands lose their last ship"),
        ("Ferry to the islands stops for good", "Ferry to the islands stops running"),
        ("Ships", "Ferry to the islands stops running"),
    ],
)
def test_a_headline_that_is_not_the_printed_one_was_stated_on_purpose(headline: str, title: str) -> None:
    printed = "Ferry to the islands stops running"
    head = (
        f'<meta property="og:title" content="{printed}"><script type="application/ld+json">'
        f'{{"@type": "NewsArticle", "headline": "{headline}"}}</script>'
    )
    page = f"<head>{head}</head><body><h1>{printed}</h1>{paragraphs(STORY)}</body>"
    (found,) = read(io.BytesIO(page.encode()), "a.html", "html")
    assert isinstance(found, ParsedDocument)
    assert found.articles[0].title == title


@pytest.mark.parametrize("tag", ["div", "blockquote", "ul><li", "table><tr><td", "article", "span"])
def test_deep_nests_keep_their_text(tag: str) -> None:
    closed = "".join(f"<{tag}>text {n} " for n in range(10_000))
    for page in (closed, f"<{tag}>" * 10_000 + paragraphs(STORY)):
        (found,) = read(io.BytesIO(page.encode()), "a.html", "html")
        assert isinstance(found, ParsedDocument)
        assert ("text 9999" if page is closed else STORY[-1]) in found.text


def test_a_table_inside_a_story_stays_with_it_and_its_byline_is_no_text() -> None:
    rows = "".join(
        f"<tr><td>{port}</td><td>{count}</td></tr>" for port, count in (("Skarvik", 12), ("Lund", 9))
    )
    table = f"<table><tr><th>Port</th><th>Sailings</th></tr>{rows}</table>"
    told = [*STORY[:2], "[table]", *STORY[2:]]
    text = paragraphs(told).replace("<p>[table]</p>", table)
    head = '<meta name="author" content="Jane Doe">'
    page = (
        f"<html><head><title>Ferry stops</title>{head}</head><body><article><h1>Ferry stops</h1>"
        f"<p>By Jane Doe</p>{text}</article></body></html>"
    )
    (found,) = read(io.BytesIO(page.encode()), "a.html", "html")
    assert isinstance(found, ParsedDocument), found
    segments = {one.text.strip(): (one.kind, one.article_ordinal) for one in found.segments}
    assert segments["Skarvik\t12"] == ("other", 0)
    assert segments["By Jane Doe"] == ("byline", 0)
