from __future__ import annotations

import pytest

from pipelines.contracts import BUILD_INFO, PUBLISHED_TABLES
from pipelines.contracts import dictionary as module
from pipelines.contracts.questions import read_questions

TEXT = module.DICTIONARY.read_text(encoding="utf-8")


def test_the_committed_dictionary_is_current() -> None:
    module.main(["--check"])


def test_every_column_is_in_it() -> None:
    for table in (*PUBLISHED_TABLES, BUILD_INFO):
        assert f"### {table.qualified_name}\n\n{table.grain}\n" in TEXT
        for column in table.columns:
            assert f"`{column.name}`" in TEXT
            assert column.meaning.replace("|", "\\|") in TEXT


def test_every_view_and_macro_is_in_it() -> None:
    for question in read_questions(module.SQL):
        assert f"| `{question.signature}` | " in TEXT


def test_a_stale_dictionary_is_told(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(module, "DICTIONARY", tmp_path / "docs" / "data_dictionary.md")
    with pytest.raises(SystemExit, match="out of date"):
        module.main(["--check"])
    module.main([])
    module.main(["--check"])
    module.DICTIONARY.write_text("old", encoding="utf-8")
    with pytest.raises(SystemExit, match="out of date"):
        module.main(["--check"])
