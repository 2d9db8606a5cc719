"""HTML pages that scripts put together, nest without end, or state things askew."""

from __future__ import annotations

import io
import json

import pytest

from pipelines.parse import ParsedDocument, ReadFailure, read

PARAGRAPHS = [
    "The council voted on Monday to close the old bridge for repairs that will last until spring.",
    "Engineers found cracks in two of its piers last month, according to a report seen by reporters.",
    "“We would rather close it a year too early than a day too late,” the mayor told the meeting.",
    "Ferries will run every ten minutes, and the city will pay for them until the bridge is open.",
]
PLAIN = "\n".join(PARAGRAPHS)
STORY = "".join(f"<p>{one}</p>" for one in PARAGRAPHS)


def parsed(page: str) -> ParsedDocument:
    (found,) = read(io.BytesIO(page.encode()), "a.html", "html")
    assert isinstance(found, ParsedDocument), found
    return found


def body(document: ParsedDocument) -> list[str]:
    return [one.text.strip() for one in document.segments if one.kind == "body"]


def test_parts_that_a_page_streams_stand_where_its_script_shows_them() -> None:
    page = parsed(
        '<body><h1>Bridge closes</h1><template id="B:0"></template><footer>The end</footer>'
        f'<div hidden id="S:0">{STORY}</div><script>$RC("B:0","S:0")</script></body>'
    )
    assert body(page) == PARAGRAPHS
    assert page.text.index(PARAGRAPHS[-1]) < page.text.index("The end")


def test_hidden_parts_without_a_place_stay_hidden() -> None:
    page = parsed(f'<body>{STORY}<template id="B:1"></template><div hidden id="S:0">secret</div></body>')
    assert "secret" not in page.text


@pytest.mark.parametrize(
    "script",
    [
        f'<script type="application/ld+json">{json.dumps({"articleBody": PLAIN})}</script>',
        f'<script type="application/json">{json.dumps({"props": [{"html": STORY}]})}</script>',
        f"<script>self.__next_f.push([1,{json.dumps(f'24:T{len(STORY.encode()):x},')}])</script>"
        f"<script>self.__next_f.push([1,{json.dumps(STORY + '25:[null]')}])</script>",
    ],
    ids=["json-ld", "json", "next"],
)
def test_a_story_that_stands_in_the_data_of_a_page_alone_is_read(script: str) -> None:
    page = parsed(f'<head><meta property="og:title" content="Bridge closes"></head><body>{script}</body>')
    assert body(page) == PARAGRAPHS
    assert page.articles[0].title == "Bridge closes"


def test_what_a_page_names_as_its_body_is_a_story_however_short() -> None:
    data = json.dumps({"headline": "Bridge closes", "articleBody": PARAGRAPHS[0]})
    page = parsed(f'<body><script type="application/ld+json">{data}</script><div id="app"></div></body>')
    assert body(page) == PARAGRAPHS[:1]


def test_what_is_shown_without_frames_is_no_story() -> None:
    page = "<frameset><frame src=a.html><noframes><body>No frames here.</body></noframes></frameset>"
    (found,) = read(io.BytesIO(page.encode()), "a.html", "html")
    assert isinstance(found, ReadFailure)


@pytest.mark.parametrize("depth", [300, 3000])
def test_a_page_may_nest_deeper_than_the_parser_likes(depth: int) -> None:
    page = parsed(f"<body>{'<div>' * depth}{STORY}{'</div>' * depth}</body>")
    assert body(page) == PARAGRAPHS


def test_a_byline_on_the_page_goes_before_the_outlet_as_author() -> None:
    author = {"@type": "NewsArticle", "author": {"@type": "Organization", "name": "The Paper"}}
    data = f'<script type="application/ld+json">{json.dumps(author)}</script>'
    page = parsed(f"<head>{data}</head><body><h1>Bridge closes</h1><p>By Jane Doe</p>{STORY}</body>")
    assert page.articles[0].byline == "Jane Doe"
    assert parsed(f"<head>{data}</head><body>{STORY}</body>").articles[0].byline == "The Paper"


def test_a_title_is_whole_and_without_the_name_of_its_site() -> None:
    meta = '<meta property="og:title" content="Bridge closes over "deep cracks"">'
    page = parsed(f'<head>{meta}</head><body><h1>Bridge closes over "deep cracks"</h1>{STORY}</body>')
    assert page.articles[0].title == 'Bridge closes over "deep cracks"'
    meta = '<meta property="og:title" content="Bridge closes – The River Paper">'
    page = parsed(f"<head>{meta}</head><body><h1>Bridge closes</h1>{STORY}</body>")
    assert page.articles[0].title == "Bridge closes"
