"""HTML pages: visible text in order, what the mark-up states, which lines are the story."""

from __future__ import annotations

import io

from pipelines.parse import ParsedDocument, ReadFailure, read

PARAGRAPHS = [
    "The minister said on Tuesday that she would leave the cabinet within a month of the vote.",
    "Her party, which has ruled for nine years, lost its majority in June after a row over trains.",
    "“I have done what I set out to do, and the trains run at last,” she told reporters in the rain.",
    "Opposition leaders asked for an early election, which the president has refused to call so far.",
]
PAGE = f"""<!doctype html><html lang="en-GB"><head><meta charset="utf-8">
<title>Minister leaves cabinet | The Paper</title>
<link rel="canonical" href="https://www.paper.example/2023/03/20/minister">
<meta property="og:site_name" content="The Paper">
<meta property="og:title" content="Minister leaves cabinet | The Paper">
<script type="application/ld+json">{{"@graph": [{{"@type": "NewsArticle",
"headline": "Minister leaves cabinet",
"author": [{{"@type": "Person", "name": "Jane Doe"}}, {{"name": "John Roe"}}],
"datePublished": "2023-03-21T10:15:00+01:00"}}]}}</script><style>p {{ color: red }}</style></head>
<body><nav><ul><li><a href="/">Home</a></li><li><a href="/news">News</a></li></ul></nav>
<main><article><h1>Minister leaves cabinet</h1><p>{PARAGRAPHS[0]}</p><p>{PARAGRAPHS[1]}</p>
<figure><img src="x.jpg"><figcaption>The minister in Oslo on Monday.</figcaption></figure>
<h2>What comes next</h2><p>{PARAGRAPHS[2]}</p><p>{PARAGRAPHS[3]}</p>
<noscript>Turn on scripts</noscript></article></main>
<footer><p>We use cookies to make this site better.</p></footer><p hidden>secret</p></body></html>"""


def parsed(page: str | bytes) -> ParsedDocument:
    data = page if isinstance(page, bytes) else page.encode()
    (found,) = read(io.BytesIO(data), "a.html", "html")
    assert isinstance(found, ParsedDocument), found
    return found


def test_all_visible_text_is_there_and_nothing_else() -> None:
    text = parsed(PAGE).text
    for unseen in ("color: red", "Turn on scripts", "secret", "NewsArticle"):
        assert unseen not in text
    shown = ["Home", "News", "Minister leaves cabinet", *PARAGRAPHS[:2], "The minister in Oslo on Monday."]
    assert [line for line in text.split("\n") if line][: len(shown)] == shown


def test_lines_are_labelled_by_mark_up_and_extraction() -> None:
    kinds = {segment.text.strip(): segment.kind for segment in parsed(PAGE).segments}
    assert [kinds[paragraph] for paragraph in PARAGRAPHS] == ["body"] * 4
    assert kinds["Minister leaves cabinet"] == "title"
    assert kinds["The minister in Oslo on Monday."] == "caption"
    assert kinds["What comes next"] == "heading"
    assert kinds["Home\nNews"] == "navigation"
    assert kinds["We use cookies to make this site better."] == "cookie_notice"


def test_what_the_page_states_is_kept_with_its_basis() -> None:
    page = parsed(PAGE)
    (article,) = page.articles
    assert page.url == "https://www.paper.example/2023/03/20/minister"
    assert (article.title, article.byline) == ("Minister leaves cabinet", "Jane Doe, John Roe")
    assert (article.outlet, article.outlet_basis) == ("The Paper", "metadata")
    assert article.language == "en-GB"
    dates = [(date.basis, date.published_from.isoformat()) for date in page.dates]
    assert dates == [("metadata", "2023-03-21"), ("url", "2023-03-20")]
    assert page.dates[0].published_at is not None


def test_the_address_names_the_outlet_where_nothing_else_does() -> None:
    (article,) = parsed(PAGE.replace('property="og:site_name"', 'name="x"')).articles
    assert (article.outlet, article.outlet_basis) == ("paper.example", "url")


def test_declared_encodings_are_used() -> None:
    page = PAGE.replace("utf-8", "iso-8859-2").replace("Jane Doe", "Jana Nováková Šťastná")
    page = page.replace("nine years", "příliš žluťoučký years").replace("“", '"').replace("”", '"')
    assert "příliš žluťoučký" in parsed(page.encode("iso-8859-2")).text


def test_a_page_that_shows_nothing_is_refused() -> None:
    for page in (
        b"<html><head><title>x</title></head><body></body></html>",
        b"<script>x()</script>",
        b"<!-- -->",
    ):
        (found,) = read(io.BytesIO(page), "a.html", "html")
        assert found == ReadFailure(None, "the page shows no text")


def test_deep_and_broken_markup_is_read() -> None:
    assert parsed("<div>" * 200 + PARAGRAPHS[0]).text == PARAGRAPHS[0]
    assert list(read(io.BytesIO(b"<div>" * 50_000 + b"text"), "a.html", "html"))
    assert PARAGRAPHS[0] in parsed("<p><table><tr><td>" + PARAGRAPHS[0] + "</div></p><b").text
