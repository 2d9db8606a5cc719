"""Stories in JSON, CSV, TSV and Parquet: shapes, mappings, and what cannot be used."""

from __future__ import annotations

import gzip
import io
import json
from datetime import UTC, date, datetime
from typing import Any

import pytest
from containers import NEWS_API, NEWS_PLEASE, NINJS, PAGE, SCHEMA_ORG, SENTENCE, parquet_of

from pipelines.parse import ParsedDocument, ReadFailure, ReadLimits, format_of, read


def outcomes(
    data: bytes | str, name: str, limits: ReadLimits | None = None
) -> list[ParsedDocument | ReadFailure]:
    format = format_of(name)
    assert format is not None
    data = data.encode() if isinstance(data, str) else data
    return list(read(io.BytesIO(data), name, format, limits))


def one(record: Any, limits: ReadLimits | None = None) -> ParsedDocument:
    (found,) = outcomes(json.dumps(record), "a.json", limits)
    assert isinstance(found, ParsedDocument), found
    return found


def reasons(found: list[ParsedDocument | ReadFailure]) -> list[tuple[str | None, str]]:
    return [(each.member, each.reason) for each in found if isinstance(each, ReadFailure)]


def kinds(document: ParsedDocument) -> list[str]:
    return [segment.kind for segment in document.segments]


@pytest.mark.parametrize(
    ("record", "outlet", "byline", "language", "url"),
    [
        (NEWS_PLEASE, "herald.example", "Jane Doe, John Roe", "en", "https://www.herald.example/2024/01/05/a"),
        (NEWS_API, "The Herald", "Jane Doe", "en", "https://herald.example/a"),
        (SCHEMA_ORG, "The Herald", "Jane Doe, John Roe", "en-GB", "https://herald.example/a"),
        (NINJS, "The Agency", "Jane Doe", "en", None),
    ],
)  # fmt: skip
def test_known_shapes_state_their_metadata(
    record: Any, outlet: str, byline: str, language: str, url: str | None
) -> None:
    document = one(record)
    (article,) = document.articles
    assert (article.title, article.byline, article.language) == ("Minister resigns", byline, language)
    assert (article.outlet, article.outlet_basis, document.url) == (outlet, "metadata", url)
    (day,) = document.dates
    assert (day.basis, day.published_from, day.published_to) == (
        "metadata",
        date(2024, 1, 5),
        date(2024, 1, 5),
    )
    assert SENTENCE in document.text
    assert kinds(document)[0] == "title"


def test_parts_keep_their_kind() -> None:
    assert kinds(one(NEWS_PLEASE)) == ["title", "standfirst", "body", "body"]
    assert kinds(one(NINJS)) == ["title", "body", "heading", "body", "caption"]
    assert "chars]" not in one(NEWS_API).text


def test_ninjs_of_the_second_generation() -> None:
    item = {
        "uri": "http://agency.example/2", "type": "text", "versioncreated": "2024-01-05T14:33:00Z",
        "headlines": [{"role": "short", "value": "Short"}, {"role": "main", "value": "Minister resigns"}],
        "bodies": [{"role": "main", "contenttype": "text/html", "value": f"<p>{SENTENCE}</p>"}],
        "infosources": [{"name": "The Wire", "role": "isrol:originfo"}],
    }  # fmt: skip
    (article,) = one(item).articles
    assert (article.title, article.origin, article.origin_basis) == (
        "Minister resigns",
        "The Wire",
        "metadata",
    )


@pytest.mark.parametrize(
    ("record", "reason"),
    [
        ({**NINJS, "type": "picture"}, "a ninjs item of the type 'picture' is no text"),
        ({**NINJS, "pubstatus": "canceled"}, "the item is canceled"),
        ({"@type": "Organization", "name": "X"}, "a schema.org Organization is no article"),
        ({"title": "T", "text": None}, "its text is empty"),
        (
            {"payload": {"b": SENTENCE}},
            "it has no field for text: tell which one it is in SAYSO_RECORD_FIELDS",
        ),
        ({}, "it has no field for text: tell which one it is in SAYSO_RECORD_FIELDS"),
    ],
)
def test_what_is_no_story_has_a_reason(record: Any, reason: str) -> None:
    assert reasons(outcomes(json.dumps(record), "a.json")) == [(None, reason)]


