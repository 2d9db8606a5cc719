"""Batches of files become a part: whole files, members, failures, in bounded runs."""

from pathlib import Path

import polars as pl
import pytest
from containers import PAGE, SAMPLES, STORY, zip_of

from pipelines.contracts import table
from pipelines.contracts.stages import PARSE_PARTS
from pipelines.flow.read import NewFile, read_batch
from pipelines.parse import ReadLimits
from pipelines.store import Parts, Store


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
    read_batch(batch, tmp_path, parts, ReadLimits())
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
