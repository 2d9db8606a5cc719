from pathlib import Path

import polars as pl
import pytest

from pipelines.contracts.model import Table, Type, col
from pipelines.store import KEY, PartIndex, Parts, Store

ROWS = Table("rows", "One row per row.", (col("n", Type.INTEGER, "A number."),), ("n",), schema="stage")


def frame(values: dict[str, list[int]]) -> pl.DataFrame:
    rows = [(key, n) for key, numbers in values.items() for n in numbers]
    return pl.DataFrame(rows, schema={KEY: pl.String, "n": pl.Int32}, orient="row")


@pytest.fixture
def parts(tmp_path: Path) -> Parts:
    return Store(tmp_path).parts("room", "v1", (ROWS,))


def test_rows_are_read_by_key(parts: Parts) -> None:
    parts.write(["a", "b"], {"rows": frame({"a": [1], "b": [2, 3]})})
    parts.write(["c"], {"rows": frame({"c": [4]})})
    assert parts.read(ROWS, pl.Series(["b", "c"]))["n"].to_list() == [2, 3, 4]
    assert parts.known().to_list() == ["a", "b", "c"]


def test_a_key_in_two_parts_is_read_once(parts: Parts) -> None:
    parts.write(["a"], {"rows": frame({"a": [1]})})
    parts.write(["a", "b"], {"rows": frame({"a": [1], "b": [2]})})
    assert parts.read(ROWS, pl.Series(["a", "b"]))["n"].to_list() == [1, 2]


def test_an_index_knows_parts_that_are_added_later(parts: Parts) -> None:
    parts.write(["a"], {"rows": frame({"a": [1]})})
    index = PartIndex(parts)
    parts.write(["a", "b"], {"rows": frame({"a": [1], "b": [2, 3]})})
    assert index.known().sort().to_list() == ["a", "b"]
    assert index.read(ROWS, pl.Series(["a", "b"]))["n"].to_list() == [1, 2, 3]


def test_a_key_without_rows_is_known(parts: Parts) -> None:
    parts.write(["a"], {"rows": frame({})})
    assert parts.known().to_list() == ["a"]
    assert parts.read(ROWS, pl.Series(["a"])).is_empty()


def test_writing_the_same_part_twice_does_no_harm(parts: Parts) -> None:
    parts.write(["a"], {"rows": frame({"a": [1]})})
    parts.write(["a"], {"rows": frame({"a": [1]})})
    assert parts.read(ROWS, pl.Series(["a"]))["n"].to_list() == [1]


def test_what_a_killed_writer_left_is_never_read(parts: Parts) -> None:
    parts.write(["a"], {"rows": frame({"a": [1]})})
    half = parts.part_path(["a"]).with_name(".half.123")
    half.mkdir()
    (half / "rows.parquet").write_bytes(b"PAR1")
    assert parts.known().to_list() == ["a"]


def test_another_version_is_not_read_and_can_be_forgotten(tmp_path: Path) -> None:
    store = Store(tmp_path)
    old, new = (store.parts("room", version, (ROWS,)) for version in ("v1", "v2"))
    old.write(["a"], {"rows": frame({"a": [1]})})
    assert new.known().is_empty()
    new.write(["b"], {"rows": frame({"b": [2]})})
    new.forget_other_versions()
    assert old.known().is_empty()
    assert new.known().to_list() == ["b"]


def test_compacting_keeps_live_rows_and_drops_the_rest(parts: Parts, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipelines.store._MAX_PARTS", 2)
    for number, key in enumerate("abcd"):
        parts.write([key], {"rows": frame({key: [number]})})
    parts.compact(pl.Series(["a", "c", "gone"]))
    assert parts.known().to_list() == ["a", "c"]
    assert parts.read(ROWS, pl.Series(["a", "b", "c"]))["n"].to_list() == [0, 2]


def test_a_snapshot_keeps_what_was_even_when_the_table_changes(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.write("rows", pl.DataFrame({"n": [1]}))
    store.snapshot("first", {"kept": "rows"})
    store.write("rows", pl.DataFrame({"n": [2]}))
    kept = store.read_snapshot("first", "kept")
    assert kept is not None
    assert kept["n"].to_list() == [1]
    assert store.read_snapshot("second", "kept") is None


def test_a_large_part_is_written_in_several_files_and_read_as_one(
    parts: Parts, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipelines.store._CHUNK_BYTES", 10_000)
    with parts.writing(["a", "b"]) as part:
        for number in range(100):
            part.add("rows", frame({"a": [number], "b": [1000 + number]}))
    assert len(list(parts.part_path(["a", "b"]).glob("rows*.parquet"))) > 5
    assert parts.read(ROWS, pl.Series(["b"]))["n"].to_list() == list(range(1000, 1100))
    assert parts.read(ROWS, pl.Series(["a", "b"])).height == 200


def test_a_part_whose_writing_fails_never_appears(parts: Parts) -> None:
    def write_half() -> None:
        with parts.writing(["a"]) as part:
            part.add("rows", frame({"a": [1]}))
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_half()
    assert parts.known().is_empty()
    assert not list(parts.part_path(["a"]).parent.iterdir())


def test_compacting_reads_and_writes_several_files(parts: Parts, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipelines.store._CHUNK_BYTES", 10_000)
    monkeypatch.setattr("pipelines.store._MAX_PARTS", 2)
    for key in "abc":
        with parts.writing([key]) as part:
            for number in range(20):
                part.add("rows", frame({key: [number]}))
    parts.compact(pl.Series(["a", "c"]))
    assert parts.known().to_list() == ["a", "c"]
    assert parts.read(ROWS, pl.Series(["a", "b", "c"])).height == 40
