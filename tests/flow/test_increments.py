"""A build that arrived in any number of steps equals, row for row, a full build of the same corpus."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest
from builds import make_context, run_pure_steps
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from pipelines import flow
from pipelines.contracts import WAREHOUSE_TABLES
from pipelines.flow.context import finished_tables

NAMES = sorted(path.name for path in (Path(__file__).parents[2] / "corpus").glob("*.txt"))


def assert_same_tables(left: dict[str, pl.DataFrame], right: dict[str, pl.DataFrame]) -> None:
    for each in WAREHOUSE_TABLES:
        assert_frame_equal(left[each.name], right[each.name], check_exact=True)


@pytest.fixture(scope="session")
def full_tables(sample_corpus: Path, sample_store: Path) -> dict[str, pl.DataFrame]:
    return finished_tables(make_context(sample_corpus, sample_store.parent))


steps = st.permutations(NAMES).flatmap(
    lambda order: st.lists(st.integers(1, len(NAMES) - 1), max_size=3, unique=True).map(
        lambda cuts: [
            order[a:b] for a, b in zip([0, *sorted(cuts)], [*sorted(cuts), len(order)], strict=True)
        ]
    )
)


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(arrivals=steps, detour=st.sampled_from(NAMES))
def test_any_split_and_order_of_arrival_gives_the_same_rows(
    arrivals: list[list[str]],
    detour: str,
    sample_corpus: Path,
    full_tables: dict[str, pl.DataFrame],
    with_parts: Callable[[Path], None],
) -> None:
    with tempfile.TemporaryDirectory() as temporary:
        home, corpus = Path(temporary), Path(temporary, "corpus")
        corpus.mkdir()
        with_parts(home)
        shutil.copy(sample_corpus / "manifest.csv", corpus)
        shutil.copy(sample_corpus / detour, corpus / "to_be_deleted.txt")
        for number, names in enumerate(arrivals):
            for name in names:
                shutil.copy(sample_corpus / name, corpus)
            ctx = make_context(corpus, home, run_id=f"run{number}")
            run_pure_steps(ctx)
            (corpus / "to_be_deleted.txt").unlink(missing_ok=True)
        run_pure_steps(make_context(corpus, home, run_id="last"))
        assert_same_tables(finished_tables(ctx), full_tables)


def test_a_rename_and_a_changed_manifest_row_recompute_no_language_pass(
    tmp_path: Path, sample_corpus: Path, with_parts: Callable[[Path], None]
) -> None:
    corpus = tmp_path / "corpus"
    shutil.copytree(sample_corpus, corpus)
    with_parts(tmp_path)
    (corpus / NAMES[0]).rename(corpus / "renamed.txt")
    (corpus / "manifest.csv").write_text("path,source,published\nrenamed.txt,The Irish Times,2023-03-22\n")
    ctx = make_context(corpus, tmp_path)
    flow.take_inventory(ctx)
    assert flow.parse_documents(ctx).notes["read_now"] == 0
    assert flow.run_language_pass(ctx).notes["extracted_now"] == 0
    article = ctx.store.read("draft_articles").filter(pl.col("published_basis") == "manifest")
    assert article["outlet"].to_list() == ["The Irish Times"]
    assert ctx.store.read("documents").filter(pl.col("path") == "renamed.txt").height == 1


def test_a_changed_file_is_extracted_again_and_the_others_are_not(
    tmp_path: Path, sample_corpus: Path, with_parts: Callable[[Path], None]
) -> None:
    corpus = tmp_path / "corpus"
    shutil.copytree(sample_corpus, corpus)
    with_parts(tmp_path)
    with (corpus / NAMES[0]).open("a", encoding="utf-8") as stream:
        stream.write("\nAnd then it rained.\n")
    ctx = make_context(corpus, tmp_path)
    flow.take_inventory(ctx)
    assert flow.parse_documents(ctx).notes["read_now"] == 1
    assert flow.run_language_pass(ctx).notes["extracted_now"] == 1


@pytest.mark.parametrize("batch", [1, 5])
def test_what_is_found_in_a_document_does_not_depend_on_its_batch(
    tmp_path: Path,
    sample_corpus: Path,
    full_tables: dict[str, pl.DataFrame],
    monkeypatch: pytest.MonkeyPatch,
    batch: int,
) -> None:
    monkeypatch.setattr("pipelines.flow.extract._BATCH_DOCUMENTS", batch)
    ctx = make_context(sample_corpus, tmp_path)
    run_pure_steps(ctx)
    assert_same_tables(finished_tables(ctx), full_tables)