def test_other_shapes_by_a_mapping() -> None:
    limits = ReadLimits(fields=(("published", "meta.0.day"), ("text", "payload.b"), ("title", "payload.h")))
    document = one({"payload": {"b": SENTENCE, "h": "Head"}, "meta": [{"day": "2024-01-05"}]}, limits)
    assert document.articles[0].title == "Head"
    assert document.dates[0].published_from == date(2024, 1, 5)
    (row,) = outcomes(f"kop;inhoud\nHead;{SENTENCE}\n", "a.csv", ReadLimits(fields=(("text", "inhoud"),)))
    assert isinstance(row, ParsedDocument)


def test_whole_pages_in_records_are_read_as_pages() -> None:
    document = one({"html": PAGE.decode(), "url": "https://herald.example/a", "date": "2024-01-05"})
    assert (document.format, document.url) == ("json", "https://herald.example/a")
    assert document.dates[0].basis == "metadata"
    assert "body" in kinds(document)


def test_well_known_interfaces() -> None:
    guardian = {"response": {"results": [{"webTitle": "T", "webUrl": "https://g.example/a",
                                          "fields": {"bodyText": SENTENCE},
                                          "webPublicationDate": "2024-01-05T00:00:00Z"}]}}  # fmt: skip
    wordpress = [{"link": "https://w.example/a", "title": {"rendered": "T &#8211; U"},
                  "date": "2024-01-05T10:00:00",
                  "content": {"rendered": f"<p>{SENTENCE}</p>"}}]  # fmt: skip
    elastic = {"hits": {"hits": [{"_id": "1", "_source": {"title": "T", "text": SENTENCE}}]}}
    graph = {"@context": "https://schema.org", "@graph": [{"@type": "WebSite", "name": "X"}, SCHEMA_ORG]}
    for answer in (guardian, wordpress, elastic, graph):
        (found,) = outcomes(json.dumps(answer), "a.json")
        assert isinstance(found, ParsedDocument), found
        assert found.member == "record 1"
        assert SENTENCE in found.text
    (found,) = outcomes(json.dumps(wordpress), "a.json")
    assert isinstance(found, ParsedDocument)
    assert found.articles[0].title == "T – U"


def test_lists_lines_and_lone_objects_have_members() -> None:
    both = [NEWS_PLEASE, SCHEMA_ORG]
    lines = "\n".join(map(json.dumps, both))
    assert [each.member for each in outcomes(json.dumps(both), "a.json")] == ["record 1", "record 2"]
    assert [each.member for each in outcomes(lines, "a.json")] == ["record 1", "record 2"]
    assert [each.member for each in outcomes(f"\ufeff{lines}\n\n", "a.jsonl")] == ["line 1", "line 2"]
    assert [each.member for each in outcomes(json.dumps(both), "a.jsonl")] == ["record 1", "record 2"]
    assert [each.member for each in outcomes(json.dumps(NEWS_PLEASE).encode("utf-16"), "a.json")] == [None]


def test_bad_lines_leave_the_others_alone() -> None:
    found = outcomes(f"{json.dumps(NEWS_PLEASE)}\nno json\n[1]\n{json.dumps(SCHEMA_ORG)}", "a.jsonl")
    assert reasons(found) == [("line 2", "the line is no JSON"), ("line 3", "the record is no JSON object")]
    assert len(found) == 4
    garbage = outcomes("garbage\n" * 100_000, "a.jsonl")
    assert len(garbage) == 101
    assert garbage[-1] == ReadFailure(None, "none of the first 100 lines is a story: the rest is not read")


def test_cut_json_gives_what_could_be_read_and_one_failure() -> None:
    found = outcomes(json.dumps([NEWS_PLEASE, SCHEMA_ORG])[:-30], "a.json")
    assert isinstance(found[0], ParsedDocument)
    assert reasons(found) == [(None, "the JSON is damaged after record 1, or ends too early")]
    assert reasons(outcomes("nonsense", "a.json")) == [(None, "this is no JSON")]
    assert reasons(outcomes("", "a.json")) == [(None, "the file is empty")]
    assert reasons(outcomes("[]", "a.json")) == [(None, "the file holds no JSON object")]
    assert reasons(outcomes("[" * 100_000, "a.json"))
    assert reasons(outcomes("[" * 100_000, "a.jsonl"))


def test_records_that_are_too_large_are_failures() -> None:
    limits = ReadLimits(max_bytes=100_000)
    large = json.dumps({"text": SENTENCE * 5_000})
    lines = outcomes(f"{large}\n{json.dumps(NEWS_PLEASE)}\n", "a.jsonl", limits)
    assert reasons(lines)[0][0] == "line 1"
    assert isinstance(lines[1], ParsedDocument)
    assert "larger than" in reasons(outcomes(f"[{large}]", "a.json", limits))[0][1]


