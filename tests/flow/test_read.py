"""Batches of files become a part: whole files, members, failures, in bounded runs and within limits."""

import io
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import polars as pl
import pytest
from builds import make_context
from containers import PAGE, SAMPLES, STORY, zip_of

from pipelines import flow
from pipelines.contracts import table
from pipelines.contracts.stages import PARSE_PARTS
from pipelines.engine import Begin, Bounds, run_batches
from pipelines.flow.read import NewFile, barred, read_batch
from pipelines.parse import ParsedDocument, ReadLimits, read
from pipelines.parse.formats import READERS
from pipelines.store import Parts, Store


def nowhere(index: int, place: str | None = None) -> None:
    """Nobody watches."""


@pytest.fixture
def parts(tmp_path: Path) -> Parts:
    return Store(tmp_path / "store").parts("parse", "v1", PARSE_PARTS)


@pytest.mark.parametrize("documents_in_a_run", [1, 2, 256])
def test_every_document_and_failure_has_its_keys(
    tmp_path: Path, parts: Parts, monkeypatch: pytest.MonkeyPatch, documents_in_a_run: int
) -> None:
    monkeypatch.setattr("pipelines.flow.read._RUN_DOCUMENTS", documents_in_a_run)
    (tmp_path / "a.txt").write_bytes(STORY)
    members = [("c.html", PAGE), ("d.mp4", b""), ("e.jsonl", SAMPLES["a.jsonl"])]
    (tmp_path / "b.zip").write_bytes(zip_of(members))
    batch = (NewFile("k1", "a.txt", "text"), NewFile("k2", "b.zip", "zip"), NewFile("k3", "gone.txt", "text"))
    read_batch(batch, nowhere, tmp_path, parts, ReadLimits())
    keys = pl.Series(["k1", "k2", "k3"])
    documents = parts.read(table("parsed_documents"), keys)
    assert documents.select("document_key", "file_key", "member").rows() == [
        ("k1", "k1", None),
        ("k2#c.html", "k2", "c.html"),
        ("k2#e.jsonl/line 1", "k2", "e.jsonl/line 1"),
        ("k2#e.jsonl/line 2", "k2", "e.jsonl/line 2"),
        ("k2#e.jsonl/line 3", "k2", "e.jsonl/line 3"),
    ]
    assert parts.read(table("failures"), keys).select("content_key", "member", "stage").rows() == [
        ("k2", "d.mp4", "parse"),
        ("k3", None, "parse"),
    ]
    for name in ("parsed_articles", "parsed_segments"):
        assert set(parts.read(table(name), keys)["document_key"]) == set(documents["document_key"])
    assert parts.read(table("parsed_documents"), pl.Series(["k1"])).height == 1


def hang_on_xml(data: bytes, limits: ReadLimits, charset: str | None = None) -> Iterator[ParsedDocument]:
    time.sleep(600)
    yield from ()


def read_with_a_slow_reader(
    batch: tuple[NewFile, ...], begin: Begin, corpus: Path, parts: Parts, limits: ReadLimits
) -> None:
    """What a process does in which the reader of XML never ends; it has loaded what readers need."""
    list(read(io.BytesIO(zip_of([("a.html", PAGE), ("b.txt", STORY)])), "a.zip", "zip"))
    READERS["xml"] = hang_on_xml
    read_batch(batch, begin, corpus, parts, limits)


def test_a_member_on_which_a_reader_hangs_is_a_failure_and_all_else_is_read(
    tmp_path: Path, parts: Parts
) -> None:
    (tmp_path / "a.txt").write_bytes(STORY)
    (tmp_path / "b.zip").write_bytes(
        zip_of([("c.html", PAGE), ("d.zip", zip_of([("e.xml", b"<a/>"), ("f.txt", STORY)]))])
    )
    (tmp_path / "g.xml").write_bytes(b"<a/>")
    batch = (NewFile("k1", "b.zip", "zip"), NewFile("k2", "g.xml", "xml"), NewFile("k3", "a.txt", "text"))
    work = partial(read_with_a_slow_reader, corpus=tmp_path, parts=parts, limits=ReadLimits())
    assert run_batches([batch], work, 1, lambda _: None, Bounds(seconds=6.0), barred) == []
    keys = pl.Series(["k1", "k2", "k3"])
    assert parts.read(table("parsed_documents"), keys)["document_key"].to_list() == [
        "k1#c.html",
        "k1#d.zip/f.txt",
        "k3",
    ]
    reason = "Reading it took longer than 6 seconds."
    assert parts.read(table("failures"), keys).select("content_key", "member", "reason").rows() == [
        ("k1", "d.zip/e.xml", reason),
        ("k2", None, reason),
    ]


def test_what_the_file_system_did_not_give_is_tried_again(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    for name in ("a.txt", "b.txt"):
        (corpus / name).write_bytes(STORY + name.encode())
    ctx = make_context(corpus, tmp_path)
    flow.take_inventory(ctx)
    (corpus / "b.txt").rename(tmp_path / "elsewhere")
    flow.parse_documents(ctx)
    (lost,) = ctx.store.read("unread").rows(named=True)
    assert (lost["path"], lost["detail"]) == ("b.txt", "No such file or directory")
    assert ctx.store.read("documents")["path"].to_list() == ["a.txt"]
    assert ctx.parsed_parts.passing().len() == 1
    (tmp_path / "elsewhere").rename(corpus / "b.txt")
    flow.parse_documents(ctx)
    assert sorted(ctx.store.read("documents")["path"]) == ["a.txt", "b.txt"]
    assert ctx.store.read("unread").is_empty()
    assert ctx.parsed_parts.passing().is_empty()
