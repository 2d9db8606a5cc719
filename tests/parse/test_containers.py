"""Archives and crawls: a document per member, a failure per thing that fails, limits that hold."""

from __future__ import annotations

import gzip
import io
import zipfile
from itertools import pairwise

import pytest
import zstandard
from containers import HTML_HEADERS, PAGE, SENTENCE, STORY, tar_of, warc_of, zip_of

from benchmarks.seeds import answer, crawl
from pipelines.parse import ParsedDocument, ReadFailure, ReadLimits, format_of, read
from pipelines.parse.kinds import packings_of


def outcomes(data: bytes, name: str, limits: ReadLimits | None = None) -> list[ParsedDocument | ReadFailure]:
    format = format_of(name)
    assert format is not None
    return list(read(io.BytesIO(data), name, format, limits))


def told(data: bytes, name: str, limits: ReadLimits | None = None) -> list[tuple[str | None, str]]:
    """Member and format of documents, member and reason of failures."""
    return [
        (each.member, each.format if isinstance(each, ParsedDocument) else each.reason)
        for each in outcomes(data, name, limits)
    ]


@pytest.mark.parametrize(
    ("path", "format", "packings"),
    [
        ("x/a.tar.zst", "tar", (".zst",)), ("a.TGZ", "tar", (".gz",)), ("a.json.gz", "json", (".gz",)),
        ("a.jsonl.zst", "jsonl", (".zst",)), ("a.warc.gz", "warc", (".gz",)),
        ("a.csv.gz.zst", "csv", (".zst", ".gz")),
        ("a.txt.zip", "zip", ()), ("a.zst", None, (".zst",)), ("a.tar", "tar", ()),
    ],
)  # fmt: skip
def test_format_and_packing_follow_the_name(path: str, format: str | None, packings: tuple[str, ...]) -> None:
    assert format_of(path) == format
    assert packings_of(path) == packings


MEMBERS = [("./a.txt", STORY), ("../../etc/b.html", PAGE), ("c.txt.gz", gzip.compress(STORY)),
           ("film.mp4", b"0"),
           ("README.md", STORY), ("empty.txt", b""), ("__MACOSX/._a.txt", b"\0\5\26\7")]  # fmt: skip
TOLD = [
    ("a.txt", "text"), ("etc/b.html", "html"), ("c.txt.gz", "text"),
    ("film.mp4", "members of the kind '.mp4' are not read"), ("empty.txt", "the file is empty"),
]  # fmt: skip


def test_a_zip_gives_a_document_per_member() -> None:
    assert told(zip_of(MEMBERS), "a.zip") == TOLD


@pytest.mark.parametrize("name", ["a.tar", "a.tar.gz", "a.tgz", "a.tar.zst"])
def test_a_tar_gives_a_document_per_member_packed_or_not(name: str) -> None:
    data = tar_of(MEMBERS)
    packed = {".gz": gzip.compress, ".zst": zstandard.compress}
    for packing in packings_of(name):
        data = packed[packing](data)
    assert told(data, name) == TOLD


def test_a_member_reads_as_the_file_alone() -> None:
    (alone,) = outcomes(PAGE, "b.html")
    assert isinstance(alone, ParsedDocument)
    member = outcomes(zip_of([("b.html", PAGE)]), "a.zip")[0]
    assert isinstance(member, ParsedDocument)
    assert (member.text, member.sha256, member.segments) == (alone.text, alone.sha256, alone.segments)


def test_archives_in_archives_to_a_depth() -> None:
    inner = zip_of([("a.txt", STORY)])
    nested = tar_of([("x/inner.zip", inner), ("lines.jsonl", f'{{"text": "{SENTENCE}"}}'.encode())])
    assert told(nested, "a.tar") == [("x/inner.zip/a.txt", "text"), ("lines.jsonl/line 1", "json")]
    for number in range(3):
        inner = zip_of([(f"{number}.zip", inner)])
    assert told(inner, "a.zip") == [
        ("2.zip/1.zip/0.zip", "archives inside archives are read to a depth of 3")
    ]


def test_members_of_one_name_are_told_apart() -> None:
    twice = tar_of([("a.txt", STORY), ("a.txt", STORY), ("a.txt (2)", b""),
                    ("a.zip", zip_of([("b.txt", STORY)])),
                    ("a.zip/b.txt", STORY)])  # fmt: skip
    names = [member for member, _ in told(twice, "a.tar")]
    assert len(set(names)) == len(names) == 5


def test_links_devices_and_encrypted_members_are_failures() -> None:
    linked = tar_of([("a.txt", STORY)], {"passwords.txt": "/etc/passwd"})
    assert told(linked, "a.tar")[1] == (
        "passwords.txt",
        "the member is a link, a device or a file with holes",
    )
    encrypted = bytearray(zip_of([("a.txt", STORY), ("b.txt", STORY)]))
    entry = encrypted.index(b"PK\x01\x02")
    encrypted[entry + 8] |= 1
    assert told(bytes(encrypted), "a.zip") == [("a.txt", "the member is encrypted"), ("b.txt", "text")]