CSV = (
    "id,Headline,Content,Authors,Published,Link\n"
    f'1,Minister resigns,"{SENTENCE}\n\nHe said ""no"".","[\'Jane Doe\', \'John Roe\']",2024-01-05,https://h.example/a\n'
    "2,Empty,,,,\n"
    "3,a,b,c,d,e,f,g\n"
)


def test_tables_by_well_known_columns() -> None:
    found = outcomes(CSV, "a.csv")
    document = found[0]
    assert isinstance(document, ParsedDocument)
    assert (document.member, document.articles[0].byline) == ("line 2", "Jane Doe, John Roe")
    assert (document.url, document.articles[0].outlet_basis) == ("https://h.example/a", "url")
    assert document.dates[0].published_from == date(2024, 1, 5)
    assert kinds(document) == ["title", "body", "body"]
    assert reasons(found) == [
        ("line 5", "its text is empty"), ("line 6", "8 cells for 6 columns: is a separator not quoted?"),
    ]  # fmt: skip


def test_tables_in_other_encodings_and_with_other_separators() -> None:
    (tabs,) = outcomes(f"title\ttext\nT\t{SENTENCE}\n", "a.tsv")
    (western,) = outcomes(f"title;text\nCafé “Zoë”;{SENTENCE}\n".encode("cp1252"), "a.csv")
    (wide,) = outcomes(f"title;text\nCafé;{SENTENCE}\n".encode("utf-16"), "a.csv.gz".removesuffix(".gz"))
    assert all(isinstance(each, ParsedDocument) for each in (tabs, western, wide))
    late = f"title,text\n{f'T,{SENTENCE}' * 1}\n".encode() * 1 + f"T,{SENTENCE}\n".encode() * 4000
    *_, last = outcomes(late + f"Café,{SENTENCE}\n".encode("cp1252"), "a.csv")
    assert isinstance(last, ParsedDocument)
    assert last.articles[0].title == "Café"
    assert last.repairs == ("1 bytes that are no UTF-8 read as Windows-1252",)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "the file is empty"),
        (b"a,b\n1,2\n", "no column is known to hold the text: tell which one it is in SAYSO_RECORD_FIELDS"),
        (b"title,text\n", "the table has a header, but no rows"),
        (bytes(range(256)) * 20, "this is binary data, not text"),
    ],
)
def test_tables_that_hold_no_stories_have_a_reason(data: bytes, reason: str) -> None:
    assert reasons(outcomes(data, "a.csv")) == [(None, reason)]


def test_a_quote_that_never_closes_is_a_failure() -> None:
    limits = ReadLimits(max_line_chars=10_000)
    found = outcomes(f'title,text\nT,"{SENTENCE}\n' + f"T,{SENTENCE}\n" * 500, "a.csv", limits)
    assert reasons(found)[0] == ("line 2", "the row is no CSV")


def test_parquet_rows() -> None:
    table = parquet_of(
        {"title": ["T", "U"], "text": [SENTENCE, None], "publisher": ["The Herald", None],
         "published": [datetime(2024, 1, 5, 14, 33, tzinfo=UTC), None], "vector": [[0.5, 0.25], None]}
    )  # fmt: skip
    for data, name in ((table, "a.parquet"), (gzip.compress(table), "a.parquet.gz")):
        document, empty = outcomes(data, name)
        assert isinstance(document, ParsedDocument)
        assert (document.member, document.articles[0].outlet) == ("record 1", "The Herald")
        assert document.dates[0].published_at == datetime(2024, 1, 5, 14, 33, tzinfo=UTC)
        assert empty == ReadFailure(
            "record 2", "its text is empty", "its fields are title, text, publisher, published, vector"
        )
    assert reasons(outcomes(table[:-30], "a.parquet")) == [(None, "this is no Parquet file")]
    other = outcomes(parquet_of({"a": [1]}), "a.parquet")
    assert "no column is known" in reasons(other)[0][1]


def test_an_article_that_was_withdrawn_is_left_out_with_the_reason() -> None:
    withdrawn = {"title": "[Removed]", "content": "[Removed]", "publishedAt": "1970-01-01T00:00:00Z"}
    found = outcomes(json.dumps({"articles": [withdrawn, *NEWS_API["articles"]]}), "a.json")
    ((_, reason),) = reasons(found)
    assert "withdrawn" in reason
    assert len(found) == 2
