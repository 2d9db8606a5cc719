import os
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from pipelines import inventory
from pipelines.errors import CorpusError

LATER = 10**18 * 2
"""A moment long after the files were written."""


def write(corpus: Path, **texts: str) -> None:
    corpus.mkdir(exist_ok=True)
    for name, text in texts.items():
        path = corpus / f"{name}.txt"
        path.write_text(text)
        os.utime(path, ns=(10**18, 10**18))


def reasons(found: inventory.Inventory) -> dict[str, str]:
    return dict(found.left_out.select("path", "reason").rows())


def test_articles_are_found_at_any_depth_and_in_order(tmp_path: Path) -> None:
    write(tmp_path, b="two", a="one")
    (tmp_path / "deep" / "er").mkdir(parents=True)
    write(tmp_path / "deep" / "er", c="three")
    (tmp_path / "README.md").write_text("about")
    (tmp_path / ".hidden.txt").write_text("no")
    found = inventory.take(tmp_path, None, LATER)
    assert found.files["path"].to_list() == ["a.txt", "b.txt", "deep/er/c.txt"]
    assert found.left_out.is_empty()


def test_an_unchanged_file_is_not_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, a="one", b="two")
    first = inventory.take(tmp_path, None, LATER)
    write(tmp_path, b="another")
    hashed: list[str] = []
    real = inventory._sha256
    monkeypatch.setattr(inventory, "_sha256", lambda path: hashed.append(path.name) or real(path))
    second = inventory.take(tmp_path, first.files, LATER)
    assert hashed == ["b.txt"]
    assert first.files["sha256"][0] == second.files["sha256"][0]
    assert first.files["sha256"][1] != second.files["sha256"][1]


def test_a_file_written_as_it_was_hashed_is_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, a="one")
    first = inventory.take(tmp_path, None, 10**18 + 1_000_000)
    monkeypatch.setattr(inventory, "_sha256", lambda path: "0" * 64)
    assert inventory.take(tmp_path, first.files, LATER).files["sha256"].to_list() == ["0" * 64]


def test_what_cannot_be_taken_is_told_and_holds_up_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, good="one", locked="two")
    (tmp_path / "broken.txt").symlink_to("nowhere.txt")
    (tmp_path / "film.mp4").write_bytes(b"\0")
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / os.fsdecode(b"caf\xe9.txt")).write_text("latin")
    real = inventory._sha256

    def refuse(path: Path) -> str:
        if path.name == "locked.txt":
            raise PermissionError(13, "Permission denied")
        return real(path)

    monkeypatch.setattr(inventory, "_sha256", refuse)
    found = inventory.take(tmp_path, None, LATER)
    assert found.files["path"].to_list() == ["good.txt"]
    assert reasons(found) == {
        "broken.txt": "The link points to a file that is not there.",
        "caf\\xe9.txt": "The file's name is not valid UTF-8.",
        "film.mp4": "Files of the kind '.mp4' are not read.",
        "locked.txt": "The file cannot be read.",
        "pipe.txt": "This is not a regular file.",
    }


def test_a_folder_that_links_to_its_parent_is_entered_once(tmp_path: Path) -> None:
    write(tmp_path, a="one")
    (tmp_path / "loop").symlink_to(tmp_path, target_is_directory=True)
    assert inventory.take(tmp_path, None, LATER).files["path"].to_list() == ["a.txt"]


@pytest.mark.parametrize("name", ["missing", "empty"])
def test_a_missing_or_empty_folder_is_an_error(tmp_path: Path, name: str) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(CorpusError, match="mounted"):
        inventory.take(tmp_path / name, None, LATER)


def test_the_manifest_is_joined_and_what_is_stale_in_it_is_told(tmp_path: Path) -> None:
    write(tmp_path, a="one", b="two")
    (tmp_path / "manifest.csv").write_text(
        "path,source,published\na.txt,The Herald,2024-05-16\ngone.txt,X,2024\n"
    )
    found = inventory.take(tmp_path, None, LATER)
    assert found.files.select("path", "source", "published").rows() == [
        ("a.txt", "The Herald", "2024-05-16"),
        ("b.txt", None, None),
    ]
    assert list(reasons(found).values()) == ["The row for 'gone.txt' matches no file."]


def test_a_limit_takes_the_first_files_by_path(tmp_path: Path) -> None:
    write(tmp_path, a="one", b="two", c="three")
    assert inventory.take(tmp_path, None, LATER, limit=2).files["path"].to_list() == ["a.txt", "b.txt"]


def test_the_same_bytes_under_gz_are_other_content(tmp_path: Path) -> None:
    write(tmp_path, a="one")
    (tmp_path / "a.txt.gz").write_bytes((tmp_path / "a.txt").read_bytes())
    keys = inventory.take(tmp_path, None, LATER).files.select(pl.col("file_key")).to_series()
    assert keys.n_unique() == 2


def test_packing_is_part_of_what_content_is(tmp_path: Path) -> None:
    write(tmp_path, a="one")
    for name in ("a.json", "a.json.gz", "a.json.zst", "a.json.zst.gz", "a.tgz", "a.tar.gz"):
        (tmp_path / name).write_bytes((tmp_path / "a.txt").read_bytes())
    keys = inventory.take(tmp_path, None, LATER).files.select("path", "file_key").rows()
    endings = {path: key.partition(".")[2] for path, key in keys}
    assert endings == {
        "a.txt": "text", "a.json": "json", "a.json.gz": "json.gz", "a.json.zst": "json.zst",
        "a.json.zst.gz": "json.zst.gz", "a.tgz": "tar.gz", "a.tar.gz": "tar.gz",
    }  # fmt: skip


def test_a_date_of_the_manifest_that_lies_ahead_is_told(tmp_path: Path) -> None:
    write(tmp_path, a="one", b="two", c="three")
    (tmp_path / "manifest.csv").write_text("path,published\na.txt,2031-01-02\nb.txt,2024-05-16\nc.txt,\n")
    found = inventory.take(tmp_path, None, LATER)
    told = inventory.late_dates(found.files, date(2024, 5, 16))
    ((path, reason),) = told.select("path", "reason").rows()
    assert path == "manifest.csv"
    assert reason.startswith("The row for 'a.txt' says it was published on 2031-01-02")
