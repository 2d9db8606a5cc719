from datetime import date
from pathlib import Path

import pytest

from pipelines.errors import SettingsError
from pipelines.settings import Settings


@pytest.fixture(autouse=True)
def bare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SAYSO_CORPUS", raising=False)
    return tmp_path


def test_flag_goes_before_environment_before_env_file_before_default(
    bare: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert Settings.load().corpus == Path("corpus")
    (bare / ".env").write_text("SAYSO_CORPUS=from_file\nSAYSO_AS_OF=2024-05-16\n")
    assert Settings.load().corpus == Path("from_file")
    assert Settings.load().as_of == date(2024, 5, 16)
    monkeypatch.setenv("SAYSO_CORPUS", "from_environment")
    assert Settings.load().corpus == Path("from_environment")
    assert Settings.load(corpus=Path("from_flag")).corpus == Path("from_flag")
    assert Settings.load(corpus=None).corpus == Path("from_environment")


def test_the_store_stands_beside_the_warehouse_and_is_named_after_it() -> None:
    assert Settings.load(warehouse=Path("out/news.duckdb")).store_dir == Path("out/news.store")
    assert Settings.load(store=Path("elsewhere")).store_dir == Path("elsewhere")


def test_a_setting_that_cannot_be_used_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAYSO_MAX_LOSS", "much")
    with pytest.raises(SettingsError, match=r"max_loss.*much"):
        Settings.load()


def test_only_what_shapes_rows_changes_their_digest() -> None:
    plain = Settings.load().rows_hash
    assert Settings.load(workers=7, allow_shrink=True).rows_hash == plain
    assert Settings.load(limit=3).rows_hash != plain
    assert Settings.load(as_of=date(2024, 5, 16)).rows_hash != plain


def test_the_mapping_of_fields_is_json_and_names_parts_of_a_story(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAYSO_RECORD_FIELDS", '{"text": "payload.body"}')
    assert Settings.load().record_fields == {"text": "payload.body"}
    mapped = Settings.load().rows_hash
    monkeypatch.delenv("SAYSO_RECORD_FIELDS")
    assert Settings.load().rows_hash != mapped
    monkeypatch.setenv("SAYSO_RECORD_FIELDS", '{"words": "payload.body"}')
    with pytest.raises(SettingsError, match="'words' is none of text, title"):
        Settings.load()
    monkeypatch.setenv("SAYSO_RECORD_FIELDS", "payload.body")
    with pytest.raises(SettingsError, match="record_fields"):
        Settings.load()


def test_path_patterns_are_one_or_a_list_and_must_hold(monkeypatch: pytest.MonkeyPatch) -> None:
    plain = Settings.load()
    assert plain.path_patterns == ()
    monkeypatch.setenv("SAYSO_PATH_PATTERNS", "{source}/{published}/…")
    assert Settings.load().path_patterns == ("{source}/{published}/…",)
    assert Settings.load().rows_hash != plain.rows_hash
    monkeypatch.setenv("SAYSO_PATH_PATTERNS", '["{source}/{published}/…", "{source}/…"]')
    assert Settings.load().path_patterns == ("{source}/{published}/…", "{source}/…")
    monkeypatch.setenv("SAYSO_PATH_PATTERNS", "{outlet}/…")
    with pytest.raises(SettingsError, match=r"path_patterns.*\{outlet\} is none of \{source\}"):
        Settings.load()
    monkeypatch.setenv("SAYSO_PATH_PATTERNS", '["{source}/…"')
    with pytest.raises(SettingsError, match="path_patterns"):
        Settings.load()
