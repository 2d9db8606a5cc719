"""Each kind of file once sound and once malformed: documents here, a row with a plain reason there."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path

import pytest
import zstandard
from builds import make_context
from containers import NEWS_API, NEWS_PLEASE, NINJS, PAGE, SCHEMA_ORG, STORY, parquet_of, tar_of, zip_of

from benchmarks.seeds import (
    atom,
    crawl,
    factiva,
    lexis,
    mail,
    newsml,
    nexis,
    nitf,
    proquest,
    rss,
    story_pdf,
    word,
)
from benchmarks.seeds import markdown as marked
from pipelines import flow
from pipelines.parse.kinds import PACKED_SUFFIXES, SUFFIXES, format_of, packings_of

ODD = {"kop": "Minister resigns", "inhoud": STORY.decode()}
MAPPING = {"text": "inhoud", "title": "kop"}
SOUND: dict[str, tuple[bytes, int]] = {
    "text.txt": (STORY, 1),
    "dos.txt": (STORY.decode().replace("minister", "Präsident").encode("cp850"), 1),
    "wide.txt": (STORY.decode().encode("utf-16"), 1),
    "marked.md": (marked().encode(), 1),
    "page.html": (PAGE, 1),
    "story.pdf": (story_pdf(), 1),
    "story.docx": (word(), 1),
    "mail.eml": (mail(), 1),
    "news-please.json": (json.dumps(NEWS_PLEASE).encode(), 1),
    "newsapi.json": (json.dumps(NEWS_API).encode(), 1),
    "schema.json": (json.dumps(SCHEMA_ORG).encode(), 1),
    "ninjs.json": (json.dumps(NINJS).encode(), 1),
    "lines.jsonl": (b"\n".join(json.dumps(one).encode() for one in (NEWS_PLEASE, NINJS, ODD)), 3),
    "odd.csv": (f'kop,inhoud\nHead,"{ODD["inhoud"]}"\n'.encode(), 1),
    "odd.tsv": (f"kop\tinhoud\nHead\t{STORY.decode().replace(chr(10), ' ')}\n".encode(), 1),
    "odd.parquet": (parquet_of({name: [value] for name, value in ODD.items()}), 1),
    "nexis.txt": (nexis().encode(), 2),
    "lexis.txt": (lexis().encode(), 2),
    "factiva.txt": (factiva().encode(), 2),
    "proquest.txt": (proquest().encode(), 2),
    "feed.rss": (rss().encode(), 2),
    "feed.atom": (atom().encode(), 2),
    "story.nitf": (nitf().encode(), 1),
    "item.xml": (newsml().encode(), 1),
    "crawl.warc": (crawl(), 6),
    "crawl.warc.gz": (gzip.compress(crawl()), 6),
    "packed.html.gz": (gzip.compress(PAGE), 1),
    "packed.txt.zst": (zstandard.compress(STORY), 1),
    "two.zip": (zip_of([("a.txt", STORY), ("b/c.html", PAGE)]), 2),
    "two.tar": (tar_of([("a.txt", STORY), ("b/c.html", PAGE)]), 2),
    "two.tgz": (gzip.compress(tar_of([("a.txt", STORY), ("b/c.html", PAGE)])), 2),
}
NO_TEXT_COLUMN = "no column is known to hold the text: tell which one it is in SAYSO_RECORD_FIELDS"
CUT_FEED = "the feed is cut off in the middle of this story; the stories before it are kept"
NO_MAIL = "this is no mail: it has no sender, subject or date at its head"
MALFORMED: dict[str, tuple[bytes, str]] = {
    "empty.txt": (b"", "the file is empty"),
    "binary.txt": (bytes(range(256)) * 4, "this is binary data, not text"),
    "binary.md": (b"\x7fELF" + bytes(200), "this is a program, not text"),
    "empty.html": (b"<html><body><script>x()</script></body></html>", "the page shows no text"),
    "cut.pdf": (story_pdf()[:300], "the PDF is broken and cannot be read"),
    "cut.docx": (word()[:2000], "the Word document is broken and cannot be read"),
    "letter.eml": (b"Dear all,\n\nplease read this.\n", NO_MAIL),
    "cut.json": (json.dumps(NEWS_PLEASE).encode()[:60], "this is no JSON"),
    "numbers.jsonl": (b"1\n2\n", "the record is no JSON object"),
    "strange.csv": (b"a,b\n1,2\n", NO_TEXT_COLUMN),
    "strange.tsv": (b"a\tb\n1\t2\n", NO_TEXT_COLUMN),
    "cut.parquet": (parquet_of({"text": ["a"]})[:-9], "this is no Parquet file"),
    "cut.rss": (rss().encode()[:600], CUT_FEED),
    "map.xml": (b"<urlset><url/></urlset>", "it is a site map, which lists addresses and holds no articles"),
    "other.xml": (b"<recipe/>", "XML whose root element is <recipe> is of no known kind"),
    "text.warc": (b"words " * 99, "the WARC file is damaged, or ends too early"),
    "cut.warc.gz": (gzip.compress(crawl())[:-700], "the gzip data end too early"),
    "text.txt.gz": (STORY, "named .gz, but the gzip data are damaged"),
    "text.txt.zst": (STORY, "named .zst, but the zstd data are damaged"),
    "text.zip": (STORY, "the zip archive is damaged, or ends too early"),
    "text.tar": (STORY * 9, "the tar archive is damaged, or ends too early"),
    "film.mp4": (b"ftyp", "Files of the kind '.mp4' are not read."),
}  # fmt: skip
NO_WORDS_OF_PROGRAMS = re.compile(r"Error|Exception|Traceback|None|<class|0x[0-9a-f]")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> flow.Context:
    """A corpus of all of these, read as a build reads it."""
    home = tmp_path_factory.mktemp("damage")
    for name, (data, _) in {**SOUND, **MALFORMED}.items():
        Path(home, "corpus").mkdir(exist_ok=True)
        Path(home, "corpus", name).write_bytes(data)
    ctx = make_context(home / "corpus", home, record_fields=MAPPING)
    flow.take_inventory(ctx)
    flow.parse_documents(ctx)
    return ctx


@pytest.mark.parametrize("name", SOUND)
def test_a_sound_file_gives_its_documents(built: flow.Context, name: str) -> None:
    paths = built.store.read("documents")["path"].to_list()
    assert sum(path.partition("#")[0] == name for path in paths) == SOUND[name][1]


@pytest.mark.parametrize("name", MALFORMED)
def test_a_malformed_file_is_left_out_with_a_reason_that_people_understand(
    built: flow.Context, name: str
) -> None:
    rows = [*built.store.read("unread").rows(named=True), *built.store.read("left_out").rows(named=True)]
    reasons = [row["reason"] for row in rows if row["path"].partition("#")[0] == name]
    assert MALFORMED[name][1] in reasons
    assert not NO_WORDS_OF_PROGRAMS.search(" ".join(reasons))


def test_every_kind_of_file_is_here_sound_and_malformed() -> None:
    for files in (SOUND, MALFORMED):
        assert {format_of(name) for name in files} >= set(SUFFIXES.values())
        assert {packing for name in files for packing in packings_of(name)} == set(PACKED_SUFFIXES)
