"""What must hold on any input: reading never raises, segments tile the text, references stay inside."""

from __future__ import annotations

import gzip
import io

from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipelines.contracts.vocabulary import SEGMENT_KINDS, SOURCE_BASES
from pipelines.parse import ParsedDocument, ReadFailure, read
from pipelines.parse.dates import find_dates
from pipelines.parse.fingerprints import fingerprint

LINES = st.sampled_from(
    [
        "Menu", "Share", "By Jane Doe", "March 21, 2023 10:15 am", "Photo: Reuters", "Related stories",
        "Minister resigns after long row over new trains", "• A first point about the new trains in town",
        "The minister said on Tuesday that she “would leave the cabinet” within a month of the vote.",
        "", "would leave the cabinet", "Jane Doe", "We use cookies.",
        "This article is republished from The Paper.",
        "PARIS (AP) — The minister said on Tuesday that she would leave the cabinet within a month.",
    ]
)  # fmt: skip
TEXTS = st.one_of(st.text(max_size=300), st.lists(LINES, max_size=30).map("\n".join))
JSON_LD = '<script type="application/ld+json">{}</script>'
TAGS = st.sampled_from(
    [
        "<p>", "</p>", "<h1>", "<li>", "<br>", "<a href=x>", "</a>", "<pre>", "<script>", "</script>", "<!--",
        "-->",
        "<table><td>", "<title>", "&#xD800;", "&nbsp;", "<meta property=og:title content='A b'>",
        "<div hidden>",
        "<![CDATA[", JSON_LD.format('{"@type":"NewsArticle","datePublished":"2023-03-21"}'),
        JSON_LD.format('[[{"@graph":[{"@type":["Article"],"author":[1,null,{"name":[]}]}]}]'),
    ]
)  # fmt: skip


def read_all(data: bytes, name: str, format: str) -> None:
    found = list(read(io.BytesIO(data), name, format))
    assert found
    for each in found:
        if isinstance(each, ReadFailure):
            assert each.reason
        else:
            check(each)


def check(document: ParsedDocument) -> None:
    text = document.text
    assert "".join(segment.text for segment in document.segments) == text
    position = 0
    for ordinal, segment in enumerate(document.segments):
        assert (segment.ordinal, segment.start_char) == (ordinal, position)
        assert text[segment.start_char : segment.end_char] == segment.text
        assert segment.kind in SEGMENT_KINDS
        assert segment.text.strip()
        position = segment.end_char
        if segment.repeats_ordinal is not None:
            assert 0 <= segment.repeats_ordinal < len(document.segments)
    assert text.encode()
    ordinals = [article.article_ordinal for article in document.articles]
    assert ordinals == sorted(set(ordinals))
    assert {s.article_ordinal for s in document.segments} - {None} == set(ordinals)
    for article in document.articles:
        assert 0 <= article.start_char < article.end_char <= len(text)
        assert article.outlet_basis in (None, *SOURCE_BASES)
        assert (article.origin is None) == (article.origin_basis is None)
        assert list(article.fingerprint) == sorted(set(article.fingerprint))
    assert [date.rank for date in document.dates] == list(range(len(document.dates)))


@given(TEXTS)
@example("\ufeff\ufeff")
@example("MAYIS\n1 MAYIS 2020\n")
@example("\x85a\u2028b\x0c")
def test_any_text_is_read_and_tiled(text: str) -> None:
    read_all(text.encode("utf-8", "surrogatepass"), "a.txt", "text")


@given(st.binary(max_size=400), st.sampled_from(["a.txt", "a.txt.gz"]))
@settings(max_examples=200)
def test_any_bytes_are_read_or_refused(data: bytes, name: str) -> None:
    read_all(data, name, "text")


@given(st.lists(st.one_of(TAGS, LINES, st.text(max_size=20)), max_size=25).map("".join))
@settings(max_examples=150, deadline=None)
def test_any_markup_is_read_and_tiled(page: str) -> None:
    read_all(page.encode("utf-8", "surrogatepass"), "a.html", "html")


@given(TEXTS)
def test_reading_depends_on_nothing_but_the_bytes(text: str) -> None:
    data = text.encode("utf-8", "surrogatepass")
    plain = list(read(io.BytesIO(data), "a.txt", "text"))
    packed = list(read(io.BytesIO(gzip.compress(data)), "b.txt.gz", "text"))
    if data:
        assert plain == packed


@given(st.text(max_size=120))
def test_dates_never_raise_and_stay_inside(text: str) -> None:
    for found in find_dates(text):
        assert 0 <= found.start_char < found.end_char <= len(text)


@given(st.text(alphabet="abc ", max_size=400))
def test_fingerprints_of_shared_stretches_meet(text: str) -> None:
    shared = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
    first, second = fingerprint(f"{text} {shared}"), fingerprint(f"{shared} {text}")
    assert set(first) & set(second)