def test_a_damaged_member_leaves_the_others_alone() -> None:
    data = bytearray(zip_of([("a.txt", STORY * 20), ("b.txt", STORY)]))
    data[60:70] = b"\xff" * 10
    first, second = told(bytes(data), "a.zip")
    assert first == ("a.txt", "the member is damaged, or ends too early")
    assert second == ("b.txt", "text")


@pytest.mark.parametrize("cut", [1500, 2400, 700])
def test_a_cut_tar_gives_what_could_be_read_and_one_failure(cut: int) -> None:
    data = tar_of([("a.txt", STORY), ("b.txt", STORY * 10)])
    *good, (member, reason) = told(data[:cut], "a.tar")
    assert all(format == "text" for _, format in good)
    assert (member, reason) == (None, "the tar archive is damaged, or ends too early")


def test_a_cut_zip_gives_what_could_be_read_and_one_failure() -> None:
    data = zip_of([("a.txt", STORY), ("film.mp4", b"0" * 500), ("b.html", PAGE), ("c.txt", STORY * 3)])
    before = data.index(b"c.txt")
    good = [("a.txt", "text"), ("film.mp4", "members of the kind '.mp4' are not read"), ("b.html", "html")]
    lost = (None, "the zip archive is damaged, or ends too early")
    assert told(data[: before + 2], "a.zip") == [*good, lost]
    assert told(data[: before + 60], "a.zip") == [*good, lost]


def test_a_cut_zip_that_was_written_as_a_stream() -> None:
    class Pipe(io.BytesIO):
        def seekable(self) -> bool:
            return False

        def tell(self) -> int:
            raise OSError

    pipe = Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", STORY)
        archive.writestr("b.txt", STORY)
    data = pipe.getvalue()
    cut = data[: data.index(b"PK\x01\x02")]
    assert [member for member, _ in told(cut, "a.zip")] == ["a.txt", "b.txt", None]


def test_a_damaged_header_in_a_tar_is_not_taken_for_its_end() -> None:
    data = bytearray(tar_of([("a.txt", STORY), ("b.txt", STORY)]))
    data[1024:1030] = b"\xff" * 6
    assert told(bytes(data), "a.tar")[-1] == (None, "the tar archive is damaged, or ends too early")


