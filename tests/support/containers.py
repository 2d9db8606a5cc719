"""Archives, crawls and tables built for tests, as programs write them."""

from __future__ import annotations

import gzip
import io
import json
import tarfile
import zipfile
from collections.abc import Mapping, Sequence
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import zstandard
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

SENTENCE = "The minister said on Tuesday that she would leave the cabinet within a month of the vote."
STORY = (
    f"Minister resigns\n\n{SENTENCE}\n\nHer party wants to name a new one by the end of the week.\n".encode()
)
PAGE = (
    f"<html lang=en><head><title>Minister resigns</title></head><body>"
    f"<h1>Minister resigns</h1><p>{SENTENCE}</p>"
    "<p>Her party wants to name a new one by the end of the week, as a spokesman told reporters.</p>"
    "</body></html>"
).encode()


def zip_of(members: Sequence[tuple[str, bytes]]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def tar_of(members: Sequence[tuple[str, bytes]], links: Mapping[str, str] | None = None) -> bytes:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w", format=tarfile.PAX_FORMAT) as archive:
        for name, data in members:
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
        for name, target in (links or {}).items():
            info = tarfile.TarInfo(name)
            info.type, info.linkname = tarfile.SYMTYPE, target
            archive.addfile(info)
    return packed.getvalue()


def warc_of(pages: Sequence[tuple[str, str, dict[str, str], bytes]], *, is_packed: bool = False) -> bytes:
    """A crawl: a `warcinfo` record, then for each page its address, status, headers and body."""
    crawl = io.BytesIO()
    writer = WARCWriter(crawl, gzip=is_packed)
    writer.write_record(writer.create_warcinfo_record("crawl.warc", {"software": "test"}))
    for url, status, headers, body in pages:
        http = StatusAndHeaders(status, list(headers.items()), protocol="HTTP/1.1")
        record = writer.create_warc_record(url, "response", payload=io.BytesIO(body), http_headers=http)
        writer.write_record(record)
    return crawl.getvalue()


def parquet_of(columns: Mapping[str, Sequence[Any]]) -> bytes:
    table = io.BytesIO()
    pq.write_table(pa.table(dict(columns)), table)
    return table.getvalue()


NEWS_PLEASE = {
    "authors": ["Jane Doe", "John Roe"],
    "date_download": "2024-02-02 10:00:00",
    "date_modify": None,
    "date_publish": "2024-01-05 14:33:00",
    "description": "The first minister to go this year.",
    "filename": "https%3A%2F%2Fwww.herald.example%2Fa.json",
    "image_url": "https://www.herald.example/a.jpg",
    "language": "en",
    "localpath": None,
    "maintext": f"{SENTENCE}\nHer party wants to name a new one by the end of the week.",
    "source_domain": "www.herald.example",
    "title": "Minister resigns",
    "title_page": None,
    "url": "https://www.herald.example/2024/01/05/a",
}
NEWS_API = {
    "status": "ok",
    "totalResults": 1,
    "articles": [
        {
            "source": {"id": "the-herald", "name": "The Herald"},
            "author": "Jane Doe",
            "title": "Minister resigns",
            "description": "The first minister to go this year.",
            "url": "https://herald.example/a",
            "urlToImage": None,
            "publishedAt": "2024-01-05T14:33:00Z",
            "content": f"{SENTENCE}… [+1234 chars]",
        }
    ],
}
SCHEMA_ORG = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "headline": "Minister resigns",
    "alternativeHeadline": "The first minister to go this year",
    "articleBody": SENTENCE,
    "author": [{"@type": "Person", "name": "Jane Doe"}, {"@type": "Person", "name": "John Roe"}],
    "publisher": {"@type": "Organization", "name": "The Herald"},
    "datePublished": "2024-01-05T14:33:00+01:00",
    "inLanguage": "en-GB",
    "mainEntityOfPage": {"@type": "WebPage", "@id": "https://herald.example/a"},
}
NINJS = {
    "uri": "urn:newsml:agency.example:20240105:1",
    "type": "text",
    "pubstatus": "usable",
    "versioncreated": "2024-01-05T14:33:00Z",
    "byline": "Jane Doe",
    "headline": "Minister resigns",
    "body_html": f"<p>{SENTENCE}</p><h2>Who comes next</h2><p>Nobody knows.</p>",
    "language": "en",
    "copyrightholder": "The Agency",
    "associations": {"featureimage": {"type": "picture", "description_text": "The minister leaves."}},
}

HTML_HEADERS = {"Content-Type": "text/html; charset=utf-8"}
SAMPLES: dict[str, bytes] = {
    "a.txt": STORY,
    "a.html": PAGE,
    "a.txt.gz": gzip.compress(STORY, mtime=0),
    "a.txt.zst": zstandard.compress(STORY),
    "a.zip": zip_of([("a.txt", STORY), ("b/c.html", PAGE), ("d.zip", zip_of([("e.txt", STORY)]))]),
    "a.tar": tar_of([("a.txt", STORY), ("b/c.html", PAGE)], {"link.txt": "/etc/hostname"}),
    "a.tar.gz": gzip.compress(tar_of([("a.txt", STORY), ("b/c.html", PAGE)]), mtime=0),
    "a.warc": warc_of([("https://herald.example/a", "200 OK", HTML_HEADERS, PAGE)]),
    "a.warc.gz": warc_of([("https://herald.example/a", "200 OK", HTML_HEADERS, PAGE)], is_packed=True),
    "a.json": json.dumps([NEWS_PLEASE, SCHEMA_ORG]).encode(),
    "b.json": json.dumps(NEWS_API).encode(),
    "a.jsonl": "\n".join(map(json.dumps, (NEWS_PLEASE, SCHEMA_ORG, NINJS))).encode(),
    "a.csv": f'title,text,date\nMinister resigns,"{SENTENCE}",2024-01-05\n'.encode(),
    "a.tsv": f"title\ttext\tdate\nMinister resigns\t{SENTENCE}\t2024-01-05\n".encode(),
    "a.parquet": parquet_of({"title": ["Minister resigns"], "text": [SENTENCE], "date": ["2024-01-05"]}),
}
"""A sound file of each kind, by name."""