def test_cut_packing_gives_what_could_be_read_and_one_failure() -> None:
    stories = [(f"{number}.txt", STORY + bytes(f"{number * 7919}\n" * 300, "ascii")) for number in range(400)]
    for pack, name in ((gzip.compress, "a.tar.gz"), (zstandard.compress, "a.tar.zst")):
        packed = pack(tar_of(stories))
        *good, last = told(packed[: len(packed) * 3 // 4], name)
        assert len(good) > 100
        assert all(format == "text" for _, format in good)
        assert last[0] is None
        assert last[1].endswith("data end too early")


@pytest.mark.parametrize("name", ["a.zip", "a.tar", "a.warc"])
@pytest.mark.parametrize("data", [b"", b"garbage " * 300, bytes(range(256)) * 8])
def test_what_is_no_archive_is_one_failure(name: str, data: bytes) -> None:
    ((member, reason),) = told(data, name)
    assert member is None
    assert "damaged, or ends too early" in reason


def test_bombs_are_given_up() -> None:
    zeros = b"\0" * 30_000_000
    assert told(zip_of([("a.txt", zeros), ("b.txt", STORY)]), "a.zip") == [
        ("a.txt", "the data unpack to more than 200 times their size"), ("b.txt", "text"),
    ]  # fmt: skip
    assert "200 times" in told(zstandard.compress(zeros), "a.txt.zst")[0][1]
    small_bombs = zip_of([(f"{number}.txt", zeros[:900_000]) for number in range(100)])
    *_, last = told(small_bombs, "a.zip", ReadLimits(max_bytes=1_000_000))
    assert last == (None, "it unpacks to more than 200 times its size: the rest is not read")


def test_limits_on_members() -> None:
    stories = zip_of([(f"{number}.txt", STORY) for number in range(5)])
    *good, last = told(stories, "a.zip", ReadLimits(max_members=3))
    assert (len(good), last) == (3, (None, "it holds more than 3 members: the rest is not read"))
    large = told(tar_of([("a.txt", STORY * 100), ("b.txt", STORY)]), "a.tar", ReadLimits(max_bytes=1000))
    assert large == [("a.txt", "larger than 0.000953674 MB after decompression"), ("b.txt", "text")]


def test_a_directory_that_would_fill_the_memory_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipelines.parse.containers.zips.MAX_DIRECTORY_BYTES", 100)
    many = zip_of([(f"{number}.txt", STORY) for number in range(3)])
    assert told(many, "a.zip") == [(None, "the zip archive lists too many members")]


def test_methods_that_take_gigabytes_are_refused() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("a.txt", STORY)
    assert told(packed.getvalue(), "a.zip") == [
        ("a.txt", "the member is packed by a method that is not read")
    ]


def chunked(body: bytes) -> bytes:
    return (
        b"".join(b"%x\r\n%s\r\n" % (to - at, body[at:to]) for at, to in pairwise([0, 50, len(body)]))
        + b"0\r\n\r\n"
    )


CRAWL = [
    ("https://herald.example/a", "200 OK", HTML_HEADERS, PAGE),
    ("https://herald.example/gone", "404 Not Found", HTML_HEADERS, PAGE),
    ("https://herald.example/a.png", "200 OK", {"Content-Type": "image/png"}, b"\x89PNG"),
    ("https://www.herald.example/b", "200 OK",
     {**HTML_HEADERS, "Content-Encoding": "gzip", "Transfer-Encoding": "chunked"},
     chunked(gzip.compress(PAGE, mtime=0))),
    ("https://herald.example/c", "200 OK", {"Content-Type": "text/html; charset=iso-8859-2"},
     PAGE.replace(b"minister said", "minister Łukasz Żak said".encode("iso-8859-2"))),
    ("https://herald.example/d", "301 Moved", {"Location": "/a"}, b""),
]  # fmt: skip


@pytest.mark.parametrize("is_packed", [True, False])
def test_a_crawl_gives_its_pages_with_their_addresses(is_packed: bool) -> None:
    name = "a.warc.gz" if is_packed else "a.warc"
    *pages, rest = outcomes(warc_of(CRAWL, is_packed=is_packed), name)
    assert isinstance(rest, ReadFailure)
    assert (rest.member, rest.stage, rest.detail) == (None, "skip", "answer 301 1, answer 404 1, image/png 1")
    assert [page.member for page in pages] == ["record 2", "record 5", "record 6"]
    documents = [page for page in pages if isinstance(page, ParsedDocument)]
    assert [page.url for page in documents] == [CRAWL[number][0] for number in (0, 3, 4)]
    assert [page.articles[0].outlet for page in documents] == ["herald.example"] * 3
    assert SENTENCE in documents[1].text
    assert "Łukasz Żak" in documents[2].text


@pytest.mark.parametrize("is_packed", [True, False])
def test_a_cut_crawl_gives_what_could_be_read_and_one_failure(is_packed: bool) -> None:
    data = warc_of(CRAWL[:1] * 5, is_packed=is_packed)
    *good, last = told(data[:-200], "a.warc.gz" if is_packed else "a.warc")
    assert [format for _, format in good] == ["html"] * 4
    assert last[0] is None
    assert "too early" in last[1]


def test_a_crawl_gives_what_every_reader_can_read_and_counts_the_rest() -> None:
    *read, rest = outcomes(crawl(), "a.warc")
    assert [(one.member, one.format) for one in read if isinstance(one, ParsedDocument)] == [
        ("record 1", "html"),
        ("record 2", "pdf"),
        ("record 3", "docx"),
        ("record 4/ac-1001", "rss"),
        ("record 4/https://www.aunecourier.example/2023/ferry", "rss"),
        ("record 6", "json"),
    ]
    assert isinstance(rest, ReadFailure)
    assert rest.reason == "things in it that are no documents were passed over"
    assert rest.detail == (
        "image/jpeg 2, answer 404 1, application/json 1, revisit of a page as it was 1, text/css 1, "
        "text/plain 1"
    )


def test_a_crawl_of_pictures_alone_holds_no_article() -> None:
    data = answer("a.jpg", "image/jpeg", b"\xff\xd8\xff\xe0")
    assert told(data, "a.warc") == [
        (None, "things in it that are no documents were passed over"), (None, "it holds no article"),
    ]  # fmt: skip


def test_kinds_without_number_are_counted_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipelines.parse.reading.MAX_KINDS", 2)
    monkeypatch.setattr("pipelines.parse.reading.SHOWN_KINDS", 2)
    records = b"".join(answer("a", f"image/x{number}", b"a", number=number) for number in range(5))
    rest = outcomes(records, "a.warc")[0]
    assert isinstance(rest, ReadFailure)
    assert rest.detail == "others 3, image/x0 1, others 1"


def test_damaged_records_of_doubtful_kinds_are_no_flood() -> None:
    noise = b"".join(answer(f"api/{number}", "application/json", b"{", number=number) for number in range(50))
    read = outcomes(answer("b", "text/html", PAGE) + noise, "a.warc")
    assert [(one.member, getattr(one, "detail", None)) for one in read] == [
        ("record 1", None),
        (None, "application/json 50"),
    ]


def test_a_crawl_whose_record_has_no_length_is_given_up() -> None:
    data = warc_of(CRAWL[:2])
    at = data.rindex(b"Content-Length:", 0, data.rindex(b"HTTP/1.1"))
    broken = data[:at] + b"X" + data[at + 1 :]
    assert told(broken, "a.warc")[-1] == (None, "the WARC file is damaged, or ends too early")
